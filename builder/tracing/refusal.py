"""What stops the tracing of one class; it is collected and told with that of all others."""

from __future__ import annotations


class UntraceableError(Exception):
    """A forward does what cannot be converted.

    Args:
        reason: what it does, as the end of a sentence.
        hint: the remedy, as one sentence.
    """

    def __init__(self, reason: str, hint: str | None = None) -> None:
        """Keep both."""
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
