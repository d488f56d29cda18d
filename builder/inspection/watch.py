"""Hooks on every module and node of a network while it runs: who is called, in which order, and what comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from torch import nn

from builder.errors import BuilderError
from builder.inspection.places import Places, nodes_run_by
from builder.inspection.report import Statistics
from builder.sentences import say

MOST_CALLS = 50_000
"""Calls of one run that are noted: what is known of so many takes a few dozen megabytes."""


class RunStopped(BaseException):
    """Ends a run from within a hook; no text catches it, since it is no `Exception`."""

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__(sentence)
        self.path = path
        self.sentence = sentence


class Entry:
    """One call while the network runs; see `builder.inspection.report.Call`."""

    __slots__ = (
        "backward_seconds",
        "first",
        "gradients",
        "has_inner",
        "idle",
        "is_done",
        "is_function",
        "kind",
        "last",
        "module",
        "number",
        "outputs",
        "path",
        "saturated",
        "seconds",
    )

    def __init__(self, path: str, number: int, kind: str, is_function: bool) -> None:
        self.path = path
        self.number = number
        self.kind = kind
        self.is_function = is_function
        self.module: nn.Module | None = None
        self.has_inner = False
        self.is_done = False
        self.outputs: list[Statistics | None] = []
        self.gradients: list[Statistics | None] = []
        self.seconds = 0.0
        self.first = self.last = 0
        """The numbers of the nodes of autograd that are made in the call: from the first up to the last, without it."""
        self.backward_seconds: float | None = None
        self.idle: float | None = None
        self.saturated: float | None = None


class Watch:
    """Notes the calls of one run. What is done when one ends is up to the subclass."""

    def __init__(self, network: nn.Module, shared: Hooks | None = None) -> None:
        self.network = network
        self.shared = shared
        self.places = Places(network) if shared is None else shared.places
        self.entries: list[Entry] = []
        self.numbers: Counter[str] = Counter()
        self.open: list[Entry] = []

    def here(self) -> str:
        """Return the path of the call in progress."""
        return self.open[-1].path if self.open else ""

    def begun(self, entry: Entry, inputs: tuple[Any, ...], named: dict[str, Any]) -> None:
        """See a call that begins with what it is given."""

    def ended(self, entry: Entry, output: Any) -> None:  # noqa: ANN401 - what a call returns
        """See a call that ends with what it returns."""

    def begin(self, path: str, kind: str, is_function: bool) -> Entry:
        """Note a call.

        Raises:
            Stopped: there are more calls than are noted.
        """
        if len(self.entries) >= MOST_CALLS:
            raise RunStopped(path, say("inspection.many-calls", path=path or say("errors.root"), count=MOST_CALLS))
        entry = Entry(path, self.numbers[path], kind, is_function)
        self.numbers[path] += 1
        if self.open:
            self.open[-1].has_inner = True
        self.entries.append(entry)
        self.open.append(entry)
        return entry

    def end(self, entry: Entry, output: Any) -> None:  # noqa: ANN401 - what a call returns
        """Note the end of a call, and of those inside it that an exception has ended."""
        while self.open and self.open.pop() is not entry:
            pass
        entry.is_done = True
        self.ended(entry, output)

    @contextmanager
    def hooks(self) -> Iterator[None]:
        """Watch the network inside, and leave no hook behind but those that several watches share."""
        own = Hooks(self.network, self.places) if self.shared is None else None
        with nullcontext() if own is None else own.installed(), (own or self.shared).leading_to(self):  # type: ignore[union-attr]
            yield

    def node(self, path: str, kind: str, operands: tuple[Any, ...], run: Callable[[], Any]) -> Any:  # noqa: ANN401
        """Run a function of a graph."""
        entry = self.begin(path, kind, is_function=True)
        self.begun(entry, operands, {})
        output = run()
        self.end(entry, output)
        return output


class Hooks:
    """The hooks on all modules of a network, which lead to one watch after another: setting them takes its time."""

    def __init__(self, network: nn.Module, places: Places | None = None) -> None:
        self.network = network
        self.places = places or Places(network)
        self.watch: Watch | None = None
        self._running: dict[int, list[Entry]] = {}

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Have the hooks on the modules inside, before and behind those that are there."""
        key = id(self)  # torch counts its own from 0; a handle for each of thousands takes its time
        before, after = self._before, self._after
        try:
            for module in self.places.modules:
                module._forward_pre_hooks[key] = before
                module._forward_pre_hooks_with_kwargs[key] = True
                module._forward_hooks[key] = after
            yield
        finally:
            for module in self.places.modules:
                for table in (module._forward_pre_hooks, module._forward_pre_hooks_with_kwargs, module._forward_hooks):
                    table.pop(key, None)

    @contextmanager
    def leading_to(self, watch: Watch) -> Iterator[None]:
        """Have one watch see what runs inside, the functions of graphs as well."""
        self._running.clear()
        self.places.begin_anew()
        self.watch = watch
        try:
            with nodes_run_by(self.places, watch.node, watch.here):
                yield
        finally:
            self.watch = None

    def _before(self, module: nn.Module, inputs: tuple[Any, ...], named: dict[str, Any]) -> None:
        watch = self.watch
        if watch is None:
            return
        caller = watch.open[-1] if watch.open else None
        place = self.places.of(module, caller.path if caller else None, caller.number if caller else 0)
        entry = watch.begin(place, type(module).__name__, is_function=False)
        entry.module = module
        self._running.setdefault(id(module), []).append(entry)
        watch.begun(entry, inputs, named)

    def _after(self, module: nn.Module, inputs: object, output: Any) -> None:  # noqa: ANN401 - what a module returns
        watch = self.watch
        if watch is None:
            return
        entries = self._running[id(module)]
        entry = entries.pop()
        while entries and entry not in watch.open:  # an exception that the text has caught ended it
            entry = entries.pop()
        watch.end(entry, output)


def torch_words(error: Exception) -> str:
    """Return the first line of what torch says, or the problem of an error of ours."""
    if isinstance(error, BuilderError):
        return error.problem
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
