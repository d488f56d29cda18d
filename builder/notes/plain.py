"""`plain`: a text as people keep it, as Python line for line, and what was left out of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from builder.notes.cells import read_cells
from builder.notes.draft import Bad, Draft, error_in
from builder.notes.fences import code_blocks
from builder.notes.notebook import notebook_code
from builder.notes.statements import leave_out_bad
from builder.notes.warnings import sentences
from builder.sentences import say

_MARK = re.compile(r"# ?(?:%%|In ?\[[\d ]*\]:)")


class Plain(NamedTuple):
    """Python in the lines of a text: `bad` code stands in it no more, and `notes` say what else does not."""

    text: str
    notes: tuple[str, ...] = ()
    bad: tuple[Bad, ...] = ()
    cells: tuple[int, ...] = ()
    """The lines, counted from 1, where cells begin; none where all is one program."""
    cut: Mapping[int, int] = MappingProxyType({})
    """How many characters were taken off the beginning of a line, counted from 0."""


def plain(text: str, limit: int) -> Plain:
    """Return what of a text is Python, each line in its place; Python itself as it is, of a notebook its listing.

    A text longer than the limit is returned as it is.

    Raises:
        DocumentError: it is a notebook that is damaged or too large.
    """
    listed = notebook_code(text)
    notes = () if listed is text else (say("notes.notebook"),)
    marks = _cell_marks(listed)
    if len(listed) > limit or error_in(listed) is None:
        return Plain(listed, notes, cells=marks)
    draft = Draft(listed.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    for part in _parts(draft, marks):
        _dedent(draft, part)
        if error_in("\n".join(draft.lines[part.start : part.stop])) is not None:
            read_cells(draft, part)
            _dedent(draft, part)
            leave_out_bad(draft, part)
    cells = sorted({*marks, *(line + 1 for line in draft.cells)})
    return Plain("\n".join(draft.lines), (*notes, *sentences(draft)), tuple(draft.bad), tuple(cells), draft.cut)


def _parts(draft: Draft, marks: tuple[int, ...]) -> list[range]:
    """Return the parts of a text that are read each by itself: fenced blocks, or the cells of a notebook."""
    blocks = code_blocks(draft)
    if blocks is not None:
        draft.cells += [block.start for block in blocks]
        return blocks
    starts = [0, *(number - 1 for number in marks), len(draft.lines)]
    return [range(start, end) for start, end in pairwise(starts)]


def _cell_marks(text: str) -> tuple[int, ...]:
    """Return where comments begin cells, as notebooks are exported."""
    if "# %%" not in text and "In[" not in text and "In [" not in text:
        return ()
    return tuple(number for number, line in enumerate(text.split("\n"), 1) if _MARK.match(line))


def _dedent(draft: Draft, part: range) -> None:
    """Take off the indentation that all lines of a part have."""
    lines = [line for line in part if draft.lines[line].strip()]
    first = draft.lines[lines[0]] if lines else ""
    count = len(first) - len(first.lstrip(" \t"))
    while any(draft.lines[line][:count] != first[:count] for line in lines):
        count -= 1
    for line in lines if count else ():
        draft.take_off(line, count)
