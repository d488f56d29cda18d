from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from builder.catalogue.layers.broadcasting import broadcast, promote
from builder.catalogue.layers.kind import TensorSpec
from builder.errors import ShapeError
from tests.catalogue.layers.oracle import DTYPES, tensor

SHAPES = st.lists(st.integers(1, 3), max_size=3).map(tuple)
DTYPE = st.sampled_from([*DTYPES, "int16"])


class Batch(int):
    """An int that says it is the batch, as the analysis uses one."""


@given(a=SHAPES, b=SHAPES)
def test_shapes_broadcast_as_in_torch(a, b):
    """What torch expands, expands; what it refuses, is refused."""
    try:
        expected = tuple(torch.broadcast_shapes(a, b))
    except RuntimeError:
        with pytest.raises(ShapeError, match="L1Loss cannot broadcast"):
            broadcast("L1Loss", a, b)
    else:
        assert broadcast("L1Loss", a, b) == expected


@given(a=SHAPES, b=SHAPES, first=DTYPE, second=DTYPE)
def test_dtypes_promote_as_in_torch(a, b, first, second):
    """A scalar gives way to a tensor of its category, and no further."""
    pair = TensorSpec(a, first), TensorSpec(b, second)
    assert f"torch.{promote(*pair)}" == str(torch.result_type(*map(tensor, pair)))


@pytest.mark.parametrize("n", [1, 2])
def test_the_batch_stays_marked(n):
    """A wire shows the letter N after a loss as well, even when the sample has a batch of 1."""
    assert isinstance(broadcast("L1Loss", (n, 1), (Batch(n), 1))[0], Batch)
