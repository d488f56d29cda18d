"""What flows, by hand: the batch dim, one sample in place of it, bounds, and which values are one."""

import pytest

from builder.analysis.values import (
    MAX_LEAVES,
    MAX_NESTING,
    Batch,
    are_equal,
    check_extent,
    input_values,
    label,
    new_flow,
    shapes,
    tensors,
)
from builder.catalogue.layers.kind import TensorSpec
from builder.document.blocks import Input
from builder.errors import ShapeError
from tests.edits.designs import design

N = Batch(3)
X = TensorSpec((N, 8))
SAMPLES = {
    "the batch first": ((X,), {}, 3),
    "the batch alone": ((TensorSpec((N,)),), {}, 3),
    "the batch twice": ((TensorSpec((N, 4, N)),), {}, 0),
    "the batch twice in a row": ((TensorSpec((N, N)),), {}, 0),
    "the batch last": ((TensorSpec((8, N)),), {}, 0),
    "a dim of its size": ((TensorSpec((3, 8)),), {}, 0),
    "a scalar": ((TensorSpec(()),), {}, 0),
    "two tensors": ((X, X), {}, 0),
    "a tuple": (((X,),), {}, 0),
    "nothing": ((), {}, 0),
    "more than tensors": ((X,), {"is_causal": True}, 0),
}


@pytest.mark.parametrize("case", SAMPLES)
def test_how_many_samples_flow_in(case):
    """Only where dim 0 of the one tensor is the batch, and nothing else is."""
    values, call, samples = SAMPLES[case]
    assert new_flow(values, call).samples == samples


@pytest.mark.parametrize(("values", "only"), [((X,), X), ((X, X), None), (((X,),), None), ((), None)])
def test_the_only_tensor_that_flows(values, only):
    """A tuple is none, and of two none is the only one."""
    assert new_flow(values, {}).only is only


def test_gaps_are_no_values():
    """An input that is left out before one by name is None."""
    assert new_flow((X, None, TensorSpec((2,))), {}).given == (X, TensorSpec((2,)))


def test_one_sample_in_place_of_the_batch():
    """In every tensor, tuples and gaps as they were, dtypes too; what else is given stays."""
    flow = new_flow((X, None, (TensorSpec((4, N), "int64"), None, (TensorSpec((3,)),))), {"need_weights": False})
    one = Batch(1)
    expected = (TensorSpec((one, 8)), None, (TensorSpec((4, one), "int64"), None, (TensorSpec((3,)),)))
    assert are_equal(flow.single.values, expected)
    assert flow.single.call == {"need_weights": False}
    assert flow.single is flow.single


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ((X,), (TensorSpec((Batch(3), 8)),), True),
        ((X,), (TensorSpec((3, 8)),), False),
        ((X,), (TensorSpec((N, 8), "float64"),), False),
        ((X,), (TensorSpec((N, 9)),), False),
        ((X,), ((X,),), False),
        ((X, None), (X, None), True),
        ((X, None), (None, X), False),
        ((X,), (X, X), False),
        (((X, (X,)),), ((X, (TensorSpec((Batch(3), 8)),)),), True),
    ],
)
def test_which_values_are_equal(a, b, same):
    """By shape, dtype and what is the batch, wherever they stand."""
    assert are_equal(a, b) is same


def nested(levels):
    """Return tuples inside each other."""
    value = X
    for _ in range(levels):
        value = (value,)
    return value


@pytest.mark.parametrize(
    "value",
    [(X,) * MAX_LEAVES, ((X,) * (MAX_LEAVES - 1), X), ((X,) * 1000, (X,) * 24), nested(MAX_NESTING), (None, X), ()],
    ids=["wide", "and a tuple", "two tuples", "deep", "a gap", "nothing"],
)
def test_what_is_within_bounds_is_handed_on(value):
    """The very value."""
    assert check_extent(value) is value


@pytest.mark.parametrize(
    ("value", "problem", "hint"),
    [
        ((X,) * (MAX_LEAVES + 1), r"It returns more than 1,024 tensors\.", "Combine some of them into one."),
        (((X,) * 1000, (X,) * 25), r"It returns more than 1,024 tensors\.", "Combine some of them into one."),
        (((),) * (MAX_LEAVES + 1), r"It returns more than 1,024 tensors\.", "Combine some of them into one."),
        ((X, *((X,),) * MAX_LEAVES), r"It returns more than 1,024 tensors\.", "Combine some of them into one."),
        (nested(MAX_NESTING + 1), r"It returns tuples nested deeper than 16 levels\.", "Return a part of them."),
    ],
    ids=["wide", "two tuples", "empty tuples", "tensors and tuples", "deep"],
)
def test_what_is_beyond_is_refused(value, problem, hint):
    """With the bound and what to do."""
    with pytest.raises(ShapeError, match=problem) as caught:
        check_extent(value)
    assert caught.value.hint == hint


def test_tensors_come_in_the_order_of_their_tuples():
    """None is none of them."""
    y, z = TensorSpec((1,)), TensorSpec((2,))
    assert [*tensors((X, (y, None, (z,))))] == [X, y, z]
    assert shapes((y, z), X) == ((1,), (2,), (3, 8))


def test_inputs_have_their_dtype_and_the_batch_for_n():
    """Wherever N stands, and nowhere else."""
    inputs = (Input(name="a", shape=("N", 4), dtype="int64"), Input(name="b", shape=(5, "N")))
    values = input_values(design(inputs=inputs, batch=5))
    assert are_equal(values, (TensorSpec((Batch(5), 4), "int64"), TensorSpec((5, Batch(5)))))
    assert [label(value.shape) for value in values] == ["[N, 4]", "[5, N]"]
