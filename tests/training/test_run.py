"""Law 10: a run that is stopped anywhere goes on to the same bits."""

import pytest
from msgspec.structs import replace

from builder.errors import BuilderError, JobError
from builder.training import keeper
from builder.training.branches import branch_off, go_back
from builder.training.disk import sweep_checkpoints
from builder.training.folder import LINES, RunControl, ask, lock_run, measurements, queue, status_of
from builder.training.recipe import Optimizer, Recipe, Schedule
from builder.training.records import EpochRecord, TimeRecord
from builder.training.run import go_on
from tests.training.child import train_and_die
from tests.training.runs import new_run

RECIPE = Recipe(
    batch_size=3,
    accumulate=3,
    epochs=3,
    optimizer=Optimizer("Adam", {"lr": 0.05}),
    schedule=Schedule("CosineAnnealingLR", per="step", warmup=2),
    clip_norm=1.0,
)


def outcome(folder):
    """Return the last weights of a run and its records, to the byte."""
    records = [one for one in measurements(folder)[0] if not isinstance(one, TimeRecord)]
    return (folder / "weights" / "last.safetensors").read_bytes(), records


def killed(pool, folder, batch, when):
    """Train in a process that is killed."""
    with pytest.raises(JobError, match="signal 9"):
        pool.submit(train_and_die, folder, batch, when).result()
    assert status_of(folder).state == "resumable"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Train a run without a break."""
    folder = new_run(tmp_path_factory.mktemp("whole"), RECIPE)
    assert go_on(folder).ended == "finished"
    return outcome(folder)


@pytest.mark.parametrize(("batch", "when"), [(11, "batch"), (5, "write")])
def test_a_killed_run_goes_on_to_the_same_bits(whole, pool, tmp_path, batch, when):
    """In the middle of an accumulation or of writing a checkpoint: records and weights are the same."""
    folder = new_run(tmp_path, RECIPE)
    killed(pool, folder, batch, when)
    assert go_on(folder).ended == "finished"
    assert outcome(folder) == whole
    assert not [*folder.rglob("*.part")]


@pytest.mark.nightly
@pytest.mark.parametrize("when", ["batch", "write"])
@pytest.mark.parametrize("batch", range(1, 22))
def test_a_run_that_is_killed_at_any_batch_goes_on_to_the_same_bits(whole, pool, tmp_path, batch, when):
    """Three times in a row, whatever it was doing."""
    folder = new_run(tmp_path, RECIPE)
    for again in (batch, 22 - batch, batch // 2 + 1):
        pool.submit(train_and_die, folder, again, when).exception()
    assert go_on(folder).ended == "finished"
    assert outcome(folder) == whole


def test_a_run_pauses_where_it_is_asked_to(whole, tmp_path):
    """One step, one epoch, then the rest: three processes' worth that give what one does."""
    folder = new_run(tmp_path, RECIPE)
    for wanted, place in ((RunControl(step=1), (1, 0)), (RunControl(epoch=1), (3, 1)), (RunControl(step=5), (5, 1))):
        queue(folder, wanted)
        status = go_on(folder)
        assert (status.state, status.step, status.epoch) == ("paused", *place)
    queue(folder)
    go_on(folder)
    assert outcome(folder) == whole


def test_a_run_whose_time_is_over_pauses_by_itself(whole, tmp_path):
    """It says so, loses nothing, and comes to the same bits."""
    folder = new_run(tmp_path, RECIPE)
    status = go_on(folder, hours=0)
    assert (status.state, status.message[:33]) == ("paused", "It has trained for 0 hours, as lo")
    assert go_on(folder).message == ""
    assert outcome(folder) == whole


def test_a_run_whose_checkpoints_were_swept_goes_back_to_an_epoch(whole, tmp_path):
    """It trains again from its beginning; its weights and its curve are there meanwhile."""
    folder = new_run(tmp_path, RECIPE)
    go_on(folder)
    sweep_checkpoints(folder, status_of(folder).updated + 1)
    assert not [*folder.glob("*checkpoint*"), *folder.glob("best*"), *folder.glob("epochs/*")]
    assert outcome(folder) == whole
    go_back(folder, 1)
    assert go_on(folder).epoch == 1
    queue(folder)
    go_on(folder)
    assert outcome(folder) == whole


