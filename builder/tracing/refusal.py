"""What stops the tracing of one class; it is collected and told with that of all others."""

from __future__ import annotations

from builder.tracing.examples import with_batch


class UntraceableError(Exception):
    """A forward does what cannot be converted.

    Args:
        reason: what it does, as the end of a sentence.
        hint: the remedy, as one sentence.
    """

    def __init__(self, reason: str, hint: str | None = None) -> None:
        """Keep both; where a value hangs on the batch, N stands for the one that is traced with."""
        self.reason = with_batch(reason)
        super().__init__(self.reason)
        self.hint = hint
