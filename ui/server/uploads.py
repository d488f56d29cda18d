"""Files of data that a browser sends: each goes to disk as it comes, in pieces, and stays until it was read.

What a browser drops at once shares a token of its own, so two tabs never mix their files. A file bears another name
until it is whole. What nobody has read for some hours goes, and of one document all but the newest few.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from builder.catalogue.layers.argument_words import shown_size
from builder.datasets.own.reading import MOST_FILES, Bounds
from builder.errors import BusyError, DocumentError, LimitError, StorageError
from builder.sentences import say
from ui.server import training_limits
from ui.server.readable import file_name
from ui.server.service import service

MOST_BYTES = Bounds().file_bytes
"""Bytes of one file, as many as are read of one."""
MOST_AT_ONCE = 12
"""Files that a server receives at the same time."""
MOST_OF_ONE = 4
"""And those among them that are for one document."""
KEPT = 4
"""Drops that are kept of one document."""
STALE = 6 * 3600.0
"""Seconds after which nobody comes back to a drop."""
ROOM = 2**30
"""Bytes of the disk that stay free for everything else."""
_PIECE = 2**20
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,32}")
_going: set[Path] = set()
"""Where a file is just coming; only the loop of the server changes it."""


class Place(NamedTuple):
    """Where a file of a drop belongs; `size` is what the browser says, and only told beforehand."""

    document: str
    token: str
    number: int
    name: str
    size: int


async def receive(place: Place, pieces: AsyncIterator[bytes]) -> int:
    """Write a file as it comes, and return its length.

    Raises:
        DocumentError: there is no such place.
        BusyError: too many files come at once.
        LimitError: it is too long, or data and runs take as much as the server keeps for them.
        StorageError: the disk is full.
    """
    folder = _folder(place.document, place.token)
    if not 0 <= place.number < MOST_FILES:
        raise DocumentError(say("server.not-found"))
    with _count_upload(folder / str(place.number)):
        await asyncio.to_thread(_make_room, folder, place)
        return await _write_pieces(folder / str(place.number) / file_name(place.name)[-80:], pieces)


def files(document: str, token: str) -> tuple[Path, ...]:
    """Return the whole files of a drop, in the order in which they were chosen.

    Raises:
        DocumentError: there is no such place.
        StorageError: they are gone.
    """
    found = sorted(_folder(document, token).glob(f"[0-{MOST_FILES - 1}]/*"))
    whole = tuple(file for file in found if not file.name.startswith("."))
    if not whole:
        raise StorageError(say("train.upload.gone"), hint=say("train.upload.gone.hint"))
    return whole


def _folder(document: str, token: str) -> Path:
    if not _TOKEN.fullmatch(token):
        raise DocumentError(say("server.not-found"))
    return service().library.training(document) / "files" / token


@contextmanager
def _count_upload(place: Path) -> Iterator[None]:
    """Count a file among those that come.

    Raises:
        BusyError: there are too many, or this one comes already.
    """
    of_one = sum(one.parents[1] == place.parents[1] for one in _going)
    if place in _going or len(_going) >= MOST_AT_ONCE or of_one >= MOST_OF_ONE:
        raise BusyError(say("train.upload.busy"), hint=say("train.upload.busy.hint"))
    _going.add(place)
    try:
        yield
    finally:
        _going.discard(place)


def _make_room(folder: Path, place: Place) -> None:
    """Make the folder of a file, and remove what nobody reads any more.

    Raises:
        StorageError: the disk has no room for the file.
        LimitError: data and runs take as much as the server keeps for them.
    """
    training_limits.check_disk()
    drops = folder.parent
    busy = {file.parent for file in tuple(_going)}
    try:
        (folder / str(place.number)).mkdir(parents=True, exist_ok=True)
        others = sorted((one for one in drops.iterdir() if one != folder), key=_last_change, reverse=True)
        old = [one for one in others[: KEPT - 1] if time.time() - _last_change(one) > STALE]
        for one in [*others[KEPT - 1 :], *old]:
            if one not in busy:
                shutil.rmtree(one, ignore_errors=True)
        free = shutil.disk_usage(drops).free
    except OSError:
        raise _unwritable(place.name) from None
    if free < place.size + ROOM:
        raise StorageError(say("run.unwritable", name=place.name), hint=say("jobs.disk.hint"))


def _last_change(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:  # another process has just removed it
        return 0.0


async def _write_pieces(file: Path, pieces: AsyncIterator[bytes]) -> int:
    """Write pieces one after the other, gathered to a megabyte, and give the file its name.

    Raises:
        LimitError: they are too long.
        StorageError: the disk cannot be written.
    """
    part, length = file.with_name(f".{file.name}"), 0  # no name that `file_name` returns begins so
    try:
        opened = await asyncio.to_thread(part.open, "wb")
        try:
            async for piece in _gather(pieces):
                length += len(piece)
                if length > MOST_BYTES:
                    problem = say("datasets.own.large", name=file.name, most=shown_size(MOST_BYTES))
                    raise LimitError(problem, hint=say("datasets.own.large.hint"))
                await asyncio.to_thread(_write, opened, piece)
        finally:
            opened.close()
        part.rename(file)
    except OSError:
        raise _unwritable(file.name) from None
    finally:
        part.unlink(missing_ok=True)
    return length


async def _gather(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    whole = bytearray()
    async for piece in pieces:
        whole += piece
        if len(whole) >= _PIECE:
            yield bytes(whole)
            whole.clear()
    yield bytes(whole)


def _write(opened: IO[bytes], piece: bytes) -> None:
    opened.write(piece)


def _unwritable(name: str) -> StorageError:
    return StorageError(say("run.unwritable", name=name), hint=say("jobs.disk.hint"))
