"""An input of a prompt as people copy it: `>>>` or `In [3]:` before it, `%%time` above it, results below it."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from builder.notes.cells import has_prompt, read_cells
from builder.notes.draft import Draft, error_in

Timed: TypeAlias = Literal["", "time", "timeit"]
"""What of IPython asks for the time of an input."""
_TIMED: dict[str, Timed] = {"%time": "time", "%%time": "time", "%timeit": "timeit", "%%timeit": "timeit"}

_REPEATED = re.compile(r"\s*%timeit\s+(?:-[a-z] ?\d*\s+)*(\S.*)")


class Command(NamedTuple):
    """A line for IPython or a shell, counted from 1."""

    line: int
    text: str


class PromptInput(NamedTuple):
    """The Python of an input, how its time is asked for, and the lines of it that are for another program."""

    text: str
    timed: Timed = ""
    commands: tuple[Command, ...] = ()


def input_as_python(text: str) -> PromptInput:
    """Return what of an input is Python; one without prompts and commands as it is, with whatever mistake is in it.

    >>> input_as_python(">>> 1 + 1").text, input_as_python("In [2]: %time net(X)")
    ('1 + 1', PromptInput(text='net(X)', timed='time', commands=()))
    """
    if error_in(text) is None and not has_prompt(text):
        return PromptInput(text)
    before = text.split("\n")
    draft = Draft(before.copy())
    read_cells(draft, range(len(before)))
    taken = [word for line, count in draft.cut.items() for word in before[line][:count].split()]
    left = [line for line, kind in draft.left.items() if kind == "command"]
    found = [Command(line + 1, before[line][draft.cut.get(line, 0) :].strip()) for line in left]
    for line in left:  # a pasted file does without what `%timeit` repeats, and a prompt runs it
        repeated = _REPEATED.fullmatch(before[line][draft.cut.get(line, 0) :])
        draft.lines[line] = repeated[1] if repeated is not None else draft.lines[line]
    asked = [word for word in (*taken, *(one.text.split()[0] for one in found)) if word in _TIMED]
    commands = tuple(one for one in found if one.text.split()[0] not in _TIMED)
    if not (draft.prompts or asked or commands):
        return PromptInput(text)
    return PromptInput("\n".join(draft.lines), _TIMED[asked[0]] if asked else "", commands)
