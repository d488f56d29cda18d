"""Global variables that left-out lines would bind, as the `vocab_size` of a file that is not here: usual values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from builder.candidates.notes import GuessWarning
from builder.candidates.values import scalars
from builder.errors import SourceError
from builder.interpreter.limits import Value
from builder.sentences import say

T = TypeVar("T")
_MOST = 4
_SHORTEST = 4
"""Letters of a name that says what it is."""


class AssumedGlobals:
    """What such variables are taken to be, once a network needs them."""

    def __init__(self) -> None:
        """Start with nothing assumed."""
        self.values: dict[str, Value] = {}
        self.lines: dict[str, tuple[int, str]] = {}
        """The variables that have no value, each with a line that binds it, and what that is which is not here."""

    def tried(self, read: Callable[[], T]) -> T:
        """Return what is read, with a value for each variable that a network turns out to need.

        Raises:
            SourceError: it cannot be read, or needs one of which nothing is known.
        """
        while True:
            try:
                return read()
            except SourceError as error:
                name = self._needed(error)
                if name is None:
                    raise
                self.values[name] = int(scalars(name)[0])

    def _needed(self, error: SourceError) -> str | None:
        if len(self.values) >= _MOST or error.hint != say("symbols.absent.hint"):
            return None
        for name, (_, absent) in self.lines.items():
            values = scalars(name) if len(name) >= _SHORTEST and name not in self.values else ()
            if values and values[0].isdecimal() and say("interpreter.absent", name=absent) in error.problem:
                return name
        return None

    def notes(self) -> list[GuessWarning]:
        """Return what is said of each."""
        return [
            GuessWarning(say("candidates.assumed", name=name, value=value, line=self.lines[name][0]), {})
            for name, value in self.values.items()
        ]
