"""Where a network's samples run: what the server is set to, or what was chosen for this one."""

import pytest

from ui.screens.device_choice import listed_device


def captions(app):
    """Return what the page says in small print."""
    return [one.value for one in app.caption]


def test_the_run_page_says_where_a_sample_runs(visit, monkeypatch):
    """By the server's setting; a choice holds for one network."""
    app = visit("run")
    assert "Runs on cpu." in captions(app)
    monkeypatch.setenv("NNBLOCKS_DEVICE", "cuda:1")
    assert "Runs on cuda:1." in captions(app.run())
    app.session_state[f"wanted-device-{app.session_state['document']}"] = "mps"
    assert "Runs on mps." in captions(app.run())


@pytest.mark.parametrize(
    ("name", "shown"), [("cpu", "cpu"), ("cuda", "cuda:0"), ("cuda:1", "cuda:1"), ("cuda:7", "cpu"), ("mps", "cpu")]
)
def test_the_choice_begins_at_the_device_that_holds(name, shown):
    """A device that is not here is not among those to choose."""
    assert listed_device(name, ["cpu", "cuda:0", "cuda:1"]) == shown
