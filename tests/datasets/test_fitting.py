import msgspec
import pytest
import torch

from builder import templates, to_module
from builder.datasets.fitting import fit
from builder.datasets.mismatch import mismatch
from builder.datasets.stored import DataSet
from builder.document.blocks import Document, Function, Graph, Input, Layer, Sequential
from builder.edits import apply
from builder.errors import BuilderError
from builder.local import analyse
from builder.module.local import run_here


def classes(*shape, count=3, dtype="float32"):
    """Return a data set of so many classes."""
    return DataSet("d", "classes", shape, dtype, (), "int64", tuple(map(str, range(count))))


TEXT = DataSet("t", "tokens", (12,), "int64", (12,), "int64", tuple("abcdefg"))
CURVE = DataSet("c", "numbers", (1,), "float32", (1,), "float32")
LINEAR = Layer(id="a", kind="Linear", args={"in_features": 9, "out_features": 5})

IDS = Layer(id="e", kind="Embedding", args={"num_embeddings": 5, "embedding_dim": 3})


def network(*layers, shape=("N", 9), dtype="float32"):
    """Return a document of some layers in a row."""
    return Document(inputs=(Input("x", shape, dtype),), root=Sequential(id="root", children=layers))


def told(edits):
    """Return edits in short words."""
    words = []
    for edit in edits:
        fields = msgspec.structs.asdict(edit)
        block = fields.get("block")
        words.append(fields.get("argument") or (block.kind if block else type(edit).__name__))
    return words


@pytest.mark.parametrize(
    ("document", "data", "edits"),
    [
        (templates.load("lenet5"), classes(1, 28, 28, count=10), []),
        (templates.load("lenet5"), classes(1, 28, 28), ["out_features"]),
        (templates.load("lenet5"), classes(784, count=10), ["SetInputs", "Unflatten"]),
        (templates.load("residual_cnn"), classes(1, 28, 28), ["SetInputs", "out_features"]),
        (templates.load("mlp"), classes(4), ["SetInputs", "out_features"]),
        (templates.load("mlp"), classes(1, 8, 8, count=10), ["SetInputs", "Flatten"]),
        (templates.load("mlp"), CURVE, ["SetInputs", "out_features"]),
        (network(LINEAR), classes(4), ["SetInputs", "out_features", "in_features"]),
        (network(LINEAR), classes(1, 3, 3), ["SetInputs", "Flatten", "out_features"]),
        (network(LINEAR, shape=("N", 4, 9)), classes(9, count=5), ["SetInputs"]),
        (network(Layer(id="a", kind="ReLU"), Layer(id="b", kind="Tanh")), classes(9), ["Linear"]),
        (templates.load("gpt2"), TEXT, ["SetInputs", "num_embeddings", "out_features"]),
    ],
    ids=[
        *("fits", "classes", "flat pictures", "channels", "features", "pictures for an MLP", "a curve", "two widths"),
        *("flattened", "fewer dims", "no width", "tied"),
    ],
)
def test_a_network_is_fitted_to_data(document, data, edits):
    """Its input, what follows from it, and the width of its output, by edits that a person could make."""
    made = fit(document, data, run_here)
    assert told(made) == edits
    for edit in made:
        document = apply(document, edit)
    assert mismatch(analyse(document), data) == ()


def test_a_fitted_network_takes_the_data():
    """Torch itself says so."""
    document = network(LINEAR)
    for edit in fit(document, classes(1, 4, 4), run_here):
        document = apply(document, edit)
    assert to_module(document)(torch.zeros(2, 1, 4, 4)).shape == (2, 3)


NODE = msgspec.structs.replace(LINEAR, name="a")
TWO = Graph(id="root", inputs=("x",), nodes=(NODE,), wires={"a": ("x",)}, outputs=("a", "x"))
WHOLE = msgspec.structs.replace(
    TWO,
    nodes=(NODE, Function(id="f", name="f", kind="Tensor.argmax", args={"dim": 1})),
    wires={"a": ("x",), "f": ("a",)},
    outputs=("f",),
)


@pytest.mark.parametrize(
    ("document", "data", "words"),
    [
        (network(LINEAR), classes(9, count=5), []),
        (network(LINEAR), classes(9, count=7), ["The network returns 5 for each example, and the targets need 7."]),
        (network(LINEAR), classes(9), ["The network tells 5 classes apart, and the data have 3."]),
        (network(LINEAR), classes(4, count=5), ["An example has the shape 4, and the input x takes 9."]),
        (
            network(Layer(id="e", kind="Embedding", args={"num_embeddings": 5, "embedding_dim": 7}), shape=("N", 12)),
            TEXT,
            [
                "The data are int64, and the input x takes float32.",
                "The text has 7 different characters, and the embedding knows 5.",
                "The network cannot run: Embedding takes int64",
            ],
        ),
        (Document(inputs=(Input("x", ("N", 9)),), root=TWO), classes(9), ["The network returns several tensors"]),
        (Document(inputs=(Input("x", ("N", 9)),), root=WHOLE), classes(9), ["The network returns int64"]),
        (templates.load("two_inputs"), classes(9), ["The network has 2 inputs, and data give one."]),
        (network(LINEAR, shape=("N", 4, 9)), classes(4, 9), ["The network returns 4 × 5 for each example"]),
    ],
)
def test_what_does_not_fit_is_said(document, data, words):
    """Before anything runs, with what is given, what is taken, and a remedy."""
    found = mismatch(analyse(document), data)
    assert len(found) == len(words)
    assert all(one.problem.startswith(word) and one.hint for one, word in zip(found, words, strict=True))


def test_one_number_is_enough_for_two_classes():
    """As BCEWithLogitsLoss takes it, in a row of its own or without."""
    last = Layer(id="a", kind="Linear", args={"in_features": 9, "out_features": 1})
    flat = Layer(id="f", kind="Flatten", args={"start_dim": 0})
    assert [mismatch(analyse(network(*layers)), classes(9, count=2)) for layers in ((last,), (last, flat))] == [(), ()]


@pytest.mark.parametrize(
    ("document", "data", "words"),
    [
        (
            templates.load("lenet5"),
            classes(1, 8, 8),
            "fit examples of 1 × 8 × 8. .*Change its layers",
        ),
        (templates.load("two_inputs"), classes(9), "The network has 2 inputs"),
        (network(Layer(id="r", kind="ReLU"), LINEAR, shape=("N", 4)), classes(9), "9 features and receives 4"),
        (network(LINEAR), TEXT, "Layer 0: Linear has .* A text needs a row .* or take GPT-2"),
        (network(IDS, shape=("N", 9), dtype="int64"), classes(3, 3), "of 3 × 3. Layer 0: Embedding takes"),
        (templates.load("lstm_classifier"), TEXT, "returns 2 for each example, and the targets need 12 × 7"),
    ],
)
def test_what_cannot_be_fitted_is_said(document, data, words):
    """With the mistake that would stay."""
    with pytest.raises(BuilderError, match=words):
        fit(document, data, run_here)
