"""What ends a block of statements early."""

from __future__ import annotations

from builder.interpreter.limits import Value


class Signal:
    """A signal that ends a block early; `value` is the result of a `return`."""

    __slots__ = ("value",)

    def __init__(self, value: Value = None) -> None:
        self.value = value


BREAK, CONTINUE = Signal(), Signal()
