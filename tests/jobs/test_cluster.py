import os

import psutil
import pytest

from builder.errors import JobError, StorageError
from builder.jobs import cluster as cluster_module
from builder.jobs.cluster import Cluster
from builder.jobs.cluster_checks import security
from builder.jobs.limits import Limits
from builder.jobs.pool import Pool
from builder.settings import Scheduler
from builder.training.recipe import Optimizer, Recipe
from tests.jobs import work
from tests.jobs.cluster import machines
from tests.jobs.test_pool import gone, until_running

TRAVELS = Limits(travels=True)
LONG = Recipe(batch_size=4, epochs=400, optimizer=Optimizer("Adam", {"lr": 0.001}))


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    """Give a cluster of one machine."""
    with machines(tmp_path_factory.mktemp("cluster"), ["one"]) as made:
        yield made


@pytest.fixture(scope="module")
def pool(one, tmp_path_factory):
    """Give a pool that has it do its jobs."""
    with Pool(1, TRAVELS, cluster=Cluster(one.scheduler, tmp_path_factory.mktemp("shared"))) as made:
        yield made


@pytest.fixture
def two(tmp_path):
    """Give a cluster of two machines, and a folder that both see."""
    with machines(tmp_path) as made:
        yield made


def machine_of(future):
    """Return the process of Dask's under which a job runs."""
    return psutil.Process(future.pid).parent().parent()


def test_a_job_runs_in_a_worker_of_ours_on_the_cluster(pool, one):
    """Dask's process starts it and has none of its memory."""
    future = until_running(pool.submit(work.pid, 60.0))
    assert machine_of(future).pid == one.workers["one"].pid
    assert future.cancel()
    assert gone(future.pid)


def test_what_a_job_returns_and_raises_comes_back(pool):
    """Results, sentences and silent ends are as those of a worker of this machine."""
    assert pool.submit(work.double, 21).result() == 42
    with pytest.raises(StorageError, match="The disk was full"):
        pool.submit(work.overfill).exception()
    with pytest.raises(JobError, match="ended without an answer"):
        pool.submit(work.leave).result()


def test_a_job_with_a_file_that_only_this_machine_has_stays_here(pool, one, tmp_path):
    """Another machine would not find it."""
    future = until_running(pool.submit(work.after, tmp_path / "gate"))
    assert machine_of(future).pid == os.getpid()
    (tmp_path / "gate").touch()
    assert future.result()


@pytest.mark.parametrize("address", ["10.0.0.7", "trainer.example"])
def test_a_cluster_beyond_this_machine_has_tls(address):
    """Or a person says that its network needs none."""
    with pytest.raises(JobError, match="Without TLS, whoever reaches"):
        security(Scheduler(address, 8786))
    assert security(Scheduler(address, 8786, is_open=True)) is None
    assert security(Scheduler("localhost", 8786)) is None


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch, tmp_path):
    """With what to do."""
    monkeypatch.setattr(cluster_module, "CONNECT", 0.1)
    with Pool(1, TRAVELS, cluster=Cluster(Scheduler("127.0.0.1", 9), tmp_path)) as made:
        with pytest.raises(JobError, match=r"at 127\.0\.0\.1:9 does not answer: .*correct NNBLOCKS_EXECUTOR"):
            made.submit(work.double, 1).result()
