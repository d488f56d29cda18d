"""Transactions whose failures become messages: a full disk, a file in use, a damaged file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

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


@contextmanager
def begun(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction, which ends with the block.

    Raises:
        StorageError: the database cannot be read or written; nothing has changed.
    """
    try:
        with engine.begin() as connection:
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
