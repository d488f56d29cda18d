"""Data sets at rest: one folder each, named by the SHA-256 of what is in it, so that the same content is kept once.

A folder holds `inputs.npy`, `targets.npy` and `info.json`. Numbers may lie there narrower than a network takes them,
pictures as bytes; `prepare.py` makes batches of them. No torch, so that a page can look.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import IO, Any, Literal, NamedTuple, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from builder.errors import BuilderError, StorageError
from builder.sentences import say

_INPUTS, _TARGETS, _INFO = "inputs.npy", "targets.npy", "info.json"
_STALE = 86_400.0
"""Seconds after which a folder under a temporary name was left by a process that died."""
KEPT = ("|b1", "|u1", "|i1", "<u2", "<i2", "<i4", "<i8", "<f4")
"""How numbers may lie in a file: each is exact in the float32 of a batch, but `<i4` and `<i8`, which are for int64
alone."""


Task: TypeAlias = Literal["classes", "numbers", "tokens"]
"""What is told of an example: its class, numbers, or the next tokens."""


class DataSet(msgspec.Struct, frozen=True):
    """What is known of a data set without opening it.

    `shape` and `target_shape` are those of one example; `classes` names what the targets count, for `task="tokens"`
    the characters that the tokens stand for. `origin` says where it is from and under which licence. `columns` names
    the numbers of a row. `held_out` counts the last rows, where a person's files set them apart as a test part.
    """

    name: str
    task: Task
    shape: tuple[int, ...]
    dtype: Literal["float32", "int64"]
    target_shape: tuple[int, ...]
    target_dtype: Literal["float32", "int64"]
    classes: tuple[str, ...] = ()
    rows: int = 0
    digest: str = ""
    origin: str = ""
    columns: tuple[str, ...] = ()
    held_out: int = 0


class StoredData(NamedTuple):
    """A data set and its numbers, which stay on disk until they are asked for."""

    info: DataSet
    inputs: npt.NDArray[Any]
    targets: npt.NDArray[Any]


def open_stored(folder: Path) -> StoredData:
    """Open a data set that `store` has written.

    Args:
        folder: of one data set, as `store` returns it; its arrays are mapped into memory, examples first.

    Raises:
        StorageError: it is not there, or damaged.
    """
    with _reading(folder):
        info = info_of(folder)
        inputs = np.load(folder / _INPUTS, mmap_mode="r", allow_pickle=False)
        targets = np.load(folder / _TARGETS, mmap_mode="r", allow_pickle=False)
    found = (inputs.shape, targets.shape)
    if found != ((info.rows, *info.shape), (info.rows, *info.target_shape)):
        raise _damage_error(folder)
    if not {inputs.dtype.str, targets.dtype.str} <= set(KEPT):
        raise _damage_error(folder)
    return StoredData(info, inputs, targets)


def info_of(folder: Path) -> DataSet:
    """Return what is known of a data set, without opening its numbers.

    Args:
        folder: of one data set, as `store` returns it.

    Raises:
        StorageError: it is not there, or damaged.
    """
    with _reading(folder):
        return msgspec.json.decode((folder / _INFO).read_bytes(), type=DataSet)


@contextmanager
def _reading(folder: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise StorageError(say("datasets.stored.missing"), hint=say("datasets.stored.missing.hint")) from None
    except (OSError, EOFError, ValueError, msgspec.MsgspecError):
        raise _damage_error(folder) from None


def store(
    folder: Path,
    info: DataSet,
    inputs: Iterable[npt.NDArray[Any]],
    targets: npt.NDArray[Any] | Iterable[npt.NDArray[Any]],
) -> Path:
    """Write a data set into `folder` and return its own folder there, named by its digest.

    Inputs come in chunks of examples, of which one at a time is in memory; targets are asked for after the last of
    them, as one array or in chunks. The digest and the number of rows of `info` are set here. Where the same content
    is there already it stays, under the name that it has.

    Args:
        folder: where data sets are stored; made where it is not there.
        info: its shapes are of one example.
        inputs: chunks of `(examples, *shape)`.
        targets: `(examples, *target_shape)`, whole or in chunks.

    Raises:
        BuilderError: there are no examples.
        StorageError: the disk cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        part = Path(mkdtemp(dir=folder, prefix=".", suffix=".part"))
        try:
            return _write_part(part, info, inputs, targets)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StorageError(say("datasets.stored.disk", reason=reason), hint=say("datasets.stored.disk.hint")) from error


def _write_part(
    part: Path,
    info: DataSet,
    inputs: Iterable[npt.NDArray[Any]],
    targets: npt.NDArray[Any] | Iterable[npt.NDArray[Any]],
) -> Path:
    digest = hashlib.sha256()
    rows = _write(part / _INPUTS, inputs, info.shape, digest)
    if not rows:
        raise BuilderError(say("datasets.stored.empty"), hint=say("datasets.stored.empty.hint"))
    chunks = [targets] if isinstance(targets, np.ndarray) else targets
    if _write(part / _TARGETS, chunks, info.target_shape, digest) != rows:
        raise ValueError("each example needs one target")
    info = msgspec.structs.replace(info, rows=rows, digest="")
    content = msgspec.json.encode(msgspec.structs.replace(info, name="", origin=""))
    digest.update(content)
    info = msgspec.structs.replace(info, digest=digest.hexdigest())
    (part / _INFO).write_bytes(msgspec.json.encode(info))
    part.chmod(0o755)  # others on the machine read what one worker has written, as with any file of the library
    whole = part.parent / info.digest
    try:
        part.rename(whole)
    except OSError:
        if not (whole / _INFO).is_file():
            raise
    return whole


def _write(file: Path, chunks: Iterable[npt.NDArray[Any]], shape: tuple[int, ...], digest: hashlib._Hash) -> int:
    """Write arrays behind each other as one `.npy` file and return how many rows there are."""
    rows, dtype = 0, None
    with file.open("wb") as opened:
        for chunk in chunks:
            if dtype is None:
                dtype = chunk.dtype.newbyteorder("<")
                if dtype.str not in KEPT:
                    raise TypeError(f"no data set is kept as {dtype}")
                _write_header(opened, 0, shape, dtype)
                digest.update(dtype.str.encode())
            if not len(chunk):
                continue
            if chunk.shape[1:] != shape:
                raise ValueError(f"an example of shape {shape} is expected, not {chunk.shape[1:]}")
            content = np.ascontiguousarray(chunk, dtype=dtype)
            digest.update(content.data)
            opened.write(content.data)
            rows += len(chunk)
        if dtype is not None:
            opened.seek(0)
            _write_header(opened, rows, shape, dtype)
    return rows


def _write_header(opened: IO[bytes], rows: int, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
    """Write how a `.npy` file begins, which NumPy makes equally long for any number of rows."""
    header = {"descr": dtype.str, "fortran_order": False, "shape": (rows, *shape)}
    np.lib.format.write_array_header_1_0(opened, header)


def _sweep(folder: Path) -> None:
    for part in folder.glob(".*.part"):
        if time.time() - part.stat().st_mtime > _STALE:
            shutil.rmtree(part, ignore_errors=True)


def _damage_error(folder: Path) -> StorageError:
    return StorageError(say("datasets.stored.damaged", name=folder.name[:12]), hint=say("datasets.stored.damaged.hint"))
