import os
import signal
import time

import psutil
import pytest

from builder.errors import BuilderError, DocumentError, JobError
from builder.jobs import cluster as cluster_module
from builder.jobs import cluster_checks
from builder.jobs.cluster import Cluster
from builder.jobs.cluster_checks import security
from builder.jobs.limits import Limits
from builder.jobs.pool import Pool
from builder.jobs.tasks import train
from builder.settings import Scheduler
from builder.training.folder import Wanted, ask, queue, status_of
from builder.training.recipe import Optimizer, Recipe
from builder.training.run import go_on
from tests.jobs import work
from tests.jobs.cluster import machines
from tests.jobs.test_pool import gone, until_running
from tests.training.runs import new_run
from tests.training.test_run import outcome

TRAVELS = Limits(travels=True)
NET = "net = nn.Sequential(nn.Linear(4, 6), nn.Tanh(), nn.Dropout(0.2), nn.Linear(6, 3))"
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
    with pytest.raises(DocumentError, match="The name is empty"):
        pool.submit(work.refuse).result()
    with pytest.raises(JobError, match="ended without an answer"):
        pool.submit(work.leave).result()


@pytest.mark.nightly
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
    nowhere = Cluster(Scheduler("127.0.0.1", 9), tmp_path)
    with (
        Pool(1, TRAVELS, cluster=nowhere) as made,
        pytest.raises(JobError, match=r"at 127\.0\.0\.1:9 does not answer: .*correct NNBLOCKS_EXECUTOR"),
    ):
        made.submit(work.double, 1).result()


@pytest.mark.nightly
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_run_whose_machine_is_lost_goes_on_elsewhere_to_the_same_bits(two, tmp_path, number):
    """From its checkpoint, without anybody's doing; another one loses nothing by it."""
    other = new_run(tmp_path / "other", LONG, text=NET)
    assert go_on(other).ended == "finished"
    folder = new_run(tmp_path / "run", LONG, text=NET)
    with Pool(1, cluster=Cluster(two.scheduler, tmp_path)) as made:
        future = made.submit(train, folder)
        until_checkpoint(folder, future)
        lost = machine_of(future)
        lost.send_signal(number)
        assert future.result().begun == 2
    assert outcome(folder) == outcome(other)
    assert not lost.is_running() or lost.status() == psutil.STATUS_ZOMBIE


@pytest.mark.nightly
def test_two_servers_share_a_cluster_and_a_library(two, tmp_path):
    """Each runs one run at once; a run that one of them has is nobody else's to train."""
    folders = [new_run(tmp_path / name, LONG, text=NET) for name in ("a", "b")]
    with (
        Pool(1, cluster=Cluster(two.scheduler, tmp_path)) as one,
        Pool(1, cluster=Cluster(two.scheduler, tmp_path)) as another,
    ):
        futures = [one.submit(train, folders[0]), another.submit(train, folders[1])]
        until_checkpoint(folders[0], futures[0])
        with pytest.raises(BuilderError, match="Another process is training"):
            queue(folders[0])
        assert [future.result().ended for future in futures] == ["finished", "finished"]
    assert outcome(folders[0]) == outcome(folders[1])


@pytest.mark.nightly
def test_a_server_that_is_gone_leaves_the_run_going(two, tmp_path):
    """Its folder tells, and another server asks it to pause there."""
    folder = new_run(tmp_path / "run", LONG, text=NET)
    pool = Pool(1, cluster=Cluster(two.scheduler, tmp_path))
    future = pool.submit(train, folder)
    until_checkpoint(folder, future)
    pool._cluster.close()
    step = status_of(folder).step
    while status_of(folder).step == step:
        time.sleep(0.01)
    assert status_of(folder).state == "running"
    ask(folder, Wanted("pause"))
    while status_of(folder).state == "running":
        time.sleep(0.01)
    assert status_of(folder).state == "paused"


@pytest.mark.nightly
def test_a_job_that_takes_its_machine_along_is_not_tried_again(two, tmp_path):
    """Dask would try it on one machine after the other."""
    with Pool(1, TRAVELS, cluster=Cluster(two.scheduler, tmp_path)) as made:
        future = until_running(made.submit(work.pid, 60.0))
        machine_of(future).kill()
        with pytest.raises(JobError, match="was lost"):
            future.result()
        assert made.submit(work.double, 2).result() == 4


@pytest.mark.nightly
def test_a_cluster_without_what_is_needed_is_refused(tmp_path, monkeypatch):
    """One that tries again by itself, one without workers, and one without a GPU."""
    with machines(tmp_path / "eager", [], failures=3) as made:
        said = refused(Cluster(made.scheduler, tmp_path))
        assert "up to 4 times" in said
        assert "ALLOWED_FAILURES=0" in said
    with machines(tmp_path, []) as made:
        scheduler = made.scheduler
        with monkeypatch.context() as patch:
            patch.setattr(cluster_checks, "WAIT", 0.1)
            assert "has no workers" in refused(Cluster(scheduler, tmp_path))
        made.add("one")
        assert "No worker of the cluster offers a GPU" in refused(Cluster(scheduler, tmp_path, needs_gpu=True))


def refused(cluster):
    """Return what is said of a cluster that cannot be used."""
    with Pool(1, TRAVELS, cluster=cluster) as made:
        return str(made.submit(work.double, 1).exception())


def until_checkpoint(folder, future):
    """Wait until a run that goes on has something to go on from."""
    while not (folder / "checkpoint.safetensors").exists():
        assert not future.done(), future.exception()
        time.sleep(0.01)
