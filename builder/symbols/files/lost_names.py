"""Lines of a pasted text that were left out: what they would bind is refused, and so is a network they would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from builder.errors import SourceError
from builder.interpreter.failures import Absence, Refusal, position
from builder.interpreter.limits import Value
from builder.interpreter.values import Absent, Instance, ModuleValue, Native, NativeClass
from builder.notes.draft import Bad
from builder.notes.effects import Effects
from builder.sentences import Sentence, say
from builder.symbols.values import ModuleSymbol, Symbol, behind_detach, walk

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST = 10_000
"""Values that are looked at for the modules in them."""


class Loss(NamedTuple):
    """Why a line is left out, and where it stands."""

    problem: str
    line: int
    column: int
    hint: str | None
    is_python: bool = False


class LostNames:
    """What is lost by the lines of a text that were left out; `builder.notes.statements` calls it in their places."""

    def __init__(self, bad: Iterable[Bad]) -> None:
        """Know the lines that are no Python, with what is wrong in them."""
        mistakes = {one.first + 1: one.mistake for one in bad}
        self.bad = {line: Loss(m.problem, m.line, m.column, m.hint) for line, m in mistakes.items()}
        self.names: dict[str, Loss] = {}
        self.functions: dict[str, Refusal] = {}
        """Functions with decorators that are not supported, and why."""
        self.spoilt: list[tuple[ModuleSymbol | Symbol, Loss]] = []

    def __call__(
        self, interpreter: Interpreter, line: int, bound: tuple[str, ...], changed: tuple[str, ...], /
    ) -> None:
        """Take away what lines that are no Python would have bound or changed, where they would have."""
        self._take_away(interpreter, self.bad[line], Effects(bound, changed))

    def drop_effects(self, interpreter: Interpreter, failure: Refusal, effects: Effects) -> None:
        """Take away what a statement would have bound or changed that is not supported."""
        self._take_away(interpreter, Loss(failure.problem, *position(failure.node), failure.hint, True), effects)

    def spoil(self, modules: Iterable[ModuleSymbol], failure: Refusal) -> None:
        """Let networks be refused that a statement would have changed."""
        one = Loss(failure.problem, *position(failure.node), failure.hint, True)
        self.spoilt += [(module, one) for module in modules]

    def _take_away(self, interpreter: Interpreter, one: Loss, effects: Effects) -> None:
        variables = interpreter.globals.variables
        for name in dict.fromkeys((*effects.bound, *effects.changed)):
            value = variables.get(name)
            if name not in effects.bound and (
                value is None or isinstance(value, ModuleValue | Native | NativeClass | Absent)
            ):
                continue
            self.spoilt += [(part, one) for part in contained_symbols(value)]
            if name in effects.bound or not isinstance(value, ModuleSymbol | Symbol):
                variables.pop(name, None)
                self.names[name] = one

    def reason_missing(self, name: str) -> Absence | None:
        """Return why a name has no value; None where no line that was left out would have given it one."""
        if name in self.functions:
            return Absence(self.functions[name].problem, self.functions[name].hint)
        one = self.names.get(name)
        return None if one is None else Absence(_problem(one), one.hint)

    def check_nothing(self) -> None:
        """Refuse to go on without a network where a line that was left out may be it.

        Raises:
            SourceError: the last such line, and what is wrong in it.
        """
        # Only the last one is raised: a network usually stands at the end of a text.
        for one in reversed(self.names.values()):
            raise SourceError(one.problem, one.line, one.column, one.hint)

    def check(self, network: ModuleSymbol) -> None:
        """Refuse a network that a line would have changed.

        Raises:
            SourceError: the first such line, and what is wrong in it.
        """
        parts = {id(part): part for _, part in walk(network)}
        tensors = {id(tensor) for part in parts.values() for tensor in part.tensors.values()}
        for value, one in self.spoilt:
            whole = isinstance(value, ModuleSymbol) and any(part is network for _, part in walk(value))
            if id(value) in parts or id(value) in tensors or whole:
                raise SourceError(_problem(one), one.line, one.column, one.hint)


def contained_symbols(value: Value) -> Iterator[ModuleSymbol | Symbol]:
    """Yield a module or tensor, or those that lists and objects hold."""
    waiting, seen = [value], set[int]()
    while waiting and len(seen) < _MOST:
        here = waiting.pop()
        if id(here) in seen:
            continue
        seen.add(id(here))
        if isinstance(here, ModuleSymbol | Symbol):
            yield behind_detach(here)
        elif isinstance(here, list | tuple | set):
            waiting += here
        elif isinstance(here, dict):
            waiting += here.values()
        elif isinstance(here, Instance):
            waiting += here.fields.values()


def _problem(one: Loss) -> str:
    if one.is_python:
        return say("symbols.lost.unsupported", line=one.line, problem=Sentence(one.problem))
    return say("symbols.lost", line=one.line, problem=Sentence(one.problem))
