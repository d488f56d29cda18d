"""Prompts, cells and results: `>>>`, `In [3]:`, `Out[3]:`, and what was printed below; only the code stays."""

from __future__ import annotations

import re

from builder.notes import commands
from builder.notes.draft import Draft
from builder.notes.results import Results, is_statement
from builder.notes.scan import Scanner
from builder.notes.statements import BEGINS

_PROMPT = re.compile(r"\s*(?:>>>(?: |$)|In ?\[ ?[\d*]* ?\] ?:(?: |$))")
_NUMBER = re.compile(r"\[ ?[\d*]* ?\] ?:?(?:\s*✓.*)?$")
_CELL = re.compile(r"\s*(?:In ?\[|\[)")
_MORE = re.compile(r"\s*\.{3,}:?(?: |$)")
_OUT = re.compile(r"\s*(?:Out ?\[ ?\d* ?\] ?:)")
_LABEL = re.compile(r"(?:outputs?|out|results?|输出|结果|运行结果)\s*[:：]", re.IGNORECASE)
_COMMENTED = re.compile(r"# ?(?:%%|In ?\[)")

_LONGEST = 200
"""Characters of a line that tell how it begins."""


class Cells:
    """Reads the lines of one part of a text from top to bottom."""

    def __init__(self, draft: Draft, part: range) -> None:
        """Begin in code."""
        self.draft = draft
        self.part = part
        self.results = Results([draft.lines[line] for line in part])
        self.scanner = Scanner()
        self.after = "code"
        """What the line before was: `code`, `prompt` (code behind one), `result`, or `foreign`, for another program."""
        self.in_cell = False
        """Whether there was a line such as `In [3]:`, so that the next cell begins with another one."""
        self.fresh = True
        """Whether no code of the cell was seen yet."""
        self.gap = True
        """Whether an empty line came before."""
        self.in_block = False
        """Whether the statement that began last has lines of its own below it."""
        self.continued = False
        """Whether the command of the line before goes on."""

    def read(self) -> None:
        """Leave out of the draft what is no code."""
        for line in self.part:
            text = self.draft.lines[line]
            if not self._prompted(line, text) and not self._goes_on(line, text):
                self._plain(line, text)
            self.gap = not self.draft.lines[line].strip() and line not in self.draft.left

    def _prompted(self, line: int, text: str) -> bool:
        """Read a line that begins with a prompt."""
        found = _PROMPT.match(text[:_LONGEST]) or (None if self.scanner.inside else _NUMBER.match(text[:_LONGEST]))
        if found is None or (self.scanner.string is not None and self.after != "prompt"):
            return False
        if _CELL.match(text[:_LONGEST]):
            self.in_cell, self.fresh, self.after = True, True, "code"
        else:
            self.after = "prompt"
        self.draft.prompts.append(line)
        self.draft.cells.append(line)
        self.draft.take_off(line, found.end())
        self.scanner = Scanner()
        self._code(line, self.draft.lines[line])
        return True

    def _goes_on(self, line: int, text: str) -> bool:
        """Read a line that belongs to a statement or command above it."""
        if self.continued:
            self.continued = text.rstrip().endswith("\\")
            self.draft.blank(line, "command")
            return True
        found = _MORE.match(text[:_LONGEST])
        if found is not None and (self.after == "prompt" or (self.in_cell and ":" in found[0])):
            self.draft.take_off(line, found.end())
            self.scanner.read(self.draft.lines[line])
            return True
        in_block = self.after == "prompt" and self.in_block and text[:1].isspace()
        if self.after in ("code", "prompt") and (self.scanner.inside or in_block):
            self.scanner.read(text)
            return True
        return False

    def _plain(self, line: int, text: str) -> None:
        """Read a line without a prompt, at the beginning of a statement."""
        if not text.strip():
            if self.after == "prompt" or (self.after == "result" and not self.in_cell):
                self.after = "code"
        elif self.after == "foreign" and not self._ends_foreign(text):
            self.draft.blank(line, "command")
        elif _OUT.match(text[:_LONGEST]) or (_LABEL.match(text[:_LONGEST]) and not is_statement(text)):
            self.after = "result"
            self.draft.blank(line, "result")
        elif self._is_result(line, text):
            self.draft.blank(line, "result")
        else:
            self._code(line, text)

    def _ends_foreign(self, text: str) -> bool:
        ends = _COMMENTED.match(text) or (self.gap and not self.in_cell and BEGINS.match(text[:_LONGEST]))
        if ends:
            self.after = "code"
        return bool(ends)

    def _is_result(self, line: int, text: str) -> bool:
        """Tell whether a line belongs to what was printed, or to the text between two cells."""
        if self.after == "result":
            return True
        if self.after == "prompt" and not self.results.is_code(line - self.part.start):
            return True
        if self.in_cell and self.gap and not self.fresh and not text[0].isspace():
            self.after = "code" if self.results.is_code(line - self.part.start) else "result"
            return self.after == "result"
        return False

    def _code(self, line: int, text: str) -> None:
        if commands.is_foreign(text):
            self.after = "foreign"
            self.draft.blank(line, "command")
            return
        timed = commands.timing_prefix(text)
        if timed is not None:
            self.draft.take_off(line, *timed)
        elif commands.is_command(text):
            self.continued = text.rstrip().endswith("\\")
            self.draft.leave_out(line, "command")
        self.fresh = self.fresh and not text.strip()
        self.in_block = text.rstrip().endswith((":", "\\"))
        self.scanner.read(self.draft.lines[line])


def has_prompt(text: str) -> bool:
    """Tell whether a text begins with a prompt: `In [3]: x` would be Python as well, a place with its type.

    >>> has_prompt("In [3]: net(X)"), has_prompt("x: int")
    (True, False)
    """
    return _PROMPT.match(text[:_LONGEST]) is not None


def read_cells(draft: Draft, part: range) -> None:
    """Leave out what is no code of a part of a text."""
    Cells(draft, part).read()
