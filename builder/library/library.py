"""`Library`: every accepted edit is one row, written before the screen shows it.

A document's revisions are numbered from 1. Its position is the revision on the screen. What undo and redo do, and what
a save forgets, `builder.history` says; here it is kept, each change in one transaction.
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
from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from builder.document.blocks import Document
from builder.edits.action import Action
from builder.errors import BuilderError, EditError, StorageError
from builder.history import History, Means, Revision, Turn
from builder.library import records
from builder.library.owners import FILES, Owners, missing_error, new_id, untouched, visited
from builder.library.storage import transaction
from builder.library.tables import checkpoint, connect, documents, revisions, steps, visits, weights
from builder.library.weights import Lineage, RevisionWeights
from builder.sentences import say
from builder.settings import CHECKPOINT_DAYS, DATA_DIR, DATABASE_URL
from builder.training.disk import sweep_checkpoints

DAY = 86_400.0
UNTOUCHED = DAY
"""Seconds after which a document that a visit made is removed, if nobody has edited it."""
_decode = msgspec.json.Decoder(Document).decode
_HEAD = select(
    documents.c.position,
    documents.c.updated,
    documents.c.acks,
    documents.c.owner,
    (untouched & visited).label("untouched"),
).where(documents.c.id == bindparam("id"))
_STANDING = (
    select(documents.c.position, documents.c.updated, documents.c.acks, documents.c.owner)
    .where(documents.c.id == bindparam("id"))
    # For PostgreSQL; SQLite has no such clause, and there one transaction writes at a time.
    .with_for_update(of=documents)
)
# Both become parts of paths: without a slash, and no dot in front, they lead nowhere else.
_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Head(msgspec.Struct, frozen=True):
    """The state of a document: its position, when that last changed, and how it was reached.

    `acks` holds, by canvas client, the number of the last command of it that is saved: a command that comes again after
    a cut connection or a killed server is so made once.
    """

    position: int
    updated: float
    acks: dict[str, int]
    history: History
    untouched: bool = False
    """Made by a visit and not edited since."""
    owner: str | None = None
    """Whose it is; None until somebody opens it."""

    @property
    def place(self) -> tuple[int, float]:
        """What no other revision has had: a position is given again to an edit made after an undo."""
        return self.position, self.updated


class Origin(msgspec.Struct, frozen=True):
    """Who made a revision and how: by an action, by other weights for the same document, or by an undo or redo."""

    author: str | None = None
    name: str = ""
    action: Action | None = None
    """What can be made again on another revision; without it the step says the document as a whole."""
    weights: RevisionWeights | None = None
    """The weights of the new revision; its number is given when it is saved."""
    turn: Turn | None = None
    is_whole: bool = False
    """Whether the document is another one as well, where there are weights."""

    @property
    def is_back(self) -> bool:
        """Whether it goes to a revision that is there."""
        return self.turn is not None and not self.turn.again

    def of(self, history: History) -> History:
        """Return the history with this revision."""
        if self.turn is not None:
            return history.turned(self.turn, self.author)
        means: Means = "whole" if self.weights is None or self.is_whole else "weights"
        return history.made(self.author, self.name, "edits" if self.action is not None else means)


class StaleRevisionError(EditError):
    """The new revision is based on one that is no longer the newest."""

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
        with transaction(self._writer) as connection:
            row = {"id": id, "name": document.name, "created": now, "updated": now, "position": 1, "acks": "{}"}
            connection.execute(insert(documents).values({**row, "owner": owner}))
            connection.execute(insert(revisions).values(document=id, number=1, saved=now, body=_pack(document)))
            records.add(connection, id, Revision(1))
            if visit:
                connection.execute(insert(visits).values(document=id, seen=now))
        return id

    def head(self, id: str, known: Head | None = None) -> Head:
        """Return the state of the document without reading it; `known` itself where it has not changed.

        Raises:
            DocumentError: there is no such document.
        """
        with transaction(self._reader) as connection:
            row = connection.execute(_HEAD, {"id": id}).one_or_none()
            if row is None:
                raise missing_error()
            if known is not None and (row.position, row.updated) == known.place:
                return known
            history = records.history_at(connection, id, row.position)
        return Head(row.position, row.updated, json.loads(row.acks), history, bool(row.untouched), row.owner)

    def save(
        self,
        id: str,
        document: Document,
        acks: Mapping[str, int] | None = None,
        after: Head | None = None,
        made: Origin | None = None,
    ) -> Head:
        """Keep the next revision and return where the document stands; its author can no longer redo what they undid.

        `acks` is kept in the same transaction; see `Head`. `after` is where the document stood when this revision was
        made of it; without it the newest is taken to be known.

        Raises:
            DocumentError: there is no such document.
            StaleRevisionError: it has moved on from `after`; nothing is saved.
        """
        made, now = made or Origin(), time.time()
        body = b"" if made.is_back else _pack(document)
        with transaction(self._writer) as connection:
            standing = _lock_state(connection, id, after)
            before = records.history_at(connection, id, standing.position) if after is None else after.history
            history = made.of(before)
            if history.is_long:
                weighted = connection.scalars(select(weights.c.number).where(weights.c.document == id))
                history = history.pruned(frozenset(weighted))
            if not made.is_back:
                records.write(connection, id, before, history, made.action)
                place = {"document": id, "number": history.position}
                connection.execute(insert(revisions).values(**place, saved=now, body=body))
                if made.weights is not None:
                    row = {"file": made.weights.path.name, "rules": made.weights.rules, "made": now}
                    connection.execute(insert(weights).values(**place, **row))
            known = json.loads(standing.acks) if acks is None else dict(acks)
            changed = {"position": history.position, "updated": now, "name": document.name, "acks": json.dumps(known)}
            connection.execute(update(documents).where(documents.c.id == id).values(changed))
        return Head(history.position, now, known, history, owner=standing.owner)

    def undo(
        self, id: str, person: str | None = None, acks: Mapping[str, int] | None = None, after: Head | None = None
    ) -> tuple[Head, Document]:
        """Undo the newest step of a person, and return the new state of the document, and the document.

        Raises:
            DocumentError: there is no such document.
            StaleRevisionError: it has moved on from `after`; nothing has changed.
            BuilderError: there is nothing to undo, or another step is in the way.
        """
        before = after or self.head(id)
        return self._turned(id, Origin(person, turn=before.history.undo(person)), acks, before)

    def redo(
        self, id: str, person: str | None = None, acks: Mapping[str, int] | None = None, after: Head | None = None
    ) -> tuple[Head, Document]:
        """Redo the step that a person has undone last; see `undo`."""
        before = after or self.head(id)
        return self._turned(id, Origin(person, turn=before.history.redo(person)), acks, before)

    def _turned(self, id: str, made: Origin, acks: Mapping[str, int] | None, before: Head) -> tuple[Head, Document]:
        assert made.turn is not None
        with transaction(self._reader) as connection:
            start = _revision(connection, id, made.turn.start)
            actions = {one.number: records.action(connection, id, one.number) for one in made.turn.again}
        if start is None:  # another process has just forgotten it
            raise StaleRevisionError
        document = made.turn.document(start, actions.get)
        return self.save(id, document, acks, before, made), document

    def open(self, id: str) -> Document:
        """Return the document at its current position.

        Raises:
            DocumentError: there is no such document.
        """
        wanted = (documents.c.id == id) & (revisions.c.number == documents.c.position)
        with transaction(self._reader) as connection:
            body = connection.scalar(select(revisions.c.body).join(documents).where(wanted))
        if body is None:
            raise missing_error()
        try:
            return Document.from_json(zlib.decompress(body))
        except zlib.error:
            raise _damage_error() from None

    def revision(self, id: str, number: int) -> Document | None:
        """Return a revision of the document; None where it is forgotten."""
        with transaction(self._reader) as connection:
            return _revision(connection, id, number)

    def keep_weights(self, id: str, document: Document, kept: RevisionWeights) -> bool:
        """Note which weights belong to a revision, if that still is this document; return whether it is."""
        wanted = (revisions.c.document == id) & (revisions.c.number == kept.number)
        with transaction(self._writer) as connection:
            _lock_state(connection, id)
            if connection.scalar(select(revisions.c.body).where(wanted)) != _pack(document):
                return False
            mine = (weights.c.document == id) & (weights.c.number == kept.number)
            connection.execute(delete(weights).where(mine))
            row = {"file": kept.path.name, "rules": kept.rules, "made": time.time()}
            connection.execute(insert(weights).values(document=id, number=kept.number, **row))
        return True

    def delete(self, id: str) -> None:
        """Forget the document, all its revisions and its weights; one that is not there is no error."""
        with transaction(self._writer) as connection:
            for table in (weights, steps, revisions):
                connection.execute(delete(table).where(table.c.document == id))
            connection.execute(delete(documents).where(documents.c.id == id))
        self._remove_files(id)

    def sweep_visits(self, now: float, open: Collection[str] = ()) -> None:
        """Remove what visits have made, nobody has edited and nobody has had open for a day before `now`.

        `open` are those that are open now; other processes on the same database so learn of it. One whose console has
        saved files stays.
        """
        with transaction(self._writer) as connection:
            connection.execute(update(visits).where(visits.c.document.in_(open)).values(seen=now))
            late = select(visits.c.document).where(visits.c.seen < now - UNTOUCHED)
            found = connection.scalars(select(documents.c.id).where(documents.c.id.in_(late), untouched)).all()
            old = [id for id in found if not any(self.shelf(id).glob("*"))]
            # Asked for again, since on PostgreSQL somebody may have edited one in between.
            removed = delete(documents).where(documents.c.id.in_(old), untouched).returning(documents.c.id)
            gone = connection.scalars(removed).all()
        for id in gone:
            self._remove_files(id)

    def _remove_files(self, id: str) -> None:
        if _ID.fullmatch(id):
            for kind in FILES:
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
            raise missing_error()
        return self._folder / "shelf" / id

    def inspections(self, id: str) -> Path:
        """Return the folder of what inspections of the document have found, made or not.

        Raises:
            BuilderError: `id` is no id.
        """
        if not _ID.fullmatch(id):
            raise missing_error()
        return self._folder / "inspections" / id

    def training(self, id: str) -> Path:
        """Return the folder of the document's data sets and runs, made or not.

        Raises:
            BuilderError: `id` is no id.
        """
        if not _ID.fullmatch(id):
            raise missing_error()
        return self._folder / "training" / id

    @property
    def all_training(self) -> Path:
        """The folder of the data sets and runs of all documents, made or not."""
        return self._folder / "training"

    def sweep_checkpoints(self, now: float) -> None:
        """Remove the checkpoints of runs that were finished so many days before `now` as the setting says."""
        for run in self.all_training.glob("*/runs/*"):
            sweep_checkpoints(run, now - CHECKPOINT_DAYS.value * DAY)

    def checkpoint(self) -> None:
        """Bring what has been saved from the database's log to its place, so that no one who saves waits for that."""
        checkpoint(self._writer)

    def sweep_weights(self, id: str, used: Collection[Path] = ()) -> None:
        """Remove old weights files and pictures of a document, but none of `used` and none of the present revision."""
        if _ID.fullmatch(id):
            self.lineage.sweep(id, used)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._writer.dispose()


def _lock_state(connection: Connection, id: str, after: Head | None = None) -> Row[Any, Any, Any, Any]:
    """Return the state of the document and lock it until this transaction ends."""
    standing = connection.execute(_STANDING, {"id": id}).one_or_none()
    if standing is None:
        raise missing_error()
    if after is not None and (standing.position, standing.updated) != after.place:
        raise StaleRevisionError
    return standing


def _revision(connection: Connection, id: str, number: int) -> Document | None:
    wanted = (revisions.c.document == id) & (revisions.c.number == number)
    body = connection.scalar(select(revisions.c.body).where(wanted))
    return None if body is None else _unpack(body)


def _damage_error() -> StorageError:
    return StorageError(say("library.damaged-revision"), hint=say("library.backup.hint"))


def _pack(document: Document) -> bytes:
    # The fastest level: each edit waits for it.
    return zlib.compress(msgspec.json.encode(document), 1)


def _unpack(body: bytes) -> Document:
    """Read a revision without checking it again."""
    try:
        return _decode(zlib.decompress(body))
    except (zlib.error, msgspec.MsgspecError):
        raise _damage_error() from None
