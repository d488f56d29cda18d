"""What is seen of a network while it learns, and that the run is the same with it or without."""

import pytest
import torch

from builder.datasets.builtin import store_builtin
from builder.training import watcher
from builder.training.recipe import Optimizer, Recipe
from builder.training.run import go_on
from builder.training.seen import BINS, MOST_MOMENTS, seen_of
from tests.training.runs import new_run

RECIPE = Recipe(batch_size=3, epochs=2, optimizer=Optimizer("Adam", {"lr": 0.05}))
PLANE = "net = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 3))"
TEXT = "net = nn.Sequential(nn.Embedding(99, 4), nn.Linear(4, 99))\nnet(torch.zeros(2, 8, dtype=torch.long))"


@pytest.fixture
def _each_step(monkeypatch):
    monkeypatch.setattr(watcher, "_LEAST_SECONDS", 0.0)
    monkeypatch.setattr(watcher, "_SHARE", 0.0)


def test_a_run_that_is_looked_at_at_each_step_is_the_same_to_the_last_bit(tmp_path, monkeypatch):
    """Also where the network counts its runs and draws random numbers in them."""
    found = []
    for least in (0.0, 1e9):
        monkeypatch.setattr(watcher, "_LEAST_SECONDS", least)
        monkeypatch.setattr(watcher, "_SHARE", 0.0)
        folder = new_run(tmp_path / str(least), RECIPE)
        go_on(folder)
        found.append((folder / "weights" / "last.safetensors").read_bytes())
    assert found[0] == found[1]


@pytest.mark.usefixtures("_each_step")
def test_weights_over_time_and_how_far_a_step_moves_them(tmp_path):
    """Each module that learns has its share, each tensor its values after some steps."""
    folder = new_run(tmp_path, Recipe(batch_size=3, epochs=12, optimizer=RECIPE.optimizer))
    go_on(folder)
    seen = seen_of(folder)
    assert seen.updates.keys() == {"norm", "a", "b"}
    assert all(1e-5 < one < 10 for one in seen.updates.values())
    assert [one.key for one in seen.weights] == ["norm.weight", "norm.bias", "a.weight", "a.bias", "b.weight", "b.bias"]
    moments = seen.weights[2].moments
    assert 10 < len(moments) <= MOST_MOMENTS
    assert (moments[0].step, len(moments[0].counts), max(moments[0].counts)) == (1, BINS, 255)


def test_an_update_is_the_change_of_a_step_by_its_size(tmp_path):
    """As one works it out by hand from the weights before and after the first step."""
    folder = new_run(
        tmp_path, Recipe(batch_size=99, epochs=1, optimizer=Optimizer("SGD", {"lr": 0.0, "weight_decay": 1.0}))
    )
    go_on(folder)
    assert seen_of(folder).updates == dict.fromkeys(["norm", "a", "b"], 0.0)
    folder = new_run(
        tmp_path / "other",
        Recipe(batch_size=99, epochs=1, optimizer=Optimizer("AdamW", {"lr": 1e-12, "weight_decay": 1e10})),
    )
    go_on(folder)
    assert seen_of(folder).updates["a"] == pytest.approx(0.01, rel=1e-4)


@pytest.mark.usefixtures("_each_step")
@pytest.mark.parametrize(("data", "text"), [("blobs", PLANE), ("english", TEXT)])
def test_a_plane_and_a_text_are_seen_while_they_are_learned(data, text, tmp_path):
    """A surface with points of all classes, or what a model of characters writes."""
    stored = store_builtin(tmp_path / "data", data, *(() if data == "english" else (60,)), length=8)
    folder = new_run(tmp_path, Recipe(batch_size=64, steps=2, epochs=None), text=text, data=stored)
    go_on(folder)
    seen = seen_of(folder)
    if data == "blobs":
        assert {one[2] for one in seen.surface.points} == {0, 1, 2}
    else:
        assert len(seen.text) == 80


def test_a_look_that_fails_ends_no_run(tmp_path, monkeypatch):
    """Nothing is seen, and the run goes on to its end."""
    monkeypatch.setattr(watcher, "outputs_of", lambda *_: torch.zeros(0)[1])
    folder = new_run(tmp_path, RECIPE)
    assert go_on(folder).ended == "finished"
    assert seen_of(folder) is None
