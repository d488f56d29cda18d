"""`torch.__version__`: a text that is compared as a version, so that 2.13 comes after 2.5."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import zip_longest

from builder.interpreter.tables import TABLES

_Key = tuple[tuple[int, ...], bool]
_NUMBERS = re.compile(r"v?(\d+(?:\.\d+)*)")


class Version(str):
    """The version of a library; with what is no version it is compared as the text that it is."""

    __slots__ = ()

    def _order(self, other: object) -> int | None:
        """Return -1, 0 or 1, as it comes before another version, which may be a tuple of numbers, or after it."""
        mine, theirs = _key(str(self)), _key(_text(other))
        if mine is None or theirs is None:
            return None
        pairs = [*zip_longest(mine[0], theirs[0], fillvalue=0), (int(mine[1]), int(theirs[1]))]
        return next(((1 if a > b else -1) for a, b in pairs if a != b), 0)

    def __lt__(self, other: object) -> bool:
        """Compare it."""
        order = self._order(other)
        return str(self) < str(other) if order is None else order < 0

    def __le__(self, other: object) -> bool:
        """Compare it."""
        order = self._order(other)
        return str(self) <= str(other) if order is None else order <= 0

    def __gt__(self, other: object) -> bool:
        """Compare it."""
        return not self <= other

    def __ge__(self, other: object) -> bool:
        """Compare it."""
        return not self < other

    def __eq__(self, other: object) -> bool:
        """Compare it."""
        order = self._order(other)
        return str(self) == str(other) if order is None else order == 0

    def __ne__(self, other: object) -> bool:
        """Compare it."""
        return not self == other

    __hash__ = str.__hash__


def _text(value: object) -> str:
    return ".".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _key(text: str) -> _Key | None:
    """Return the numbers of a version, and whether more is said of how it was built."""
    found = _NUMBERS.match(text)
    rest = text[found.end() :] if found else "?"
    return (tuple(map(int, found[1].split("."))), bool(rest)) if found and rest[:1] in ("", "+") else None


TABLES[Version] = TABLES[str]


@cache
def torch_version() -> Version:
    """Return that of the torch that is here, which is not imported for it."""
    try:
        return Version(version("torch"))
    except PackageNotFoundError:
        return Version("2.0")
