"""Transactions whose failures are told in a sentence: a full disk, a file in use, a damaged one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from builder.errors import StorageError

_BACKUP = "Download the network as a file, and restore the library from a backup."
_KEPT = "Edits are kept and sent again"
_REASONS = (
    (("disk is full", "No space left"), "The library's disk is full.", f"Free disk space. {_KEPT}."),
    (("I/O error",), "The library cannot be written: its disk is full or failing.", f"Free disk space. {_KEPT}."),
    (
        ("locked", "busy"),
        "The library is in use by another program.",
        f"{_KEPT}; close that program if this continues.",
    ),
    (("malformed", "not a database"), "The library's file is damaged.", _BACKUP),
    (("readonly", "unable to open"), "The library's file cannot be opened or written.", "Check its permissions."),
)
"""What SQLite says, and what that means for a person."""


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
    """Put into words why a database failed."""
    said = str(getattr(error, "orig", None) or error)
    for signs, problem, hint in _REASONS:
        if any(sign in said for sign in signs):
            return StorageError(problem, hint=hint)
    reason = (said.splitlines() or [type(error).__name__])[0][:120]
    return StorageError(f"The library's database does not respond: {reason}.", hint=f"{_KEPT}.")
