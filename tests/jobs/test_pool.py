import os
import signal
import time
from concurrent.futures import CancelledError, as_completed
from concurrent.futures import wait as wait_for

import psutil
import pytest

from builder.errors import DocumentError, JobError, LimitError, ShapeError, StorageError
from builder.jobs.pool import Pool
from tests.jobs import work


@pytest.fixture(scope="module")
def pool():
    """Give one pool of two workers to all tests of this file."""
    with Pool(max_workers=2) as made:
        yield made


def until_running(future):
    """Wait until a worker has the job."""
    while not future.running() and not future.done():
        time.sleep(0.005)
    return future


def gone(pid):
    """Tell whether the process ends within half a minute; a dead one that nobody has asked after has ended."""
    for _ in range(6000):
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.005)
    return False


def test_returns_what_the_function_returns(pool):
    """A job is a call somewhere else."""
    assert pool.submit(work.double, 21).result() == 42


def test_runs_in_another_process_each_time(pool):
    """No job finds anything of the one before."""
    pids = {pool.submit(work.pid).result() for _ in range(3)}
    assert len(pids) == 3
    assert os.getpid() not in pids


def test_workers_give_way_to_the_page(pool):
    """Workers are niced and use one thread."""
    assert pool.submit(work.surroundings).result() == {"nice": min(19, os.nice(0) + 10), "threads": 1}


def test_twenty_jobs_wait_their_turn(pool):
    """A queue longer than the workers comes through whole."""
    futures = [pool.submit(work.double, i) for i in range(20)]
    assert sorted(future.result() for future in as_completed(futures)) == list(range(0, 40, 2))


def test_a_long_job_takes_no_place_of_others(pool, tmp_path):
    """While one network is trained everybody else's jobs run; the next training waits."""
    gate = tmp_path / "gate"
    first, second = pool.submit(work.long_after, gate), pool.submit(work.long_after, gate)
    until_running(first)
    assert [pool.submit(work.double, i).result() for i in range(3)] == [0, 2, 4]
    assert not second.running()
    gate.touch()
    assert first.result()
    assert second.result()


def test_map_keeps_the_order(pool):
    """The rest of the executor's protocol works on top."""
    assert list(pool.map(work.double, range(5))) == [0, 2, 4, 6, 8]


def test_reports_progress(pool, tmp_path):
    """A running job says how far it is."""
    future = pool.submit(work.steps, 4, tmp_path)
    for i in range(4):
        while future.progress != (i / 4, f"step {i}"):
            assert not future.done()
            time.sleep(0.005)
        (tmp_path / str(i)).touch()
    assert future.result() == 4
    assert future.progress == (1.0, "done")


def test_errors_for_people_arrive_as_they_are(pool):
    """Kind, problem, place and remedy cross the process border."""
    with pytest.raises(DocumentError, match=r"0\.1: The name is empty\. Give it one\."):
        pool.submit(work.refuse).result()


def test_errors_with_parts_of_their_own_keep_their_sentence(pool):
    """A kind that cannot be made anew arrives as its base, with the same words."""
    error = pool.submit(work.refuse_shape).exception()
    assert str(error) == "Linear takes 64 features and receives 128. Set in_features to 128."
    assert not isinstance(error, ShapeError)


def test_unexpected_errors_are_one_sentence_and_keep_their_traceback(pool):
    """The person reads one line, the log gets all."""
    error = pool.submit(work.fail).exception()
    assert isinstance(error, JobError)
    assert str(error) == "The job failed: KeyError: 'weight'"
    assert "work.py" in error.__notes__[0]


def test_a_full_disk_is_said_in_a_sentence(pool):
    """It names the work and the remedy."""
    with pytest.raises(StorageError, match="The disk was full while writing the file"):
        pool.submit(work.overfill).result()


def test_killed_worker_costs_one_job(pool):
    """Kill -9 on a worker fails its job with one sentence; the job beside it and the next one succeed."""
    victim, bystander = pool.submit(work.pid, 60.0), pool.submit(work.pid, 0.5)
    os.kill(until_running(victim).pid, signal.SIGKILL)
    with pytest.raises(JobError, match=r"was killed by signal 9; only this job is lost\."):
        victim.result()
    assert bystander.result()
    assert pool.submit(work.double, 4).result() == 8


