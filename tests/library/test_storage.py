"""A disk that is full, a file that others hold, bytes that are garbage: each is one sentence, and nothing is lost."""

import sqlite3
import subprocess
import sys
import textwrap
import threading

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from builder.document.blocks import Document, Sequential
from builder.errors import BuilderError, StorageError
from builder.library import Library, tables
from builder.library.storage import WRITER

FIRST = Document(root=Sequential(id="root"))


@pytest.fixture
def file(tmp_path):
    """Give the path of a library."""
    return tmp_path / "library.db"


@pytest.fixture
def library(file, tmp_path, monkeypatch):
    """Give a library that waits for others only a moment."""
    monkeypatch.setattr(tables, "BUSY", 50)
    with Library(f"sqlite:///{file}", tmp_path) as made:
        yield made


def test_a_file_that_others_hold_is_told(library, file):
    """Once they let go of it, all goes on."""
    id = library.create(FIRST)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageError, match="in use by another program"):
        library.save(id, replace(FIRST, seed=1))
    other.close()
    assert library.save(id, replace(FIRST, seed=1)).position == 2


def test_a_full_disk_is_told(file, tmp_path):
    """The revision before stays, and saving works again once there is room."""
    code = f"""
        import resource, sys
        from msgspec.structs import replace
        from builder.document.blocks import Document, Sequential
        from builder.errors import StorageError
        from builder.library import Library
        library = Library("sqlite:///{file}")
        first = Document(root=Sequential(id="root"))
        id = library.create(first)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        try:
            library.save(id, replace(first, seed=1))
        except StorageError as error:
            print(error.problem, library.open(id).seed)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print(library.save(id, replace(first, seed=2)).position)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True)
    assert done.stdout.splitlines() == ["The library cannot be written: its disk is full or failing. 0", "2"]


def test_a_file_of_garbage_is_told(library, file, tmp_path):
    """It is no library, and is left as it is."""
    library.close()
    file.write_bytes(b"garbage " * 1000)
    with pytest.raises(BuilderError, match="cannot be used: file is not a database"):
        Library(f"sqlite:///{file}", tmp_path)
    assert file.read_bytes() == b"garbage " * 1000


def test_a_damaged_page_is_told(library, file):
    """SQLite notices what it reads."""
    id = library.create(FIRST)
    with library._writer.begin() as connection:
        connection.execute(text("INSERT INTO nnblocks_schema VALUES (0)"))
    library.close()
    sqlite3.connect(file).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.write_bytes(file.read_bytes()[:4096] + b"\xff" * (file.stat().st_size - 4096))
    with pytest.raises(StorageError, match="file is damaged"):
        library.head(id)


def test_a_damaged_revision_is_told(library):
    """Its bytes are no document."""
    id = library.create(FIRST)
    with library._writer.begin() as connection:
        connection.execute(text("UPDATE revisions SET body = x'00'"))
    with pytest.raises(StorageError, match="in the library is damaged"):
        library.open(id)


def test_a_checkpoint_brings_what_was_saved_into_the_file(library, file):
    """Whoever saves does not wait for the disk; the file alone has it once the server has found the time."""
    id = library.create(FIRST)
    assert id.encode() not in file.read_bytes()
    library.checkpoint()
    assert id.encode() in file.read_bytes()


def test_a_transaction_waits_for_another_thread_no_longer_than_it_takes(library):
    """SQLite alone would look again after a while, and might find the next one there."""
    begun, order = threading.Event(), []
    other = threading.Thread(target=lambda: (begun.set(), library.create(FIRST), order.append("other")))
    with library._writer.get_execution_options()[WRITER]:
        other.start()
        begun.wait()
        order.append("first")
    other.join()
    assert order == ["first", "other"]
