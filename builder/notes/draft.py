"""A text on its way to Python: what stands in each line, and what was left out; there are as many lines as before."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from builder.notes.mistake import Mistake
from builder.syntax import chain_start, parsed_module

Kind: TypeAlias = Literal["around", "text", "result", "command"]
"""`around` is what stands around the blocks of Markdown, `result` what was printed and what stands between cells."""


class Bad(NamedTuple):
    """Lines of code that are no Python, with what is wrong in them."""

    first: int
    last: int
    mistake: Mistake


@dataclass
class Draft:
    """Lines, counted from 0."""

    lines: list[str]
    left: dict[int, Kind] = field(default_factory=dict)
    """What was left out, by its line."""
    cut: dict[int, int] = field(default_factory=dict)
    """How many characters were taken off the beginning of a line."""
    prompts: list[int] = field(default_factory=list)
    """Lines that a prompt was taken off."""
    blocks: int | None = None
    """How many fenced blocks of Python a text has that is Markdown."""
    failed: int = 0
    """How many statements are no Python."""
    cells: list[int] = field(default_factory=list)
    """The lines where cells begin, which run each by itself."""
    bad: list[Bad] = field(default_factory=list)

    def leave_out(self, line: int, kind: Kind) -> None:
        """Leave a line out; the block that it belongs to stays whole."""
        text = self.lines[line]
        if text.strip():
            self.left[line] = kind
        indent = text[: len(text) - len(text.lstrip())]
        self.lines[line] = f"{indent}pass" if indent and text.strip() else ""

    def blank(self, line: int, kind: Kind) -> None:
        """Leave a line out that belongs to no block."""
        if self.lines[line].strip():
            self.left[line] = kind
        self.lines[line] = ""

    def take_off(self, line: int, count: int, indent: str = "") -> None:
        """Take characters off the beginning of a line."""
        self.cut[line] = self.cut.get(line, 0) + count - len(indent)
        self.lines[line] = indent + self.lines[line][count:]


def error_in(text: str) -> SyntaxError | None:
    """Return why a text is no Python; None where it is, and where another reader says why it cannot be read."""
    if chain_start(text) is not None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed_module(text)
    except SyntaxError as error:
        return error
    except (ValueError, MemoryError, RecursionError):
        return None
    return None
