"""Where documents and weights are kept on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def data_dir() -> Path:
    """Return the folder of everything that lasts: `NNBLOCKS_DATA_DIR`, or the system's place for such data."""
    chosen = os.environ.get("NNBLOCKS_DATA_DIR")
    return Path(chosen) if chosen else platformdirs.user_data_path("nnblocks", appauthor=False)


def database_url() -> str:
    """Return the database: `NNBLOCKS_DATABASE_URL`, or an SQLite file in `data_dir`."""
    return os.environ.get("NNBLOCKS_DATABASE_URL") or f"sqlite:///{data_dir() / 'library.sqlite3'}"
