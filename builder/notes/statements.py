"""A text in statements, of which each stands on its own; those that are no Python are left out."""

from __future__ import annotations

import re
from typing import NamedTuple

from builder.notes import commands
from builder.notes.console_output import is_printed
from builder.notes.draft import Bad, Draft, Kind, error_in
from builder.notes.effects import NOTHING, Effects, effects
from builder.notes.mistake import Mistake, as_typed, mistake
from builder.notes.scan import Scanner

BEGINS = re.compile(
    r"(?:class|def|async|import|from|for|while|if|with|try|return|del|print|assert|raise)\b|@\w"
    r"|[A-Za-z_][\w.]*(?:\[[^\]]*\])?(?: *, *[A-Za-z_][\w.]*)* *[-+*/]?=(?!=)|[A-Za-z_]\w*(?:\.\w+)+\("
)
"""How a statement begins that cannot be taken for anything else."""
_CLAUSE = re.compile(r"(?:else|elif|except|finally)\b")
_DEFINES = re.compile(r"(?:@|class\b|def\b|async\b)")
LEFT_OUT = "__left_out__"
"""Called in the place of code that is left out: with its line, the names it would bind and those it would change."""
_REACH = 3_000
"""Lines to look at behind the first that could begin a statement while a bracket is open; fewer, the more fail."""
_MOST = 500
"""Statements that are left out, beyond which a text is taken to be something else than notes with Python."""
_LONGEST = 200
"""Characters of a line that tell how it begins."""
_TRIES = 8
"""Lines of one statement that are left out one by one, before all of it is."""


class Statement(NamedTuple):
    """Where a statement ends: the line behind it; and where another may begin if it never does."""

    end: int
    resume: int | None


def statement_at(lines: list[str], start: int, stop: int | None = None, reach: int = _REACH) -> Statement:
    """Return where the statement ends that begins in a line, with its blocks and clauses."""
    scanner, stop = Scanner(), len(lines) if stop is None else stop
    decorated = lines[start].startswith("@")
    scanner.read(lines[start])
    resume: int | None = None
    last = line = start
    for line in range(start + 1, stop):
        text = lines[line]
        if scanner.inside:
            if resume is None and BEGINS.match(text[:_LONGEST]):
                resume = line
            if resume is not None and line - resume > reach:
                break
        elif text[:1].strip() and text[0] != "#":
            if not (_CLAUSE.match(text) or (decorated and _DEFINES.match(text))):
                break
            decorated = text[0] == "@"
        goes_on = scanner.inside
        if scanner.read(text).strip() or goes_on or scanner.inside:
            last = line
    return Statement(last + 1, resume if scanner.inside or scanner.unmatched else None)


def leave_out_bad(draft: Draft, part: range) -> None:
    """Leave out of a part of a text the statements that are no Python; all of them where they are not too many."""
    line = part.start
    while line < part.stop and draft.failed < _MOST:
        text = draft.lines[line]
        end, resume = statement_at(draft.lines, line, part.stop, max(_REACH // (1 + draft.failed), 20))
        if not text.strip() or text.lstrip().startswith("#"):
            end = line + 1
        elif error_in("\n".join(draft.lines[line:end])) is not None:
            end = end if resume is None else _before(draft.lines, line, resume)
            _leave_out(draft, line, end)
            draft.failed += 1
        line = end


def _before(lines: list[str], start: int, resume: int) -> int:
    """Return where a statement that never ends is taken to end: before the next one, and what is said of that."""
    while resume > start + 1 and (not lines[resume - 1].strip() or lines[resume - 1].startswith("#")):
        resume -= 1
    return resume


def _leave_out(draft: Draft, start: int, end: int) -> None:
    """Leave out what is wrong of a statement: single lines of a loop or a branch, a class or function as a whole."""
    lines = draft.lines[start:end]
    apart = None if _DEFINES.match(lines[0]) or len(lines) == 1 else _apart(lines)
    if apart is not None:
        for index, (found, indent) in apart.items():
            _replace(draft, start + index, start + index + 1, found, indent)
        return
    error = error_in("\n".join(lines))
    assert error is not None
    _replace(draft, start, end, mistake("\n".join(lines), error))


def _apart(lines: list[str]) -> dict[int, tuple[Mistake, str]] | None:
    """Return the lines without which a statement is Python, each with what is wrong in it and how it is indented then.

    None where it never is.
    """
    rest, found = list(lines), dict[int, tuple[Mistake, str]]()
    for _ in range(_TRIES):
        error = error_in("\n".join(rest))
        if error is None:
            return found
        index = min(max(error.lineno or 1, 1), len(rest)) - 1
        if not _stands_alone(rest, index):
            return None
        is_indented = isinstance(error, IndentationError)
        indent = _indent(rest[index - 1]) if is_indented and index else _indent(rest[index])
        found.setdefault(index, (mistake("\n".join(rest[: index + 1]), error)._replace(line=1), indent))
        rest[index] = f"{indent}pass"
    return None


def _stands_alone(lines: list[str], index: int) -> bool:
    scanner = Scanner()
    for text in lines[:index]:
        scanner.read(text)
    text, begins_inside = lines[index], scanner.inside
    code = scanner.read(text).rstrip()
    return not begins_inside and not scanner.inside and bool(code) and not code.endswith((":", "\\"))


def _replace(draft: Draft, start: int, end: int, wrong: Mistake, indent: str = "") -> None:
    """Put into the place of lines what keeps their numbers, and what the network may need of them refused."""
    text = "\n".join(draft.lines[start:end])
    does = effects(text)
    kind = _kind(text, does)
    for line in range(start, end):
        if kind is not None:
            draft.blank(line, kind)
        draft.lines[line] = ""
    stand_in = "pass" if indent else ""
    if kind is None:
        first = start + wrong.line - 1
        column = wrong.column + draft.cut.get(first, 0)
        draft.bad.append(Bad(start, end - 1, wrong._replace(line=first + 1, column=column)))
        if does != NOTHING:
            stand_in = f"{LEFT_OUT}({start + 1}, {does.bound!r}, {does.changed!r})"
    draft.lines[start] = f"{indent}{stand_in}"


def _kind(text: str, does: Effects) -> Kind | None:
    """Return what lines are that are no Python; None where they were meant as code."""
    if is_printed(text):
        return "result"
    if does != NOTHING or _is_code(text):
        return None
    return "command" if commands.is_command(text) else "text"


def _is_code(text: str) -> bool:
    """Tell whether lines that are no Python were meant to be."""
    return BEGINS.match(text.lstrip()[:_LONGEST]) is not None or error_in(as_typed(text.strip())) is None


def _indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]
