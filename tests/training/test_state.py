"""A state that was written and read goes on as the run itself does, whatever it holds."""

import copy

import pytest
import torch
from msgspec.structs import replace

from builder.training.checkpoint import read_checkpoint, write_checkpoint
from builder.training.optimizers import OPTIMIZERS
from builder.training.packing import Packer, UnpackableError, from_text, to_text, unpack
from builder.training.recipe import Loss, Optimizer, Recipe, Schedule
from builder.training.schedules import SCHEDULES
from builder.training.trainer import Trainer
from tests.training.plain import both, numbers, same, tokens

MLP = "net = nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Dropout(0.3), nn.Linear(8, 3))"
SPARSE = "net = nn.Sequential(nn.Embedding(9, 4, sparse=True), nn.Linear(4, 9))\n"
SPARSE += "net(torch.zeros(2, 6, dtype=torch.long))"
RECIPE = Recipe(batch_size=4, accumulate=2, epochs=4, optimizer=Optimizer("SGD", {"lr": 0.05, "momentum": 0.9}))
ARGS = {
    "StepLR": {"step_size": 2},
    "MultiStepLR": {"milestones": [1, 3]},
    "ExponentialLR": {"gamma": 0.9},
    "CosineAnnealingWarmRestarts": {"T_0": 2},
    "OneCycleLR": {"max_lr": 0.5},
    "CyclicLR": {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 2},
    "ReduceLROnPlateau": {"patience": 0},
}


def resumed(text, data, recipe, folder, batches=7):
    """Return a network that was trained at once, one that was trained with a break, and the records of both."""
    networks = [copy.deepcopy(both(text)[0]) for _ in range(3)]
    whole, first, second = (Trainer(network, data, recipe) for network in networks)
    whole.run()
    with first.drawing():
        for _ in range(batches):
            first.advance()
    write_checkpoint(folder / "state", *first.state())
    second.restore(*read_checkpoint(folder / "state"))
    second.run()
    return networks[0], networks[2], whole.records, first.records + second.records


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_goes_on(name, tmp_path):
    """With all that it has gathered, in the middle of an accumulation."""
    is_sparse = OPTIMIZERS[name].sparse == "only"
    rest = Optimizer("AdamW") if is_sparse or OPTIMIZERS[name].only_matrices else None
    recipe = replace(RECIPE, optimizer=Optimizer(name, {}), rest=rest)
    one, other, records, again = resumed(*((SPARSE, tokens()) if is_sparse else (MLP, numbers(5))), recipe, tmp_path)
    assert same(one, other)
    assert records == again


@pytest.mark.parametrize("warmup", [0, 2])
@pytest.mark.parametrize("name", SCHEDULES)
def test_every_schedule_goes_on(name, warmup, tmp_path):
    """With its place, after a warm-up as well."""
    chosen = Schedule(name, ARGS.get(name, {}), "epoch", 0 if SCHEDULES[name].by_measure else warmup)
    one, other, records, again = resumed(MLP, numbers(5), replace(RECIPE, schedule=chosen), tmp_path, 12)
    assert same(one, other)
    assert records == again


def test_a_loss_that_is_no_number_ends_the_run():
    """It says so, at the same step in every process."""
    recipe = replace(RECIPE, optimizer=Optimizer("SGD", {"lr": 1e30}), loss=Loss("MSELoss"), epochs=9)
    data = numbers(5)
    trainer = Trainer(both(MLP.replace("8, 3", "8, 1").replace("nn.Tanh()", "nn.ReLU()"))[0], data, recipe)
    trainer.run()
    assert trainer.place.ended == "diverged"
    assert trainer.place.step < trainer.total


def test_what_is_packed_comes_back():
    """Tuples, keys, infinities, tensors that share memory, in one piece of JSON."""
    shared = torch.randn(2, 3)
    value = {1: (1.5, float("inf"), None, True), "list": [shared, [shared, shared.t()]], "text": "a", (1, 2): -0.0}
    packing = Packer()
    packed = from_text(to_text(packing.pack(value)))
    found = unpack(packed, packing.tensors)
    assert len(packing.tensors) == 2
    assert found["list"][0] is found["list"][1][0]
    assert repr(found) == repr(value)


def test_what_is_neither_plain_nor_a_tensor_is_refused():
    """A state holds nothing that could be executed."""
    with pytest.raises(UnpackableError, match="builtin_function"):
        Packer().pack([print])
