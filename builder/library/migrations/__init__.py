"""The schema at rest: `migrate` brings a database to the newest revision, each a file of `versions/`, by Alembic."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, text

from builder.errors import UnsupportedError
from builder.sentences import say

if TYPE_CHECKING:
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

FOLDER = Path(__file__).parent
one_at_a_time = threading.Lock()
"""Alembic keeps what it works on in its own modules, so threads of a process wait for each other before they begin."""
_LOCK = 0x6E6E62  # any number that other programs on the same server are unlikely to lock


def migrate(connection: Connection) -> None:
    """Bring a database to the newest revision in the transaction that has begun: all of it, or nothing.

    A second process waits until the first has done it: in PostgreSQL for a lock taken here, in SQLite for the write
    lock that the transaction has begun with. Tables from before Alembic are taken over as the first revision.

    Raises:
        UnsupportedError: the database is at a revision that this version does not know.
    """
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    scripts = revisions()

    def steps(heads: Any, context: MigrationContext) -> Any:  # noqa: ANN401 - as Alembic has it
        if not set(context.get_current_heads()) <= {one.revision for one in scripts.walk_revisions()}:
            raise UnsupportedError(say("library.later"), hint=say("library.later.hint"))
        return scripts._upgrade_revs("head", heads)  # as Alembic's documentation of EnvironmentContext does

    with EnvironmentContext(Config(), scripts, fn=steps, destination_rev="head") as environment:
        environment.configure(connection=connection)
        environment.run_migrations()


def revisions() -> ScriptDirectory:
    """Return the revisions that this version knows."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(FOLDER)
