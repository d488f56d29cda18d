"""The error that stops the conversion of one forward."""

from __future__ import annotations


class UntraceableError(Exception):
    """A forward does what no graph can.

    Args:
        reason: what it does, as a sentence or the end of one.
        hint: the remedy, as one sentence.
    """

    def __init__(self, reason: str, hint: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
