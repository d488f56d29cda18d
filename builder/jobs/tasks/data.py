"""The jobs that read data: a person's own files, what is drawn or brought along, and a look at what is stored."""

from __future__ import annotations

from pathlib import Path

import msgspec

from builder.datasets.own.reading import Reading
from builder.datasets.preview import Preview
from builder.datasets.stored import DataSet
from builder.jobs.limits import Limits, with_limits
from builder.jobs.progress import report
from builder.sentences import later, say

_MEMORY = 4 * 2**30
"""Bytes of addresses beside those of the files: they are read in pieces, a picture or a text as a whole."""
_MAPPED = 12 * 2**30
"""As above, with a whole data set mapped."""


class Data(msgspec.Struct, frozen=True):
    """A data set that was stored: its folder, what is known of it, and sentences about how it was read.

    Where the same content was there already, the name and the origin are those of this reading all the same.
    """

    folder: Path
    info: DataSet
    said: tuple[str, ...] = ()


@with_limits(Limits(later("jobs.title.data"), 1800, memory=_MEMORY))
def read_data(folder: Path, files: tuple[Path, ...], reading: Reading) -> Data:
    """Read files of a person's own and store them in `folder`.

    Raises:
        BuilderError: they cannot be read, or do not belong together.
        LimitError: they are too large.
        StorageError: the disk cannot be written.
    """
    from builder.datasets.own.store_files import main_file, store_files
    from builder.datasets.stored import info_of

    report(0.0, say("jobs.progress.data"))
    read = store_files(folder, files, reading, lambda rows: report(0.5, say("jobs.progress.rows", count=rows)))
    stored = info_of(read.folder)
    name = main_file(files).name
    info = msgspec.structs.replace(stored, name=name, origin=say("datasets.origin.own", name=name))
    return Data(read.folder, info, read.said)


@with_limits(Limits(later("jobs.title.data"), 300, memory=_MEMORY))
def make_data(folder: Path, name: str, rows: int | None = None, seed: int = 0, length: int = 64) -> Data:
    """Store a data set that needs no file; see `builder.datasets.builtin`.

    Raises:
        BuilderError: there is none of this name, or it cannot have so many rows.
        StorageError: the disk cannot be written.
    """
    from builder.datasets.builtin import store_builtin
    from builder.datasets.stored import info_of

    made = store_builtin(folder, name, rows, seed, length)
    return Data(made, info_of(made))


@with_limits(Limits(later("jobs.title.data-preview"), 300, memory=_MAPPED))
def preview_data(folder: Path) -> Preview:
    """Return the first examples of a stored data set, and figures of the whole.

    Raises:
        StorageError: it is not there, or damaged.
    """
    from builder.datasets.preview import preview
    from builder.datasets.stored import open_stored

    return preview(open_stored(folder))
