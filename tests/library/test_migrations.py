import sys
from concurrent.futures import ThreadPoolExecutor
from sqlite3 import connect
from subprocess import run

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event, inspect, make_url, text

from builder.errors import BuilderError, UnsupportedError
from builder.library import Library
from builder.library.migrations import revisions
from builder.library.tables import metadata
from tests.library.before_alembic import KEPT, make

START = "import sys; from builder.library import Library; Library(sys.argv[1]).close()"


@pytest.fixture
def fresh_url(url):
    """Give the URL of a database without any table; that of PostgreSQL is shared by all other tests."""
    if url.startswith("sqlite"):
        yield url
        return
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE migrated"))
        yield make_url(url).set(database="migrated").render_as_string(hide_password=False)
        connection.execute(text("DROP DATABASE migrated WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def old_url(fresh_url):
    """Give the URL of a database from before Alembic."""
    make(fresh_url)
    return fresh_url


def noted(url):
    """Return what Alembic's own table says, read past our engines."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
    engine.dispose()
    return found


def test_the_revisions_make_the_tables_that_queries_name(fresh_url, tmp_path):
    """Alembic finds nothing that a revision forgot."""
    with Library(fresh_url, tmp_path) as library, library._reader.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_an_old_database_gets_the_same_tables(old_url, tmp_path):
    """Taken over, it is like a new one."""
    with Library(old_url, tmp_path) as library, library._reader.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_revision_is_noted(old_url, tmp_path):
    """The next start has nothing to do."""
    Library(old_url, tmp_path).close()
    assert noted(old_url) == [revisions().get_current_head()]


def test_an_old_database_keeps_all_it_has(old_url, tmp_path):
    """Documents, revisions, weights, acknowledged numbers and visits."""
    with Library(old_url, tmp_path) as library:
        assert library.open("kept") == library.revision("kept", 1) == KEPT
        assert [kept.rules for kept in library.lineage._rows("kept")] == ["rules"]
        head = library.head("kept")
    assert (head.position, head.updated, head.acks) == (2, 2.5, {"canvas": 7})


def test_an_old_database_can_be_undone_by_anybody(old_url, tmp_path):
    """Whoever made its revisions is not known; the first one stays."""
    with Library(old_url, tmp_path) as library:
        assert library.undo("kept", "somebody")[0].position == 1
        assert library.redo("kept", "another")[0].position == 2
        assert library.undo("kept", "another")[0].history.undoable("another") is None


def test_an_old_database_goes_on(old_url, tmp_path):
    """What is saved afterwards stands on what was there."""
    with Library(old_url, tmp_path) as library:
        library.save("kept", KEPT)
    with Library(old_url, tmp_path) as library:
        assert library.head("kept").position == 3


def test_a_newer_database_is_left_alone(fresh_url, tmp_path):
    """A release that does not know its revision says so in a sentence and changes nothing."""
    with Library(fresh_url, tmp_path) as library, library._writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnsupportedError, match="written by a later version of nnblocks"):
        Library(fresh_url, tmp_path)
    assert noted(fresh_url) == ["9999"]


def test_processes_that_start_at_once_migrate_once(old_url):
    """One does it, the others wait and find it done; none reports an error."""
    with ThreadPoolExecutor(3) as pool:
        ends = list(pool.map(lambda _: run([sys.executable, "-c", START, old_url], capture_output=True), range(3)))
    assert [end.stderr for end in ends] == [b"", b"", b""]
    assert noted(old_url) == [revisions().get_current_head()]


def test_a_start_waits_for_another_that_has_just_begun(tmp_path):
    """SQLite lets nobody begin the log of a new file meanwhile, and says so without waiting."""
    other, tries = connect(tmp_path / "new.db", isolation_level=None), []

    def tried(*_):
        """Let the other one go once it was in the way."""
        tries.append(1)
        if len(tries) > 1:
            other.close()

    other.execute("BEGIN EXCLUSIVE")
    event.listen(Engine, "connect", tried)
    try:
        Library(f"sqlite:///{tmp_path}/new.db?timeout=0", tmp_path).close()
    finally:
        event.remove(Engine, "connect", tried)
    assert len(tries) > 1


def test_threads_that_start_at_once_migrate_once(old_url, tmp_path):
    """Alembic's own state is shared by the threads of a process."""
    with ThreadPoolExecutor(6) as pool:
        assert len({library.close() for library in pool.map(lambda _: Library(old_url, tmp_path), range(6))}) == 1


def test_documents_of_an_old_database_belong_to_nobody(old_url, tmp_path):
    """Whoever opens one first will own it."""
    with Library(old_url, tmp_path) as library:
        assert library.head("kept").owner is None


def test_the_release_before_is_told_that_the_database_is_later(old_url, tmp_path):
    """It asks this number and nothing of Alembic's."""
    with Library(old_url, tmp_path) as library, library._reader.connect() as connection:
        assert connection.scalar(text("SELECT version FROM nnblocks_schema")) > 1


def test_a_revision_that_fails_leaves_the_database_as_it_was(old_url, tmp_path):
    """All are made in one transaction: here the index of the second has a name that is taken."""
    engine = create_engine(old_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE INDEX ix_documents_owner ON documents (name)"))
    with pytest.raises(BuilderError, match="The library's database cannot be used"):
        Library(old_url, tmp_path)
    assert "alembic_version" not in inspect(engine).get_table_names()
    assert "owner" not in {column["name"] for column in inspect(engine).get_columns("documents")}
    engine.dispose()
