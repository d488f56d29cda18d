"""Two processes that share the batches of a run: killed, they go on to the same bits."""

import shutil
import socket

import pytest
import torch

from builder.errors import JobError
from tests.targets.training_script.child import run_rank
from tests.targets.training_script.test_training_script import CLASS, SGD, bits, new_run, unpacked

NEVER = 10**6
ENDED = ("trained.pt", "best.pt")


def port():
    """Return a port that is free."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def both(pool, folder, steps=NEVER, when="step"):
    """Run both processes until they end or are killed; return what became of each."""
    free = port()
    going = [pool.submit(run_rank, folder, rank, free, steps, when) for rank in (0, 1)]
    return [one.exception(timeout=120) for one in going]


def weights(folder):
    """Return the bits of what a run gave."""
    found = [torch.load(folder / name, weights_only=True) for name in ENDED]
    return [{key: bits(value) for key, value in one.items()} for one in found]


@pytest.fixture(scope="module")
def whole(pool, tmp_path_factory):
    """Train without a break: dropout and what a class keeps differ by process."""
    away = unpacked(new_run(tmp_path_factory.mktemp("whole"), CLASS, "rows", SGD))
    fresh = shutil.copytree(away, away.with_name("fresh"))
    assert both(pool, away) == [None, None]
    return fresh, weights(away)


def test_two_killed_processes_go_on_to_the_same_bits(whole, pool, tmp_path):
    """In the middle of an epoch; the second time one of them while it writes a checkpoint."""
    folder = shutil.copytree(whole[0], tmp_path / "run")
    assert all(isinstance(one, JobError) for one in both(pool, folder, 8))
    assert (folder / "checkpoint.pt").exists()
    assert not (folder / "trained.pt").exists()
    assert both(pool, folder) == [None, None]
    assert weights(folder) == whole[1]
