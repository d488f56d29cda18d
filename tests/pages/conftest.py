"""The app as Streamlit's own test client runs it, over an empty library."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from builder import templates
from builder.document.blocks import Document
from ui.pages import BUILD, HOME
from ui.server.service import Service, service

ROOT = Path(__file__).parents[2]


def labelled(widgets: Iterable[Any], label: str) -> Any:
    """Return the first of these widgets with this label: a field that shows the document has a new key at times."""
    return next(one for one in widgets if one.label == label)


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
def visit(own_service: Service) -> Callable[..., AppTest]:
    """Give a function `(page, network)` that opens a template, or another document, on a page."""

    def at(page: str, network: str | Document = "mlp") -> AppTest:
        app = AppTest.from_file(ROOT / "ui" / "main.py", default_timeout=300)
        document = templates.load(network) if isinstance(network, str) else network
        app.query_params["d"] = own_service.library.create(document)
        app.run()
        if page == HOME:  # its address names no document
            del app.query_params["d"]
        return app if page == BUILD else app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()

    return at
