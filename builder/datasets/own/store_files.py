"""Reads files of a person's own and stores what is in them, as a worker does for a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from builder.datasets.own.arrays import idx_array, npy_array, npz_arrays
from builder.datasets.own.columns import of_table
from builder.datasets.own.kinds import DataKind, data_kind
from builder.datasets.own.of_arrays import of_arrays
from builder.datasets.own.opening import content_of
from builder.datasets.own.pairs import is_main
from builder.datasets.own.parquet import parquet_table
from builder.datasets.own.picture_folders import picture_folders
from builder.datasets.own.reading import MOST_FILES, Array, Bounds, FileDataSet, Numbers, Reading
from builder.datasets.own.table_of_array import table_of_array
from builder.datasets.own.text_table import text_table
from builder.datasets.stored import DataSet, info_of, store
from builder.datasets.texts import text_examples
from builder.errors import BuilderError, LimitError
from builder.file_kind import refusal
from builder.sentences import say

_TOGETHER = frozenset({"idx", "npy"})
"""Kinds of which several files make one data set."""


class StoredFiles(NamedTuple):
    """A data set that was stored: its folder, and sentences about what was done to read it."""

    folder: Path
    said: tuple[str, ...]


def store_files(
    folder: Path,
    files: Sequence[Path],
    reading: Reading,
    progress: Callable[[int], None] = lambda rows: None,
    bounds: Bounds | None = None,
) -> StoredFiles:
    """Read files that belong together, store them as one data set in `folder` and return where.

    Args:
        folder: where data sets are stored; the set gets a folder in it.
        files: one, or up to `MOST_FILES` that are all arrays, idx or npy.
        reading: what a person says of them: which columns, and what is the target.
        progress: is told how many rows are written so far.
        bounds: the most that is read, in bytes, rows and pixels; the default when left out.

    Raises:
        BuilderError: they cannot be read, or do not belong together.
        LimitError: they are too large.
        StorageError: the disk cannot be written.
    """
    found = _find_data_set(files, reading, bounds or Bounds())
    name = main_file(files).name
    info = msgspec.structs.replace(found.info, name=name, origin=say("datasets.origin.own", name=name))
    whole = store(folder, info, _with_progress(found.inputs, progress), found.targets)
    return StoredFiles(whole, (*found.said, *_thin(info_of(whole))))


def _thin(info: DataSet) -> Iterator[str]:
    """Say of what was read that there is too little in it for anything to be learned."""
    if info.rows == 1:
        yield say("datasets.own.one-row")
    if info.task != "numbers" and len(info.classes) == 1:
        yield say("datasets.own.one-class", name=info.classes[0])


def main_file(files: Sequence[Path]) -> Path:
    """Return the file by which a data set of several is known, as that of MNIST's training pictures."""
    return max(files, key=lambda file: is_main(file.name))


def _find_data_set(files: Sequence[Path], reading: Reading, bounds: Bounds) -> FileDataSet:
    if not 1 <= len(files) <= MOST_FILES:
        raise BuilderError(
            say("datasets.own.files", count=len(files)), hint=say("datasets.own.files.hint", most=MOST_FILES)
        )
    kinds = {data_kind(file, bounds) for file in files}
    if len(files) > 1 and not kinds <= _TOGETHER:
        raise BuilderError(
            say("datasets.own.files", count=len(files)), hint=say("datasets.own.files.hint", most=MOST_FILES)
        )
    kind, file = min(kinds), files[0]
    match kind:
        case "table":
            return of_table(text_table(file, reading, bounds), reading, bounds)
        case "parquet":
            return of_table(parquet_table(file, bounds), reading, bounds)
        case "pictures":
            return picture_folders(file, reading, bounds)
        case "text":
            return _text(file, reading, bounds)
    arrays = [array for one in files for array in _arrays(one, data_kind(one, bounds), bounds)]
    table = table_of_array(arrays, file.name)
    return of_arrays(arrays, file.name, reading, bounds) if table is None else of_table(table, reading, bounds)


def _arrays(file: Path, kind: DataKind, bounds: Bounds) -> list[Array]:
    match kind:
        case "idx":
            return [idx_array(file, bounds)]
        case "npy":
            return [npy_array(file, bounds)]
        case "npz":
            return npz_arrays(file, bounds)
    # These two alone load torch.
    from builder.datasets.own.tensors import pt_arrays, safetensors_arrays

    return pt_arrays(file, bounds) if kind == "pt" else safetensors_arrays(file, bounds)


def _text(file: Path, reading: Reading, bounds: Bounds) -> FileDataSet:
    with content_of(file, bounds) as opened:
        content = opened.read(bounds.text_bytes + 1)
    if len(content) > bounds.text_bytes:
        raise LimitError(
            say("datasets.own.large-text", name=file.name, most=bounds.text_bytes),
            hint=say("datasets.own.fewer.hint"),
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refusal("encoding", file.name) from None
    made = text_examples(text, reading.length, file.name, "")
    return FileDataSet(made.info, [made.inputs], made.targets, [say("datasets.own.text", count=len(made.info.classes))])


def _with_progress(chunks: Iterable[Numbers], progress: Callable[[int], None]) -> Iterator[Numbers]:
    rows = 0
    for chunk in chunks:
        rows += len(chunk)
        yield chunk
        progress(rows)
