"""Which tensors a block has and of which class their owners are, by torch; which of them rules fill that have rows."""

import pytest

from builder import analyse
from builder.analysis.selection import Tensors
from builder.catalogue.layers.parametrized import Parametrization
from builder.document.blocks import Graph, InitRule, Input, Layer, Selector, Shared, TensorBlock
from builder.module import to_module
from tests.edits.designs import design, linear, repeat, sequential

NORM = Layer(id="n", kind="BatchNorm1d", args={"num_features": 8})
GRAPH = Graph(
    id="g",
    nodes=(
        TensorBlock(id="t", name="t", shape=(3,)),
        TensorBlock(id="m", name="m", shape=(2,), role="buffer"),
        TensorBlock(id="z", name="z", shape=(2,), role="buffer", persistent=False),
        linear("f", name="fc"),
        Shared(id="w", of="f"),
    ),
    wires={"fc": ("x",), "node_4": ("fc",)},
    outputs=("node_4",),
)
ALL = design(sequential("s", linear("a"), NORM), repeat("q", linear("c"), count=2), Shared(id="u", of="s"), GRAPH)
NETWORK, TENSORS = to_module(ALL, device="meta"), Tensors(analyse(ALL).root)
PATHS = {"s": "0", "a": "0.0", "n": "0.1", "q": "1", "c": "1.0", "u": "2", "g": "3", "f": "3.fc", "w": "3.fc"}


@pytest.mark.parametrize("id", PATHS)
def test_what_a_state_dict_holds_of_a_block(id):
    """Of its first copy, with buffers that are kept; or one tensor of that name."""
    shapes = {name: tuple(tensor.shape) for name, tensor in NETWORK.get_submodule(PATHS[id]).state_dict().items()}
    assert list(TENSORS.state(id, None).items()) == list(shapes.items())
    assert TENSORS.state(id, "bias") == {name: shape for name, shape in shapes.items() if name == "bias"}


@pytest.mark.parametrize(("id", "shape"), [("t", (3,)), ("m", (2,)), ("z", (2,))])
def test_a_tensor_of_a_graph_is_one(id, shape):
    """Whatever is asked for of it."""
    assert TENSORS.state(id, None) == TENSORS.state(id, "t") == {"": shape}


def test_what_is_not_there_has_nothing():
    """No block, no tensors."""
    assert TENSORS.state("none", None) == {}


def normed(form):
    """Return a Linear whose weight is worked out of others."""
    return linear("a", parametrizations={"weight": Parametrization("weight_norm", form)})


@pytest.mark.parametrize("form", ["new", "old"])
@pytest.mark.filterwarnings("ignore:.*deprecated in favor:FutureWarning")
def test_a_parametrization_makes_a_class(form):
    """By whose name a rule finds what is left of its tensors."""
    document = design(normed(form), linear("b"))
    network = to_module(document)
    owners = [key.rpartition(".") for key, _ in network.named_parameters()]
    assert [(one.name, one.kind) for one in Tensors(analyse(document).root).selected(Selector())] == [
        (name, type(network.get_submodule(path)).__name__) for path, _, name in owners
    ]


WEIGHT = Selector(block="a", tensor="weight")
EMBEDDING = Layer(id="a", kind="Embedding", args={"num_embeddings": 5, "embedding_dim": 3})
IDS = (Input(name="X", shape=("N", 4), dtype="int64"),)
RULES = {
    "the original of a norm": (normed("new"), WEIGHT, None, 0),
    "rows of a weight that is worked out": (normed("new"), WEIGHT, (0, 2), 1),
    "the norm of another kind": (normed("new"), Selector(block="a", kind="Conv1d", tensor="weight"), None, 1),
    "another tensor of it": (normed("new"), Selector(block="a", tensor="weights"), None, 1),
    "rows that are there": (EMBEDDING, WEIGHT, (4, 5), 0),
    "rows beyond the last": (EMBEDDING, WEIGHT, (5, 6), 1),
    "all rows": (EMBEDDING, WEIGHT, None, 0),
}


@pytest.mark.parametrize("case", RULES)
def test_a_rule_that_fills_nothing_is_told(case):
    """Once."""
    layer, select, rows, told = RULES[case]
    inputs = {"inputs": IDS} if layer is EMBEDDING else {}
    document = design(layer, init=(InitRule(select, "ones_", rows=rows),), **inputs)
    assert sum("matches no tensor" in one.problem for one in analyse(document).problems) == told
