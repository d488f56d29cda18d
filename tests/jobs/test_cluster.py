import fcntl
import os
import re
import shutil
import signal
import subprocess
import time

import dask
import psutil
import pytest
from distributed import Client

from builder.errors import BuilderError, DocumentError, JobError
from builder.jobs import cluster as cluster_module
from builder.jobs import cluster_checks
from builder.jobs.cluster import Cluster
from builder.jobs.cluster_checks import security
from builder.jobs.cluster_task import MARK, lock_problem
from builder.jobs.limits import Limits
from builder.jobs.pool import Pool
from builder.jobs.tasks import train
from builder.settings import Scheduler
from builder.training.folder import CHECKPOINT, RunControl, ask, queue, status_of
from builder.training.recipe import Optimizer, Recipe
from builder.training.run import go_on
from tests.jobs import work
from tests.jobs.cluster import SAFE, machines
from tests.jobs.test_pool import gone, until_running
from tests.training.runs import new_run
from tests.training.test_run import outcome

TRAVELS = Limits(travels=True)
NET = "net = nn.Sequential(nn.Linear(4, 6), nn.Tanh(), nn.Dropout(0.2), nn.Linear(6, 3))"
ENDLESS = Recipe(batch_size=4, epochs=1_000_000, optimizer=Optimizer("Adam", {"lr": 0.001}))


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


def test_a_folder_without_locks_is_refused(tmp_path):
    """Where a machine does not see the server's lock, two of them could train one run."""
    assert "two could train one run" in lock_problem(str(tmp_path))
    with (tmp_path / MARK).open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        assert lock_problem(str(tmp_path)) is None


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
    """From its checkpoint, without anybody's doing: as another one does that has lost nothing."""
    folder, other = (new_run(tmp_path / name, ENDLESS, text=NET) for name in ("run", "other"))
    with Pool(1, cluster=Cluster(two.scheduler, tmp_path)) as made:
        future = made.submit(train, folder)
        until(lambda: (folder / CHECKPOINT).exists(), future)
        machine_of(future).send_signal(number)
        until(lambda: status_of(folder).begun == 2, future)
        ask(folder, RunControl("pause"))
        epoch = future.result().epoch + 1
    for one in (folder, other):
        queue(one, RunControl(epoch=epoch))
        assert go_on(one).epoch == epoch
    assert outcome(folder) == outcome(other)


@pytest.mark.nightly
def test_a_run_leaves_a_machine_that_is_retired(two, tmp_path):
    """Dask runs the task a second time beside the first, whatever `retries` says; here the first gives way."""
    folder = new_run(tmp_path / "run", ENDLESS, text=NET)
    with Pool(1, cluster=Cluster(two.scheduler, tmp_path)) as made:
        future = made.submit(train, folder)
        until(lambda: (folder / CHECKPOINT).exists(), future)
        names = [name for name, one in two.workers.items() if one.pid == machine_of(future).pid]
        made._cluster._client.retire_workers(names=names)
        until(lambda: status_of(folder).begun == 2, future)
        step = status_of(folder).step
        until(lambda: status_of(folder).step > step, future)
        ask(folder, RunControl("pause"))
        assert future.result().begun == 2


@pytest.mark.nightly
def test_a_job_that_is_cancelled_before_a_machine_has_it_is_never_run(tmp_path):
    """And nothing of its cancelling stays with the scheduler."""
    with machines(tmp_path, ["one"]) as cluster, Pool(1, TRAVELS, cluster=Cluster(cluster.scheduler, tmp_path)) as made:
        full = [until_running(made.submit(work.after, tmp_path / "gate")) for _ in range(2)]
        waiting = made.submit(work.touch, tmp_path / "touched")
        while waiting.progress.words != "starting":
            time.sleep(0.01)
        waiting.cancel()
        (tmp_path / "gate").touch()
        assert [one.result() for one in full] == [True, True]
        while made._cluster._sent:
            time.sleep(0.01)
        client = made._cluster._client
        assert client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.extensions["events"]._events)) == 0
        assert not (tmp_path / "touched").exists()


