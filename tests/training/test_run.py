"""Law 10: a run that is stopped anywhere goes on to the same bits."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from builder.training.folder import measurements, status_of
from builder.training.recipe import Optimizer, Recipe, Schedule
from builder.training.records import TimeRecord
from builder.training.run import go_on
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


def killed(folder, batch, when):
    """Train in a process that is killed at a batch, and return whether it was."""
    command = [sys.executable, "-m", "tests.training.child", str(folder), str(batch), when]
    return subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode == -signal.SIGKILL


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Train a run without a break."""
    folder = new_run(tmp_path_factory.mktemp("whole"), RECIPE)
    assert go_on(folder).ended == "finished"
    return outcome(folder)


@pytest.mark.parametrize(("batch", "when"), [(11, "batch"), (5, "write")])
def test_a_killed_run_goes_on_to_the_same_bits(whole, tmp_path, batch, when):
    """In the middle of an accumulation or of writing a checkpoint: records and weights are the same."""
    folder = new_run(tmp_path, RECIPE)
    assert killed(folder, batch, when)
    assert status_of(folder).state == "resumable"
    assert go_on(folder).ended == "finished"
    assert outcome(folder) == whole