def test_a_run_goes_back_to_an_epoch(whole, tmp_path):
    """And from there it comes to where it was, whether that epoch has a checkpoint or not."""
    folder = new_run(tmp_path, RECIPE)
    go_on(folder)
    go_back(folder, 1)
    assert (go_on(folder).epoch, status_of(folder).state) == (1, "paused")
    queue(folder)
    go_on(folder)
    assert outcome(folder) == whole


def test_a_run_is_stopped_for_good(tmp_path):
    """It has its weights then, and says that somebody asked."""
    folder = new_run(tmp_path, RECIPE)
    ask(folder, RunControl("stop"))
    status = go_on(folder)
    assert (status.state, status.ended) == ("finished", "asked")
    assert (folder / "weights" / "last.safetensors").exists()


def test_a_run_branches_off_with_another_rate(tmp_path):
    """Up to that epoch both are the same; then the new one has its own rate, after an interruption too."""
    folder = new_run(tmp_path, RECIPE)
    go_on(folder)
    slow = replace(RECIPE, optimizer=Optimizer("Adam", {"lr": 0.005}))
    with pytest.raises(BuilderError, match="2 epochs end before the new run begins"):
        branch_off(folder, tmp_path / "short", 2, replace(slow, epochs=2), "short")
    with pytest.raises(BuilderError, match=r"^lr is -1\.0, below 0"):
        branch_off(folder, tmp_path / "back", 2, replace(slow, optimizer=Optimizer("SGD", {"lr": -1.0})), "back")
    branches = [branch_off(folder, tmp_path / name, 2, slow, name) for name in ("one", "other")]
    queue(branches[1], RunControl(step=7))
    go_on(branches[1])
    queue(branches[1])
    lines = [[go_on(branch), outcome(branch)[1]][1] for branch in branches]
    epochs = [[one for one in found if isinstance(one, EpochRecord)] for found in (outcome(folder)[1], lines[0])]
    assert epochs[0][:2] == epochs[1][:2]
    assert epochs[0][2].rate == pytest.approx(10 * epochs[1][2].rate)
    assert outcome(branches[0]) == outcome(branches[1])


def test_the_best_epoch_is_kept(tmp_path, monkeypatch):
    """Its weights lie beside the last ones, also where epochs are too short for checkpoints of their own."""
    found = []
    for seconds in (0.0, 60.0):
        monkeypatch.setattr(keeper, "EPOCH_SECONDS", seconds)
        folder = new_run(tmp_path / str(seconds), replace(RECIPE, epochs=6))
        assert 0 < go_on(folder).best < 6
        found.append((folder / "weights" / "best.safetensors").read_bytes())
    assert found[0] == found[1] != (folder / "weights" / "last.safetensors").read_bytes()


def test_two_processes_do_not_train_one_run(tmp_path):
    """The second one is told so."""
    folder = new_run(tmp_path, RECIPE)
    with lock_run(folder), pytest.raises(BuilderError, match="Another process"):
        go_on(folder)


def test_a_run_that_cannot_be_trained_says_why(tmp_path):
    """Its status is failed, with the sentence."""
    folder = new_run(tmp_path, RECIPE, text="net = nn.Sequential(nn.Linear(4, 2), nn.Sigmoid())")
    with pytest.raises(BuilderError, match="out of bounds"):
        go_on(folder)
    assert status_of(folder).state == "failed"
    assert "out of bounds" in status_of(folder).message


def test_measurements_after_the_checkpoint_are_measured_again(whole, tmp_path):
    """What a killed process had measured beyond it is cut off, also where the next one pauses at once."""
    folder = new_run(tmp_path, RECIPE)
    queue(folder, RunControl(step=1))
    go_on(folder)
    with (folder / LINES).open("ab") as file:
        file.write(b'{"type":"step","step":2,"epoch":0,"loss":9.0,"rate":9.0}\n{"half')
    for wanted in (RunControl("pause"), RunControl()):
        queue(folder, wanted)
        go_on(folder)
    assert outcome(folder) == whole
