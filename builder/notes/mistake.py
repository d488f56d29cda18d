"""What is wrong in a text that is no Python, in a sentence, where, and what to change.

Brackets, strings, colons and characters are looked at here, since Python notices most of them lines later; for the rest
Python's own message says what kind of mistake it is, and none of its words are shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from builder.notes.scan import OPENERS, Place, Scanner
from builder.sentences import later, say

_FULL_WIDTH = dict(
    zip(
        "（）［］｛｝【】，、：；。．！？＝＋－＊／＜＞＠％＆｜＾～＃＂＇",
        "()[]{}[],,:;..!?=+-*/<>@%&|^~#\"'",
        strict=True,
    )
)
_TYPED = _FULL_WIDTH | dict(zip("“”„‟‘’‚‛′″«»「」", "\"\"\"\"''''''\"\"[]", strict=True))
_TYPED |= dict(zip("−–—×÷…•", ("-", "-", "-", "*", "/", "...", "*"), strict=True)) | {"≤": "<=", "≥": ">=", "≠": "!="}
_TYPED |= {"→": "->", "⇒": "->"}
_ASCII = str.maketrans(_TYPED)
_HEADER = re.compile(r"\s*(?:async\s+)?(class|def|if|elif|else|for|while|with|try|except|finally)\b")
_SHOWN = 40
_LONGEST = 500
"""Characters of a line that is looked at for a missing colon."""


class Mistake(NamedTuple):
    """A mistake; line and column are counted from 1."""

    line: int
    column: int
    problem: str
    hint: str


def as_typed(text: str) -> str:
    """Return a text with the characters of Python in place of those that look like them.

    >>> as_typed("print（1，2）")
    'print(1,2)'
    """
    return text.translate(_ASCII)


def mistake(text: str, error: SyntaxError) -> Mistake:
    """Say what is wrong in a text that Python does not read."""
    scanner, codes, lines = Scanner(), [], text.split("\n")
    for line in lines:
        codes.append(scanner.read(line))
    last = min(max(error.lineno or 1, 1), len(lines))
    column = max(error.offset or 1, 1)
    for found in _own(scanner, codes, last):
        return found
    for kind, problem, hint in _KINDS:
        if kind.search(error.msg or ""):
            return Mistake(last, column, problem.said, hint.said)
    return _stray(lines, last, column)


def _own(scanner: Scanner, codes: list[str], last: int) -> Iterator[Mistake]:
    """Yield what is seen without Python, up to the line where Python ends reading; the likeliest first."""
    yield from _characters(codes[:last])
    if scanner.string is not None:
        mark = scanner.string.mark
        yield _at(scanner.string, say("notes.string-long", mark=mark), say("notes.string-long.hint", mark=mark))
    if scanner.unended is not None and scanner.unended.line <= last:
        mark = scanner.unended.mark
        yield _at(scanner.unended, say("notes.string", mark=mark), say("notes.string.hint", mark=mark))
    if scanner.unmatched is not None and scanner.unmatched[0].line <= last:
        yield _unmatched_mistake(*scanner.unmatched)
    if scanner.brackets and scanner.brackets[-1].line <= last:
        opened = scanner.brackets[-1]
        yield _at(
            opened, say("notes.bracket", mark=opened.mark), say("notes.bracket.hint", closer=OPENERS[opened.mark])
        )
    yield from _colon(codes, last)


def _at(place: Place, problem: str, hint: str) -> Mistake:
    return Mistake(place.line, place.column, problem, hint)


def _characters(codes: list[str]) -> Iterator[Mistake]:
    """Yield characters outside of strings and comments that no Python has: full-width, typographic, invisible ones."""
    for number, code in enumerate(codes, 1):
        if code.isascii():
            continue
        for index, mark in enumerate(code):
            if not mark.isascii() and unicodedata.category(mark)[0] in "PSZC":
                yield _character(Place(number, index + 1, mark))


def _character(place: Place) -> Mistake:
    mark = place.mark
    code = f"U+{ord(mark):04X}"
    if unicodedata.category(mark)[0] in "ZC":
        return _at(place, say("notes.invisible", code=code), say("notes.invisible.hint"))
    typed = _TYPED.get(mark)
    if typed is None:
        return _at(place, say("notes.symbol", mark=mark, code=code), say("notes.symbol.hint"))
    problem = (
        say("notes.full-width", mark=mark, code=code)
        if mark in _FULL_WIDTH
        else say("notes.typographic", mark=mark, code=code)
    )
    return _at(place, problem, say("notes.typed.hint", typed=typed))


def _unmatched_mistake(closer: Place, opened: Place | None) -> Mistake:
    if opened is None:
        return _at(closer, say("notes.unopened", mark=closer.mark), say("notes.unopened.hint"))
    return _at(
        closer,
        say("notes.mismatched", mark=closer.mark, opener=opened.mark, line=opened.line),
        say("notes.mismatched.hint", closer=OPENERS[opened.mark]),
    )


def _colon(codes: list[str], last: int) -> Iterator[Mistake]:
    """Yield the line above an indented one, or that Python stumbles over, which begins a block without a colon."""
    for number in (last, last - 1):
        code = codes[number - 1].rstrip() if number >= 1 else ""
        found = _HEADER.match(code)
        if found is None or len(code) > _LONGEST or ":" in _flat(code):
            continue
        if _indent(code) < _indent(next((below for below in codes[number:] if below.strip()), "")):
            yield Mistake(number, len(code) + 1, say("notes.colon", word=found[1]), say("notes.colon.hint"))


def _flat(code: str) -> str:
    """Return code without what stands in brackets."""
    before = None
    while before != code:
        before, code = code, re.sub(r"[(\[{][^()\[\]{}]*[)\]}]", "", code)
    return code


def _indent(code: str) -> int:
    return len(code) - len(code.lstrip())


def _stray(lines: list[str], line: int, column: int) -> Mistake:
    rest = lines[line - 1][column - 1 :].strip()
    if not rest:
        return Mistake(line, column, say("notes.unended"), say("notes.unended.hint"))
    return Mistake(line, column, say("notes.stray", text=rest[:_SHOWN]), say("notes.stray.hint"))


_KINDS = (
    (re.compile(r"^expected ':'"), later("notes.colon-here"), later("notes.colon.hint")),
    (re.compile(r"^unexpected indent"), later("notes.indent"), later("notes.indent.hint")),
    (re.compile(r"^expected an indented block"), later("notes.body"), later("notes.body.hint")),
    (re.compile(r"^unindent does not"), later("notes.unindent"), later("notes.unindent.hint")),
    (re.compile(r"tabs and spaces"), later("notes.tabs"), later("notes.tabs.hint")),
    (re.compile(r"parentheses in call to"), later("notes.python-2"), later("notes.python-2.hint")),
    (re.compile(r"forgot a comma"), later("notes.comma"), later("notes.comma.hint")),
    (re.compile(r"'==' or ':='"), later("notes.equals"), later("notes.equals.hint")),
    (re.compile(r"cannot (?:assign|delete)"), later("notes.assign"), later("notes.assign.hint")),
    (re.compile(r"follows keyword"), later("notes.keyword"), later("notes.keyword.hint")),
    (re.compile(r"default (?:argument|parameter)"), later("notes.default"), later("notes.default.hint")),
    (re.compile(r"'except' or 'finally'"), later("notes.try"), later("notes.try.hint")),
    (re.compile(r"f-string"), later("notes.f-string"), later("notes.f-string.hint")),
    (re.compile(r"leading zeros|decimal literal"), later("notes.number"), later("notes.number.hint")),
    (re.compile(r"line continuation"), later("notes.backslash"), later("notes.backslash.hint")),
)
"""What of Python's messages tells the kind of a mistake, in Python 3.11 to 3.14."""
