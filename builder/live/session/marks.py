"""Marks of notebooks and prompts around an input: what is Python is kept, what is none is said."""

from __future__ import annotations

import re

from builder.errors import SourceError
from builder.sentences import say

_PROMPT = re.compile(r"^(?:>>> ?|\.\.\. ?|In \[\d+\]: ?)", re.MULTILINE)
_TIMED = re.compile(r"^%%time[ \t]*(?:\n|\Z)|^%time[ \t]+", re.MULTILINE)
_ASKED = re.compile(r"\A\s*\??([A-Za-z_][\w.]*)\?{1,2}\s*\Z")


def without_marks(text: str) -> tuple[str, bool]:
    """Return an input without its marks, and whether its time is asked for.

    Raises:
        SourceError: it asks for help or for a command of a shell.
    """
    start = text.lstrip()
    if start.startswith((">>>", "In [")):
        text = _PROMPT.sub("", text)
    asked = _ASKED.match(text)
    if asked is not None:
        raise SourceError(say("live.no-help", name=asked[1]), 1, 1, say("live.no-help.hint", name=asked[1]))
    if start.startswith("!"):
        raise SourceError(say("live.no-command"), 1, 1, say("live.no-command.hint"))
    if not start.startswith("%"):
        return text, False
    text, count = _TIMED.subn("", text, count=1)
    return text, count > 0
