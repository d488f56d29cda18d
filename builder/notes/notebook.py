"""Notebooks: the code of their cells in order, each below a comment with its number.

Source: https://nbformat.readthedocs.io/en/latest/format_description.html; version 3 kept cells in worksheets.
"""

from __future__ import annotations

import msgspec

from builder.errors import DocumentError
from builder.sentences import say

MAX_NOTEBOOK = 64 * 2**20
"""Characters of a notebook, most of which are pictures."""


class _Cell(msgspec.Struct):
    """A cell, with what version 3 called its fields."""

    cell_type: str = ""
    source: str | list[str] = ""
    input: str | list[str] = ""
    execution_count: int | None = None
    prompt_number: int | None = None


class _Sheet(msgspec.Struct):
    cells: list[_Cell] = []


class _Notebook(msgspec.Struct):
    cells: list[_Cell] = []
    worksheets: list[_Sheet] = []


def is_notebook(text: str) -> bool:
    """Tell whether a text is a notebook's JSON, by how it begins and the names in it."""
    begins = text[:200].lstrip("\ufeff \t\r\n").startswith("{")
    return begins and '"cells"' in text and ('"cell_type"' in text or '"nbformat"' in text)


def notebook_code(text: str) -> str:
    r"""Return the code of a notebook; any other text as it is.

    >>> cell = '{"cell_type": "code", "source": ["x = 1\\n", "x"], "execution_count": 3}'
    >>> notebook_code('{"cells": [' + cell + '], "nbformat": 4}')
    '# In [3]:\nx = 1\nx\n'

    Raises:
        DocumentError: the notebook is damaged, or larger than its limit.
    """
    if not is_notebook(text):
        return text
    if len(text) > MAX_NOTEBOOK:
        raise DocumentError(say("notes.notebook-large", limit=MAX_NOTEBOOK), hint=say("notes.notebook-large.hint"))
    try:
        found = msgspec.json.decode(text.removeprefix("\ufeff"), type=_Notebook)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise DocumentError(say("notes.notebook-damaged"), hint=say("notes.notebook-damaged.hint")) from None
    cells = [*found.cells, *(cell for sheet in found.worksheets for cell in sheet.cells)]
    return "\n".join(_cell_source(cell) for cell in cells if cell.cell_type == "code")


def _cell_source(cell: _Cell) -> str:
    source = cell.source or cell.input
    text = source if isinstance(source, str) else "".join(source)
    number = cell.execution_count if cell.prompt_number is None else cell.prompt_number
    return f"# In [{' ' if number is None else number}]:\n{text.rstrip()}\n"
