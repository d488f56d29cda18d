"""Databases for the library's tests: SQLite always, PostgreSQL where this machine has its server program."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from builder.library import Library


def _server_programs():
    """Return the folder with PostgreSQL's `initdb` and `pg_ctl`, or None."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("pg_ctl")
    candidates += [Path(found).resolve().parent] if found else []
    return next((folder for folder in candidates if (folder / "pg_ctl").exists()), None)


SERVER = _server_programs()
DATABASES = ("sqlite", "postgresql") if SERVER else ("sqlite",)


def _run(*command) -> None:
    """Run a server program; PostgreSQL refuses to run as root, so as root it runs as its own user."""
    user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run([str(part) for part in command], check=True, capture_output=True, cwd="/", **user)


@pytest.fixture(scope="session")
def postgresql_url():
    """Start a PostgreSQL server on a socket of its own and give its URL."""
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data = Path(folder) / "data"
        _run(SERVER / "initdb", "-D", data, "-U", "tester", "--auth=trust", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        _run(SERVER / "pg_ctl", "-D", data, "-w", "-l", Path(folder) / "log", "-o", options, "start")
        yield f"postgresql+psycopg://tester@/postgres?host={folder}"
        _run(SERVER / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


@pytest.fixture(params=DATABASES)
def url(request, tmp_path):
    """Give the URL of an empty database of each sort."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'library.sqlite3'}"
    return request.getfixturevalue("postgresql_url")


@pytest.fixture
def library(url, tmp_path):
    """Give a library with its weights in a temporary folder."""
    with Library(url, tmp_path) as made:
        yield made
