"""What a server refuses to train, and the queue of what it will."""

import json
import os
import secrets

import pytest

from builder.errors import LimitError
from builder.training import folder as runs
from builder.training.folder import Status
from builder.training.recipe import Recipe
from tests.jobs import work
from ui.server import trainings
from ui.server.service import service
from ui.server.training_limits import TRAIN, check_disk, check_person
from ui.server.trainings import TrainingChoice
from ui.server.weight_jobs import WeightJob


@pytest.fixture
def begin(live, tmp_path):
    """Give a function that begins work of a run and returns the run's name; all ends with the test."""
    futures = []

    def begun(person=None):
        folder = service().library.training(live.id) / "runs" / secrets.token_hex(8)
        folder.mkdir(parents=True)
        runs.set_status(folder, Status("queued"))
        let_go = runs.take_turn(folder)
        future = service().pool.submit(work.long_after, tmp_path / "gate")
        future.add_done_callback(lambda _: let_go())
        service().making.begin((TRAIN, folder), lambda: WeightJob(future, (), lambda: None))
        service().jobs.add(person, "run", future)
        futures.append(future)
        return folder.name

    yield begun
    for future in reversed(futures):
        future.cancel()


def queued(live, run):
    """Return what the page is told of a run's place."""
    return json.loads(trainings.read_records(live.id, run, 0, 0).partition(b"\n")[0])["queue"]


def test_runs_that_wait_have_a_place_and_move_up(live, begin):
    """The one that trains has none; where one gives up, those after it are nearer."""
    ids = [begin() for _ in range(4)]
    futures = [service().making.future((TRAIN, service().library.training(live.id) / "runs" / id)) for id in ids]
    while not futures[0].running():
        assert not futures[0].done()
    places = [queued(live, id) for id in ids]
    assert places == ["", "1st in the queue", "2nd in the queue", "3rd in the queue"]
    futures[1].cancel()
    assert [queued(live, id) for id in ids[2:]] == ["1st in the queue", "2nd in the queue"]


def test_a_person_has_so_many_runs_and_others_have_theirs(live, begin, tmp_path, monkeypatch):
    """Nothing of a refused run stays."""
    monkeypatch.setenv("NNBLOCKS_RUNS_PER_PERSON", "2")
    begin("ada"), begin("ada")
    before = [*(service().library.training(live.id) / "runs").iterdir()]
    with pytest.raises(LimitError, match=r"You already have 2 runs training or waiting\. Wait until one has ended"):
        trainings.begin(live, tmp_path / "weights", TrainingChoice(tmp_path, Recipe()), "Run", "ada")
    assert [*(service().library.training(live.id) / "runs").iterdir()] == before
    check_person("grace")
    check_person(None)


def test_a_full_server_says_what_to_delete(live, monkeypatch):
    """Of all networks' runs and data together."""
    monkeypatch.setenv("NNBLOCKS_TRAINING_GIB", "1")
    check_disk()
    file = service().library.training("d" * 22) / "runs" / "abcdefgh" / runs.CHECKPOINT
    file.parent.mkdir(parents=True)
    file.touch()
    os.truncate(file, 2**30)
    with pytest.raises(LimitError, match=r"take up 1\.0 GiB; this server keeps 1\.0 GiB for them\. Delete runs"):
        check_disk()


def test_an_hourly_sweep_takes_the_checkpoints_of_old_runs(live, monkeypatch):
    """Beside the documents that nobody has touched."""
    folder = service().library.training(live.id) / "runs" / "abcdefgh"
    folder.mkdir(parents=True)
    (folder / runs.CHECKPOINT).touch()
    runs.set_status(folder, Status("finished"))
    service().library.sweep_checkpoints(runs.status_of(folder).updated + 29 * 86_400)
    assert (folder / runs.CHECKPOINT).exists()
    service().library.sweep_checkpoints(runs.status_of(folder).updated + 31 * 86_400)
    assert not (folder / runs.CHECKPOINT).exists()
