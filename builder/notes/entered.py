"""An input of a prompt as people copy it: `>>>` or `In [3]:` before it, `%%time` above it, results below it."""

from __future__ import annotations

from typing import NamedTuple

from builder.notes.cells import has_prompt, read_cells
from builder.notes.draft import Draft, error_in

_TIMED = ("%time", "%%time")


class Command(NamedTuple):
    """A line for IPython or a shell, counted from 1."""

    line: int
    text: str


class Entered(NamedTuple):
    """The Python of an input, whether its time is asked for, and the lines of it that are for another program."""

    text: str
    timed: bool = False
    commands: tuple[Command, ...] = ()


def entered(text: str) -> Entered:
    """Return what of an input is Python; one without prompts and commands as it is, with whatever mistake is in it.

    >>> entered(">>> 1 + 1").text, entered("In [2]: %time net(X)")
    ('1 + 1', Entered(text='net(X)', timed=True, commands=()))
    """
    if error_in(text) is None and not has_prompt(text):
        return Entered(text)
    before = text.split("\n")
    draft = Draft(before.copy())
    read_cells(draft, range(len(before)))
    taken = [before[line][:count] for line, count in draft.cut.items()]
    left = [line for line, kind in draft.left.items() if kind == "command"]
    found = [Command(line + 1, before[line][draft.cut.get(line, 0) :].strip()) for line in left]
    is_timed = any("%time" in one for one in taken) or any(one.text.split()[0] in _TIMED for one in found)
    commands = tuple(one for one in found if one.text.split()[0] not in _TIMED)
    if not (draft.prompts or is_timed or commands):
        return Entered(text)
    return Entered("\n".join(draft.lines), is_timed, commands)
