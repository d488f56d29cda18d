"""`Library`: every accepted edit is one row, written before the screen shows it.

A document's revisions are numbered from 1. Its position is the revision on the screen: undo and redo move it, and a
save puts the next revision after it and drops those that were undone.
"""

from __future__ import annotations

import json
import re
import shutil
import time
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from builder.document.blocks import Document
from builder.errors import BuilderError, EditError, StorageError
from builder.history import History
from builder.library.owners import Owners, missing, new_id, untouched, visited
from builder.library.storage import begun
from builder.library.tables import connect, documents, revisions, visits, weights
from builder.library.weights import Kept, Lineage
from builder.sentences import say
from builder.settings import DATA_DIR, DATABASE_URL

KEPT = 200
"""Revisions of a document that can be undone; older ones are forgotten."""
UNTOUCHED = 86_400.0
"""Seconds after which a document that a visit made is removed, if nobody has edited it."""
_decode = msgspec.json.Decoder(Document).decode
_mine = revisions.c.document == documents.c.id
_HEAD = select(
    documents.c.position,
    documents.c.updated,
    documents.c.acks,
    documents.c.owner,
    (untouched & visited).label("untouched"),
    select(func.min(revisions.c.number)).where(_mine).scalar_subquery().label("first"),
    select(func.max(revisions.c.number)).where(_mine).scalar_subquery().label("last"),
).where(documents.c.id == bindparam("id"))
_STANDING = (
    select(
        documents.c.position,
        documents.c.updated,
        documents.c.acks,
        documents.c.owner,
        select(func.max(revisions.c.number)).where(_mine).scalar_subquery().label("last"),
    )
    .where(documents.c.id == bindparam("id"))
    .with_for_update(of=documents)
)
_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Head(msgspec.Struct, frozen=True):
    """Where a document stands: its position, when that last changed, and what can be undone and redone from there.

    `acks` holds, by canvas client, the number of the last command of it that is saved: a command that comes again after
    a cut connection or a killed server is so made once.
    """

    position: int
    updated: float
    can_undo: bool
    can_redo: bool
    acks: dict[str, int]
    untouched: bool = False
    """Made by a visit and not edited since."""
    owner: str | None = None
    """Whose it is; None until somebody opens it."""


class StaleRevisionError(EditError):
    """What was to be saved was made of a revision that is no longer the newest."""

    def __init__(self) -> None:
        super().__init__(say("library.overtaken"), hint=say("library.try-again.hint"))


