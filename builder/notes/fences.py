"""Markdown: its fenced blocks of Python.

Source: CommonMark, section 4.5. What follows the fence says the language: `python`, `{python}`, `{.python .input}`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from builder.notes.draft import Draft, error_in
from builder.notes.scan import scan

_FENCE = re.compile(r"(?P<before>[ >\t]*)(?P<mark>`{3,}|~{3,})(?P<about>[^`]*)$")
_LANGUAGE = re.compile(r"[A-Za-z][\w+-]*")
_PYTHON = frozenset({"python", "python3", "py", "py3", "ipython", "ipython3", "pycon", "pytorch", "torch", "code-cell"})
_CODE = re.compile(
    r"^ *(?:>>> |In \[\d*\]:|import \w|from [\w.]+ import |class \w+.*:|def \w+ *\(|@\w|[A-Za-z_]\w* *= *\S)"
    r"|\b(?:nn|torch)\.\w",
    re.MULTILINE,
)

_LONGEST = 300
"""Characters of a line that are looked at."""


class _Block(NamedTuple):
    """A fenced block: the lines between its fences, what comes before each of them, and what it is said to be."""

    first: int
    end: int
    before: str
    about: str


def code_blocks(draft: Draft) -> list[range] | None:
    """Return the lines of each block of Python and leave all others out; None where nothing is fenced."""
    blocks = _blocks(draft.lines)
    if not blocks:
        return None
    found: list[range] = []
    for block in blocks:
        lines = range(block.first, block.end)
        for line in lines:
            _unquote(draft, line, block.before)
        if _is_python(block.about, "\n".join(draft.lines[block.first : block.end])):
            found.append(lines)
    kept = {line for lines in found for line in lines}
    for line in range(len(draft.lines)):
        if line not in kept:
            draft.blank(line, "around")
    draft.blocks = len(found)
    return found


def _fences(lines: list[str]) -> list[tuple[int, re.Match[str]]]:
    """Return the lines that are fences, unless they stand in a string of Python."""
    marked = [(line, found) for line, text in enumerate(lines) if (found := _FENCE.match(text[:_LONGEST])) is not None]
    if not marked:
        return []
    first = marked[0][0]
    inside = [inside for inside, _ in scan(lines[: first + 1])]
    long_string = inside[first] and any('"""' in text or "'''" in text for text in lines[:first])
    return [] if long_string else marked


def _blocks(lines: list[str]) -> list[_Block]:
    fences = _fences(lines)
    found: list[_Block] = []
    opened: tuple[int, re.Match[str]] | None = None
    if len(fences) % 2 and not fences[0][1]["about"].strip() and _CODE.search("\n".join(lines[: fences[0][0]])):
        found.append(_Block(0, fences[0][0], "", "python"))  # what was copied begins within a block
        fences = fences[1:]
    for line, fence in fences:
        if opened is not None and not fence["mark"].startswith(opened[1]["mark"]):
            continue
        if opened is not None:
            found.append(_Block(opened[0] + 1, line, opened[1]["before"], opened[1]["about"]))
        # One with a language begins a block, also where the one before was not closed.
        opened = (line, fence) if opened is None or fence["about"].strip() else None
    if opened is not None:
        found.append(_Block(opened[0] + 1, len(lines), opened[1]["before"], opened[1]["about"]))
    return found


def _unquote(draft: Draft, line: int, before: str) -> None:
    """Take off what the fence is indented or quoted by, as far as the line has it."""
    text = draft.lines[line]
    count = 0
    for wanted, mark in zip(before, text, strict=False):
        if wanted != mark:
            break
        count += 1
    if before and not text[count:].strip():
        count = len(text)
    if count:
        draft.take_off(line, count)


def _is_python(about: str, text: str) -> bool:
    language = _LANGUAGE.search(about)
    if language is not None:
        return language[0].lower() in _PYTHON
    return _CODE.search(text) is not None and (">>>" in text or "In [" in text or _mostly_python(text))


def _mostly_python(text: str) -> bool:
    """Tell whether a block without a language is Python, or was meant to be: its first line of code says so."""
    if error_in(text) is None:
        return True
    first = next((line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")), "")
    return _CODE.search(first) is not None or first.startswith(("%", "!"))
