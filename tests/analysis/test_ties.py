"""Ties by hand: which place counts a tensor, and what the others count less."""

import pytest

from builder import analyse
from builder.document.blocks import Graph, Shared, TensorBlock, TensorPlace, Tie
from builder.module import to_module
from tests.edits.designs import design, linear, relu, repeat, sequential


def tie(tensor, of):
    """Return a tie of two tensors, each written as `block.name`."""
    return Tie(*(TensorPlace(*text.split(".")) for text in (tensor, of)))


WITH = Graph(
    id="g",
    nodes=(linear("f", name="fc"), TensorBlock(id="k", name="token", shape=(8, 8))),
    wires={"fc": ("x",)},
    outputs=("fc",),
)
TIED = {
    "the first counts": (
        design(linear("a"), relu("r"), linear("b"), ties=(tie("b.weight", "a.weight"),)),
        {"2": {"weight": "0.weight"}},
        {"2": (64, 256), "": (64, 256)},
        [["0.weight", "2.weight"]],
    ),
    "the first counts though it is tied": (
        design(linear("a"), relu("r"), linear("b"), ties=(tie("a.bias", "b.bias"),)),
        {"2": {"bias": "0.bias"}},
        {"2": (8, 32), "": (8, 32)},
        [["0.bias", "2.bias"]],
    ),
    "three are one": (
        design(
            sequential("s", linear("a"), relu("r"), linear("b")),
            relu("t"),
            linear("c"),
            ties=(tie("a.weight", "b.weight"), tie("c.weight", "b.weight")),
        ),
        {"0.2": {"weight": "0.0.weight"}, "2": {"weight": "0.0.weight"}},
        {"0.2": (64, 256), "0": (64, 256), "2": (64, 256), "": (128, 512)},
        [["0.0.weight", "0.2.weight", "2.weight"]],
    ),
    "two ties": (
        design(linear("a"), relu("r"), linear("b"), ties=(tie("b.weight", "a.weight"), tie("b.bias", "a.bias"))),
        {"2": {"weight": "0.weight", "bias": "0.bias"}},
        {"2": (72, 288), "": (72, 288)},
        [["0.weight", "2.weight"], ["0.bias", "2.bias"]],
    ),
    "in each copy": (
        design(
            repeat("q", sequential("s", linear("a"), relu("r"), linear("b")), count=2), ties=(tie("b.bias", "a.bias"),)
        ),
        {"0.0.2": {"bias": "0.0.0.bias"}, "0.1.2": {"bias": "0.1.0.bias"}},
        {"0.0.2": (8, 32), "0.0": (8, 32), "0": (16, 64), "": (16, 64), "0.1.2": (8, 32), "0.1": (8, 32)},
        [["0.0.0.bias", "0.0.2.bias"], ["0.1.0.bias", "0.1.2.bias"]],
    ),
    "of each copy and what stands outside": (
        design(
            linear("a"),
            relu("z"),
            repeat("q", sequential("s", linear("b"), relu("r")), count=2),
            ties=(tie("b.bias", "a.bias"),),
        ),
        {"2.0.0": {"bias": "0.bias"}, "2.1.0": {"bias": "0.bias"}},
        {"2.0.0": (8, 32), "2.0": (8, 32), "2": (16, 64), "": (16, 64), "2.1.0": (8, 32), "2.1": (8, 32)},
        [["0.bias", "2.0.0.bias", "2.1.0.bias"]],
    ),
    "a tensor of a graph": (
        design(linear("a"), WITH, ties=(tie("g.token", "a.weight"),)),
        {"1": {"token": "0.weight"}},
        {"1.token": (64, 256), "1": (64, 256), "": (64, 256)},
        [["0.weight", "1.token"]],
    ),
    "a tensor of a graph that counts": (
        design(WITH, relu("r"), linear("a"), ties=(tie("g.token", "a.weight"),)),
        {"2": {"weight": "0.token"}},
        {"2": (64, 256), "": (64, 256)},
        [["0.token", "2.weight"]],
    ),
    "other shapes": (
        design(linear("a"), relu("r"), linear("b"), ties=(tie("a.bias", "b.weight"),)),
        {"2": {"weight": "0.bias"}},
        {"2": (64, 256), "0": (-56, -224), "": (8, 32)},
        [["0.bias", "2.weight"]],
    ),
    "where it counts elsewhere": (
        design(
            Shared(id="u", of="s"),
            relu("r"),
            sequential("s", linear("a")),
            linear("b"),
            ties=(tie("b.bias", "a.bias"),),
        ),
        {"3": {"bias": "0.0.bias"}},
        {"3": (8, 32), "": (8, 32)},
        [["2.0.bias", "3.bias"]],
    ),
    "no tensor": (
        design(linear("a"), relu("r"), linear("b"), ties=(tie("a.weihgt", "b.weight"),)),
        {},
        {},
        [],
    ),
    "no ties": (design(linear("a")), {}, {}, []),
}


@pytest.mark.parametrize("case", TIED)
def test_what_a_tie_changes(case):
    """Each tied tensor with the key that counts it, what counts less for it on the way up, and what is one."""
    document, tied_to, less, groups = TIED[case]
    found = analyse(document).ties
    keys = [[f"{node.path}.{name}" for node, name in group] for group in found.groups]
    assert (found.tied_to, found.less, keys) == (tied_to, less, groups)


@pytest.mark.parametrize("case", [case for case in TIED if case not in ("other shapes", "no tensor")])
def test_what_is_left_is_what_torch_counts(case):
    """In all, and frozen as one."""
    document = TIED[case][0]
    analysis, own = analyse(document), list(to_module(document).parameters())
    assert analysis.parameters == sum(p.numel() for p in own)
    assert analysis.bytes == sum(p.nbytes for p in own)


def test_a_tensor_of_a_graph_names_its_tie_at_both_paths():
    """Of the graph that owns it, and of the node that it is."""
    blocks = analyse(TIED["a tensor of a graph"][0]).blocks
    assert (blocks["1"].tied_to, blocks["1.token"].tied_to) == ({"token": "0.weight"}, {"": "0.weight"})
    counts = {"": 144, "0": 72, "1": 72, "1.fc": 72, "1.token": 0}
    assert {path: blocks[path].parameters for path in counts} == counts
    assert {path: blocks[path].bytes // 4 for path in counts} == counts


def test_a_fault_of_a_tie_in_a_repeat_is_told_once():
    """At its first copy."""
    child = sequential("s", linear("a"), relu("r"), linear("b"))
    document = design(repeat("q", child, count=3), ties=(tie("b.bias", "a.weight"),))
    assert [problem.path for problem in analyse(document).errors] == ["0.0.2"]
