import operator
from functools import reduce

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from builder.analysis.merges import merge_outputs
from builder.catalogue.layers.kind import TensorSpec
from builder.document.blocks import Parallel
from builder.errors import ShapeError
from tests.analysis.forward_hooks import spec

# float16 beside complex64 gives complex32, of which torch warns once in a process.
pytestmark = pytest.mark.filterwarnings("ignore:ComplexHalf support")
DTYPES = ["float32", "float64", "float16", "bfloat16", "int64", "int32", "int8", "uint8", "bool", "complex64"]
SHAPES = st.lists(st.sampled_from([1, 2, 2, 3]), max_size=3).map(tuple) | st.just((0,))
SPECS = st.builds(TensorSpec, SHAPES, st.sampled_from(DTYPES))


def joined(block, tensors):
    """Join as torch does."""
    match block.merge:
        case "add":
            return reduce(operator.add, tensors)
        case "mul":
            return reduce(operator.mul, tensors)
        case "cat":
            return torch.cat(tensors, block.dim)
        case "stack":
            return torch.stack(tensors, block.dim)
    return tensors


def outcome(call):
    """Return what a call returns, or that it refused."""
    try:
        return call()
    except (ShapeError, RuntimeError, IndexError):
        return "refused"


@given(st.lists(SPECS, min_size=1, max_size=3), st.sampled_from(["add", "mul", "cat", "stack"]), st.integers(-3, 3))
def test_outputs_are_joined_as_torch_joins_them(specs, merge, dim):
    """Broadcasting, dims and dtypes are torch's, and so is what it refuses."""
    block = Parallel(id="p", merge=merge, dim=dim)
    tensors = tuple(torch.zeros(x.shape, dtype=getattr(torch, x.dtype)) for x in specs)
    assert outcome(lambda: merge_outputs(block, tuple(specs))) == outcome(lambda: spec(joined(block, tensors)))


@given(SHAPES, st.lists(st.sampled_from(DTYPES), min_size=1, max_size=3), st.sampled_from(["add", "stack"]))
def test_dtypes_are_promoted_as_torch_promotes_them(shape, dtypes, merge):
    """Scalars included."""
    block = Parallel(id="p", merge=merge, dim=0)
    tensors = tuple(torch.zeros(shape, dtype=getattr(torch, dtype)) for dtype in dtypes)
    assert merge_outputs(block, tuple(TensorSpec(shape, dtype) for dtype in dtypes)) == spec(joined(block, tensors))


def test_none_returns_a_tuple():
    """Nothing is joined."""
    x = TensorSpec((2, 3))
    assert merge_outputs(Parallel(id="p", merge="none"), (x, (x, x))) == (x, (x, x))
