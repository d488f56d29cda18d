"""How a forward runs the children of an `nn.ModuleList` or `nn.ModuleDict` in turn, and how it names one of them."""

from __future__ import annotations

from builder.document.blocks import Block, Repeat, Sequential
from builder.document.holders import is_holder
from builder.document.tree import child_name, children, copy_name
from builder.network.classes import turns
from builder.targets.access import class_of, step
from builder.targets.source.layout import Page
from builder.targets.source.locals import Locals, one_of


def put_turns(page: Page, names: Locals, way: tuple[str, Block], variable: str, indent: int) -> None:
    """Write the loop that lets `variable` run through all children of a holder, which `way` writes and is."""
    written, block = way
    assert is_holder(block)
    kids = _entries(block)
    inside = [turns(kid) for _, kid in kids]
    if all(each == inside[0] for each in inside):
        one = names.loop_variable(one_of(written))
        over = f"{written}.values()" if block.holder == "ModuleDict" else written
        page.line(f"for {one} in {over}:", indent)
        if kids and inside[0] is not None:
            put_turns(page, names, (one, kids[0][1]), variable, indent + 4)
        else:
            page.line(f"{variable} = {one}({variable})", indent + 4)
        return
    for name, kid in kids:
        child = written + step_to(block, name)
        if is_holder(kid):
            put_turns(page, names, (child, kid), variable, indent)
        else:
            page.line(f"{variable} = {child}({variable})", indent)


def step_to(parent: Block, name: str) -> str:
    """Write the step from a module to its child.

    >>> from builder.document.blocks import Layer
    >>> child = Layer(id="a", name="conv", kind="ReLU")
    >>> step_to(Sequential(id="s", holder="ModuleDict", children=(child,)), "conv")
    '["conv"]'
    """
    names = [key for key, _ in _entries(parent)] if isinstance(parent, Sequential | Repeat) else [name]
    return step(class_of(parent), name, names.index(name))


def _entries(block: Sequential | Repeat) -> list[tuple[str, Block]]:
    if isinstance(block, Repeat):
        return [(copy_name(block, i), block.child) for i in range(block.count)]
    return [(child_name(block, i, kid), kid) for i, kid in enumerate(children(block))]
