"""What is seen of each block in a run, kept in a file: a click on a block then needs no network and no run.

Of a tensor no more is kept than its picture shows: see `builder.inspection.pictures.reduce_tensor`. What is not in the
file is seen in a run of its own (`view.py`), and looks the same.
"""

from __future__ import annotations

import os
import struct
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Literal, NamedTuple, TypeAlias

import msgspec
import torch
from torch import Tensor

from builder.inspection.pictures import PictureValues, draw, reduce_tensor
from builder.inspection.report import BUDGET, Place, Statistics, Unit, View
from builder.inspection.statistics import without_modes
from builder.sentences import say

Numbers: TypeAlias = Sequence[Statistics | None]
"""The statistics of what a call returns, which may come until the run is over."""
KEPT = ("output", "input", "gradient", "attention")
"""The parts of a call that are kept."""
MOST_TENSORS = 8
"""Tensors of one call that are drawn."""
MOST_BYTES = 2**30
"""Bytes of all such files of a library."""
MOST_SECONDS = 24 * 3600.0
_RECENT = 4
"""Tensors of the last calls that are known again when another call is given one."""
_END = struct.Struct("<Q")
"""Where the index begins, as the last bytes of the file."""


class _Record(msgspec.Struct, frozen=True, gc=False):
    """Where the values of a `PictureValues` lie in the file, and all else of it."""

    kind: Literal["picture", "mosaic", "heatmap", "strip"]
    shape: tuple[int, ...]
    start: int
    dims: tuple[int, ...]
    of: int
    strongest: tuple[Unit, ...]
    said: tuple[str, ...]


class _ValueEntry(msgspec.Struct, frozen=True, gc=False):
    """One tensor, the how manieth of its place: its numbers and its picture."""

    statistics: Statistics
    record: _Record
    number: int = 0


class _PendingEntry(NamedTuple):
    """What will be a `_ValueEntry`: its numbers stand in a list that is filled when the run is over."""

    record: _Record
    numbers: Numbers
    at: int = 0
    number: int = 0

    def seen(self) -> _ValueEntry | None:
        statistics = self.numbers[self.at]
        return None if statistics is None else _ValueEntry(statistics, self.record, self.number)


_decode = msgspec.msgpack.Decoder(dict[str, tuple[_ValueEntry, ...]]).decode


class Keeper:
    """Keeps what is seen of the calls of one run, up to `budget` bytes; what comes later is left out."""

    def __init__(self, path: Path, budget: int = BUDGET) -> None:
        self._path = path
        self._left = budget
        self._size = 0
        self._is_whole = True
        self._seen: dict[str, tuple[_PendingEntry, ...]] = {}
        self._recent: list[tuple[Tensor, int, _PendingEntry]] = []
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False)  # noqa: SIM115

    @classmethod
    def begun(cls, path: Path) -> Keeper | None:
        """Return one, or None where nothing can be written."""
        try:
            return cls(path)
        except OSError:
            return None

    def keep(self, place: Place, tensors: list[Tensor], numbers: Numbers) -> None:
        """Keep the tensors of a place; a tensor that was just kept is not written again."""
        found = [self._kept(tensor, numbers, i) for i, tensor in enumerate(tensors[:MOST_TENSORS])]
        self._note(place, found)

    def keep_given(self, place: Place, tensors: list[Tensor]) -> None:
        """Keep what a call is given, if all of it was kept when another call returned it."""
        self._note(place, [self._known(tensor) for tensor in tensors[:MOST_TENSORS]])

    def keep_gradient(self, place: Place, number: int, gradient: Tensor, numbers: Numbers) -> None:
        """Keep the gradient of one of the tensors that a call returned."""
        found = self._kept(gradient, numbers, number)
        if found is not None and number < MOST_TENSORS:
            self._seen[_name(place)] = (*self._seen.get(_name(place), ()), found._replace(number=number))

    def keep_heads(self, place: Place, statistics: Statistics, heads: list[PictureValues]) -> None:
        """Keep the attention of a call: its numbers, and what is seen of each head."""
        if self._left <= 0:
            return
        try:
            found = [_PendingEntry(self._written(head), (statistics,), 0, i) for i, head in enumerate(heads)]
        except OSError:
            self._left, self._is_whole = 0, False
            return
        self._seen[_name(place)] = tuple(found)

    def _note(self, place: Place, found: list[_PendingEntry | None]) -> None:
        seen = [one._replace(number=i) for i, one in enumerate(found) if one is not None]
        if seen and len(seen) == len(found):
            self._seen[_name(place)] = tuple(seen)

    def _known(self, tensor: Tensor) -> _PendingEntry | None:
        for other, version, seen in self._recent:
            if other is tensor and version == tensor._version:
                return seen
        return None

    def _kept(self, tensor: Tensor, numbers: Numbers, at: int) -> _PendingEntry | None:
        known = self._known(tensor)
        if known is not None or self._left <= 0:
            return known
        try:
            with without_modes(), torch.no_grad():
                seen = _PendingEntry(self._written(reduce_tensor(tensor)), numbers, at)
        except (RuntimeError, TypeError):  # a tensor without values, or of a kind that has no pictures
            return None
        except OSError:
            self._left, self._is_whole = 0, False
            return None
        self._recent = [(tensor, tensor._version, seen), *self._recent[: _RECENT - 1]]
        return seen

    def _written(self, seen: PictureValues) -> _Record:
        content = seen.values.contiguous().numpy()
        start, dims = self._size, tuple(seen.values.shape)
        self._file.write(content.data)
        self._size += content.nbytes
        self._left -= content.nbytes
        return _Record(seen.kind, seen.shape, start, dims, seen.of, seen.strongest, seen.said)

    def _index(self) -> dict[str, list[_ValueEntry]]:
        """Return what is kept of each place, with its numbers."""
        return {name: [seen for one in noted if (seen := one.seen()) is not None] for name, noted in self._seen.items()}

    def close(self, complete: bool) -> None:
        """Put the file in its place if the run came to its end, else remove it; what cannot be written is not kept."""
        with suppress(OSError):
            if complete and self._is_whole:
                self._file.write(msgspec.msgpack.encode(self._index()))
                self._file.write(_END.pack(self._size))
                self._file.close()
                os.replace(self._file.name, self._path)  # noqa: PTH105
        with suppress(OSError):
            self._file.close()
        Path(self._file.name).unlink(missing_ok=True)
        self._recent.clear()


