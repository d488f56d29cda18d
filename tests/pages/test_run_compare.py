"""The Compare view of the Run page with real workers."""

import time

import pytest

from builder import templates
from builder.edits import Remove, WriteScheme
from tests.pages.conftest import labelled


def _settled(app):
    """Draw the page again until no worker is busy."""
    for _ in range(2400):
        if not app.get("progress"):
            return app
        time.sleep(0.05)
        app.run()
    raise AssertionError("the worker never came through")


@pytest.fixture
def comparing(visit):
    """Give the page of the first template with the Compare view open, after a run with a loss."""
    app = visit("run")
    labelled(app.selectbox, "Backward pass").select("sum").run()
    app = _settled(app.button(key="run-go").click().run())
    return _settled(app.segmented_control(key="run-view").set_value("compare").run())


def _against(app, kind):
    app = _settled(app.selectbox(key="run-against").select(kind).run())
    assert not app.exception
    return app


def test_a_run_stands_beside_fresh_weights_of_another_seed(comparing):
    """Both columns of each block and their ratio, then the gradient norms of the parameters."""
    table = comparing.dataframe[0].value
    assert list(table["path"]) == ["0", "1", "2"]
    assert table["ratio"].tolist() == pytest.approx((table["b"] / table["a"]).tolist())
    assert table["largest"].min() > 0
    comparing.selectbox(key="run-compare-quantity").select("norm").run()
    assert list(comparing.dataframe[0].value["path"]) == ["0.weight", "0.bias", "2.weight", "2.bias"]
    assert not comparing.exception


def test_a_scheme_of_ones_own_is_offered(comparing, own_service):
    """It fills all weights on the other side."""
    live = own_service.documents.get(comparing.session_state["document"])
    live.commit(WriteScheme(None, "def sevens(w):\n    w.fill_(7.0)\n"))
    app = _against(_settled(comparing.run()), "rules")
    app = _settled(labelled(app.selectbox, "Rules").select("sevens for every weight").run())
    app = _settled(app.selectbox(key="run-compare-quantity").select("mean_abs").run())
    assert not app.exception
    assert app.dataframe[0].value["ratio"].min() > 5


@pytest.mark.nightly
def test_a_run_stands_beside_a_revision_and_another_network(comparing, own_service):
    """What one side alone has is named, and which input does not fit; an address that names nothing is told."""
    live = own_service.documents.get(comparing.session_state["document"])
    live.commit(Remove((live.document.root.children[1].id,)))
    app = _against(_settled(comparing.run()), "revision")
    assert any("Only in B (1): 2" in one.value for one in app.caption)
    app = _against(app, "network")
    other = own_service.library.create(templates.load("lenet5"), owner="bob")
    app = _settled(app.text_input(key="run-against-address").set_value(f"https://here.org/build?d={other}").run())
    assert "X takes" in app.info[0].value
    app = app.text_input(key="run-against-address").set_value("https://here.org/build?d=nothing").run()
    assert "no network at this address" in app.error[0].value
    app = _against(_against(app, "run"), "rules")
    assert list(app.dataframe[0].value["path"]) == ["0", "1"]
