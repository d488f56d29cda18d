"""What is said of a recipe before it runs; that it is true is shown by torch where it can be asked."""

from contextlib import nullcontext

import pytest
from msgspec.structs import replace

from builder import analyse
from builder.edits import apply
from builder.errors import BuilderError
from builder.training.checks.check import check
from builder.training.checks.settings import Parts
from builder.training.recipe import EarlyStopping, Loss, Optimizer, Recipe, Schedule
from builder.training.trainer import Trainer
from tests.training.plain import both, document_of, memory, numbers, tokens

MLP = "net = nn.Sequential(nn.Linear(5, 8), nn.ReLU(), nn.Linear(8, 3))"
SPARSE = "net = nn.Sequential(nn.Embedding(9, 4, sparse=True), nn.Linear(4, 9))\n"
SPARSE += "net(torch.zeros(2, 6, dtype=torch.long))"
ENDS = MLP[:-1] + ", {last})"
OPTIMIZER = {
    "unknown optimizer": (Optimizer("Adamm"), "no Adamm"),
    "unknown argument": (Optimizer("SGD", {"beta": 1}), "beta"),
    "type": (Optimizer("SGD", {"lr": "high"}), "lr"),
    "bound": (Optimizer("SGD", {"lr": -1.0}), "lr is -1"),
    "pair": (Optimizer("Adam", {"betas": [0.9]}), "betas"),
    "beta": (Optimizer("Adam", {"betas": [0.9, 1.0]}), "below 1"),
    "capturable": (Optimizer("Adam", {"capturable": True}), "capturable"),
    "fused": (Optimizer("Adam", {"foreach": True, "fused": True}), "foreach or fused"),
    "nesterov": (Optimizer("SGD", {"nesterov": True}), "nesterov needs"),
    "matrices": (Optimizer("Muon"), "Muon takes matrices alone: 2 tensors are none, such as 0.bias"),
    "sparse": (Optimizer("SparseAdam"), "SparseAdam takes sparse gradients alone: 4"),
}
RECIPES = {
    "unknown loss": ({"loss": Loss("CrossEntropy")}, "no CrossEntropy "),
    "loss argument": ({"loss": Loss("CrossEntropyLoss", {"label_smoothing": 2.0})}, "label_smoothing is 2"),
    "reduction": ({"loss": Loss("CrossEntropyLoss", {"reduction": "none"})}, "gives many"),
    "batch": ({"batch_size": 0}, "batch_size is 0"),
    "last batch": ({"batch_size": 64, "last_batch": "drop"}, "no batch of 64"),
    "seed": ({"seed": 2**32}, "at most 4294967295"),
    "two ends": ({"steps": 5}, "just one of both"),
    "no end": ({"epochs": None}, "just one of both"),
    "clip": ({"clip_norm": 0.0}, "clip_norm is 0"),
    "decay": ({"optimizer": Optimizer("Rprop"), "decay": "matrices"}, "no weight decay"),
    "second": ({"optimizer": Optimizer("Muon"), "rest": Optimizer("LBFGS")}, "second optimizer"),
    "rest": ({"optimizer": Optimizer("Muon"), "rest": Optimizer("Muon")}, "Muon takes matrices alone"),
    "unknown schedule": ({"schedule": Schedule("StepLr")}, "no StepLr"),
    "schedule": ({"schedule": Schedule("StepLR")}, "step_size"),
    "plateau": ({"schedule": Schedule("ReduceLROnPlateau", per="step")}, "validation loss, once an epoch"),
    "cycle": (
        {"optimizer": Optimizer("Adagrad"), "schedule": Schedule("OneCycleLR", {"max_lr": 1.0})},
        "Adagrad has none",
    ),
    "short": ({"schedule": Schedule("OneCycleLR", {"max_lr": 1.0, "total_steps": 2})}, "ends after 2"),
    "warmup": ({"schedule": Schedule("ConstantLR", warmup=-1)}, "warmup is -1"),
    "accuracy": ({"loss": Loss("MSELoss"), "stopping": EarlyStopping(measure="accuracy")}, "MSELoss has no accuracy"),
    "patience": ({"stopping": EarlyStopping(0)}, "patience is 0"),
    "frozen": ({"frozen": ("0.weight", "0.bias", "2.weight", "2.bias")}, "No tensor of the network learns"),
    "numbers": ({"loss": Loss("MSELoss")}, "('N', 3), and the targets are ('N',)"),
}
NETWORKS = {
    "softmax": (
        ENDS.format(last="nn.Softmax(1)"),
        "CrossEntropyLoss",
        "expects logits, and the network ends in Softmax",
    ),
    "function": (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(5, 3)\n"
        "    def forward(self, x):\n        return F.softmax(self.a(x), dim=1)\nnet = Net()",
        "CrossEntropyLoss",
        "ends in F.softmax",
    ),
    "log": (MLP, "NLLLoss", "NLLLoss expects LogSoftmax at the end of the network, and there is Linear"),
    "shape": (MLP.replace("5", "6"), "CrossEntropyLoss", "shape 5, and the input X takes 6"),
    "few": (MLP.replace("3)", "2)"), "CrossEntropyLoss", "2 values for 3 classes"),
    "error": (MLP.replace("(8, 3)", "(9, 3)"), "CrossEntropyLoss", "takes 9"),
    "many outputs": (ENDS.format(last="nn.Unflatten(1, (3, 1, 1))"), "CrossEntropyLoss", "one value for each class"),
    "frozen": (MLP + "\nfor p in net.parameters():\n    p.requires_grad = False", "CrossEntropyLoss", "No tensor"),
}


