"""What classes need of a pasted text: each cut out of it, with the classes and functions that its objects are given."""

from __future__ import annotations

import re
from collections.abc import Set
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from builder.classes.device_text import without_devices
from builder.classes.einops_text import without_einops
from builder.classes.text_class import variables_of
from builder.classes.text_edits import closure
from builder.classes.torchvision_text import without_torchvision
from builder.classes.unused_methods import without_unreached
from builder.errors import BuilderError
from builder.interpreter.values import Class
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

Sources: TypeAlias = dict[str, str | Exception]
"""What each class needs of a text, or why it cannot be had."""


class _Cut(str):
    """A text without methods that nothing calls."""

    __slots__ = ()


class Closures:
    """The parts of one pasted text that its classes need."""

    def __init__(self, text: str, interpreter: Interpreter, sources: Sources) -> None:
        """Start with none; `sources` is filled with what each class needs of the text, for other runs of it too."""
        self.text = text
        self.interpreter = interpreter
        self.sources = sources
        self.known: dict[str, tuple[Class, str]] = {}
        """Classes of texts of ours, with these, by name: as if they had been pasted along."""
        self.also: dict[str, set[str]] = {}
        """The names of the text that objects of each class are given: of other classes, and of their objects."""
        self.unmoved: set[str] = set()
        """Classes whose texts would move tensors to a GPU, without these moves."""

    def add(self, name: str, also: Set[str]) -> bool:
        """Let a class have further names of the text; return whether it had not all of them before."""
        before = self.also.setdefault(name, set())
        more = also & self.interpreter.globals.variables.keys() - before
        before |= more
        return bool(more)

    def leave_unmoved(self, cls: Class) -> bool:
        """Leave moves to a GPU out of the text of a class; return whether it has any.

        Raises:
            BuilderError, ValueError, StopIteration: as of `source`.
        """
        before = self.source(cls)
        self.unmoved.add(cls.name)
        return self.source(cls) != before

    def source(self, cls: Class) -> str:
        """Return what a class needs.

        Raises:
            BuilderError: the text cannot be read, or a name that it needs is bound by what no definition can hold.
            ValueError: it stands inside a function, or needs what is there for blocks alone.
            StopIteration: it stands inside another statement.
        """
        known = self.known.get(cls.name)
        if known is not None and known[0] is cls:
            return closure(known[1], cls.name)
        found = self.with_moves(cls)
        return without_devices(found) if cls.name in self.unmoved else found

    def with_moves(self, cls: Class) -> str:
        """Return what a class needs as it was pasted.

        Raises:
            BuilderError, ValueError, StopIteration: as of `source`.
        """
        if self.interpreter.globals.variables.get(cls.name) is not cls:
            raise ValueError(say("classes.why.inside"))
        key = self._key(cls.name)
        if key not in self.sources:
            try:
                self.sources[key] = self._closure(cls.name)
            except (BuilderError, StopIteration, ValueError) as error:
                self.sources[key] = error
        source = self.sources[key]
        if isinstance(source, Exception):
            raise source
        return str(source)

    def is_cut(self, name: str) -> bool:
        """Tell whether a class is without methods that nothing calls."""
        return isinstance(self.sources.get(self._key(name)), _Cut)

    def _key(self, name: str) -> str:
        return " ".join([name, *sorted(self.also.get(name, ()))])

    def _closure(self, name: str) -> str:
        """Return what a class needs of the text, less methods that nothing calls where these need what is not here."""
        also, stars = self.also.get(name, ()), self._stars
        try:
            found = _as_taken_away(closure(self.text, name, also, stars))
            variables_of(found)
        except (BuilderError, ValueError):
            with suppress(BuilderError, ValueError):
                other = _as_taken_away(closure(without_unreached(self.text), name, also, stars))
                variables_of(other)
                return _Cut(other)
            raise
        return found

    @property
    def _stars(self) -> dict[str, tuple[str, ...]]:
        """The names of the modules of which the text imports everything."""
        found = dict.fromkeys(_STAR.findall(self.text))
        modules = self.interpreter.host.modules
        return {name: tuple(modules[name].members) for name in found if name in modules}


_STAR = re.compile(r"^from ([\w.]+) import \*", re.MULTILINE)
_DRAWN = re.compile(r"^\s*(?:from|import) (einops)\b|\b(torch\.utils\.checkpoint)\b", re.MULTILINE)
"""These are there only while a forward is read into blocks; what is taken away imports torch alone."""


def _as_taken_away(source: str) -> str:
    found = without_einops(source) or source
    found = without_torchvision(found) or found
    drawn = _DRAWN.search(found)
    if drawn is not None:
        raise ValueError(say("classes.why.drawn", name=drawn[1] or drawn[2]))
    return found
