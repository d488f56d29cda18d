"""Holds the order in which blocks run against that of the calls, where it shows: random numbers and statistics.

A graph runs a node once all is there that flows into it, of several the one that stands first; a module stands where it
was registered, which may be elsewhere than it was called.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit
from builder.document.blocks import Block, Container, Function, Instance, Layer, Shared, Written
from builder.document.tree import child_name, children, walk
from builder.sentences import say
from builder.trace.errors import UntraceableError
from builder.trace.steps import Recording, Step

_RANDOM_FUNCTIONS = frozenset({"torch.randn_like", "torch.rand_like", "F.gumbel_softmax"})
_RANDOM_LAYERS = frozenset({"RReLU", "FractionalMaxPool2d", "FractionalMaxPool3d"})
_STATISTICS = ("BatchNorm", "InstanceNorm", "SyncBatchNorm")
_DRAWS = ""
"""What all that draws random numbers changes; else it is the id of a block."""


def hold_order(called: Recording, kept: Recording, nodes: Sequence[Block], places: dict[str, int]) -> None:
    """Hold the order of nodes against that of the calls; `places` is the node of each step that is `kept`.

    Raises:
        UntraceableError: two calls would change places, and both draw random numbers or count in the same module.
    """
    parts = _parts(called, kept)
    expanded = (name for run in _run_order(kept, places, len(nodes)) for name in parts[run])
    position = {name: i for i, name in enumerate(expanded)}
    steps = [step for step in called.steps if step.name in position]
    if all(position[a.name] < position[b.name] for a, b in pairwise(steps)):
        return
    changes = _Changes(nodes)
    last: dict[str, Step] = {}
    for step in steps:
        for key in changes.of(step):
            earlier = last.get(key)
            if earlier is not None and position[step.name] < position[earlier.name]:
                raise UntraceableError(
                    say("trace.call-order", first=_step_name(earlier), then=_step_name(step)),
                    say("trace.call-order.hint"),
                )
            last[key] = step


def _step_name(step: Step) -> str:
    return step.path or str(step.kind)


def _run_order(kept: Recording, places: dict[str, int], count: int) -> Iterator[str]:
    """Yield the steps in the order in which their nodes run."""
    names = {place: name for name, place in places.items()}
    needs: list[set[int]] = [set() for _ in range(count)]
    for step in kept.steps:
        needs[places[step.name]] |= {places[source] for source, _ in step.sources if source in places}
    takers: list[list[int]] = [[] for _ in range(count)]
    for i, needed in enumerate(needs):
        for need in needed:
            takers[need].append(i)
    waiting = [len(needed) for needed in needs]
    ready = [i for i in range(count) if not waiting[i]]
    while ready:
        i = heappop(ready)
        if i in names:
            yield names[i]
        for taker in takers[i]:
            waiting[taker] -= 1
            if not waiting[taker]:
                heappush(ready, taker)


def _parts(called: Recording, kept: Recording) -> dict[str, list[str]]:
    """Return the calls that each step stands for: a list that runs as a chain is one of several."""
    paths = {step.name: step.path for step in called.steps}
    found: dict[str, list[str]] = {}
    for step in kept.steps:
        if step.kind is not None or paths.get(step.name, step.path) == step.path:
            found[step.name] = [step.name] if step.name in paths else []
        else:
            found[step.name] = [name for name, path in paths.items() if path.startswith(f"{step.path}.")]
    return found


class _Changes:
    """What calls change that a later one may find: the stream of random numbers, and statistics of modules."""

    def __init__(self, nodes: Sequence[Block]) -> None:
        self.nodes = {node.name: node for node in nodes}
        self.blocks = {block.id: block for node in nodes for block in walk(node)}

    def of(self, step: Step) -> set[str]:
        """Return the keys of what a step changes."""
        if step.kind is not None:
            return {_DRAWS} if draws(step.kind) else set()
        first, *path = step.path.split(".")
        block: Block | None = self.nodes.get(first)
        for name in path:
            block = self._child(block, name)
        return {_DRAWS} if block is None else self._below(block)

    def _child(self, block: Block | None, name: str) -> Block | None:
        if isinstance(block, Shared):
            block = self.blocks.get(block.of)
        if not isinstance(block, Container):
            return None
        return next((kid for i, kid in enumerate(children(block)) if child_name(block, i, kid) == name), None)

    def _below(self, block: Block) -> set[str]:
        found: set[str] = set()
        for inner in walk(block):
            if isinstance(inner, Shared):
                target = self.blocks.get(inner.of)
                found |= {_DRAWS, inner.of} if target is None else self._below(target)
            # Its text is not read here: it may draw numbers, and may change what it holds.
            elif isinstance(inner, Instance | Written):
                found |= {_DRAWS, inner.id}
            elif isinstance(inner, Function) and draws(inner.kind):
                found.add(_DRAWS)
            elif isinstance(inner, Layer):
                found |= _of_layer(inner)
        return found


def draws(kind: str) -> bool:
    """Tell whether a function draws random numbers, in training at least.

    Args:
        kind: a function of `FUNCTIONS`.
    """
    return kind in _RANDOM_FUNCTIONS or bool(FUNCTIONS[kind].training)


def _of_layer(layer: Layer) -> set[str]:
    kind = CATALOGUE[explicit(layer.kind)]
    given = {argument.name: layer.args.get(argument.name, argument.default) for argument in kind.arguments}
    found = {layer.id} if layer.parametrizations or layer.kind.removeprefix("Lazy").startswith(_STATISTICS) else set()
    drops = given.get("dropout") or "encoder_layer" in given or "decoder_layer" in given
    if drops or kind.category == "dropout" or layer.kind in _RANDOM_LAYERS:
        found.add(_DRAWS)
    return found
