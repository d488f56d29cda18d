"""Arrays in `.npy`, `.npz` and IDX files, read in pieces.

Source of IDX: https://yann.lecun.com/exdb/mnist; of the `.npy` header: the documentation of `numpy.lib.format`.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, ZipInfo

import numpy as np

from builder.catalogue.layers.argument_words import shown_size
from builder.datasets.own.opening import content_of, told_length
from builder.datasets.own.reading import PIECE, Array, Bounds, Numbers, damage_error
from builder.errors import BuilderError, LimitError
from builder.sentences import say

IDX_TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
MOST_DIMS = 8
_LINK = 0o120000
_KIND = 0o170000
_SMALL = 2**20
_ENCRYPTED = 1


def idx_array(file: Path, bounds: Bounds) -> Array:
    """Return the array of an IDX file, which may be packed by gzip.

    Its length is compared with what its header says; only where they differ is it read here, for that to be said.

    Raises:
        BuilderError: it is damaged, or has no rows.
        LimitError: it is too large.
    """
    with content_of(file, bounds) as opened:
        start = opened.read(4)
        sizes = opened.read(4 * start[3])
    if len(sizes) != 4 * start[3]:
        raise damage_error(file.name)
    shape = tuple(int(size) for size in np.frombuffer(sizes, ">u4"))
    begin = 4 + len(sizes)

    @contextmanager
    def behind_header() -> Iterator[IO[bytes]]:
        with content_of(file, bounds) as opened:
            opened.read(begin)
            yield opened

    array = _array_of_stream(file.name, (shape, np.dtype(IDX_TYPES[start[2]])), behind_header, bounds)
    if told_length(file) != (begin + shape[0] * array.row_bytes) % 2**32:
        for _ in array.chunks(max(1, PIECE // array.row_bytes)):
            pass
    return array


def npy_array(file: Path, bounds: Bounds) -> Array:
    """Return the array of a `.npy` file, which stays on disk.

    Raises:
        BuilderError: it holds objects, or is damaged.
        LimitError: it is too large.
    """
    try:
        array = np.load(file, mmap_mode="r", allow_pickle=False)
    except Exception:  # a header is parsed as Python, which raises whatever it stumbles over
        with file.open("rb") as opened:
            _header(opened, file.name)
        raise damage_error(file.name) from None
    return array_in_memory(file.name, array, bounds)


def array_in_memory(name: str, array: Numbers, bounds: Bounds) -> Array:
    """Return an array that is here, or mapped from a file.

    Raises:
        BuilderError: it has no rows, or holds no numbers.
        LimitError: it is too large.
    """

    def chunks(rows: int) -> Iterator[Numbers]:
        for start in range(0, len(array), rows):
            yield np.asarray(array[start : start + rows])

    return check_array(Array(name, array.shape, array.dtype, chunks), bounds)


def npz_arrays(file: Path, bounds: Bounds) -> list[Array]:
    """Return the arrays of a `.npz` file, which are unpacked as they are read.

    Raises:
        BuilderError: one holds objects, or the file is damaged.
        LimitError: one is too large, or packed too tightly.
    """
    return [_member(file, entry, bounds) for entry in zip_entries(file, bounds) if entry.filename.endswith(".npy")]


def zip_entries(file: Path, bounds: Bounds) -> list[ZipInfo]:
    """Return what is in a zip file, but folders; none is a link, secret, or packed too tightly.

    Raises:
        BuilderError: one is, or the file is damaged.
        LimitError: they are too large, too many, or packed too tightly.
    """
    try:
        with ZipFile(file) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise damage_error(file.name) from None
    if len(entries) > bounds.pictures:
        raise LimitError(
            say("datasets.own.many-files", name=file.name, count=len(entries), most=bounds.pictures),
            hint=say("datasets.own.fewer.hint"),
        )
    for entry in entries:
        _check_entry(file.name, entry, bounds)
    if sum(entry.file_size for entry in entries) > bounds.stored_bytes:
        raise LimitError(
            say("datasets.own.unpacked", name=file.name, most=shown_size(bounds.stored_bytes)),
            hint=say("datasets.own.unpacked.hint"),
        )
    return entries


def _check_entry(name: str, entry: ZipInfo, bounds: Bounds) -> None:
    if (entry.external_attr >> 16) & _KIND == _LINK:
        raise BuilderError(
            say("datasets.own.link-inside", name=name, entry=entry.filename), hint=say("datasets.own.link.hint")
        )
    if entry.flag_bits & _ENCRYPTED:
        raise BuilderError(say("datasets.own.secret", name=name), hint=say("datasets.own.secret.hint"))
    if entry.file_size > max(_SMALL, bounds.ratio * entry.compress_size):
        raise LimitError(
            say("datasets.own.ratio", entry=entry.filename, name=name, most=bounds.ratio),
            hint=say("datasets.own.unpacked.hint"),
        )


def _member(file: Path, entry: ZipInfo, bounds: Bounds) -> Array:
    name = entry.filename.removesuffix(".npy")

    @contextmanager
    def opened_member() -> Iterator[IO[bytes]]:
        try:
            with ZipFile(file) as opened, opened.open(entry) as member:
                yield member
        except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error):
            raise damage_error(file.name) from None

    with opened_member() as member:
        shape, is_fortran, dtype = _header(member, file.name)
        start = member.tell()
    if is_fortran and len(shape) > 1:
        return _by_columns(name, (shape, dtype), opened_member, bounds)

    @contextmanager
    def behind_header() -> Iterator[IO[bytes]]:
        with opened_member() as member:
            member.read(start)
            yield member

    return _array_of_stream(name, (shape, dtype), behind_header, bounds)


def _by_columns(
    name: str,
    kind: tuple[tuple[int, ...], np.dtype[Any]],
    opened: Callable[[], AbstractContextManager[IO[bytes]]],
    bounds: Bounds,
) -> Array:
    """Return an array that lies column by column, which takes all of it at once."""
    shape, dtype = kind
    check_array(Array(name, shape, dtype, lambda rows: iter(())), bounds)

    def chunks(rows: int) -> Iterator[Numbers]:
        with opened() as member:
            array = np.lib.format.read_array(member, allow_pickle=False)
        for start in range(0, len(array), rows):
            yield array[start : start + rows]

    return Array(name, shape, dtype, chunks)


def _header(opened: IO[bytes], name: str) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """Read how a `.npy` file begins.

    Raises:
        BuilderError: it holds objects, or is damaged.
    """
    try:
        version = np.lib.format.read_magic(opened)
        read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, is_fortran, dtype = read(opened)
    except Exception:  # a header is parsed as Python, which raises whatever it stumbles over
        raise damage_error(name) from None
    if dtype.hasobject:
        raise BuilderError(say("datasets.own.objects", name=name), hint=say("datasets.own.objects.hint"))
    return shape, is_fortran, dtype


def _array_of_stream(
    name: str,
    kind: tuple[tuple[int, ...], np.dtype[Any]],
    opened: Callable[[], AbstractContextManager[IO[bytes]]],
    bounds: Bounds,
) -> Array:
    """Return an array whose bytes follow one another.

    Raises:
        BuilderError: it has no rows, or holds no numbers.
        LimitError: it is too large.
    """
    shape, dtype = kind

    def chunks(rows: int) -> Iterator[Numbers]:
        left = shape[0]
        with opened() as source:
            while left:
                count = min(rows, left)
                content = source.read(count * array.row_bytes)
                if len(content) != count * array.row_bytes:
                    raise BuilderError(
                        say("datasets.own.short", name=name, rows=shape[0], found=shape[0] - left),
                        hint=say("datasets.own.damaged.hint"),
                    )
                yield np.frombuffer(content, dtype).reshape(count, *shape[1:])
                left -= count
            if source.read(1):
                raise BuilderError(
                    say("datasets.own.long", name=name, rows=shape[0]), hint=say("datasets.own.damaged.hint")
                )

    array = check_array(Array(name, shape, dtype, chunks), bounds)
    return array


def check_array(array: Array, bounds: Bounds) -> Array:
    """Refuse an array that is no rows of numbers, or too large, before anything of it is read.

    Raises:
        BuilderError: it has no rows, or holds no numbers.
        LimitError: it is too large.
    """
    shape = array.shape
    if not shape or 0 in shape or len(shape) > MOST_DIMS:
        raise BuilderError(
            say("datasets.own.no-rows", name=array.name, shape=shape), hint=say("datasets.own.no-rows.hint")
        )
    if array.dtype.kind not in "biuf":
        raise BuilderError(
            say("datasets.own.no-numbers", name=array.name, dtype=array.dtype), hint=say("datasets.own.no-numbers.hint")
        )
    if shape[0] > bounds.rows or shape[0] * array.row_bytes > bounds.stored_bytes:
        raise LimitError(
            say(
                "datasets.own.large-array",
                name=array.name,
                rows=shape[0],
                most=bounds.rows,
                size=shown_size(bounds.stored_bytes),
            ),
            hint=say("datasets.own.fewer.hint"),
        )
    return array
