"""What is kept of a run looks as it does in a run of its own."""

import os

import pytest
import torch
from torch import nn

from builder.errors import BuilderError
from builder.inspection import values
from builder.inspection.report import Place, Settings
from builder.inspection.run import RunInputs, inspect_module
from builder.inspection.values import Keeper, file_of, kept_view, open_keeper, sweep
from builder.inspection.view import view_of
from tests.inspection.networks import sequential, state_of

PICTURE = torch.rand(2, 3, 80, 80, generator=torch.Generator().manual_seed(1))
CONV = sequential(
    lambda: nn.Conv2d(3, 70, 3), lambda: nn.ReLU(inplace=True), lambda: nn.AdaptiveAvgPool2d(1), nn.Flatten,
    lambda: nn.Linear(70, 4),
)  # fmt: skip
TOKENS = torch.randn(2, 6, 8, generator=torch.Generator().manual_seed(2))
NETWORKS = {
    "picture": (CONV, PICTURE),
    "rows": (sequential(lambda: nn.Linear(3, 2), nn.Tanh), torch.full((70, 3), float("nan"))),
    "tokens": (sequential(lambda: nn.LSTM(8, 5, batch_first=True)), TOKENS),
    "attention": (sequential(lambda: nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)), TOKENS),
    "integers": (sequential(lambda: nn.Embedding(9, 4)), torch.arange(8).reshape(2, 4)),
}


@pytest.mark.parametrize("loss", ["none", "sum"])
@pytest.mark.parametrize("name", NETWORKS)
def test_what_is_kept_looks_as_in_a_run_of_its_own(name, loss, tmp_path):
    """Each call of a network, each part: the same pixels, numbers and words; and the network stays as it was."""
    network, x = NETWORKS[name]
    loss = "none" if name == "tokens" else loss  # an LSTM returns several tensors, of which none is a loss
    sampled, settings, before = RunInputs((x,)), Settings(loss=loss), state_of(network)
    with open_keeper(tmp_path, "run") as keeper:
        report = inspect_module(network, sampled, settings, keeper)
    assert state_of(network) == before
    seen = 0
    for call in report.calls:
        for part in values.KEPT:
            place = Place(call.path, call.number, part)
            kept = kept_view(file_of(tmp_path, "run"), place)
            if kept is None:
                assert part != "output"
                assert part != "attention" or not call.has_attention
                continue
            seen += 1
            assert kept == view_of(network, sampled, settings, place)
    assert seen >= len(report.calls) * (2 if loss == "sum" else 1)


def test_attention_is_kept_for_some_seconds_alone(tmp_path, monkeypatch):
    """Past them it is worked out when somebody asks."""
    monkeypatch.setattr("builder.inspection.measure._ATTENTION_SECONDS", 0.0)
    network, x = NETWORKS["attention"]
    with open_keeper(tmp_path, "run") as keeper:
        inspect_module(network, RunInputs((x,)), Settings(), keeper)
    assert kept_view(file_of(tmp_path, "run"), Place("0.self_attn", 0)) is not None
    assert kept_view(file_of(tmp_path, "run"), Place("0.self_attn", 0, "attention")) is None


def test_a_gradient_that_does_not_arrive_is_not_kept(tmp_path):
    """Nothing is there to be seen, and that is for the run of its own to say."""
    network = sequential(lambda: nn.Embedding(9, 4))
    with open_keeper(tmp_path, "run") as keeper:
        inspect_module(network, RunInputs((torch.arange(3),)), Settings(), keeper)
    assert kept_view(file_of(tmp_path, "run"), Place("0", 0, "gradient")) is None


def test_past_its_budget_the_rest_is_left_out(tmp_path):
    """And no run ends by it."""
    file = tmp_path / "a" / "values" / "x.values"
    keeper = Keeper(file, budget=1)
    report = inspect_module(CONV, RunInputs((PICTURE,)), Settings(), keeper)
    keeper.close(complete=True)
    assert report.partial is None
    found = [call.path for call in report.calls if kept_view(file, Place(call.path, call.number)) is not None]
    assert found == ["0"]


def test_a_run_that_fails_leaves_no_file(tmp_path):
    """Nor a half-written one."""
    with pytest.raises(BuilderError), open_keeper(tmp_path, "run"):
        raise BuilderError("x")
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path):
    """The folder is a file; the run goes on."""
    (tmp_path / "values").touch()
    with open_keeper(tmp_path, "run") as keeper:
        assert keeper is None


def test_what_cannot_be_written_whole_is_not_kept(tmp_path, monkeypatch):
    """The disk is full in the middle of a run, which goes on."""
    with open_keeper(tmp_path, "run") as keeper:
        monkeypatch.setattr(keeper, "_written", lambda seen: (_ for _ in ()).throw(OSError("no space")))
        report = inspect_module(CONV, RunInputs((PICTURE,)), Settings(), keeper)
    assert report.partial is None
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


@pytest.mark.parametrize("content", [b"", b"x" * 8, b"\xc0" + bytes(8)])
def test_a_damaged_file_shows_nothing(tmp_path, content):
    """A run of its own does."""
    (tmp_path / "x.values").write_bytes(content)
    assert kept_view(tmp_path / "x.values", Place("0")) is None


def test_old_files_of_all_documents_are_removed(tmp_path, monkeypatch):
    """By age, then the oldest beyond the bound; half-written ones as well, and nothing else."""
    names = ["a/values/1.values", "b/values/2.values", "a/values/.3.values.x.part", "a/4.report"]
    for i, name in enumerate(names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * 10)
        os.utime(tmp_path / name, (1000 + i, 1000 + i))
    monkeypatch.setattr(values, "MOST_BYTES", 20)
    sweep(tmp_path, now=1003)
    assert [(tmp_path / name).exists() for name in names] == [False, True, True, True]
    sweep(tmp_path, now=1002 + values.MOST_SECONDS)
    assert [(tmp_path / name).exists() for name in names] == [False, False, True, True]
