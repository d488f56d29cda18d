"""Reads and writes the history of a document: the author and base of each revision, and the edits of each step."""

from __future__ import annotations

import json
import zlib

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from builder.edits.action import Action
from builder.history import History, Revision
from builder.library.tables import revisions, steps, weights

_decode = msgspec.json.Decoder(Action).decode
_LIGHT = (steps.c.number, steps.c.base, steps.c.steps, steps.c.author, steps.c.name, steps.c.means)


def history_at(connection: Connection, id: str, position: int) -> History:
    """Return the history of a document that stands at a position."""
    rows = connection.execute(select(*_LIGHT).where(steps.c.document == id).order_by(steps.c.number)).all()
    found = (Revision(row.number, row.base, tuple(json.loads(row.steps)), *row[3:]) for row in rows)
    return History(position, tuple(found))


def write(connection: Connection, id: str, before: History, after: History, action: Action | None = None) -> None:
    """Save the newest revision of a history, with the edits of its step, and remove what is forgotten with it."""
    *others, newest = after.revisions
    old = {one.number: one for one in before.revisions}
    gone = old.keys() - {one.number for one in others}
    if gone:
        for table in (steps, revisions, weights):
            connection.execute(delete(table).where(table.c.document == id, table.c.number.in_(gone)))
    for one in others:
        if one != old[one.number]:
            where = (steps.c.document == id) & (steps.c.number == one.number)
            changed = {**msgspec.structs.asdict(one), "steps": json.dumps(one.steps)}
            connection.execute(update(steps).where(where).values(changed))
    add(connection, id, newest, action)


def add(connection: Connection, id: str, revision: Revision, action: Action | None = None) -> None:
    """Save what is said of one revision."""
    row = {**msgspec.structs.asdict(revision), "steps": json.dumps(revision.steps)}
    edits = None if action is None else zlib.compress(msgspec.json.encode(action), 1)
    connection.execute(insert(steps).values({"document": id, **row, "edits": edits}))


def action(connection: Connection, id: str, number: int) -> Action | None:
    """Return the edits of a step; None where it was none, or its edits are of a release that this one cannot read."""
    where = (steps.c.document == id) & (steps.c.number == number)
    edits = connection.scalar(select(steps.c.edits).where(where))
    try:
        return None if edits is None else _decode(zlib.decompress(edits))
    except (zlib.error, msgspec.MsgspecError):
        return None
