"""The tables as queries name them, and an engine for each database they can live in; `migrations` makes them."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from builder.errors import BuilderError
from builder.library.migrations import migrate, one_at_a_time
from builder.library.storage import WRITER, Turn
from builder.sentences import say

BUSY = 4_000
"""Milliseconds that a transaction waits for another process that writes."""
_TURN = 30.0
"""Seconds that a start waits for others that make the tables."""
_PAUSE = 0.05
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
LOG = 16_000
"""Pages of SQLite's log (64 MB) after which whoever saves moves them into the file and waits for the disk; a server
does so in between (`checkpoint`), where nobody waits."""

metadata = MetaData()

schema = Table("nnblocks_schema", metadata, Column("version", Integer, primary_key=True))
"""What the release before Alembic asks, to leave a later database alone."""

documents = Table(
    "documents",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(100), nullable=False),
    Column("created", Float(53), nullable=False),
    Column("updated", Float(53), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("acks", Text, nullable=False),
    Column("owner", String(64), nullable=True, index=True),
)

visits = Table(
    "visits",
    metadata,
    Column("document", String(64), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("seen", Float(53), nullable=False),
)
"""Documents that were made because somebody came, and when each was open last."""

revisions = Table(
    "revisions",
    metadata,
    Column("document", String(64), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("saved", Float(53), nullable=False),
    Column("body", LargeBinary, nullable=False),
)

steps = Table(
    "steps",
    metadata,
    Column("document", String(64), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("base", Integer, nullable=True),
    Column("steps", Text, nullable=False),
    Column("author", String(64), nullable=True, index=True),
    Column("name", String(100), nullable=False),
    Column("means", String(10), nullable=False),
    Column("edits", LargeBinary, nullable=True),
)
"""What `builder.history` says of each revision; apart from its body, which SQLite would read on the way to it."""

weights = Table(
    "weights",
    metadata,
    Column("document", String(64), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("file", String(100), nullable=False),
    Column("made", Float(53), nullable=False),
    Column("rules", String(64), nullable=False),
)


def connect(url: str) -> tuple[Engine, Engine]:
    """Return an engine to read and one to write; bring the database to the newest revision.

    Raises:
        BuilderError: the URL names no database that can be used, or one that does not answer.
        UnsupportedError: the database was written by a later version.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        is_remote = parsed.get_backend_name() != "sqlite"
        # An error's text goes to the log, where no document's id belongs.
        engine = create_engine(parsed, pool_pre_ping=is_remote, pool_size=8, hide_parameters=True)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, OSError) as error:
        raise _unusable(error) from None
    turn: AbstractContextManager[None] = nullcontext()
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        turn = Turn()
    writer = engine.execution_options(**{WRITER: turn})
    try:
        with one_at_a_time:
            _migrate_in_turn(writer)
    except DBAPIError as error:
        engine.dispose()
        raise _unusable(error.orig or error) from None
    except BuilderError:
        engine.dispose()
        raise
    return engine, writer


def _migrate_in_turn(writer: Engine) -> None:
    """Migrate once no other process does.

    SQLite refuses at once, without waiting, to start the log of a file that another process opens for the first time.
    """
    until = monotonic() + _TURN
    while True:
        try:
            with writer.begin() as connection:
                migrate(connection)
            return
        except DBAPIError as error:
            if not _is_locked(error.orig) or monotonic() > until:
                raise
        sleep(_PAUSE)


def _is_locked(error: BaseException | None) -> bool:
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF in _LOCKED


def _unusable(error: BaseException) -> BuilderError:
    if _is_locked(error):
        return BuilderError(say("library.in-use"), hint=say("library.in-use.start.hint"))
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    hint = say("library.database.hint")
    return BuilderError(say("library.database", reason=reason), hint=hint)


def _set_up_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401 - a DBAPI connection has no common type
    """Prepare a connection for many writers; what is committed survives a killed process, not a power cut."""
    connection.isolation_level = None  # transactions are begun below, not by the driver
    settings = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON")
    for setting in (*settings, f"busy_timeout = {BUSY}", f"wal_autocheckpoint = {LOG}"):
        connection.execute(f"PRAGMA {setting}")


def checkpoint(engine: Engine) -> None:
    """Move what SQLite's log holds into its file; others read and write meanwhile. Another database needs none."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").close()
        finally:
            connection.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a transaction that reads first and writes later would fail instead of waiting."""
    writes = WRITER in connection.get_execution_options()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
