"""New blocks begin with arguments that are valid, and that run on something."""

import pytest

from builder import analyse
from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.functions.validation import check_function
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import check, explicit
from builder.document.blocks import Document, Function, Graph, Input, Layer
from ui.server.initial_args import starting_arguments

LAYERS = [name for name, kind in CATALOGUE.items() if kind.instead is None]
SHAPES = [
    ("N", 32),
    ("N", 16, 32),
    ("N", 16, 8, 8),
    ("N", 16, 8, 8, 8),
    ("N", 16, 8),
    ("N", 16, 16),
    (3, 16, 32),
    (32,),
]
INPUTS = [Input("X", shape, dtype) for shape in SHAPES for dtype in ("float32", "int64")]
ONE_INPUT = [name for name in LAYERS if len(CATALOGUE[name].inputs) - CATALOGUE[name].optional == 1]
CALLS = [name for name, kind in FUNCTIONS.items() if len(kind.inputs) - kind.optional == 1 and not kind.unbounded]


def runs(node: Layer | Function, entry: Input) -> bool:
    """Tell whether nothing at all is said of a graph with just this node."""
    root = Graph(id="root", nodes=(node,), wires={"node_0": ("x",)}, outputs=("node_0",))
    return analyse(Document(inputs=(entry,), root=root)).problems == ()


def test_a_new_layer_is_valid():
    """All that must be given is given, within its bounds."""
    for kind in LAYERS:
        check(kind, starting_arguments(kind))


def test_a_new_function_is_valid():
    """Texts are read as well: an index, an equation."""
    for kind in FUNCTIONS:
        check_function(kind, starting_arguments(kind))


@pytest.mark.parametrize("kind", ONE_INPUT)
def test_a_new_layer_greets_with_no_problem(kind):
    """There is a usual input of which it says nothing."""
    assert any(runs(Layer(id="a", kind=kind, args=starting_arguments(kind)), entry) for entry in INPUTS)


@pytest.mark.parametrize("kind", CALLS)
def test_a_new_function_greets_with_no_problem(kind):
    """There is a usual input of which it says nothing."""
    assert any(runs(Function(id="a", kind=kind, args=starting_arguments(kind)), entry) for entry in INPUTS)


@pytest.mark.parametrize(
    ("kind", "shape", "returned"),
    [
        ("Conv2d", ("N", 3, 8, 8), (2, 16, 6, 6)),
        ("MaxPool2d", ("N", 3, 8, 8), (2, 3, 4, 4)),
        ("ConvTranspose2d", ("N", 3, 8, 8), (2, 16, 16, 16)),
        ("Linear", ("N", 20), (2, 32)),
    ],
)
def test_what_newcomers_reach_for_does_what_they_expect(kind, shape, returned):
    """A convolution is torch's own with a window of 3, a pool halves the extent, a transpose doubles it."""
    layer = Layer(id="root", kind=explicit(kind), args=starting_arguments(kind))
    assert analyse(Document(inputs=(Input("X", shape),), root=layer)).output_shapes == (returned,)
