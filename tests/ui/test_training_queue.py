"""What a server that ends leaves waiting, the next one trains; what a person has cancelled it does not."""

import pytest

from builder import to_module
from builder.datasets.prepare import Preparation
from builder.training import folder as runs
from builder.training.folder import Plan, Status
from builder.training.recipe import Recipe
from builder.weights.checkpoint import save_safetensors
from tests.jobs import work
from tests.jobs.test_pool import until_running
from tests.training.runs import data_set
from ui.server import training_queue
from ui.server.service import service
from ui.server.training_limits import TRAIN, training


@pytest.fixture
def queued(live, tmp_path):
    """Give runs that a server has left in its queue, the later one first, one of which another server has."""
    save_safetensors(to_module(live.document), tmp_path / "weights.safetensors")
    folder = service().library.training(live.id) / "runs"
    made = []
    for name in ("earlier0", "a-later0", "others00", "trained0"):
        plan = Plan(name, Recipe(epochs=1), data_set(tmp_path / "data"), Preparation(validation=0.25))
        made.append(runs.create(folder / name, live.document, tmp_path / "weights.safetensors", plan))
        runs.take_turn(made[-1], "ada")()
    runs.set_status(made[-1], Status("running"))
    let_go = runs.take_turn(made[2])
    yield made
    let_go()


@pytest.fixture(autouse=True)
def _is_busy(own_service, tmp_path):
    """Have the only place taken, so that all others wait."""
    gate = until_running(own_service.pool.submit(work.long_after, tmp_path / "gate"))
    yield
    gate.cancel()


def test_a_server_takes_over_what_waits_in_its_order(live, queued):
    """For the person who had asked; not what another server has, nor what was training."""
    training_queue.restore()
    futures = [service().making.future((TRAIN, run)) for run in queued]
    places = [future and service().pool.queue_place(future) for future in futures]
    titles = [job.title for job in service().jobs.of("ada")]
    for future in reversed(futures[:2]):
        future.cancel()
    assert places == [1, 2, None, None]
    assert titles == ["training earlier0", "training a-later0"]


def test_a_run_that_was_cancelled_while_it_waited_rests(live, queued):
    """A server that starts leaves it alone."""
    future = training(queued[0], None)
    future.cancel()
    assert (runs.status_of(queued[0]).state, runs.is_taken(queued[0])) == ("paused", False)