@pytest.mark.nightly
def test_a_run_outlives_its_scheduler(tmp_path):
    """Its machine lets go of it, and it goes on under the next scheduler as soon as that has one."""
    folder = new_run(tmp_path / "run", ENDLESS, text=NET)
    with machines(tmp_path, ["one"]) as cluster, Pool(1, cluster=Cluster(cluster.scheduler, tmp_path)) as made:
        future = made.submit(train, folder)
        until(lambda: (folder / CHECKPOINT).exists(), future)
        cluster.restart_scheduler()
        cluster.add("two")
        until(lambda: status_of(folder).begun == 2, future)
        ask(folder, RunControl("pause"))
        assert future.result().state == "paused"


@pytest.mark.nightly
def test_a_server_that_is_gone_leaves_the_run_going(two, tmp_path):
    """Its folder tells; another server does not begin it, and asks it to pause."""
    folder = new_run(tmp_path / "run", ENDLESS, text=NET)
    pool = Pool(1, cluster=Cluster(two.scheduler, tmp_path))
    future = pool.submit(train, folder)
    until(lambda: status_of(folder).step, future)
    pool._cluster.close()
    step = status_of(folder).step
    while status_of(folder).step == step:
        time.sleep(0.01)
    with Pool(1, cluster=Cluster(two.scheduler, tmp_path)) as another:
        with pytest.raises(BuilderError, match="Another process is training"):
            another.submit(train, folder).result()
        assert status_of(folder).state == "running"
        ask(folder, RunControl("pause"))
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
    with machines(tmp_path / "eager", [], {}) as made:
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


@pytest.mark.nightly
def test_long_jobs_go_to_machines_with_a_gpu_where_one_is_needed(tmp_path):
    """Each has a GPU of its own, and the next one waits; short ones go anywhere."""
    with machines(tmp_path, ["plain"]) as cluster:
        cluster.add("fast", "--resources", "GPU=1")
        with Client(f"tcp://{cluster.scheduler}", set_as_default=False) as client:
            client.wait_for_workers(2)
        with Pool(1, long=2, cluster=Cluster(cluster.scheduler, tmp_path, needs_gpu=True)) as made:
            first, second = (made.submit(work.travelling_after, tmp_path / "gate") for _ in range(2))
            while not (first.running() or second.running()):
                time.sleep(0.01)
            assert machine_of(first if first.running() else second).pid == cluster.workers["fast"].pid
            assert not (first.running() and second.running())
            (tmp_path / "gate").touch()
            assert first.result()
            assert second.result()


@pytest.mark.nightly
@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate by openssl")
def test_a_cluster_with_tls_wants_its_certificates_here_too(tmp_path):
    """They are those of Dask's configuration; without them it does not answer."""
    cert, key = str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-keyout", key, "-out", cert]
    subprocess.run(made, check=True, capture_output=True)
    roles = ("scheduler", "worker", "client")
    names = {"ca-file": cert} | {
        f"{role}.{end}": file for role in roles for end, file in (("cert", cert), ("key", key))
    }
    there = {f"DASK_DISTRIBUTED__COMM__TLS__{re.sub('[.]', '__', name).upper()}": file for name, file in names.items()}
    with machines(tmp_path / "dask", ["one"], SAFE | there) as cluster:
        with dask.config.set({f"distributed.comm.tls.{name}": file for name, file in names.items()}):
            assert refused(Cluster(cluster.scheduler, tmp_path)) == "None"
        assert "certificates in Dask's configuration here too" in refused(Cluster(cluster.scheduler, tmp_path))


def refused(cluster):
    """Return what is said of a cluster that cannot be used."""
    with Pool(1, TRAVELS, cluster=cluster) as made:
        return str(made.submit(work.double, 1).exception())


def until(condition, future):
    """Wait until something is so of a job that goes on."""
    while not condition():
        assert not future.done(), future.exception()
        time.sleep(0.01)
