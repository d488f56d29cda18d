"""How a run ends early: refusals, which no interpreted `except` can catch, and exceptions raised in the text itself."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from builder.errors import BuilderError, SourceError
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.limits import Value
    from builder.interpreter.values import Instance


class Failure(Exception):  # noqa: N818 - the text's failure, not ours
    """Base of both; `node` is where it happened, put in by the innermost expression that sees it pass."""

    node: ast.AST | None = None


class Refusal(Failure):
    """Unsupported code or an exceeded limit; no `except` or `finally` of the interpreted code runs for it."""

    def __init__(self, problem: str, hint: str | None = None, python: tuple[str, str] | None = None) -> None:
        """Keep what Python itself would raise, its kind and its words, where it would; a prompt raises that."""
        super().__init__(problem, hint)
        self.problem = problem
        self.hint = hint
        self.python = python


class Unknown(Refusal):
    """An attribute that no table lists; `hasattr` returns False for it. `of` is the value and the name."""

    def __init__(self, problem: str, hint: str | None = None, of: tuple[Value, str] | None = None) -> None:
        super().__init__(problem, hint)
        self.of = of


class Absence(Refusal):
    """A value that a document cannot store or does not need; the statement of a pasted file may be skipped."""


class UnlistedName(Unknown, Absence):
    """An attribute of torch that no table lists, and that none is called like."""


class UnknownAbsence(Unknown, Absence):
    """An attribute that no table lists, of something that a document does not need."""


class UndefinedName(Absence):
    """A name without a value."""


class LimitExceeded(Refusal):
    """A limit that would be exceeded."""


class RaisedException(Failure):
    """An exception of the interpreted text, which its `try` may catch."""

    def __init__(self, value: Instance, hint: str | None = None) -> None:
        super().__init__(value)
        self.value = value
        self.hint = hint


def source_error(failure: Failure) -> SourceError:
    """Convert a failure to an error with line and column, both counted from 1."""
    line, column = position(failure.node)
    if isinstance(failure, Refusal):
        return SourceError(failure.problem, line, column, failure.hint)
    assert isinstance(failure, RaisedException)
    cls, text = failure.value.cls, failure.value.message()
    problem = f"{cls.name}: {text}" if text else say("interpreter.raises", name=cls.name)
    name = f"{cls.module}.{cls.name}" if cls.module else cls.name
    return SourceError(problem, line, column, failure.hint, f"{name}: {text}" if text else name)


def position(node: ast.AST | None) -> tuple[int, int]:
    """Return line and column of a node, both counted from 1."""
    return getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1


def refused_at(node: ast.AST, problem: str, hint: str | None = None) -> Refusal:
    """Return a refusal of what stands at a node."""
    made = Refusal(problem, hint)
    made.node = node
    return made


def refusal(error: BuilderError) -> Refusal:
    """Convert an error of a lower layer to a refusal."""
    place = f"{error.path}: " if error.path else ""
    return Refusal(f"{place}{error.problem}", error.hint)
