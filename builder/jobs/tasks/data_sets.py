"""Jobs that make data sets, in a folder named by their content."""

from __future__ import annotations

from pathlib import Path

from builder.jobs.limits import Limits, limited
from builder.sentences import later


@limited(Limits(later("jobs.title.data"), 120))
def store_builtin(folder: Path, name: str) -> Path:
    """Make a data set that is built in, and return its folder.

    Raises:
        BuilderError: there is none of this name.
        StorageError: the disk cannot be written.
    """
    from builder.datasets.builtin import store_builtin as stored

    return stored(folder, name)
