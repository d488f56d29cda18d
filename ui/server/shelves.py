"""The files that the consoles have saved: listed to the owner of their network, who alone deletes them."""

from __future__ import annotations

from pathlib import Path

import msgspec

from builder.errors import BuilderError
from builder.jobs.shelf import plain_name, shelf_files
from builder.sentences import say
from ui.server.permissions import Resource, may
from ui.server.service import service

_MOST = 1_000
"""Networks, those that were changed last, whose files are listed."""


class SavedFile(msgspec.Struct, frozen=True):
    """A file that a console has saved, with the id and the name of its network; `size` in bytes."""

    document: str
    network: str
    path: Path
    size: int


def files_of(person: str) -> tuple[SavedFile, ...]:
    """Return the files of all networks of a person, those of the network that was changed last first."""
    library = service().library
    return tuple(
        SavedFile(entry.id, entry.name, path, size_of(path))
        for entry in library.owners.list(person, _MOST)
        for path in shelf_files(library.shelf(entry.id))
    )


def size_of(path: Path) -> int:
    """Return the bytes of a file; none where it has just been deleted."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def may_delete(person: str | None, id: str) -> bool:
    """Tell whether a person may delete the files of a network.

    The library is asked: keys are replaced while a network is open.

    Raises:
        DocumentError: there is no such network.
    """
    return may(person, "delete", Resource("file", service().library.head(id).owner))


def delete(person: str | None, id: str, name: str) -> None:
    """Delete a file of a network, if it is there.

    Raises:
        BuilderError: the network is somebody else's, or not there, or the name is none that a file here has.
    """
    if not may_delete(person, id):
        raise BuilderError(say("files.console.owner"), hint=say("files.console.owner.hint"))
    (service().library.shelf(id) / plain_name(name)).unlink(missing_ok=True)
