"""Two servers with one library and one cluster: what one of them trains the other sees and asks to pause."""

import subprocess
import sys

import psutil
import pytest

from builder import from_source
from builder.jobs import service as jobs
from builder.training import folder as runs
from builder.training.recipe import Recipe
from tests.jobs.cluster import machines
from tests.test_repository import ROOT
from ui.server import trainings
from ui.server.service import service

NET = "from torch import nn\nnet = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 3))"
OTHER = """
import sys
from builder.errors import BuilderError
from ui.server import trainings
from ui.server.service import service
live = service().documents.get(sys.argv[1])
run, = trainings.list_runs(live)
print(run.status.state)
try:
    trainings.go_on(live, run.id, None)
except BuilderError as error:
    print(error)
trainings.pause(live, run.id)
"""


@pytest.mark.nightly
def test_two_servers_have_one_library_and_one_cluster(own_service, tmp_path, monkeypatch):
    """Weights and training come from a machine of the cluster; a run is no other server's to begin."""
    with machines(tmp_path / "dask") as cluster:
        monkeypatch.setenv("NNBLOCKS_EXECUTOR", f"dask://{cluster.scheduler}")
        pool = jobs.pool.__wrapped__()  # as another process would make it
        monkeypatch.setattr("ui.server.service.pool", lambda: pool)
        live = own_service.documents.get(own_service.library.create(from_source(NET)))
        data = trainings.store_builtin(live, "blobs").result()
        weights = trainings.draw_weights(live).result()
        chosen = trainings.TrainingChoice(data.folder, Recipe(epochs=1_000_000))
        folder = own_service.library.training(live.id) / "runs" / trainings.begin(live, weights, chosen, "Run", "ada")
        future = service().making.future(("train", folder))
        while not runs.status_of(folder).step:
            assert not future.done(), future.exception()
        there = psutil.Process(future.pid).parent().parent().pid
        assert there in {one.pid for one in cluster.workers.values()}
        told = subprocess.run(
            [sys.executable, "-c", OTHER, live.id], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert told.stdout.splitlines()[0] == "running"
        assert "Another process is training this run" in told.stdout
        assert future.result().state == "paused"
        pool.shutdown()
