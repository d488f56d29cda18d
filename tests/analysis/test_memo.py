"""What a memory holds: equal flows are one, the newest result of a container, and bounds that are kept to the entry."""

import pytest

from builder.analysis.memo import _MAX_CHILDREN, _MAX_FLOWS, _MAX_LAYERS, Memo
from builder.analysis.results import ContainerResult, LayerResult
from builder.analysis.values import NOTHING, Batch
from builder.catalogue.layers.kind import TensorSpec
from tests.edits.designs import relu, sequential

X = TensorSpec((Batch(2), 8))
OTHERS = [TensorSpec((2, 8)), TensorSpec((Batch(2), 9)), TensorSpec((Batch(2), 8), "float64"), (X,)]
LEAF = LayerResult(kind="ReLU", inflow=None, outflow=None, args={})


def alike():
    """Return an equal tensor that is another object."""
    return TensorSpec((Batch(2), 8))


@pytest.mark.parametrize(
    ("values", "same"), [((X,), (alike(),)), ((X, (X, X)), (alike(), (X, alike()))), (((X,),), ((alike(),),))]
)
def test_equal_values_are_one_flow(values, same):
    """So that `is` compares them."""
    memo = Memo()
    flow = memo.flow(*values)
    assert memo.flow(*same) is flow
    assert flow.values == values


@pytest.mark.parametrize("other", OTHERS, ids=str)
def test_other_values_are_another_flow(other):
    """Of another dtype, another dim, or with the batch elsewhere; alone and beside another."""
    memo = Memo()
    assert memo.flow(other) is not memo.flow(X)
    assert memo.flow(X, other) is not memo.flow(X, X)


def test_no_values_are_nothing():
    """Whatever memory is asked."""
    assert Memo().flow() is NOTHING


CALLS = [
    ((X, None, X), {"a": 1, "b": 2}),
    ((X, X, None), {"a": 1, "b": 2}),
    ((X, None, X), {"a": 1}),
    ((X, None, X), {"a": 2, "b": 2}),
    ((X, None, X), {}),
]


def test_flows_into_calls_are_told_apart_by_values_and_by_what_else_is_given():
    """The order of names is none of that."""
    memo = Memo()
    flows = [memo.flow_into_call(values, call) for values, call in CALLS]
    assert len(set(map(id, flows))) == len(CALLS)
    assert [(flow.values, flow.call) for flow in flows] == CALLS
    assert memo.flow_into_call((X, None, alike()), {"b": 2, "a": 1}) is flows[0]


def test_a_flow_into_a_call_is_no_plain_one():
    """Even where the values are the same."""
    memo = Memo()
    assert memo.flow_into_call((X,), {}) is not memo.flow(X)


@pytest.mark.parametrize(("held", "left"), [(_MAX_FLOWS - 1, _MAX_FLOWS), (_MAX_FLOWS, 1)])
def test_flows_are_forgotten_at_their_bound(held, left):
    """All of them, before one more would be too many."""
    memo = Memo()
    memo._flows = dict.fromkeys(range(held), NOTHING)
    memo.flow(X)
    assert len(memo._flows) == left


@pytest.mark.parametrize(("held", "left"), [(_MAX_LAYERS - 1, _MAX_LAYERS), (_MAX_LAYERS, 1)])
def test_layers_are_forgotten_at_their_bound(held, left):
    """With the arguments that were worked out for them."""
    memo = Memo()
    memo.layers = dict.fromkeys(range(held), LEAF)
    memo.fixed["Linear", b""] = {}
    memo.keep_layer(("ReLU", b"", None), LEAF)
    assert (len(memo.layers), bool(memo.fixed)) == (left, left > 1)


def result(id, count, inflow=None):
    """Return the result of a container with so many children."""
    return ContainerResult(block=sequential(id), inflow=inflow, outflow=None, children=[LEAF] * count)


def kept(memo, *ids):
    """Return which of the containers are remembered."""
    return [id for id in ids if memo.container(id, None) is not None]


HALF = _MAX_CHILDREN // 2 - 4


@pytest.mark.parametrize(
    ("counts", "left"),
    [
        ([HALF, HALF], "ab"),
        ([HALF, HALF + 1], "b"),
        ([HALF + 1, HALF, HALF], "bc"),
        ([HALF + 1, HALF, HALF, 0], "d"),
        ([0, 0, _MAX_CHILDREN - 12], "abc"),
        ([0, 0, _MAX_CHILDREN - 11], "c"),
        ([_MAX_CHILDREN, 0], "b"),
    ],
)
def test_containers_are_forgotten_where_their_children_are_too_many(counts, left):
    """Each counts as four children and its own; the one that is too much is remembered alone."""
    memo = Memo()
    for id, count in zip("abcd", counts, strict=False):
        memo.keep_container(result(id, count))
    assert kept(memo, *"abcd") == [*left]


def test_a_newer_result_takes_the_place_and_the_room_of_the_last():
    """However often a container changes, it counts once."""
    memo = Memo()
    memo.keep_container(result("a", HALF))
    for _ in range(5):
        newest = result("b", HALF)
        memo.keep_container(newest)
    assert kept(memo, "a", "b") == ["a", "b"]
    assert memo.container("b", None) is newest


def test_a_smaller_result_makes_room():
    """What it has less, another may have more."""
    memo = Memo()
    for id, count in [("a", HALF), ("b", HALF), ("b", 0), ("c", HALF - 4)]:
        memo.keep_container(result(id, count))
    assert kept(memo, *"abc") == [*"abc"]


def test_a_container_is_remembered_for_each_input():
    """Of another nothing is known."""
    memo = Memo()
    one, other = memo.flow(X), memo.flow(X, X)
    first = result("a", 1, one)
    memo.keep_container(first)
    assert (memo.container("a", one), memo.container("a", other), memo.container("b", one)) == (first, None, None)


@pytest.mark.parametrize(
    ("counts", "left"),
    [([HALF, HALF], [0, 1]), ([HALF, HALF + 1], [1]), ([HALF, HALF + 1, HALF, HALF], [1, 2, 3]), ([HALF] * 3, [2])],
)
def test_containers_that_share_nothing_are_forgotten_likewise(counts, left):
    """They are known by the object itself."""
    memo, leaf = Memo(), relu("r")
    blocks = [sequential("s", *[leaf] * count) for count in counts]
    for block in blocks:
        memo.keep_unshared([block])
    assert [i for i, block in enumerate(blocks) if memo.unshared.get(id(block)) is block] == left