def said(text, recipe, data=None, inputs=("N", 5)):
    """Return the problems of a recipe for the network of a text."""
    data = data or numbers(5)
    parts = Parts(len(data.training), len(data.validation))
    return check(recipe, analyse(document_of(text, inputs)), data.info, parts)


def errors(*args, **more):
    """Return what is said of errors, as one text."""
    return " ".join(one.problem for one in said(*args, **more) if one.severity == "error")


@pytest.mark.parametrize("name", OPTIMIZER)
def test_an_optimizer_is_checked(name):
    """Kinds, arguments, types, bounds, and the tensors that it takes."""
    optimizer, words = OPTIMIZER[name]
    assert words in errors(MLP, Recipe(optimizer=optimizer))


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_is_checked(name):
    """Each number and all that goes together."""
    changes, words = RECIPES[name]
    assert words in errors(MLP, replace(Recipe(), **changes))


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_is_checked(name):
    """Its end, its shapes and its own mistakes."""
    text, loss, words = NETWORKS[name]
    assert words in errors(text, Recipe(loss=Loss(loss)), inputs=("N", 6) if name == "shape" else ("N", 5))


def test_a_softmax_is_removed_by_its_fix():
    """The problem stands at the layer, and its fix leaves none."""
    document = document_of(ENDS.format(last="nn.Softmax(1)"), ("N", 5))
    problem = said(ENDS.format(last="nn.Softmax(1)"), Recipe())[0]
    mended = apply(document, problem.fix.edit)
    assert problem.path == "3"
    assert not check(Recipe(), analyse(mended), numbers(5).info, Parts(22, 8))


def test_the_end_of_a_run_needs_no_validation():
    """But what looks at the validation part does."""
    data = numbers(5)._replace(validation=numbers(5).validation[:0])
    assert not errors(MLP, Recipe(), data)
    assert "Nothing is kept apart" in errors(MLP, Recipe(stopping=EarlyStopping()), data)


def test_a_last_batch_of_one_is_told_where_torch_refuses_it():
    """A batch norm takes no statistics of one example."""
    text = MLP.replace("nn.ReLU()", "nn.BatchNorm1d(8)")
    recipe = Recipe(batch_size=7)
    assert "22 examples the last batch has a single one" in errors(text, recipe)
    with pytest.raises(ValueError, match="more than 1 value"):
        Trainer(both(text)[0], numbers(5), recipe).run()
    assert not errors(text, replace(recipe, last_batch="drop"))


@pytest.mark.parametrize(
    ("recipe", "words"),
    [
        (Recipe(optimizer=Optimizer("Adam")), "Adam takes no sparse gradients: 1 tensor has them, such as 0.weight"),
        (Recipe(optimizer=Optimizer("SparseAdam")), "SparseAdam takes sparse gradients alone"),
        (Recipe(clip_norm=1.0), "cannot clip"),
        (Recipe(optimizer=Optimizer("SGD", {"lr": 0.1, "weight_decay": 0.1})), "change all of its rows"),
        (Recipe(), ""),
        (Recipe(optimizer=Optimizer("SparseAdam"), rest=Optimizer("Adam")), ""),
    ],
)
def test_what_is_said_of_sparse_gradients_is_what_torch_does(recipe, words):
    """What is refused fails in torch as well, and what is not refused runs."""
    found = errors(SPARSE, recipe, tokens(), None)
    assert words in found if words else not found
    with pytest.raises((BuilderError, RuntimeError)) if words else nullcontext():
        Trainer(both(SPARSE)[0], tokens(), replace(recipe, epochs=1)).run()


def test_more_outputs_than_classes_are_only_noted():
    """They can be trained."""
    found = said(MLP.replace("3)", "4)"), Recipe())
    assert [one.severity for one in found] == ["note"]


def test_targets_that_are_numbers_have_no_classes():
    """A loss of classes says so."""
    drawn = numbers(5)
    data = memory(drawn.inputs, drawn.inputs[:, :1], task="numbers")
    assert "the targets are other numbers" in errors(MLP, Recipe(), data)
