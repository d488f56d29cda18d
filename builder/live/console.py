"""A prompt on a live network: one namespace for all inputs, and the output of each."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from builder.interpreter.interpreter import Interpreter
from builder.interpreter.limits import RUN_LIMITS, Limits, Value
from builder.interpreter.values import ModuleValue
from builder.live.host import TorchHost
from builder.live.session.files import Shelf
from builder.live.session.host import SessionHost
from builder.live.session.magics import without_marks
from builder.live.session.stopwatch import Stopwatch, timeit_text
from builder.sentences import say

_LOADING = 600.0
_ROOM = 80
"""Characters that are kept for saying how much was cut."""


def torch_interpreter(limits: Limits = RUN_LIMITS) -> Interpreter:
    """Return an interpreter in the torch namespace, every tensor operation held against its budget."""
    return _make_interpreter(TorchHost(), limits)


def _make_interpreter(host: TorchHost, limits: Limits) -> Interpreter:
    interpreter = Interpreter(host, limits)
    host.watch(interpreter.budget)
    return interpreter


def warm() -> None:
    """Run a first operation, for which torch loads code for seconds, outside the time limit of any input."""
    Console({}, replace(RUN_LIMITS, seconds=_LOADING)).run("torch.ones(1) + 1")


class Console:
    """Runs one input after another.

    Args:
        names: what is bound from the start, such as `net` and `X`; `torch`, `nn`, `F` and `OrderedDict` always are.
        limits: the limits of each input.
        shelf: keeps and fetches objects by plain name, for `torch.save` and `torch.load`.
    """

    def __init__(self, names: Mapping[str, Value], limits: Limits = RUN_LIMITS, shelf: Shelf | None = None) -> None:
        """Bind the names."""
        self.interpreter = _make_interpreter(SessionHost(shelf), limits)
        modules = self.interpreter.host.modules
        variables = self.interpreter.globals.variables
        for name, module in (("torch", "torch"), ("nn", "torch.nn"), ("F", "torch.nn.functional"), ("math", "math")):
            variables[name] = modules[module]
        collections: ModuleValue = modules["collections"]
        variables.update(collections.members)
        variables.update(names)

    def run(self, text: str) -> str:
        """Run an input and return what it prints; the value of a last expression is shown as Python's prompt would.

        Raises:
            SourceError: the input is refused or raises; what it printed before is in `partial`.
        """
        text, timed, left_out = without_marks(text)
        watch = Stopwatch()
        with self.interpreter.run_scope():
            for sentence in left_out:
                self.interpreter.print(f"{sentence}\n")
            if timed == "timeit":
                self.interpreter.print(timeit_text(lambda: self.interpreter.run(text)))
                return self.interpreter.output()
            value = self.interpreter.run(text)
            if timed:
                self.interpreter.print(watch.read())
            if value is not None:
                self.interpreter.print(self._shown(self.interpreter.repr(value)))
                self.interpreter.globals.variables["_"] = value
        return self.interpreter.output()

    def _shown(self, text: str) -> str:
        """Truncate a value that is too long to print."""
        budget = self.interpreter.budget
        room = budget.limits.printed - budget.printed - _ROOM
        if len(text) <= room:
            return f"{text}\n"
        room = max(0, room)
        return f"{text[:room]} ...\n({say('live.more-output', count=len(text) - room)})\n"

    def stop(self) -> None:
        """Stop the current input shortly; may be called from a signal handler or another thread."""
        self.interpreter.budget.stop()

    def partial(self) -> str:
        """Return what an input printed before it was refused."""
        return self.interpreter.output()
