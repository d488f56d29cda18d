"""What notebooks have around an input: what is Python is run, help is given, and what is for a shell is said."""

from __future__ import annotations

import re

from builder.errors import SourceError
from builder.notes.commands import is_foreign
from builder.notes.entered import Command, Timed, entered
from builder.sentences import say

_ASKED = re.compile(r"\?{0,2}([A-Za-z_][\w.]*)\?{0,2}")


def without_marks(text: str) -> tuple[str, Timed]:
    """Return an input without its marks, and how its time is asked for.

    Raises:
        SourceError: a line of it is for a shell or another program.
    """
    found = entered(text)
    asked = [_help(command) for command in found.commands]
    return "\n".join((found.text, *filter(None, asked))), found.timed


def _help(command: Command) -> str | None:
    """Return the call for a line that asks for help, or None for one that changes how a notebook looks."""
    name = _ASKED.fullmatch(command.text) if "?" in command.text else None
    if name is not None:
        return f"help({name[1]})"
    if command.text.startswith("%") and not is_foreign(command.text):
        return None
    raise SourceError(say("live.no-command", line=command.text), command.line, 1, say("live.no-command.hint"))
