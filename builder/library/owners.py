"""The owners of documents: `Owners` lists them, gives one without an owner to whoever comes first, and moves them.

An owner is a text of 64 characters that says nothing about a person; what it comes from is the app's affair.
"""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

import msgspec
from sqlalchemy import Engine, exists, func, insert, literal, select, update
from sqlalchemy import delete as remove

from builder.errors import DocumentError, StorageError
from builder.library.storage import transaction
from builder.library.tables import documents, revisions, steps, visits, weights
from builder.sentences import say

FILES = ("weights", "shelf", "inspections", "training")
"""The folders in which a document may have one of its own."""
untouched = (documents.c.position == 1) & (documents.c.updated == documents.c.created)
"""No save and no step has moved it. Whether it is a visit's is for `visited` to say."""
visited = exists().where(visits.c.document == documents.c.id)
"""It was made because somebody came, and nobody has asked for it."""
_kept = ~(untouched & visited)


class Entry(msgspec.Struct, frozen=True):
    """A document in a list; times are seconds since 1970 in UTC."""

    id: str
    name: str
    created: float
    updated: float


def new_id() -> str:
    """Return an id that nobody can guess."""
    return secrets.token_urlsafe(16)


class Owners:
    """The owners of all documents; weights and what consoles have saved are in folders of `folder` by document."""

    def __init__(self, reader: Engine, writer: Engine, folder: Path) -> None:
        self._reader = reader
        self._writer = writer
        self._folder = folder

    def claim(self, id: str, owner: str) -> str:
        """Give the document to `owner` if it belongs to nobody, and return whose it is.

        Raises:
            DocumentError: there is no such document.
        """
        with transaction(self._writer) as connection:
            free = (documents.c.id == id) & documents.c.owner.is_(None)
            connection.execute(update(documents).where(free).values(owner=owner))
            found = connection.scalar(select(documents.c.owner).where(documents.c.id == id))
        if found is None:
            raise missing_error()
        return str(found)

    def list(self, owner: str, limit: int = 100) -> tuple[Entry, ...]:
        """Return the owner's documents that were changed last, newest first, but none that a visit alone has made."""
        query = select(documents).where(documents.c.owner == owner, _kept)
        query = query.order_by(documents.c.updated.desc(), documents.c.id).limit(limit)
        with transaction(self._reader) as connection:
            rows = connection.execute(query).all()
        return tuple(Entry(row.id, row.name, row.created, row.updated) for row in rows)

    def count(self, owner: str) -> int:
        """Return how many documents an owner has to list."""
        with transaction(self._reader) as connection:
            query = select(func.count()).select_from(documents).where(documents.c.owner == owner, _kept)
            return connection.scalar(query) or 0

    def hand_over(self, owner: str, to: str) -> None:
        """Transfer all documents of an owner to another one, and the steps they made in any document."""
        with transaction(self._writer) as connection:
            connection.execute(update(steps).where(steps.c.author == owner).values(author=to))
            connection.execute(update(documents).where(documents.c.owner == owner).values(owner=to))

    def readdress(self, id: str) -> str:
        """Move the document to a new id and return that; the old one names nothing any more.

        Its files are linked there before the database knows of it, and removed here afterwards: a killed process loses
        none.

        Raises:
            DocumentError: there is no such document.
            StorageError: its files cannot be linked or copied; nothing has changed.
        """
        new = new_id()
        columns = [column for column in documents.c if column.name != "id"]
        copied = select(literal(new), *columns).where(documents.c.id == id)
        with transaction(self._writer) as connection:
            if connection.scalar(select(documents.c.id).where(documents.c.id == id).with_for_update()) is None:
                raise missing_error()
            connection.execute(insert(documents).from_select(["id", *columns], copied))
            for table in (revisions, steps, weights, visits):
                connection.execute(update(table).where(table.c.document == id).values(document=new))
            connection.execute(remove(documents).where(documents.c.id == id))
            self._link_files(id, new)
        self._remove_files(id)
        return new

    def _link_files(self, id: str, new: str) -> None:
        for kind in FILES:
            old = self._folder / kind / id
            if old.is_dir():
                try:
                    shutil.copytree(old, self._folder / kind / new, copy_function=_link_or_copy)
                except OSError as error:  # of several, too
                    self._remove_files(new)
                    raise StorageError(say("library.disk-failing"), hint=say("library.try-again.hint")) from error

    def _remove_files(self, id: str) -> None:
        for kind in FILES:
            shutil.rmtree(self._folder / kind / id, ignore_errors=True)


def _link_or_copy(source: str, target: str) -> None:
    """Link a file, or copy it where the disk knows no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def missing_error() -> DocumentError:
    """Return the error of an id that names no document, or none of the person's who asks."""
    return DocumentError(say("library.missing"), hint=say("library.missing.hint"))
