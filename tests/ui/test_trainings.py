"""What a browser is told of a run: its place, and its measurements from where it has read to."""

import json

import pytest

from builder import to_module
from builder.edits import SetArgument, SetName
from builder.errors import BuilderError, DocumentError
from builder.training import folder as runs
from builder.training.folder import Plan, Status
from builder.training.recipe import Recipe
from builder.weights.checkpoint import save_safetensors
from ui.server import trainings
from ui.server.service import service

LINES = [b'{"type":"step","step":%d,"epoch":0,"loss":0.5,"rate":0.1}\n' % step for step in (1, 2, 3)]


@pytest.fixture
def run(own_service):
    """Give the folder of a run with three measurements and a half one."""
    folder = service().library.training("d" * 22) / "runs" / "abcdefgh"
    folder.mkdir(parents=True)
    runs.set_status(folder, Status("paused", step=3, steps=12, seconds=6.0, begun=2))
    (folder / runs.LINES).write_bytes(b"".join(LINES) + b'{"type":"st')
    return folder


def told(start=0, begun=2):
    """Return the first line of an answer, and the rest."""
    first, _, rest = trainings.read_records("d" * 22, "abcdefgh", start, begun).partition(b"\n")
    return json.loads(first), rest


def test_an_answer_ends_with_a_whole_line_and_says_where_the_next_begins(run):
    """The half line comes with the next one."""
    place, lines = told()
    assert lines == b"".join(LINES)
    assert (place["start"], place["end"], place["left"]) == (0, len(lines), 18.0)
    assert told(place["end"])[1] == b""
    (run / runs.LINES).write_bytes(b"".join([*LINES, LINES[0]]))
    assert told(place["end"]) == (
        {**place, "start": place["end"], "end": place["end"] + len(LINES[0]), "more": False},
        LINES[0],
    )


def test_a_run_that_went_on_elsewhere_is_told_from_its_beginning(run):
    """What came after its checkpoint was measured anew; and so is a file that is shorter than what was read."""
    assert told(len(LINES[0]), begun=1)[0]["start"] == 0
    assert told(10_000)[0]["start"] == 0


def test_a_long_file_comes_in_parts(run, monkeypatch):
    """The browser asks for the rest at once."""
    monkeypatch.setattr(trainings, "MOST_BYTES", len(LINES[0]) + 5)
    place, lines = told()
    assert (lines, place["more"]) == (LINES[0], True)


@pytest.mark.parametrize("action", [trainings.pause, trainings.stop, trainings.remove])
def test_what_is_asked_of_a_deleted_run_is_refused(live, action):
    """Another tab has deleted it; nothing of it comes back."""
    with pytest.raises(BuilderError, match="There is no run"):
        action(live, "abcdefgh")
    assert not (service().library.training(live.id) / "runs").exists()


def test_weights_of_another_network_are_not_taken(live, tmp_path):
    """The button was drawn before another tab changed the network; a run that ended meanwhile is no other."""
    folder = service().library.training(live.id) / "runs" / "abcdefgh"
    weights = tmp_path / "weights.safetensors"
    save_safetensors(to_module(live.document), weights)
    runs.create(folder, live.document, weights, Plan("Run 7", Recipe(), tmp_path))
    runs.set_status(folder, Status("finished"))
    (folder / runs.WEIGHTS).mkdir()
    runs.copy_file(weights, folder / runs.WEIGHTS / "last.safetensors")
    with pytest.raises(BuilderError, match="no weights"):
        trainings.use(live, "abcdefgh", "best", None)
    live.commit(SetName("another"))
    trainings.use(live, "abcdefgh", "last", None)
    assert live.head.history.undoable(None).name == "train: Run 7"
    live.commit(SetArgument(live.document.root.children[0].id, "bias", False))
    before = live.head.position
    with pytest.raises(BuilderError, match="another one since"):
        trainings.use(live, "abcdefgh", "last", None)
    assert live.head.position == before
    runs.rename(folder, "  the 12th\n run ")
    assert runs.plan_of(folder).name == "the 12th run"
    runs.rename(folder, " ")
    assert trainings.next_name(live) == "Run 1"
    runs.rename(folder, "Run 7")
    assert trainings.next_name(live) == "Run 8"


def test_a_run_that_waits_for_nobody_can_go_on(run):
    """It was queued by a server that has ended; as "queued" it would wait for ever."""
    runs.set_status(run, Status("queued"))
    assert told()[0]["state"] == "resumable"


def test_a_run_in_the_queue_of_another_server_waits_there(live, run):
    """Until that server ends; nobody else takes it meanwhile."""
    runs.set_status(run, Status("queued"))
    let_go = runs.take_turn(run)
    assert told()[0]["state"] == "queued"
    with pytest.raises(BuilderError, match="Another process is training this run"):
        runs.take_turn(run)
    let_go()
    assert told()[0]["state"] == "resumable"


def test_old_runs_make_room(live, tmp_path, monkeypatch):
    """The oldest goes, and of those that stay the newest alone keep what they could go back to."""
    monkeypatch.setattr(trainings, "MOST_RUNS", 3)
    monkeypatch.setattr(trainings, "WITH_EPOCHS", 2)
    folder = service().library.training(live.id) / "runs"
    weights = tmp_path / "weights.safetensors"
    weights.touch()
    for day in (1, 2, 3):
        run = runs.create(folder / f"of-day-{day}", live.document, weights, Plan("", Recipe(), tmp_path, created=day))
        runs.set_status(run, Status("finished"))
        (run / runs.EPOCHS).mkdir()
    trainings.make_room(live)
    assert [run.id for run in trainings.list_runs(live)] == ["of-day-3", "of-day-2"]
    assert [run.parent.name for run in folder.glob(f"*/{runs.EPOCHS}")] == ["of-day-3"]


@pytest.mark.parametrize("id", ["../abcdefgh", "", "a", "abc/defgh", "x" * 40])
def test_a_forged_name_is_no_run(run, id):
    """Nothing outside a document's own folder is read."""
    with pytest.raises(DocumentError):
        trainings.read_records("d" * 22, id, 0, 0)


def test_what_is_not_there_is_said(own_service):
    """A run that was deleted."""
    with pytest.raises(BuilderError):
        trainings.read_records("d" * 22, "abcdefgh", 0, 0)
