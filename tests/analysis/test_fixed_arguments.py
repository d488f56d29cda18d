"""A block as its first run decided it, by hand."""

import pytest

from builder.analysis.fixed_arguments import decided_block, has_auto
from builder.analysis.memo import Memo
from builder.analysis.run import run
from builder.catalogue.layers.validation import resolve
from builder.document.blocks import Graph, Layer
from builder.module.local import run_here
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential


def auto(id, width, **fields):
    """Return a Linear whose features are left open."""
    return Layer(id=id, kind="Linear", args={"in_features": "auto", "out_features": width}, **fields)


def lazy(id, width):
    """Return the same by its older name."""
    return Layer(id=id, kind="LazyLinear", args={"out_features": width})


def fixed(id, features, width, **fields):
    """Return a Linear with all of its arguments."""
    args = resolve("Linear", {"in_features": features, "out_features": width}, ())
    return Layer(id=id, kind="Linear", args=args, **fields)


ENCODER = {"kind": "TransformerEncoderLayer", "args": {"d_model": "auto", "nhead": 2}}
DECIDED = {
    "a layer": (auto("a", 4), fixed("a", 8, 4)),
    "a layer of an older name": (lazy("a", 4), fixed("a", 8, 4)),
    "one after another": (
        sequential("s", auto("a", 4, name="x"), relu("r"), lazy("b", 3)),
        sequential("s", fixed("a", 8, 4, name="x"), relu("r"), fixed("b", 4, 3)),
    ),
    "branches": (
        parallel("p", auto("a", 4), linear("c"), merge="none"),
        parallel("p", fixed("a", 8, 4), linear("c"), merge="none"),
    ),
    "a graph": (
        Graph(id="g", nodes=(relu("r"), auto("a", 4)), wires={"node_1": ("x",)}, outputs=("node_1",)),
        Graph(id="g", nodes=(relu("r"), fixed("a", 8, 4)), wires={"node_1": ("x",)}, outputs=("node_1",)),
    ),
    "copies alike": (
        repeat("q", sequential("s", auto("a", 8), relu("r")), count=3, names="b{i}"),
        repeat("q", sequential("s", fixed("a", 8, 8), relu("r")), count=3, names="b{i}"),
    ),
    "copies that differ": (
        repeat("q", auto("a", 4), count=3, names="b{i}", name="net"),
        sequential(
            "q", fixed("a", 8, 4, name="b0"), fixed("a", 4, 4, name="b1"), fixed("a", 4, 4, name="b2"), name="net"
        ),
    ),
}


def decided(block):
    """Return a block as a run of it alone decides it."""
    document = design(block)
    return decided_block(block, run(document, run_here, Memo()).children[0])


@pytest.mark.parametrize("case", DECIDED)
def test_what_a_run_decides(case):
    """All arguments of what was left open, and nothing else."""
    block, expected = DECIDED[case]
    assert decided(block) == expected


@pytest.mark.parametrize(
    "block",
    [
        linear("a"),
        relu("r"),
        sequential("s", linear("a"), parallel("p", relu("r"), relu("t"))),
        repeat("q", linear("a"), count=2),
        sequential("s", parallel("p"), auto("b", 3)),
        repeat("q", sequential("s", parallel("p"), auto("b", 3)), count=2),
        Graph(id="g", nodes=(linear("a"),), wires={"node_0": ("x",)}, outputs=("node_0",)),
    ],
    ids=lambda block: f"{type(block).__name__} {block.id}",
)
def test_what_is_decided_stays_the_very_block(block):
    """As does what cannot be decided."""
    assert decided(block) is block


@pytest.mark.parametrize(
    ("value", "open_"),
    [
        ("auto", True),
        ("automatic", False),
        (1, False),
        (None, False),
        ({}, False),
        ({"a": "auto"}, True),
        ({"a": 1, "b": "auto"}, True),
        ({"a": "zeros"}, False),
        ({"a": {"args": {"b": "auto"}}}, True),
        ({"a": {"args": {"b": 1}}, "c": {"args": {"b": "auto"}}}, True),
        ({"a": {"args": {"b": 1}}}, False),
        ({"layer": ENCODER}, True),
    ],
    ids=str,
)
def test_what_is_left_open(value, open_):
    """However deep inside an argument."""
    assert has_auto(value) is open_
