"""A run gives the very losses and weights of a script that is written by hand."""

import pytest
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from msgspec.structs import replace

from builder.errors import BuilderError
from builder.training.recipe import EarlyStopping, Loss, Optimizer, Recipe
from builder.training.records import StepRecord
from builder.training.trainer import EvaluationInterrupted, Place, Trainer
from tests.training.plain import both, memory, numbers, same, script, tokens

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


def by_hand(network, data, size=4, each=3, clip=0.5):
    """Train one epoch, making a step of several batches, the last one of those that are left; clip its gradient."""
    decayed = [one for one in network.parameters() if one.dim() > 1]
    others = [one for one in network.parameters() if one.dim() <= 1]
    optimizer = torch.optim.AdamW([{"params": decayed}, {"params": others, "weight_decay": 0.0}], lr=0.01)
    torch.manual_seed(0)
    order = torch.from_numpy(data.training)[torch.randperm(len(data.training), generator=torch.manual_seed(0))]
    torch.manual_seed(0)
    for group in order.split(size * each):
        optimizer.zero_grad()
        for rows in group.split(size):
            loss = F.cross_entropy(network(data.inputs[rows]), data.targets[rows])
            (loss / (len(group) / len(rows))).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), clip)
        optimizer.step()


def test_a_step_of_several_batches_is_the_scripts():
    """Each has its share by its examples, the last ones as well; clipping and decay are torch's."""
    ours, theirs = both(MLP)
    data = numbers(5)
    optimizer = Optimizer("AdamW", {"lr": 0.01})
    recipe = Recipe(batch_size=4, accumulate=3, epochs=1, optimizer=optimizer, clip_norm=0.5, decay="matrices")
    Trainer(ours, data, recipe).run()
    by_hand(theirs, data)
    assert same(ours, theirs)


def test_an_epoch_is_measured_as_a_script_does():
    """Loss and accuracy of both parts: of training as it went, of validation in eval mode at the end."""
    network = both(MLP)[0]
    data = numbers(5)
    trainer = Trainer(network, data, replace(RECIPE, batch_size=8, epochs=1))
    trainer.run()
    steps, epoch = trainer.records[:-1], trainer.records[-1]
    network.eval()
    output, targets = network(data.inputs[data.validation]), data.targets[data.validation]
    assert epoch.loss == pytest.approx(F.cross_entropy(output, targets).item())
    assert epoch.accuracy == (output.argmax(1) == targets).float().mean()
    assert epoch.train_loss == pytest.approx(sum(one.loss * n for one, n in zip(steps, (8, 8, 6), strict=True)) / 22)


def test_a_run_stops_when_nothing_gets_better():
    """After so many epochs without an improvement, of which the best one is told."""
    recipe = replace(RECIPE, epochs=50, stopping=EarlyStopping(patience=3), optimizer=Optimizer("SGD", {"lr": 0.0}))
    trainer = Trainer(both(MLP)[0], numbers(5), recipe)
    trainer.run()
    assert trainer.place._replace(measure=None) == Place(4, 0, 16, "stopped", 1)


def test_frozen_tensors_stay():
    """By their keys; a key that is none is refused."""
    network, before = both(MLP)
    Trainer(network, numbers(5), replace(RECIPE, frozen=("0.weight",))).run()
    assert torch.equal(network[0].weight, before[0].weight)
    assert not torch.equal(network[0].bias, before[0].bias)
    with pytest.raises(BuilderError, match=r"no parameter 1\.weight"):
        Trainer(network, numbers(5), replace(RECIPE, frozen=("1.weight",)))


def test_a_column_of_outputs_meets_a_row_of_targets():
    """Where torch would compare each with each."""
    drawn = numbers(5)
    data = memory(drawn.inputs, drawn.inputs[:, 0].clone(), task="numbers")
    recipe = replace(RECIPE, loss=Loss("MSELoss"), epochs=6)
    trainer = Trainer(both("net = nn.Sequential(nn.Linear(5, 1))")[0], data, recipe)
    trainer.run()
    assert trainer.records[-1].loss < 0.5  # that of each with each is at least their variance


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"device": "cuda:9"}, "no cuda:9"), ({"precision": "float16"}, "no faster"), ({"batch_size": 99}, "no batch of")],
)
def test_what_the_machine_has_not_is_refused(changes, words):
    """In a sentence, before anything runs."""
    recipe = replace(RECIPE, last_batch="drop", **changes)
    with pytest.raises(BuilderError, match=words):
        Trainer(both(MLP)[0], numbers(5), recipe)


def test_an_evaluation_that_is_broken_off_begins_anew():
    """A pause need not wait for it, and what comes after is the same."""
    ours, theirs = both(MLP)
    answers = [False, True]
    broken = Trainer(ours, numbers(5), RECIPE, interrupt=lambda: bool(answers) and answers.pop(0))
    whole = Trainer(theirs, numbers(5), RECIPE)
    with pytest.raises(EvaluationInterrupted):
        broken.run()
    broken.run()
    whole.run()
    assert broken.records == whole.records
    assert same(ours, theirs)
