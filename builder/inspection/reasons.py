"""Why no gradient reaches a parameter: at which node of a graph, or which line of a text class, its way back ends.

Each function of torch that a forward calls is looked at: where something that hangs on the parameter goes in with a
way back and comes out without, there it ends.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from builder.inspection.tensors import tensors_in
from builder.inspection.watch import Watch
from builder.interpreter.values import Class
from builder.sentences import Sentence, say

_NUMBERS = frozenset({"item", "tolist", "numpy", "__float__", "__int__", "__index__"})
"""What takes the values of a tensor out of torch."""
_MOST_CUTS = 20


class Cut(NamedTuple):
    """A place where a way back ends: `why` in words, and the text's line where it is one."""

    path: str
    why: str
    strength: int
    """How clearly it was meant: 2 for `detach` and `no_grad`, 1 for whole numbers, 0 for plain numbers."""
    line: int = 0
    text: str = ""

    @property
    def sentence(self) -> str:
        """The reason for a person."""
        if self.line:
            path = self.path or say("errors.root")
            return say("inspection.cut.line", path=path, line=self.line, text=self.text, why=Sentence(self.why))
        return say("inspection.cut.node", path=self.path or say("errors.root"), why=Sentence(self.why))


class Cuts:
    """The places where the ways back of some parameters end."""

    def __init__(self) -> None:
        self.found: dict[int, list[Cut]] = {}

    def sentence(self, parameter: Tensor) -> str | None:
        """Say where the way back of a parameter ends: at the clearest place, of equal ones at the first."""
        cuts = self.found.get(id(parameter))
        return max(cuts, key=lambda cut: cut.strength).sentence if cuts else None


def reasons_of(watch: Watch, inputs: Sequence[Any], waiting: Sequence[Tensor]) -> Cuts:
    """Run a network and see where the ways back of these parameters end."""
    from builder.inspection.running import run_through

    tracer = _Tracer(watch, waiting)
    with torch.enable_grad(), tracer:
        run_through(watch.network, inputs, watch)
    return tracer.cuts


class _Tracer(TorchFunctionMode):
    """Follows what hangs on some parameters from function to function."""

    def __init__(self, watch: Watch, waiting: Sequence[Tensor]) -> None:
        super().__init__()
        self.watch = watch
        self.cuts = Cuts()
        self.hanging: dict[int, frozenset[int]] = {id(one): frozenset({id(one)}) for one in waiting}
        self.kept: list[Tensor] = list(waiting)
        """Keeps the tensors alive, so that no other one has the same `id`."""

    def __torch_function__(
        self, func: Callable[..., Any], types: object, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:  # noqa: ANN401 - a function of torch returns anything
        """Run a function of torch and see what came out of it."""
        result = func(*args, **(kwargs or {}))
        given = [one for one in tensors_in([*args, *(kwargs or {}).values()]) if id(one) in self.hanging]
        if given:
            self.see(_name(func), args, given, result)
        return result

    def see(self, name: str, args: tuple[Any, ...], given: list[Tensor], result: Any) -> None:  # noqa: ANN401
        """See a function that was given something that hangs on the parameters."""
        marks = frozenset().union(*(self.hanging[id(one)] for one in given))
        leads_back = any(one.requires_grad for one in given)
        made = tensors_in(result) if name != "__setitem__" else [args[0]]
        for tensor in made:
            self.hanging[id(tensor)] = marks | self.hanging.get(id(tensor), frozenset())
            self.kept.append(tensor)
        if leads_back and made and not any(one.requires_grad for one in made):
            self.cut(name, marks, made[0])
        elif leads_back and name in _NUMBERS:
            self.note(marks, say("inspection.cut.number", name=name), 0)

    def cut(self, name: str, marks: frozenset[int], made: Tensor) -> None:
        """Note that a way back ends, and why."""
        if not torch.is_grad_enabled():
            self.note(marks, say("inspection.cut.no-grad"), 2)
        elif made.is_floating_point() or made.is_complex():
            self.note(marks, say("inspection.cut.detached", name=name), 2)
        else:
            dtype = str(made.dtype).removeprefix("torch.")
            self.note(marks, say("inspection.cut.whole", name=name, dtype=dtype), 1)

    def note(self, marks: frozenset[int], why: str, strength: int) -> None:
        """Note a place for each parameter that it concerns."""
        found = self.placed(why, strength)
        for mark in marks:
            cuts = self.cuts.found.setdefault(mark, [])
            if len(cuts) < _MOST_CUTS:
                cuts.append(found)

    def placed(self, why: str, strength: int) -> Cut:
        """Return a cut at the line of the text class that runs, else at the call in progress."""
        for entry in reversed(self.watch.open):
            found = None if entry.module is None else _line(entry.module)
            if found is not None:
                return Cut(entry.path, why, strength, *found)
        return Cut(self.watch.here(), why, strength)


def _name(func: Callable[..., Any]) -> str:
    """Return what a function is called: of an attribute its own name."""
    name = getattr(func, "__name__", type(func).__name__)
    return str(getattr(getattr(func, "__self__", None), "__name__", name)) if name == "__get__" else name


def _line(module: nn.Module) -> tuple[int, str] | None:
    """Return the line of its text that a module of a text class runs, and what stands there."""
    written = type(module).__dict__.get("_written_class")
    interpreter = type(module).__dict__.get("_written_by")
    if not isinstance(written, Class) or interpreter is None or interpreter.statement is None:
        return None

    statement = interpreter.statement
    return statement.lineno, ast.unparse(statement).splitlines()[0]
