"""What runs take on the disk, and which checkpoints go."""

import pytest

from builder.training.disk import bytes_in, sweep_checkpoints
from builder.training.folder import BEST, CHECKPOINT, EPOCHS, WEIGHTS, Status, set_status


@pytest.fixture
def run(tmp_path):
    """Give a finished run with all that it may have."""
    for name in (CHECKPOINT, BEST, f"{EPOCHS}/000001.safetensors", f"{WEIGHTS}/last.safetensors"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"12345678")
    set_status(tmp_path, Status("finished"))
    return tmp_path


def names(run):
    """Return the files of a run but for its state and its lock."""
    return {file.relative_to(run).as_posix() for file in run.rglob("*.safetensors")}


def test_an_old_finished_run_keeps_its_weights_alone(run):
    """Whatever a person may use of it is there."""
    sweep_checkpoints(run, before=1e12)
    assert names(run) == {f"{WEIGHTS}/last.safetensors"}


@pytest.mark.parametrize(("state", "before"), [("finished", 0.0), ("paused", 1e12), ("failed", 1e12), ("queued", 1e12)])
def test_what_is_young_or_may_go_on_keeps_its_checkpoints(run, state, before):
    """A run that is not finished is lost without them."""
    set_status(run, Status(state))
    before_names = names(run)
    sweep_checkpoints(run, before)
    assert names(run) == before_names


def test_a_file_with_two_names_takes_its_room_once(tmp_path):
    """As a checkpoint of an epoch does, which is one of the run as well."""
    (tmp_path / "a").write_bytes(b"12345678")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "b").hardlink_to(tmp_path / "a")
    (tmp_path / "more" / "c").write_bytes(b"123")
    assert (bytes_in(tmp_path), bytes_in(tmp_path / "none")) == (11, 0)
