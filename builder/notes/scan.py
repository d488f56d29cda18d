"""The lines of a text that may be no Python: what of each is code, which brackets and strings are open where it begins.

Python's own tokenizer ends at the first mistake; this one goes on, a line at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<comment>\#.*)|(?P<long>\"{3}|'{3})|(?P<quoted>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<begun>["'])"""
    r"""|(?P<opener>[(\[{（［｛【「])|(?P<closer>[)\]}）］｝】」])"""
)
_LONG_END = {mark: re.compile(rf"(?:[^\\]|\\.)*?{mark}", re.DOTALL) for mark in ('"""', "'''")}
OPENERS = {"(": ")", "[": "]", "{": "}", "（": ")", "［": "]", "｛": "}", "【": "]", "「": "]"}
"""Brackets, and what closes each; those of full width open and close as those that they were meant for."""
_CLOSERS = {")": ")", "]": "]", "}": "}", "）": ")", "］": "]", "｝": "}", "】": "]", "」": "]"}


class Place(NamedTuple):
    """A character of a text; line and column are counted from 1."""

    line: int
    column: int
    mark: str


class Scanner:
    """Reads one line after another."""

    def __init__(self) -> None:
        """Start before the first line, with nothing open."""
        self.line = 0
        self.brackets: list[Place] = []
        self.string: Place | None = None
        """Where a string of three quotes begins that has not ended."""
        self.joined = False
        """Whether the last line ends in a backslash."""
        self.unended: Place | None = None
        """The first string that ends with its line."""
        self.unmatched: tuple[Place, Place | None] | None = None
        """The first bracket that closes nothing, or another kind than was opened there."""

    @property
    def inside(self) -> bool:
        """Whether the next line goes on with what the lines before began."""
        return bool(self.brackets) or self.string is not None or self.joined

    def read(self, text: str) -> str:
        """Return the code of a line in its place, with spaces for comments and for what stands in strings."""
        self.line += 1
        code: list[str] = []
        at = 0
        if self.string is not None:
            at = self._string_end(text, 0, self.string.mark)
            code.append(" " * at)
        while (found := _TOKEN.search(text, at)) is not None:
            code.append(text[at : found.start()])
            code.append(self._token(found, text))
            at = len(text) if found["comment"] else self._end(found, text)
            code.append(" " * (at - found.end()) if at > found.end() else "")
        code.append(text[at:])
        shown = "".join(code)
        self.joined = self.string is None and shown.rstrip(" \t").endswith("\\")
        return shown

    def _token(self, found: re.Match[str], text: str) -> str:
        mark = found[0]
        place = Place(self.line, found.start() + 1, mark)
        if found["opener"]:
            self.brackets.append(place)
        elif found["closer"]:
            self._close(place)
        elif found["begun"]:
            self.unended = self.unended or place
        elif found["long"]:
            self.string = place
        if found["comment"]:
            return " " * len(mark)
        return f"{mark[0]}{' ' * (len(mark) - 2)}{mark[-1]}" if found["quoted"] else mark

    def _close(self, place: Place) -> None:
        opened = self.brackets.pop() if self.brackets else None
        if self.unmatched is None and (opened is None or OPENERS[opened.mark] != _CLOSERS[place.mark]):
            self.unmatched = place, opened

    def _end(self, found: re.Match[str], text: str) -> int:
        if found["begun"]:
            return len(text)
        return self._string_end(text, found.end(), found[0]) if found["long"] else found.end()

    def _string_end(self, text: str, start: int, mark: str) -> int:
        found = _LONG_END[mark].match(text, start)
        if found is None:
            return len(text)
        self.string = None
        return found.end()


def scan(lines: list[str]) -> Iterator[tuple[bool, str]]:
    """Yield of each line whether it goes on with what those before it began, and its code."""
    scanner = Scanner()
    for line in lines:
        inside = scanner.inside
        yield inside, scanner.read(line)
