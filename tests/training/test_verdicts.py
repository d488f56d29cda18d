"""Each verdict is that of a short real run of a real network, and a run that is well has none."""

import numpy as np
import pytest
from msgspec.structs import replace

from builder.datasets.stored import DataSet, store
from builder.training.recipe import Loss, Optimizer, Recipe
from builder.training.records import EpochRecord, StepRecord
from builder.training.run import go_on
from builder.training.seen import seen_of
from builder.training.verdicts import Facts, verdicts
from tests.training.runs import new_run

MLP = "net = nn.Sequential(nn.Linear(4, 24), nn.ReLU(), nn.Linear(24, 3))"
DEAD = MLP + "\nnn.init.constant_(net[0].bias, -99.0)"
EXPLODED = MLP + "\nnn.init.normal_(net[2].weight, 0.0, 1e5)"
SHARES = "net = nn.Sequential(nn.Linear(4, 24), nn.ReLU(), nn.Linear(24, 3), nn.Softmax(1))"
LINE = "net = nn.Sequential(nn.Linear(4, 24), nn.ReLU(), nn.Linear(24, 1))"
RECIPE = Recipe(batch_size=20, epochs=5, optimizer=Optimizer("SGD", {"lr": 0.1}))
HEART = replace(RECIPE, epochs=30, optimizer=Optimizer("Adam", {"lr": 0.03}))


def rate(lr, **more):
    """Return the recipe by another rate."""
    return replace(RECIPE, optimizer=Optimizer("SGD", {"lr": lr}), **more)


def points(folder, noise=0.0, rows=240, numbers=False, mean=0.0):
    """Store points of three classes that lie apart, of which a share has the class of any other; or numbers."""
    drawn = np.random.default_rng(0)
    targets = drawn.integers(0, 3, rows)
    inputs = (drawn.normal(size=(rows, 4)) + 3 * np.eye(4)[targets]).astype(np.float32)
    told = np.where(drawn.random(rows) < noise, drawn.integers(0, 3, rows), targets)
    if numbers:
        info = DataSet("drawn", "numbers", (4,), "float32", (1,), "float32")
        made = inputs.sum(1, keepdims=True) if not noise else drawn.normal(size=(rows, 1)).astype("f4")
        return store(folder, info, [inputs], made + np.float32(mean))
    return store(folder, DataSet("drawn", "classes", (4,), "float32", (), "int64", ("a", "b", "c")), [inputs], told)


SQUARES = Loss("MSELoss")
RUNS = {
    "is well": (MLP, RECIPE, {}, []),
    "numbers are well": (LINE, rate(0.02, loss=SQUARES, epochs=8), {"numbers": True}, []),
    "loss is no number": (LINE, rate(1e3, loss=SQUARES), {"numbers": True}, ["high"]),
    "loss has grown": (MLP, rate(40.0), {"noise": 0.9}, ["high"]),
    "had exploded before": (EXPLODED, RECIPE, {}, ["exploded"]),
    "targets are large": (LINE, rate(1e-3, loss=SQUARES), {"numbers": True, "mean": 1e6}, ["high"]),
    "hardly moves": (MLP, rate(1e-5), {}, ["low"]),
    "numbers hardly move": (LINE, rate(1e-6, loss=SQUARES), {"numbers": True}, ["low"]),
    "is dead": (DEAD, RECIPE, {}, ["dead"]),
    "softmax twice": (SHARES, RECIPE, {}, ["logits"]),
    "overfits": (MLP, HEART, {"noise": 0.4, "rows": 120}, ["overfitting"]),
    "shuffled answers": (MLP.replace("24", "99"), HEART, {"noise": 1.0}, ["labels", "overfitting"]),
    "guesses": (MLP, rate(0.01), {"noise": 1.0, "rows": 600}, ["chance"]),
}


@pytest.mark.parametrize("name", RUNS)
def test_a_run_is_judged_by_what_it_did(name, tmp_path):
    """By its records and a few outputs of its network."""
    text, recipe, how, kinds = RUNS[name]
    folder = new_run(tmp_path, recipe, text=text, data=points(tmp_path / "data", **how))
    go_on(folder)
    found = seen_of(folder).verdicts
    assert [one.kind for one in found] == kinds, [one.problem for one in found]


def test_a_network_that_was_good_from_the_start_is_not_told_to_learn_faster():
    """Its loss stays where it is because nothing is left to learn."""
    steps = [StepRecord(at, 0, 0.01, 1e-6, 0.1) for at in range(1, 30)]
    epoch = EpochRecord(1, 29, 0.01, 0.99, 0.01, 0.99)
    facts = Facts(chance=0.3, targets=200, update=1e-6)
    assert verdicts([*steps, epoch], facts) == ()
    assert [one.kind for one in verdicts([*steps, replace(epoch, train_accuracy=0.3)], facts)] == ["low"]


def test_few_examples_kept_apart_tell_of_no_shuffled_answers():
    """Twelve of them are guessed as badly by chance."""
    epoch = EpochRecord(9, 90, 0.01, 0.99, 0.9, 0.4)
    kinds = [[one.kind for one in verdicts([epoch], Facts(chance=0.4, targets=count))] for count in (12, 400)]
    assert kinds == [[], ["labels"]]


def test_the_first_loss_may_be_no_number():
    """Before the first step no rate has changed the weights."""
    lost = [StepRecord(at, 0, float("nan"), 0.1) for at in (1, 2)]
    assert [[one.kind for one in verdicts(lost[at:], Facts())] for at in (0, 1)] == [["exploded"], ["high"]]


@pytest.mark.parametrize(("first", "last", "kinds"), [(2.45, 7e19, ["high"]), (1e-7, 1e-4, [])])
def test_a_loss_explodes_whatever_is_known(first, last, kinds):
    """As with LBFGS on digits; from next to nothing to very little is no explosion, though as many times more."""
    steps = [StepRecord(at, 0, first, 0.1) for at in range(1, 30)]
    epochs = [EpochRecord(at, 20 * at, loss, 0.93, loss, 0.93) for at, loss in ((1, first), (2, last))]
    for records in ([*steps, *epochs], [*steps[:3], epochs[-1]]):
        found = verdicts(records, Facts(chance=0.1, targets=200, usual=2.3))
        assert [one.kind for one in found] == kinds


@pytest.mark.parametrize(("kind", "step", "last"), [("high", 1e9, 1e9), ("low", 1.0, 1.0), ("chance", 1.0, 1.0)])
def test_large_targets_are_to_be_scaled_first(kind, step, last):
    """Whatever else could be tried, no other rate helps as much."""
    steps = [StepRecord(at, 0, 1.0, 0.1) for at in range(1, 30)]
    epochs = [EpochRecord(at, 29, loss, loss=last) for at, loss in ((1, step), *((at, last) for at in range(2, 6)))]
    records = [*steps, *epochs]
    for size, is_first in ((1e6, True), (1.0, False)):
        facts = Facts(guess=1.0, update=1e-6 if kind == "low" else 1e-2, targets_rms=size)
        (found,) = verdicts(records, facts)
        assert (found.kind, found.hint.startswith("First tick “Scale the targets”")) == (kind, is_first)
