"""A run gives the very losses and weights of a script that is written by hand."""

import pytest
import torch

from builder.training.recipe import Loss, Optimizer, Recipe
from builder.training.records import StepRecord
from builder.training.trainer import Trainer
from tests.training.plain import both, numbers, same, script, tokens

MLP = "net = nn.Sequential(nn.Linear(5, 8), nn.ReLU(), nn.Dropout(0.3), nn.Linear(8, 3))"
CLASS = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(5, 5)
        self.b = nn.Linear(5, 3)
        self.calls = 0
        self.seen = torch.zeros(5)
    def forward(self, x):
        {body}
        return self.b(x)
net = Net()
"""
NETWORKS = {
    "mlp": (MLP, numbers(5)),
    "lenet": (
        "net = nn.Sequential(nn.Conv2d(1, 3, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2), nn.Conv2d(3, 4, 3),"
        " nn.BatchNorm2d(4), nn.Flatten(), nn.LazyLinear(3))",
        numbers(1, 12, 12),
    ),
    "transformer": (
        "net = nn.Sequential(nn.Embedding(9, 8), nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16,"
        " batch_first=True), 2, enable_nested_tensor=False), nn.Linear(8, 9))\n"
        "net(torch.zeros(2, 6, dtype=torch.long))",
        tokens(),
    ),
    "tied": (
        "net = nn.Sequential(nn.Embedding(9, 8), nn.Linear(8, 8), nn.Tanh(), nn.Linear(8, 9, bias=False))\n"
        "net[3].weight = net[0].weight\nnet(torch.zeros(2, 6, dtype=torch.long))",
        tokens(),
    ),
    "shared": ("a = nn.Linear(5, 5)\nnet = nn.Sequential(a, nn.ReLU(), a, nn.ReLU(), nn.Linear(5, 3))", numbers(5)),
    "frozen": (MLP + "\nnet[0].weight.requires_grad = False", numbers(5)),
    "data cut": (CLASS.format(body="x = F.relu(self.a(x)) + F.linear(x, self.a.weight.data)"), numbers(5)),
    "lazy": ("net = nn.Sequential(nn.LazyLinear(8), nn.LazyBatchNorm1d(), nn.LazyLinear(3))", numbers(5)),
    "text class": (
        CLASS.format(
            body="self.calls += 1\n        if self.training and x.sum() > 0:\n            x = self.a(x)\n"
            "        self.seen = self.seen * 0.5 + x.detach().mean(0)\n        x = x + self.seen * self.calls"
        ),
        numbers(5),
    ),
}
RECIPE = Recipe(batch_size=6, epochs=2, seed=3, optimizer=Optimizer("SGD", {"lr": 0.1, "momentum": 0.9}))
INPUTS = {"lenet": ("N", 1, 12, 12), "lazy": ("N", 5)}


def trained(name, recipe=RECIPE):
    """Return a network trained by us and one by the script, and the losses of both."""
    text, data = NETWORKS[name]
    ours, theirs = both(text, INPUTS.get(name))
    trainer = Trainer(ours, data._replace(validation=data.validation[:0]), recipe)
    trainer.run()
    losses = [one.loss for one in trainer.records if isinstance(one, StepRecord)]
    return ours, theirs, losses, script(theirs, data, recipe)


@pytest.mark.parametrize("name", NETWORKS)
def test_a_run_is_the_script_to_the_last_bit(name):
    """Losses of all steps and weights at the end are those of a loop written by hand."""
    ours, theirs, losses, expected = trained(name)
    assert losses == expected
    assert same(ours, theirs)


@pytest.mark.parametrize(
    "optimizer", [Optimizer("Adam"), Optimizer("AdamW", {"lr": 0.01}), Optimizer("RMSprop"), Optimizer("Adafactor")]
)
def test_an_optimizer_is_that_of_torch(optimizer):
    """It gets the tensors and the arguments that a script gives it."""
    ours, theirs, losses, expected = trained("mlp", Recipe(batch_size=6, epochs=2, seed=3, optimizer=optimizer))
    assert losses == expected
    assert same(ours, theirs)


def test_the_callers_random_numbers_stay_their_own():
    """What a run draws moves no generator of whoever runs it."""
    before = torch.get_rng_state()
    trained_by = Trainer(both(MLP)[0], numbers(5), RECIPE)
    trained_by.step()
    assert torch.equal(torch.get_rng_state(), before)


def test_label_smoothing_is_an_argument_of_the_loss():
    """A loss takes what it takes in torch."""
    recipe = Recipe(batch_size=6, epochs=2, loss=Loss("CrossEntropyLoss", {"label_smoothing": 0.1}))
    ours, theirs, losses, expected = trained("mlp", recipe)
    assert losses == expected
    assert same(ours, theirs)
