"""The Compare view of the Run page with real workers."""

import time

import pytest

from builder import templates
from builder.edits import SetArgument
from tests.pages.conftest import labelled


def _settled(app):
    """Draw the page again until no worker is busy."""
    for _ in range(600):
        if not app.get("progress"):
            return app
        time.sleep(0.1)
        app.run()
    raise AssertionError("the worker never came through")


@pytest.fixture
def comparing(visit):
    """Give the page of the first template with the Compare view open."""
    app = visit("run")
    labelled(app.selectbox, "Backward pass").select("sum").run()
    app = _settled(app.button(key="run-go").click().run())
    return _settled(app.segmented_control(key="run-view").set_value("compare").run())


def test_a_run_is_compared_with_all_that_it_can_be(comparing, own_service):
    """Another seed, other rules, the same again, a revision that lacks a block, another network by its address."""
    app = comparing
    assert not app.exception
    table = app.dataframe[0].value
    print(table)
    print([m.value for m in app.markdown], [c.value for c in app.caption])
    assert list(table["path"]) == ["0", "1", "2"]
    for kind in ("rules", "revision", "network", "run"):
        app = _settled(app.selectbox(key="run-against").select(kind).run())
        assert not app.exception, kind
        print(kind, [e.value for e in app.error], [w.value for w in app.warning],[w.value for w in app.info],  [c.value for c in app.caption], app.dataframe[0].value if len(app.dataframe) else None)
