from __future__ import annotations

import pytest

from builder.catalogue.layers.attention import attend
from builder.catalogue.layers.kind import TensorSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import resolve
from builder.errors import ShapeError
from tests.catalogue.layers.oracle import build, quietly, spec, tensor

QUERY = TensorSpec((5, 3, 8))
KEY = TensorSpec((6, 3, 8))


@pytest.mark.parametrize("dtype", ["bool", "float32", "float64", "int64"])
@pytest.mark.parametrize("shape", [(5, 6), (6, 6, 6), (6, 5, 6), (3, 5, 6), (6,), (1, 5, 6)])
def test_an_attention_mask_fits_as_in_torch(shape, dtype):
    """The mask that torch takes by keyword only is looked at as closely as the others."""
    args, mask = resolve("MultiheadAttention", {"embed_dim": 8, "num_heads": 2}, ()), TensorSpec(shape, dtype)
    layer, tensors = build("MultiheadAttention", args), [tensor(x) for x in (QUERY, KEY, KEY)]
    ours = quietly(lambda: attend(args, QUERY, KEY, KEY, None, mask))
    assert ours == quietly(lambda: spec(layer(*tensors, attn_mask=tensor(mask))))


def test_heads_that_do_not_divide_the_features_are_mended():
    """The next smaller number that divides is offered."""
    with pytest.raises(ShapeError, match=r"cannot divide 10 features equally among 4 heads\. Set num_heads to 2\."):
        CATALOGUE["MultiheadAttention"].constraint({"embed_dim": 10, "num_heads": 4})


def test_a_nested_layer_is_mended_through_the_argument_that_holds_it():
    """The fix of a stack is a whole new layer for it, worded by what changes."""
    layer = {"kind": "TransformerEncoderLayer", "args": {"d_model": 16, "nhead": 2}}
    args = resolve("TransformerEncoder", {"encoder_layer": layer, "num_layers": 2}, ())
    with pytest.raises(ShapeError, match=r"takes 16 features and receives 8\. Set d_model to 8\.") as caught:
        CATALOGUE["TransformerEncoder"].output(args, QUERY)
    assert caught.value.argument == "encoder_layer"
    assert caught.value.value["args"]["d_model"] == 8


def test_masks_in_the_middle_may_be_missing():
    """None stands for a mask that is not given."""
    args = resolve("TransformerDecoderLayer", {"d_model": 8, "nhead": 2}, ())
    masks = (None, None, None, TensorSpec((3, 6), "bool"))
    assert CATALOGUE["TransformerDecoderLayer"].output(args, QUERY, KEY, *masks) == QUERY