class Library:
    """Documents in a database and their weights in files beside it.

    Args:
        url: an SQLAlchemy URL of SQLite or PostgreSQL; `NNBLOCKS_DATABASE_URL` or a file in `folder` when left out.
        folder: for the weights; `NNBLOCKS_DATA_DIR` or the system's place when left out.
    """

    def __init__(self, url: str | None = None, folder: Path | None = None) -> None:
        self._folder = folder or DATA_DIR.value
        self._reader, self._writer = connect(url or DATABASE_URL.value)
        self.lineage = Lineage(self._reader, self._writer, self._folder)
        """Which weights file belongs to which revision."""
        self.owners = Owners(self._reader, self._writer, self._folder)
        """Whose documents are whose."""

    def create(self, document: Document, visit: bool = False, owner: str | None = None) -> str:
        """Keep a new document and return its id, which nobody can guess.

        `visit` says that nobody has asked for it: it was made because somebody came, and `sweep_visits` may remove it.
        """
        id = new_id()
        now = time.time()
        with begun(self._writer) as connection:
            row = {"id": id, "name": document.name, "created": now, "updated": now, "position": 1, "acks": "{}"}
            connection.execute(insert(documents).values({**row, "owner": owner}))
            connection.execute(insert(revisions).values(document=id, number=1, saved=now, body=_pack(document)))
            if visit:
                connection.execute(insert(visits).values(document=id, seen=now))
        return id

    def head(self, id: str) -> Head:
        """Return where the document stands, without reading it.

        Raises:
            DocumentError: there is no such document.
        """
        with begun(self._reader) as connection:
            row = connection.execute(_HEAD, {"id": id}).one_or_none()
        if row is None:
            raise missing()
        can_undo, can_redo = row.position > row.first, row.position < row.last
        acks, untouched = json.loads(row.acks), bool(row.untouched)
        return Head(row.position, row.updated, can_undo, can_redo, acks, untouched, row.owner)

    def save(
        self,
        id: str,
        document: Document,
        acks: Mapping[str, int] | None = None,
        changed_weights: Kept | None = None,
        after: Head | None = None,
    ) -> Head:
        """Keep the next revision and return where the document stands; what was undone can no longer be redone.

        `acks` is kept in the same transaction; see `Head`. `changed_weights` are those of the new revision: its number
        is given here. `after` is where the document stood when this revision was made of it; without it the newest is
        taken to be known.

        Raises:
            DocumentError: there is no such document.
            StaleRevisionError: it has moved on from `after`; nothing is saved.
        """
        body, now = _pack(document), time.time()
        with begun(self._writer) as connection:
            standing = _standing(connection, id, after)
            number = standing.position + 1
            if standing.last >= number or number > KEPT:
                _forget(connection, id, number)
            connection.execute(insert(revisions).values(document=id, number=number, saved=now, body=body))
            if changed_weights is not None:
                row = {"file": changed_weights.path.name, "rules": changed_weights.rules, "made": now}
                connection.execute(insert(weights).values(document=id, number=number, **row))
            changed = {"position": number, "updated": now, "name": document.name, **_acks(acks)}
            connection.execute(update(documents).where(documents.c.id == id).values(changed))
        known = json.loads(standing.acks) if acks is None else dict(acks)
        return Head(number, now, True, False, known, owner=standing.owner)

    def open(self, id: str) -> Document:
        """Return the document as it was last on the screen.

        Raises:
            DocumentError: there is no such document.
        """
        wanted = (documents.c.id == id) & (revisions.c.number == documents.c.position)
        with begun(self._reader) as connection:
            body = connection.scalar(select(revisions.c.body).join(documents).where(wanted))
        if body is None:
            raise missing()
        try:
            return Document.from_json(zlib.decompress(body))
        except zlib.error:
            raise _damaged() from None

    def revision(self, id: str, number: int) -> Document | None:
        """Return a revision of the document; None where it is forgotten."""
        wanted = (revisions.c.document == id) & (revisions.c.number == number)
        with begun(self._reader) as connection:
            body = connection.scalar(select(revisions.c.body).where(wanted))
        return None if body is None else _unpack(body)

    def keep_weights(self, id: str, document: Document, kept: Kept) -> bool:
        """Note which weights belong to a revision, if that still is this document; return whether it is."""
        wanted = (revisions.c.document == id) & (revisions.c.number == kept.number)
        with begun(self._writer) as connection:
            _standing(connection, id)
            if connection.scalar(select(revisions.c.body).where(wanted)) != _pack(document):
                return False
            mine = (weights.c.document == id) & (weights.c.number == kept.number)
            connection.execute(delete(weights).where(mine))
            row = {"file": kept.path.name, "rules": kept.rules, "made": time.time()}
            connection.execute(insert(weights).values(document=id, number=kept.number, **row))
        return True

    def history(self, id: str, limit: int = KEPT) -> History:
        """Return the document with up to `limit` revisions before it and after it, to be undone and redone.

        Raises:
            DocumentError: there is no such document.
        """
        with begun(self._reader) as connection:
            position = connection.scalar(select(documents.c.position).where(documents.c.id == id))
            if position is None:
                raise missing()
            near = revisions.c.number.between(position - limit, position + limit)
            wanted = (revisions.c.document == id) & near
            query = select(revisions.c.number, revisions.c.body).where(wanted).order_by(revisions.c.number)
            rows = connection.execute(query).all()
        kept = {row.number: _unpack(row.body) for row in rows}
        past = tuple(document for number, document in kept.items() if number < position)
        future = tuple(document for number, document in kept.items() if number > position)
        return History(kept[position], past, future[::-1])

    def step(self, id: str, by: int, acks: Mapping[str, int] | None = None, after: Head | None = None) -> Document:
        """Move the position, -1 to undo and +1 to redo, and return the document there; `after` as for `save`.

        Raises:
            DocumentError: there is no such document.
            StaleRevisionError: it has moved on from `after`; nothing is moved.
            BuilderError: there is nothing to undo or redo.
        """
        with begun(self._writer) as connection:
            number = _standing(connection, id, after).position + by
            wanted = (revisions.c.document == id) & (revisions.c.number == number)
            body = connection.scalar(select(revisions.c.body).where(wanted))
            if body is None:
                raise BuilderError(say("library.nothing-to-undo") if by < 0 else say("library.nothing-to-redo"))
            document = _unpack(body)
            changed = {"position": number, "updated": time.time(), "name": document.name, **_acks(acks)}
            connection.execute(update(documents).where(documents.c.id == id).values(changed))
        return document

    def rename(self, id: str, name: str) -> Document:
        """Give the document another name, as a revision of its own, and return it.

        Raises:
            DocumentError: there is no such document, or the name is not valid.
        """
        renamed = Document.from_json(msgspec.structs.replace(self.open(id), name=name).to_json())
        self.save(id, renamed)
        return renamed

    def delete(self, id: str) -> None:
        """Forget the document, all its revisions and its weights; one that is not there is no error."""
        with begun(self._writer) as connection:
            connection.execute(delete(weights).where(weights.c.document == id))
            connection.execute(delete(revisions).where(revisions.c.document == id))
            connection.execute(delete(documents).where(documents.c.id == id))
        self._remove_files(id)

    def sweep_visits(self, now: float, open: Collection[str] = ()) -> None:
        """Remove what visits have made, nobody has edited and nobody has had open for a day before `now`.

        `open` are those that are open now; other processes on the same database so learn of it. One whose console has
        saved files stays.
        """
        with begun(self._writer) as connection:
            connection.execute(update(visits).where(visits.c.document.in_(open)).values(seen=now))
            late = select(visits.c.document).where(visits.c.seen < now - UNTOUCHED)
            found = connection.scalars(select(documents.c.id).where(documents.c.id.in_(late), untouched)).all()
            old = [id for id in found if not any(self.shelf(id).glob("*"))]
            removed = delete(documents).where(documents.c.id.in_(old), untouched).returning(documents.c.id)
            gone = connection.scalars(removed).all()
        for id in gone:
            self._remove_files(id)

    def _remove_files(self, id: str) -> None:
        if _ID.fullmatch(id):
            for kind in ("weights", "shelf"):
                shutil.rmtree(self._folder / kind / id, ignore_errors=True)

    def weights_path(self, id: str, key: str) -> Path:
        """Return where a file of the document's weights belongs; its folder is made.

        Raises:
            BuilderError: `key` is no plain file name, or `id` no id.
        """
        if not _KEY.fullmatch(key) or not _ID.fullmatch(id):
            raise BuilderError(say("library.file-name"))
        folder = self._folder / "weights" / id
        folder.mkdir(parents=True, exist_ok=True)
        return folder / key

    def shelf(self, id: str) -> Path:
        """Return the folder of what the document's console has saved, made or not.

        Raises:
            BuilderError: `id` is no id.
        """
        if not _ID.fullmatch(id):
            raise missing()
        return self._folder / "shelf" / id

    def sweep_weights(self, id: str, used: Collection[Path] = ()) -> None:
        """Remove old weights files and pictures of a document, but none of `used` and none of the present revision."""
        if _ID.fullmatch(id):
            self.lineage.sweep(id, used)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        self._writer.dispose()


