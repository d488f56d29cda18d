"""Short forms that the emitted file has for small things, each by the line that says it."""

import pytest

from builder import to_source
from builder.catalogue.layers.parametrized import Parametrization
from builder.document.blocks import (
    Block,
    Document,
    Function,
    Graph,
    InitRule,
    Input,
    Layer,
    Selector,
    Sequential,
    TensorBlock,
)

LINEAR = {"in_features": 4, "out_features": 4}
RULE = Selector(block="a")


def added(**tensor: object) -> Block:
    """Return a graph that adds a tensor of its own to its input."""
    own = TensorBlock(id="w", name="w", **tensor)  # type: ignore[arg-type]
    wires = {"y": ("x", "w")}
    return Graph(
        id="g", inputs=("x",), nodes=(own, Function(id="y", name="y", kind="torch.add")), wires=wires, outputs=("y",)
    )


def parametrized(kind: str, tensor: str, what: str) -> Layer:
    """Return a layer with a tensor that is worked out of others."""
    args = LINEAR if kind == "Linear" else {"input_size": 4, "hidden_size": 4}
    return Layer(id="a", name="a", kind=kind, args=args, parametrizations={tensor: Parametrization(what, "new", {})})


TENSORS = {
    "a number that is zero": (added(), "self.w = nn.Parameter(torch.zeros(()))"),
    "a number that is one": (added(init={"value": 1}), "self.w = nn.Parameter(torch.ones(()))"),
    "another number": (added(init={"value": 2.5}), "self.w = nn.Parameter(torch.full((), 2.5))"),
    "infinity": (added(shape=(4,), init={"value": -float("inf")}), 'torch.full((4,), float("-inf"))'),
    "a row of zeros": (added(shape=(4,)), "self.w = nn.Parameter(torch.zeros(4))"),
    "a buffer": (added(shape=(4,), role="buffer"), 'self.register_buffer("w", torch.zeros(4))'),
    "a buffer in no file": (
        added(shape=(4,), role="buffer", persistent=False, dtype="float64"),
        'self.register_buffer("w", torch.zeros(4, dtype=torch.float64), persistent=False)',
    ),
}
RULES = {
    "a value by its place": (InitRule(RULE, "constant_", {"val": 0.5}), "nn.init.constant_(net[0].weight, 0.5)"),
    "a first number by its name": (
        InitRule(RULE, "normal_", {"std": 0.02}),
        "nn.init.normal_(net[0].weight, std=0.02)",
    ),
    "two numbers by their names": (
        InitRule(RULE, "uniform_", {"a": -1.0, "b": 2.0}),
        "nn.init.uniform_(net[0].weight, a=-1.0, b=2.0)",
    ),
}


def emitted(block: Block, **fields: object) -> str:
    """Return the file of a network of one block."""
    root = Sequential(id="root", children=(block,))
    document = Document(inputs=(Input(name="X", shape=("N", 4)),), root=root, **fields)  # type: ignore[arg-type]
    return to_source(document)


@pytest.mark.parametrize("case", TENSORS)
def test_a_tensor_of_a_graph(case: str) -> None:
    """As short as torch takes it."""
    block, line = TENSORS[case]
    assert line in emitted(block)


@pytest.mark.parametrize("case", RULES)
def test_an_init_rule(case: str) -> None:
    """The value of a constant stands alone; what is one of several has its name."""
    rule, line = RULES[case]
    kept = InitRule(Selector(block="a", tensor="weight"), rule.scheme, rule.args)
    assert line in emitted(Layer(id="a", kind="Linear", args=LINEAR), init=(kept,))


@pytest.mark.parametrize(
    ("block", "line"),
    [
        (parametrized("Linear", "weight", "weight_norm"), "nn.utils.parametrizations.weight_norm(nn.Linear(4, 4))"),
        (parametrized("LSTM", "weight_hh_l0", "weight_norm"), 'weight_norm(nn.LSTM(4, 4), "weight_hh_l0")'),
        (parametrized("Linear", "bias", "weight_norm"), 'weight_norm(nn.Linear(4, 4), "bias")'),
    ],
)
def test_a_parametrization_names_any_tensor_but_the_weight(block: Layer, line: str) -> None:
    """Which it takes where none is named."""
    assert line in emitted(block)
