"""What a browser is told of a network while it learns, once for each look."""

import json

import pytest

from builder.errors import BuilderError
from builder.training import folder as runs
from builder.training.folder import Status
from builder.training.seen import Look, write_seen
from ui.server import watching
from ui.server.service import service

RUN = "abcdefgh"


@pytest.fixture
def run(live):
    """Give the folder of a run that goes on."""
    folder = service().library.training(live.id) / "runs" / RUN
    folder.mkdir(parents=True)
    runs.set_status(folder, Status("queued"))
    return folder


def test_what_was_seen_is_sent_once(live, run):
    """A page that has seen it is told nothing, and so is one before the first look."""
    assert watching.look_since(live.id, RUN, "") == b"{}"
    write_seen(run, Look(3, text="abc"))
    told = json.loads(watching.look_since(live.id, RUN, ""))
    assert (told["seen"]["step"], told["seen"]["text"]) == (3, "abc")
    assert watching.look_since(live.id, RUN, told["version"]) == b"{}"


def test_the_canvas_is_coloured_by_the_last_look_and_told_when_no_other_comes(live, run):
    """Before the first one no block has a colour."""
    assert watching.update_tint(live, RUN)["values"] == {}
    assert json.loads(watching.tint_news(live.id, RUN)) == {"tint": None, "going": True}
    write_seen(run, Look(3, updates={"0": 0.001, "2": 0.002}))
    tint = watching.update_tint(live, RUN)
    assert (tint["token"], tint["values"]["2"]) == (live.reading.token, [1.0, "Change of one step: 0.002"])
    runs.set_status(run, Status("finished"))
    told = json.loads(watching.tint_news(live.id, RUN))
    assert (told["going"], told["tint"]["values"]) == (False, tint["values"])
    assert "token" not in told["tint"]


@pytest.mark.parametrize(
    "ask", [lambda id: watching.look_since(id, "../x", ""), lambda id: watching.tint_news(id, "../xabcdef")]
)
def test_a_forged_name_is_no_run_to_watch(live, ask):
    """Nothing outside a document's own folder is read."""
    with pytest.raises(BuilderError):
        ask(live.id)
