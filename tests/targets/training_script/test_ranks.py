"""Two processes that share the batches of a run: killed, they go on to the same bits."""

import shutil
import socket
import subprocess
import sys
import time

import psutil
import pytest
import torch
from msgspec.structs import replace

from builder.datasets.prepare import Preparation
from builder.errors import JobError
from builder.training.recipe import EarlyStopping, Loss, Optimizer
from builder.training.run import go_on
from builder.weights.checkpoint import open_safetensors
from tests.targets.training_script.child import run_rank
from tests.targets.training_script.test_training_script import CLASS, MLP, SGD, bits, new_run, scheduled, unpacked

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


PLAIN = "net = nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Linear(8, 3))"


def torchrun(folder):
    """Start two processes by torch's own command."""
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "train.py"]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def ended(process):
    """Wait until it has ended well."""
    _, errors = process.communicate(timeout=240)
    assert not process.returncode, errors[-3000:].decode()


@pytest.mark.nightly
def test_two_processes_learn_what_one_does(tmp_path):
    """By `torchrun`, up to the order of sums, where the network neither draws nor takes statistics of a batch."""
    folder = new_run(tmp_path, PLAIN, "rows", replace(SGD, accumulate=2), Preparation(validation=0.5))
    go_on(folder)
    away = unpacked(folder)
    ended(torchrun(away))
    expected = open_safetensors(folder / "weights" / "last.safetensors")
    for key, found in torch.load(away / "trained.pt", weights_only=True).items():
        torch.testing.assert_close(found, expected[key])


@pytest.mark.nightly
def test_torchrun_that_is_killed_at_any_moment_goes_on_to_the_same_bits(tmp_path):
    """All processes at once, as a machine without power; whatever they were doing."""
    away = unpacked(new_run(tmp_path, MLP, "rows", replace(SGD, epochs=60)))
    fresh = shutil.copytree(away, away.with_name("fresh"))
    ended(torchrun(away))
    for _ in range(2):
        (fresh / "checkpoint.pt").unlink(missing_ok=True)
        going = torchrun(fresh)
        while not (fresh / "checkpoint.pt").exists():
            assert going.poll() is None
            time.sleep(0.01)
        for one in [*psutil.Process(going.pid).children(recursive=True), going]:
            one.kill()
        going.communicate()
        assert not (fresh / "trained.pt").exists()
    ended(torchrun(fresh))
    assert weights(fresh) == weights(away)


@pytest.mark.nightly
@pytest.mark.parametrize("steps", [5, 11, 17])
def test_a_process_that_dies_while_it_writes_leaves_the_checkpoint_before(whole, pool, tmp_path, steps):
    """Half a file lies beside it under another name."""
    folder = shutil.copytree(whole[0], tmp_path / "run")
    rank = both(pool, folder, steps, "write")[0]
    assert isinstance(rank, JobError)
    assert both(pool, folder) == [None, None]
    assert weights(folder) == whole[1]


SLOW = replace(SGD, optimizer=Optimizer("SGD", {"lr": 0.01}))
RECIPES = {
    "lbfgs": replace(SGD, optimizer=Optimizer("LBFGS", {"max_iter": 3, "line_search_fn": "strong_wolfe"})),
    "muon and a rest": replace(SGD, optimizer=Optimizer("Muon"), rest=Optimizer("AdamW")),
    "sum, by steps": replace(SLOW, epochs=None, steps=7, loss=Loss("CrossEntropyLoss", {"reduction": "sum"})),
    "stopped early": scheduled(
        replace(SGD, epochs=40, stopping=EarlyStopping(2)), "ReduceLROnPlateau", {"patience": 0}
    ),
}


@pytest.mark.nightly
@pytest.mark.parametrize("name", RECIPES)
def test_two_processes_learn_what_one_does_by_other_recipes(name, pool, tmp_path):
    """Up to the order of sums."""
    folder = new_run(tmp_path, PLAIN, "rows", RECIPES[name], Preparation(validation=0.5))
    go_on(folder)
    away = unpacked(folder)
    assert both(pool, away) == [None, None]
    expected = open_safetensors(folder / "weights" / "last.safetensors")
    for key, found in torch.load(away / "trained.pt", weights_only=True).items():
        torch.testing.assert_close(found, expected[key], rtol=1e-3, atol=1e-4)