def file_of(folder: Path, key: str) -> Path:
    """Return where the file of one run of a document lies: in a folder beside its reports.

    Args:
        folder: of the reports of one document; its parent holds those of others.
        key: of the run, as `key_of` returns it.
    """
    return folder / "values" / f"{key}.values"


@contextmanager
def open_keeper(folder: Path, key: str) -> Iterator[Keeper | None]:
    """Keep what is seen inside, and make room for it; without a place to write to there is no keeper.

    Args:
        folder: of the reports of one document; its parent holds those of others.
        key: of the run, as `key_of` returns it.
    """
    keeper = Keeper.begun(file_of(folder, key))
    complete = False
    try:
        yield keeper
        complete = True
    finally:
        if keeper is not None:
            keeper.close(complete)
            sweep(folder.parent)


def _name(place: Place) -> str:
    return f"{place.part} {place.number} {place.path}"


def kept_view(path: Path, place: Place) -> View | None:
    """Return what is to be seen at a place by the file of a run; None where that has it not.

    Args:
        path: of the file, as `file_of` returns it.
        place: `path` is in the module tree, `""` for the network itself; `number` counts calls of one path from 0.
    """
    try:
        with path.open("rb") as file:
            end = file.seek(-_END.size, os.SEEK_END)
            (index,) = _END.unpack(file.read(_END.size))
            file.seek(index)
            found = _decode(file.read(end - index)).get(_name(place))
            if found is None:
                return None
            pictures = []
            for seen in found:
                one, i = seen.record, seen.number
                file.seek(one.start)
                content = bytearray(file.read(4 * torch.Size(one.dims).numel()))
                values = torch.frombuffer(content, dtype=torch.float32) if content else torch.empty(0)
                seen_as = PictureValues(one.kind, one.shape, values.reshape(one.dims), one.of, one.strongest, one.said)
                pictures.append(draw(_title(place, i), seen_as))
    except (OSError, msgspec.MsgspecError, ValueError, RuntimeError):
        return None
    whole = found[:1] if place.part == "attention" else found
    return View(place, tuple(seen.statistics for seen in whole), tuple(pictures))


def _title(place: Place, number: int) -> str:
    if place.part == "attention":
        return say("inspection.head", number=number)
    return f"{place.part} {number}" if number else place.part


def sweep(root: Path, now: float | None = None) -> None:
    """Remove the files of all documents below `root` that are old, then the oldest until the rest is in its bounds."""
    now = time.time() if now is None else now
    found = []
    for file in [*root.glob("*/values/*.values"), *root.glob("*/values/.*.part")]:
        with suppress(OSError):
            state = file.stat()
            found.append((state.st_mtime, state.st_size, file))
    size = 0
    for made, each, file in sorted(found, reverse=True):
        size += each
        if now - made > MOST_SECONDS or size > MOST_BYTES:
            with suppress(OSError):
                file.unlink()
