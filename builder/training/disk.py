"""What runs and data sets take on the disk, and what of it can go: no torch, so that a server can look."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from builder.errors import BuilderError
from builder.training.folder import BEST, CHECKPOINT, EPOCHS, lock_run, status_of


def bytes_in(folder: Path) -> int:
    """Return the bytes that all files below a folder take, one with several names once; 0 where there is none."""
    sizes: dict[tuple[int, int], int] = {}
    for entry in _files(folder):
        with suppress(OSError):  # it has just been removed
            found = entry.stat(follow_symlinks=False)
            sizes[found.st_dev, found.st_ino] = found.st_size
    return sum(sizes.values())


def _files(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            else:
                yield entry


def sweep_checkpoints(folder: Path, before: float) -> None:
    """Remove the checkpoints of a run that was finished before a time; its best and last weights and its curve stay.

    Put back to an epoch, such a run trains again from its beginning, to the same bits.

    Args:
        folder: of the run; one that is no run, or that a process has, stays as it is.
        before: in seconds since 1970.
    """
    with suppress(BuilderError):
        if status_of(folder).state != "finished":
            return
        with lock_run(folder):
            status = status_of(folder)
            if status.state == "finished" and status.updated < before:
                for name in (CHECKPOINT, BEST):
                    (folder / name).unlink(missing_ok=True)
                shutil.rmtree(folder / EPOCHS, ignore_errors=True)
