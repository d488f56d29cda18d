"""Definitions as classes: one for all objects where its arguments tell them apart, else one for each."""

import pytest

from builder import to_source
from builder.document.blocks import Definition, Document, Instance, Layer, Repeat, Sequential
from tests.targets.laws import holds
from tests.targets.test_source_graphs import X, function, graph, layer

BOTTLENECK = Definition(
    "Bottleneck",
    {"in_channels": 4, "channels": 4, "kernel": [1, 1]},
    graph(
        "a: x, b: a, add: b x",
        "add",
        Layer(id="a", name="a", kind="Linear", args={"in_features": "=in_channels", "out_features": "=channels // 2"}),
        Layer(id="b", name="b", kind="Linear", args={"in_features": "=channels // 2", "out_features": "=channels"}),
        function("add", "torch.add"),
    ),
)


def instances(*uses, **fields):
    """Make a document of instances in a row."""
    return Document(inputs=(X,), root=Sequential(id="root", children=uses), **fields)


def test_a_definition_is_one_class_with_its_own_arguments():
    """Expressions stand as they are drawn; what every object is given has no default."""
    uses = (
        Instance(id="u", definition="Bottleneck", args={"in_channels": 4}),
        Instance(id="v", definition="Bottleneck", args={"in_channels": 4, "channels": 4}),
    )
    document = instances(*uses, definitions=(BOTTLENECK,))
    holds(document)
    source = to_source(document)
    assert "def __init__(self, in_channels, channels=4):" in source
    assert "self.a = nn.Linear(in_channels, channels // 2)" in source
    assert "Bottleneck(4, channels=4)," in source


def test_a_definition_inside_another_passes_its_arguments_on():
    """As expressions over the outer one's."""
    outer = Definition(
        "Stage",
        {"width": 8},
        Sequential(
            id="s",
            children=(
                Instance(id="i", definition="Bottleneck", args={"in_channels": 4, "channels": "=width // 2"}),
                Repeat(id="r", count=2, child=Sequential(id="q", children=(layer("l", out_features="=width - 4"),))),
            ),
        ),
    )
    uses = (Instance(id="u", definition="Stage"), Instance(id="v", definition="Stage", args={"width": 8}))
    document = instances(*uses, definitions=(BOTTLENECK, outer))
    holds(document)
    assert "Bottleneck(4, width // 2)" in to_source(document)


def test_objects_that_decide_differently_are_still_of_one_class():
    """What the shapes decide is then what the class takes."""
    definition = Definition(
        "Cell",
        {"width": 5},
        Sequential(id="s", children=(layer("a", in_features="auto", out_features="=width"), layer("r", "ReLU"))),
    )
    uses = (Instance(id="u", definition="Cell"), Instance(id="v", definition="Cell", args={"width": 3}))
    document = instances(*uses, definitions=(definition,))
    holds(document)
    assert to_source(document).count("class Cell") == 1


DIFFERENT = {
    "copies": Repeat(id="r", count="=n", child=layer("l")),
    "a number of a call": graph("f: x", "f", function("f", "torch.mul", other="=n"), id="in"),
    "a class inside": Sequential(
        id="q", children=(graph("f: x", "f", function("f", "torch.mul", other="=n"), id="in"),)
    ),
}


@pytest.mark.parametrize("case", DIFFERENT)
def test_objects_that_no_argument_of_a_class_tells_apart(case):
    """Each is written as what it is."""
    definition = Definition("Cell", {"n": 2}, Sequential(id="s", children=(DIFFERENT[case], layer("z"))))
    uses = [Instance(id=f"u{n}", definition="Cell", args={"n": n}) for n in (2, 3)]
    holds(instances(*uses, definitions=(definition,)))
