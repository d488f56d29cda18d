"""Training in a worker: a page reads the run's folder, asks there, and sends it again to go on."""

import time
from concurrent.futures import wait
from pathlib import Path

from builder.jobs.tasks import take_away, train, try_rates
from builder.training.folder import RunControl, ask, is_held, measurements, queue, status_of
from builder.training.recipe import Optimizer, Recipe
from tests.training.runs import new_run

LONG = Recipe(batch_size=4, epochs=1_000_000, optimizer=Optimizer("SGD", {"lr": 0.01}))
STEADY = "net = nn.Sequential(nn.Linear(4, 6), nn.Tanh(), nn.Linear(6, 3))"
"""A network that never diverges, however long it is trained."""


def step_of(folder: Path) -> int:
    """Return how far a run is, once it has been begun."""
    return status_of(folder).step


def wait_for(condition, future):
    """Look until something is so, or the job has ended."""
    while not condition():
        assert not future.done(), future.exception()
        time.sleep(0.01)


def test_a_run_is_watched_and_paused_from_outside(pool, tmp_path):
    """Its status and its curve grow in the folder; asked to pause, it ends soon and can go on."""
    folder = new_run(tmp_path, LONG, text=STEADY)
    future = pool.submit(train, folder)
    wait_for(lambda: step_of(folder) > 0 and measurements(folder)[0], future)
    assert status_of(folder).state == "running"
    ask(folder, RunControl("pause"))
    paused = future.result()
    assert paused.state == "paused"
    queue(folder, RunControl(step=paused.step + 1))
    assert pool.submit(train, folder).result().step == paused.step + 1


def test_a_cancelled_run_is_resumable(pool, tmp_path):
    """What the pool ends has said nothing, and goes on from its checkpoint."""
    folder = new_run(tmp_path, LONG, text=STEADY)
    future = pool.submit(train, folder)
    wait_for(lambda: step_of(folder) > 0, future)
    future.cancel()
    wait([future])
    while is_held(folder):  # the system lets go of the lock as the worker ends
        time.sleep(0.01)
    assert status_of(folder).state == "resumable"
    queue(folder, RunControl(step=1))
    assert pool.submit(train, folder).result().state == "paused"


def test_rates_are_tried_in_a_worker(pool, tmp_path):
    """The run is as it was before."""
    folder = new_run(tmp_path, LONG, text=STEADY)
    assert len(pool.submit(try_rates, folder).result().rates) > 20
    assert status_of(folder).state == "queued"


def test_a_run_is_taken_away_by_a_worker(pool, tmp_path):
    """Both files lie in the folder, and nothing else; the run is as it was before."""
    folder = new_run(tmp_path, LONG, text=STEADY)
    made = pool.submit(take_away, folder, tmp_path / "away").result()
    assert {one.name for one in made.iterdir()} == {"train.zip", "train.ipynb"}
    assert status_of(folder).state == "queued"
