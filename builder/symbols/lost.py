"""Code of a pasted text that is no Python: what it would bind is refused, and so is a network that it would change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from builder.errors import SourceError
from builder.interpreter.failures import Absence, Refusal
from builder.interpreter.values import Absent, ModuleValue, Native, NativeClass
from builder.notes.draft import Bad
from builder.sentences import Sentence, say
from builder.symbols.values import ModuleSymbol, Symbol, walk

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class Lost:
    """What is lost by the lines of a text that were left out; `builder.notes.statements` calls it in their places."""

    def __init__(self, bad: Iterable[Bad]) -> None:
        """Know the lines, with what is wrong in them."""
        self.bad = {one.first + 1: one for one in bad}
        self.names: dict[str, Bad] = {}
        self.functions: dict[str, Refusal] = {}
        """Functions with decorators that are not supported, and why."""
        self.spoilt: list[tuple[ModuleSymbol | Symbol, Bad]] = []

    def __call__(
        self, interpreter: Interpreter, line: int, bound: tuple[str, ...], changed: tuple[str, ...], /
    ) -> None:
        """Take away what lines would have bound or changed, where they would have."""
        one = self.bad[line]
        variables = interpreter.globals.variables
        for name in dict.fromkeys((*bound, *changed)):
            value = variables.get(name)
            if name not in bound and (value is None or isinstance(value, ModuleValue | Native | NativeClass | Absent)):
                continue
            if isinstance(value, ModuleSymbol | Symbol):
                self.spoilt.append((value, one))
            if name in bound or not isinstance(value, ModuleSymbol | Symbol):
                variables.pop(name, None)
                self.names[name] = one

    def needed(self, name: str) -> Absence | None:
        """Return why a name has no value; None where no line that was left out would have given it one."""
        if name in self.functions:
            return Absence(self.functions[name].problem, self.functions[name].hint)
        one = self.names.get(name)
        return None if one is None else Absence(_problem(one), one.mistake.hint)

    def check_nothing(self) -> None:
        """Refuse to go on without a network where a line that was left out may be it.

        Raises:
            SourceError: the last such line, and what is wrong in it.
        """
        for one in reversed(self.names.values()):
            raise SourceError(one.mistake.problem, one.mistake.line, one.mistake.column, one.mistake.hint)

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
                raise SourceError(_problem(one), one.mistake.line, one.mistake.column, one.mistake.hint)


def _problem(one: Bad) -> str:
    wrong = one.mistake
    return say("symbols.lost", line=wrong.line, problem=Sentence(wrong.problem))
