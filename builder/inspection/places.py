"""Which place of a network a call belongs to: a module may stand at several, and a graph's functions have paths too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from torch import nn

from builder.document.tree import child_path
from builder.module.graph import GraphModule, Step
from builder.module.holders import in_turn

Around = Callable[[str, str, tuple[Any, ...], Callable[[], Any]], Any]
"""Runs a function of a graph: its path, its kind, its operands, and what does the work."""


class Places:
    """The paths of a network's modules; tells calls of one module at several places apart.

    A call belongs to the place below the module that calls it; where there are several, to each in turn.
    """

    def __init__(self, network: nn.Module) -> None:
        self.paths: dict[int, list[str]] = defaultdict(list)
        found: dict[int, nn.Module] = {}
        for path, module in network.named_modules(remove_duplicate=False):
            self.paths[id(module)].append(path)
            found[id(module)] = module
        self.modules: tuple[nn.Module, ...] = tuple(found.values())
        self.expected: str | None = None
        """The place that a graph's node is about to call."""
        self._turns: dict[tuple[int, str, int], int] = defaultdict(int)

    def begin_anew(self) -> None:
        """Forget the calls of a run that has ended."""
        self.expected = None
        self._turns.clear()

    def of(self, module: nn.Module, caller: str | None, caller_number: int) -> str:
        """Return the place of a call that begins, made by the module at `caller`."""
        paths = self.paths[id(module)]
        if self.expected is None and len(paths) == 1:
            return paths[0]
        expected, self.expected = self.expected, None
        if len(paths) == 1:
            return expected or paths[0]
        if expected is not None:
            return expected
        below = [path for path in paths if caller == "" or (caller and path.startswith(f"{caller}."))] or paths
        key = (id(module), caller or "", caller_number)
        turn = self._turns[key]
        self._turns[key] += 1
        return below[turn % len(below)]

    def first(self, module: nn.Module) -> str:
        """Return the path at which `named_modules` lists a module."""
        return self.paths[id(module)][0]


@contextmanager
def nodes_run_by(places: Places, around: Around, here: Callable[[], str]) -> Iterator[None]:
    """Have each function of the network's graphs run by `around`; `here` tells the path of the call in progress."""
    graphs = [module for module in places.modules if isinstance(module, GraphModule)]
    try:
        for graph in graphs:
            steps = tuple(_watch_step(graph, step, places, around, here) for step in graph.__steps__)
            graph.__dict__["__steps__"] = steps
        yield
    finally:
        for graph in graphs:
            graph.__dict__.pop("__steps__", None)


def _watch_step(graph: GraphModule, step: Step, places: Places, around: Around, here: Callable[[], str]) -> Step:
    if step.function is None:
        module = graph.get_submodule(step.module)
        is_plain = step.module == step.name and len(places.paths[id(module)]) == 1
        without_forward = isinstance(module, nn.ModuleList | nn.ModuleDict)  # whose children are called instead
        return step if is_plain or without_forward else _with_node(graph, step, places, here)
    function = step.function

    def run(*operands: Any, **named: Any) -> Any:  # noqa: ANN401 - what the function takes and returns
        return around(child_path(here(), step.name), step.kind, operands, lambda: function(*operands, **named))

    return step._replace(function=run)


def _with_node(graph: GraphModule, step: Step, places: Places, here: Callable[[], str]) -> Step:
    """Return a step that says at which node of the graph a module is called, which may stand elsewhere."""

    def run(*operands: Any, training: bool, numbers: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 - as above
        places.expected = child_path(here(), step.name)
        try:
            return in_turn(graph.get_submodule(step.module), *operands, **(numbers or {}), **step.call)
        finally:
            places.expected = None

    return step._replace(function=run)
