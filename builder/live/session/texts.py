"""Text files at a prompt: kept in memory for the session, under the same paths as what `torch.save` keeps."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from builder.interpreter.failures import LimitExceeded
from builder.interpreter.iteration import iterate
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableValue
from builder.interpreter.values import Native
from builder.live.session.values import place_of
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

MODES = frozenset({"r", "w", "a", "x", "r+", "w+", "a+", "rt", "wt", "at"})
_LARGEST = 1_000_000
"""Characters of all text files of a session."""


class Texts:
    """What stands in the text files of a session, by path."""

    def __init__(self) -> None:
        self.held: dict[str, io.StringIO] = {}
        self.written = 0
        """Characters that were written so far, those that are gone among them."""

    def read(self, path: str) -> str:
        """Return what stands in a file."""
        return self.held[path].getvalue() if path in self.held else ""

    def check(self, count: int) -> None:
        """Count characters that are about to be written.

        Raises:
            LimitExceeded: all files together would be longer than a million characters.
        """
        self.written += count
        if self.written > _LARGEST:
            # What was written over or deleted has counted so far; only now all is counted anew.
            self.written = count + sum(len(kept.getvalue()) for kept in self.held.values())
        if self.written > _LARGEST:
            self.written -= count
            raise LimitExceeded(say("live.files.long", most=_LARGEST), say("interpreter.smaller.hint"))


class StringFile(TableValue):
    """A text in memory that is written and read as a file is."""

    methods = ("read", "readline", "readlines", "write", "getvalue", "seek", "tell", "close", "truncate")

    def __init__(self, held: io.StringIO) -> None:
        self.held = held

    def member(self, interpreter: Interpreter, name: str) -> Value:
        """Return one of its methods."""
        if name not in self.methods:
            return super().member(interpreter, name)
        method = getattr(self.held, name)

        def call(interpreter: Interpreter, *args: Value) -> Value:
            if name == "seek":
                interpreter.budget.hold(max(args[0], 0), "string")  # what is written there fills up what is before
            if name == "write" and isinstance(args[0], str):
                interpreter.budget.hold(self.held.tell() + len(args[0]), "string")
            made = method(*args)
            interpreter.budget.hold(len(made) if isinstance(made, str | list) else 0, "string")
            return made

        return Native(name, call)

    def iterate(self, interpreter: Interpreter) -> Iterator[Value]:
        """Go through the lines."""
        return iter(self.held)


def string_file(interpreter: Interpreter, initial_value: Value = "", newline: Value = "\n") -> StringFile:
    """Do `io.StringIO`."""
    if not isinstance(initial_value, str | None):
        interpreter.raise_("TypeError", f"initial_value must be str or None, not {interpreter.kind(initial_value)}")
    return StringFile(io.StringIO(initial_value))


class TextFile(TableValue):
    """A text file that is open."""

    attributes = ("name", "mode", "closed", "encoding")
    methods = ("read", "readline", "readlines", "write", "writelines", "close", "flush", "seek", "tell")
    encoding = "UTF-8"

    def __init__(self, texts: Texts, path: str, name: str, mode: str) -> None:
        self.cls = place_of("_io.TextIOWrapper", TextFile)
        self.texts, self.path, self.name, self.mode = texts, path, name, mode
        self.closed = False
        self.held = io.StringIO("" if mode[0] in "wx" else texts.read(path), newline="\n")
        if mode[0] == "a":
            self.held.seek(0, io.SEEK_END)
        if mode[0] != "r" or "+" in mode:
            texts.held[path] = self.held

    def _check(self, interpreter: Interpreter, writing: bool) -> None:
        if self.closed:
            interpreter.raise_("ValueError", "I/O operation on closed file.")
        if "+" not in self.mode and writing is (self.mode[0] == "r"):
            interpreter.raise_("OSError", "not writable" if writing else "not readable")

    def read(self, interpreter: Interpreter, size: Value = -1) -> str:
        """Return the rest."""
        self._check(interpreter, False)
        text = self.held.read(-1 if size is None else interpreter.host.index(size))
        interpreter.budget.hold(len(text), "string")
        return text

    def readline(self, interpreter: Interpreter) -> str:
        """Return the next line."""
        self._check(interpreter, False)
        return self.held.readline()

    def readlines(self, interpreter: Interpreter) -> list[str]:
        """Return all other lines."""
        return self.read(interpreter).splitlines(keepends=True)

    def write(self, interpreter: Interpreter, text: Value) -> int:
        """Write a text."""
        self._check(interpreter, True)
        if not isinstance(text, str):
            interpreter.raise_("TypeError", f"write() argument must be str, not {interpreter.kind(text)}")
        self.texts.check(len(text))
        return self.held.write(text)

    def writelines(self, interpreter: Interpreter, lines: Value) -> None:
        """Write several texts."""
        for line in iterate(interpreter, lines):
            self.write(interpreter, line)

    def seek(self, interpreter: Interpreter, place: Value = 0) -> int:
        """Go to a place."""
        at = interpreter.host.index(place)
        return self.held.seek(min(at, _LARGEST))

    def tell(self, interpreter: Interpreter) -> int:
        """Return the place."""
        return self.held.tell()

    def flush(self, interpreter: Interpreter) -> None:
        """Write what is not written, which is nothing."""

    def close(self, interpreter: Interpreter | None = None) -> None:
        """Close it."""
        self.closed = True

    def iterate(self, interpreter: Interpreter) -> Iterator[Value]:
        """Go through the lines."""
        self._check(interpreter, False)
        return iter(self.held)

    def to_text(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write it as Python does."""
        return f"<_io.TextIOWrapper name={self.name!r} mode={self.mode!r} encoding='UTF-8'>"
