"""Transactions whose failures become messages: a full disk, a file in use, a damaged file."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from builder.errors import StorageError
from builder.sentences import Sentence, say

_REASONS: tuple[tuple[tuple[str, ...], Callable[[], tuple[str, str]]], ...] = (
    (("disk is full", "No space left"), lambda: (say("library.disk-full"), say("library.disk-full.hint"))),
    (("I/O error",), lambda: (say("library.disk-failing"), say("library.disk-full.hint"))),
    (("locked", "busy"), lambda: (say("library.in-use"), say("library.in-use.hint"))),
    (("malformed", "not a database"), lambda: (say("library.damaged"), say("library.damaged.hint"))),
    (("readonly", "unable to open"), lambda: (say("library.no-access"), say("library.no-access.hint"))),
)
"""Messages of SQLite, and the messages for a person that replace them."""

WRITER = "nnblocks_writer"
"""The option of an engine that writes: its `Turn`, or what stands for none."""

_here = threading.local()


class Turn:
    """Lets one thread write at a time.

    SQLite has those that find it locked look again after up to a tenth of a second, and a thread that saves a hundred
    revisions takes it again in between; here the next one goes on as soon as the lock is free.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()
        _here.is_writing = True

    def __exit__(self, *_: object) -> None:
        _here.is_writing = False
        self._lock.release()


def is_writing() -> bool:
    """Tell whether this thread is in a transaction that others wait for."""
    return getattr(_here, "is_writing", False)


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction, which ends with the block.

    Raises:
        StorageError: the database cannot be read or written; nothing has changed.
    """
    turn: AbstractContextManager[None] = engine.get_execution_options().get(WRITER, nullcontext())
    try:
        with turn, engine.begin() as connection:
            yield connection
    except (DBAPIError, PoolTimeout) as error:
        raise storage_error(error) from error


def storage_error(error: DBAPIError | PoolTimeout) -> StorageError:
    """Return the error that explains why a database failed."""
    said = str(getattr(error, "orig", None) or error)
    for signs, worded in _REASONS:
        if any(sign in said for sign in signs):
            problem, hint = worded()
            return StorageError(problem, hint=hint)
    reason = (said.splitlines() or [type(error).__name__])[0][:120]
    return StorageError(say("library.silent", reason=Sentence(reason)), hint=say("library.kept.hint"))