def _standing(connection: Connection, id: str, after: Head | None = None) -> Row[Any, Any, Any, Any, Any]:
    """Return where the document stands and keep others from moving it until this transaction ends."""
    standing = connection.execute(_STANDING, {"id": id}).one_or_none()
    if standing is None:
        raise missing()
    if after is not None and (standing.position, standing.updated) != (after.position, after.updated):
        raise StaleRevisionError
    return standing


def _forget(connection: Connection, id: str, number: int) -> None:
    """Make room for a revision: drop what was undone before it, and what is too old to be undone."""
    for table in (revisions, weights):
        beyond = (table.c.number >= number) | (table.c.number <= number - KEPT)
        connection.execute(delete(table).where(table.c.document == id, beyond))


def _acks(acks: Mapping[str, int] | None) -> dict[str, str]:
    return {} if acks is None else {"acks": json.dumps(acks)}


def _damaged() -> StorageError:
    return StorageError(say("library.damaged-revision"), hint=say("library.backup.hint"))


def _pack(document: Document) -> bytes:
    return zlib.compress(msgspec.json.encode(document), 1)


def _unpack(body: bytes) -> Document:
    """Read a revision without checking it again: two hundred are read when a page is reloaded."""
    try:
        return _decode(zlib.decompress(body))
    except (zlib.error, msgspec.MsgspecError):
        raise _damaged() from None
