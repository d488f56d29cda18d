"""A service of its own for each test: an empty library, no downloads, nothing open."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from builder import templates
from ui.server.commands import Batch, Command
from ui.server.live import Live
from ui.server.service import Service, service


@pytest.fixture
def own_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Make the process's service anew over an empty folder."""
    monkeypatch.setenv("NNBLOCKS_DATABASE_URL", f"sqlite:///{tmp_path / 'library.db'}")
    monkeypatch.setenv("NNBLOCKS_DATA_DIR", str(tmp_path / "data"))
    service.cache_clear()
    yield service()
    service().library.close()
    service.cache_clear()


@pytest.fixture
def live(own_service: Service) -> Live:
    """Open a fresh two-layer perceptron."""
    return own_service.documents.get(own_service.library.create(templates.load("mlp")))


@pytest.fixture
def batch(live: Live) -> Callable[..., Batch]:
    """Give a function `(number, edit, ...)` that packs edits, numbered from `number`, as the canvas does."""

    def pack(number: int, *edits: dict, client: str = "canvas", step: str | None = None) -> Batch:
        commands = (Command(number + i, msgspec.Raw(msgspec.json.encode(edit)), step) for i, edit in enumerate(edits))
        return Batch(client, live.id, tuple(commands))

    return pack
