"""One layer or function run by itself, on values that no single wire of a document brings: by hand."""

import pytest

from builder.analysis.functions import run_function
from builder.analysis.layers import run_layer
from builder.analysis.memo import Memo
from builder.analysis.values import Batch
from builder.catalogue.layers.kind import TensorSpec

X, WHOLE = TensorSpec((Batch(2), 8)), TensorSpec((Batch(2), 8), "int64")
PAIR = {"in1_features": 8, "in2_features": 8, "out_features": 3}
WIDE = {"in_features": 8, "out_features": 3}
TUPLES = {
    "the first is a tuple": ("Bilinear", PAIR, ((X, X, X), X), "Bilinear takes a tensor and receives a tuple of 3.", 3),
    "the second is a tuple": ("Bilinear", PAIR, (X, (X, X)), "Bilinear takes a tensor and receives a tuple of 2.", 3),
    "both are tuples": ("Bilinear", PAIR, ((X,), (X, X)), "Bilinear takes a tensor and receives a tuple of 1.", 3),
    "a tuple in a tuple": ("Linear", WIDE, (((X, X), X),), "Linear takes a tensor and receives a tuple of 2.", 3),
    "nothing in a tuple": ("Linear", WIDE, ((),), "Linear takes a tensor and receives a tuple of 0.", None),
    "nothing but None": ("Linear", WIDE, ((None,),), "Linear takes a tensor and receives a tuple of 1.", None),
}


@pytest.mark.parametrize("case", TUPLES)
def test_a_tuple_is_taken_for_its_first_tensor(case):
    """And said to be one, with how much is in it."""
    kind, args, inputs, problem, width = TUPLES[case]
    memo = Memo()
    result = run_layer(kind, args, memo.flow(*inputs), memo)
    assert [one.problem for one in result.findings] == [problem]
    assert (result.outflow and result.outflow.values) == (width and (TensorSpec((Batch(2), width)),))


def test_several_mistakes_are_told_in_order():
    """Each as if those before it were mended."""
    memo = Memo()
    result = run_layer("Linear", {**WIDE, "in_features": 9}, memo.flow(((WHOLE, X), X)), memo)
    assert [one.problem for one in result.findings] == [
        "Linear takes a tensor and receives a tuple of 2.",
        "Linear takes 9 features and receives 8.",
        "Linear has float32 parameters and receives int64.",
    ]
    assert (result.troubles, result.parameters, result.multiply_adds) == (3, 30, 48)


@pytest.mark.parametrize(("kind", "args"), [("Linear", WIDE), ("ReLU", {}), ("Linear", {**WIDE, "in_features": 9})])
def test_a_layer_is_run_once_on_the_same(kind, args):
    """It is remembered by kind, arguments and what enters, and told apart by each."""
    memo = Memo()
    flow, other = memo.flow(X), memo.flow(TensorSpec((8, 8)))
    result = run_layer(kind, args, flow, memo)
    assert run_layer(kind, dict(args), flow, memo) is result
    assert run_layer(kind, args, other, memo) is not result
    assert run_layer("Identity", {}, flow, memo) is not result
    assert run_layer(kind, {**args, "x": 1} if not args else {**args, "bias": False}, None, memo) is not result


@pytest.mark.parametrize("key", [b"", b"{}"])
def test_a_function_is_run_once_on_the_same(key):
    """By the text of its arguments."""
    memo = Memo()
    flow = memo.flow(X)
    result = run_function("torch.exp", {}, key, flow, memo)
    assert run_function("torch.exp", {}, key, flow, memo) is result
    assert run_function("torch.exp", {}, b"other", flow, memo) is not result
    assert run_function("torch.exp", {}, key, None, memo) is not result
    assert run_function("torch.abs", {}, key, flow, memo) is not result


def test_what_keeps_its_input_hands_on_the_same():
    """So that what comes after it is known."""
    memo = Memo()
    flow = memo.flow(X)
    assert run_layer("ReLU", {}, flow, memo).outflow is flow
    assert run_function("torch.exp", {}, b"", flow, memo).outflow is flow


@pytest.mark.parametrize(
    ("kind", "args", "flow", "figures"),
    [
        ("Linear", WIDE, X, (27, 108, 48, 24)),
        ("Linear", {**WIDE, "bias": False, "dtype": "float64"}, TensorSpec((2, 8), "float64"), (24, 192, 48, 48)),
        ("BatchNorm1d", {"num_features": 8}, X, (16, 4 * 32 + 8, 0, 0)),
        ("ReLU", {}, X, (0, 0, 0, 0)),
    ],
)
def test_what_a_layer_owns_and_costs(kind, args, flow, figures):
    """Parameters, bytes, multiply-adds of the batch and of one sample."""
    memo = Memo()
    result = run_layer(kind, args, memo.flow(flow), memo)
    assert (result.parameters, result.bytes, result.multiply_adds, result.single) == figures
