"""What the forward of each class of a parallel takes: one value, or several where several reach it side by side."""

from __future__ import annotations

from builder.document.blocks import Block, Document, Function, Graph, Parallel, Shared, TensorBlock
from builder.document.tree import children, walk
from builder.network.plan import plan_of

ANY = ("*inputs",)


def forward_arguments(document: Document, classes: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the arguments of forward by class, for the parallels' classes that do not take just `x`.

    A parallel hands all its inputs to each child, a graph what is wired, any other container one value to its first.
    """
    blocks = {block.id: block for block in walk(document.root)}
    taken: dict[str, set[int]] = {}
    for id, number in _numbers(document, blocks):
        if isinstance(blocks[id], Parallel):
            taken.setdefault(classes[id], set()).add(number)
    names = tuple(entry.name for entry in document.inputs)
    return {name: _arguments(numbers, names) for name, numbers in taken.items() if numbers != {1}}


def _arguments(numbers: set[int], names: tuple[str, ...]) -> tuple[str, ...]:
    if len(numbers) > 1:
        return ANY
    (number,) = numbers
    return names if number == len(names) else tuple(f"x{i + 1}" for i in range(number))


def _numbers(document: Document, blocks: dict[str, Block]) -> set[tuple[str, int]]:
    """Return with how many values each block is called, by its id; some in several ways."""
    found: set[tuple[str, int]] = set()
    waiting = [(document.root.id, len(document.inputs))]
    while waiting:
        id, number = waiting.pop()
        block = blocks[id]
        if isinstance(block, Shared):
            waiting.append((block.of, number))
        elif (id, number) not in found and not isinstance(block, Function | TensorBlock):
            found.add((id, number))
            if isinstance(block, Graph):
                plan = plan_of(block)
                waiting.extend(
                    (node.id, 1 if plan.is_apart(i) else len(plan.feeds[i])) for i, node in enumerate(block.nodes)
                )
            else:
                inner = number if isinstance(block, Parallel) else 1
                waiting.extend((child.id, inner) for child in children(block))
    return found
