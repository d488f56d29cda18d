"""Opens a file of a person's own: a plain file, no link, and of a packed one no more than bounds allow."""

from __future__ import annotations

import gzip
import io
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from builder.catalogue.layers.argument_words import shown_size
from builder.datasets.own.reading import Bounds, damage_error
from builder.errors import BuilderError, LimitError
from builder.sentences import say

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_GZIP = b"\x1f\x8b"
_SMALL = 2**20
"""Bytes that a packed file may hold, however small it is."""


def check_plain(file: Path, bounds: Bounds) -> None:
    """Refuse what is no plain file of a size that is read.

    Raises:
        BuilderError: it is not there, a link or a folder, or empty.
        LimitError: it is too large.
    """
    try:
        found = file.lstat()
    except OSError:
        raise BuilderError(say("datasets.no-file", name=file.name), hint=say("datasets.no-file.hint")) from None
    if not stat.S_ISREG(found.st_mode):
        raise BuilderError(say("datasets.own.link", name=file.name), hint=say("datasets.own.link.hint"))
    if not found.st_size:
        raise BuilderError(say("file-kind.empty", name=file.name), hint=say("datasets.no-file.hint"))
    if found.st_size > bounds.file_bytes:
        raise LimitError(
            say("datasets.own.large", name=file.name, most=shown_size(bounds.file_bytes)),
            hint=say("datasets.own.large.hint"),
        )


def is_packed(file: Path) -> bool:
    """Tell whether a file is packed by gzip."""
    with file.open("rb") as opened:
        return opened.read(2) == _GZIP


def told_length(file: Path) -> int:
    """Return how many bytes are in a file, unpacked, modulo 2**32, without reading them.

    A packed file says so in its last four bytes (RFC 1952), where it is whole and of one piece.
    """
    with file.open("rb") as opened:
        if opened.read(2) != _GZIP:
            return opened.seek(0, io.SEEK_END) % 2**32
        opened.seek(-4, io.SEEK_END)
        return int.from_bytes(opened.read(4), "little")


@contextmanager
def content_of(file: Path, bounds: Bounds) -> Iterator[IO[bytes]]:
    """Open what is in a file, unpacked as it is read.

    Raises:
        BuilderError: it is damaged.
        LimitError: unpacked it is too large.
    """
    with file.open("rb") as opened:
        if not is_packed(file):
            yield opened
            return
        most = min(bounds.file_bytes, max(_SMALL, bounds.ratio * file.stat().st_size))
        with io.BufferedReader(_BoundedGzip(opened, file.name, most)) as unpacked:
            yield cast("IO[bytes]", unpacked)


class _BoundedGzip(io.RawIOBase):
    """What is in a gzip file, up to so many bytes."""

    def __init__(self, opened: IO[bytes], name: str, most: int) -> None:
        super().__init__()
        self._inner = gzip.GzipFile(fileobj=opened, mode="rb")
        self._name = name
        self._most = most
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        try:
            content = self._inner.read(min(len(view), self._left + 1))
        except (OSError, EOFError, zlib.error):
            raise damage_error(self._name) from None
        self._left -= len(content)
        if self._left < 0:
            raise LimitError(
                say("datasets.own.unpacked", name=self._name, most=shown_size(self._most)),
                hint=say("datasets.own.unpacked.hint"),
            )
        view[: len(content)] = content
        return len(content)