def test_worker_that_leaves_is_noticed(pool):
    """A worker that exits without an answer fails its job."""
    with pytest.raises(JobError, match="ended without an answer"):
        pool.submit(work.leave).result()


def test_worker_that_babbles_is_ended(pool):
    """What is no answer ends the worker and fails its job; the pool goes on."""
    future = pool.submit(work.babble)
    with pytest.raises(JobError, match="only this job is lost"):
        future.result()
    assert gone(future.pid)
    assert pool.submit(work.double, 4).result() == 8


def test_cancel_kills_a_running_worker(pool):
    """Cancelling ends the process, not only the waiting."""
    future = until_running(pool.submit(work.pid, 60.0))
    assert future.cancel()
    assert gone(future.pid)
    with pytest.raises(CancelledError):
        future.result()


def test_cancelled_future_wakes_those_who_wait(pool):
    """`concurrent.futures.wait` returns for a job cancelled while it ran."""
    future = until_running(pool.submit(work.pid, 60.0))
    future.cancel()
    assert wait_for([future]).done == {future}


def test_waiting_jobs_can_be_cancelled(pool, tmp_path):
    """A job that was never started is dropped, and the others go on."""
    futures = [pool.submit(work.after, tmp_path / "go") for _ in range(6)]
    assert futures[-1].cancel()
    (tmp_path / "go").touch()
    assert all(future.result() for future in futures[:-1])
    assert not futures[-1].running()


def test_late_job_is_stopped(pool):
    """A job that runs over its time ends with a sentence that names the bound."""
    future = pool.submit(work.dawdle)
    with pytest.raises(
        JobError, match=r"Running the class on a sample took longer than 0\.3 seconds and was stopped\."
    ):
        future.result()
    assert gone(future.pid)


def test_memory_is_bounded(pool):
    """A job gets the memory of its limit and not more."""
    assert pool.submit(work.fill, 50_000_000).result() == 50_000_000
    with pytest.raises(LimitError, match="Creating the weights needs more memory than is available"):
        pool.submit(work.fill, 2_000_000_000).result()


def test_files_may_be_larger_than_the_memory(pool, tmp_path):
    """A file that an argument names can be mapped whatever its size."""
    with (tmp_path / "large").open("wb") as file:
        file.truncate(3_000_000_000)
    assert pool.submit(work.map_file, tmp_path / "large").result() == 3_000_000_000


def test_tensors_do_not_travel(pool):
    """What a job returns is plain data, so this process never holds a worker's tensor."""
    with pytest.raises(JobError, match="plain data, and this is a Tensor"):
        pool.submit(work.hand_over_tensor).result()


def test_local_functions_are_refused(pool):
    """A job has a name that a worker can import."""
    with pytest.raises(TypeError, match="no function at the top of a module"):
        pool.submit(lambda: None)


def test_dead_server_is_replaced(pool):
    """Losing the fork server costs the jobs that had not begun; the next job starts a new one."""
    assert pool.submit(work.double, 1).result() == 2
    os.kill(pool._here._server[0].pid, signal.SIGKILL)
    pool._here._server[0].wait()
    assert pool.submit(work.double, 2).result() == 4


def test_running_job_outlives_the_server_and_can_be_cancelled(pool):
    """A worker whose server died still ends when its job is cancelled."""
    future = until_running(pool.submit(work.pid, 60.0))
    os.kill(pool._here._server[0].pid, signal.SIGKILL)
    pool._here._server[0].wait()
    assert future.cancel()
    assert gone(future.pid)


def test_workers_end_with_the_process_that_owns_them(pool):
    """When the app is killed, its fork server and its workers go too."""
    future = until_running(pool.submit(work.pid, 60.0))
    pool._here._server[1].shutdown(2)  # what the kernel does to the socket of a killed process
    assert gone(future.pid)


def test_shutdown_ends_every_process(tmp_path):
    """Nothing is left behind; a pool that is shut down takes no jobs."""
    pool = Pool(max_workers=1)
    first, second = until_running(pool.submit(work.after, tmp_path / "go")), pool.submit(work.pid)
    pool.shutdown(wait=False, cancel_futures=True)
    (tmp_path / "go").touch()
    pool.shutdown()
    assert first.result()
    assert second.cancelled()
    with pytest.raises(RuntimeError, match="shut down"):
        pool.submit(work.double, 1)
