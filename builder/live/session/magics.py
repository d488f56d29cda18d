"""What notebooks have around an input: what is Python is run, help is given, and what is for a shell is said."""

from __future__ import annotations

import re
from typing import NamedTuple

from builder.errors import SourceError
from builder.notes.commands import is_foreign
from builder.notes.prompt_input import Command, Timed, input_as_python
from builder.sentences import say

_ASKED = re.compile(r"\?{0,2}([A-Za-z_][\w.]*)\?{0,2}")


class PlainInput(NamedTuple):
    """An input without its marks, how its time is asked for, and a sentence for each line that is no Python."""

    text: str
    timed: Timed
    left_out: tuple[str, ...]


def without_marks(text: str) -> PlainInput:
    """Return an input without its marks.

    Raises:
        SourceError: all of it is for a shell or another program.
    """
    found = input_as_python(text)
    asked = [_help(command) for command in found.commands]
    left = [command for command, said in zip(found.commands, asked, strict=True) if said is None and _is_told(command)]
    if left and (is_foreign(left[0].text) or not found.text.strip()):
        raise SourceError(say("live.no-command", line=left[0].text), left[0].line, 1, say("live.no-command.hint"))
    sentences = tuple(say("live.no-command", line=command.text) for command in left)
    return PlainInput("\n".join((found.text, *filter(None, asked))), found.timed, sentences)


def _help(command: Command) -> str | None:
    """Return the call for a line that asks for help, or None for another one."""
    name = _ASKED.fullmatch(command.text) if "?" in command.text else None
    return None if name is None else f"help({name[1]})"


def _is_told(command: Command) -> bool:
    """Tell whether a line does more than change how a notebook looks."""
    return not command.text.startswith("%") or is_foreign(command.text)
