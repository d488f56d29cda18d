"""MultiheadAttention and the Transformer."""

from __future__ import annotations

from builder.catalogue.layers.kind import TensorSpec
from tests.catalogue.layers.oracle import example

SIZES = {"d_model": 8, "nhead": 2, "dim_feedforward": 6}
FIRST = {"batch_first": True, "norm_first": True, "activation": "gelu", "bias": False}
NORM = {"kind": "LayerNorm", "args": {"normalized_shape": "auto"}}


def mask(*shape: int) -> TensorSpec:
    """Describe a mask of bool."""
    return TensorSpec(shape, "bool")


def layer(kind: str, **args: object):
    """Write a layer as an argument of another."""
    return {"kind": kind, "args": SIZES | args}


EXAMPLES = {
    "MultiheadAttention": [
        example((5, 3, 8), (6, 3, 8), (6, 3, 8), mask(3, 6), embed_dim=8, num_heads=2),
        example((5, 8), (6, 8), (6, 8), (6,), embed_dim="auto", num_heads=4, bias=False),
        example((3, 5, 8), (3, 6, 4), (3, 6, 2), embed_dim=8, num_heads=2, kdim=4, vdim="auto", batch_first=True),
        example((5, 3, 8), (6, 3, 8), (6, 3, 8), embed_dim=8, num_heads=2, add_bias_kv=True, add_zero_attn=True),
    ],
    "TransformerEncoderLayer": [
        example((5, 3, 8), **SIZES),
        example((3, 5, 8), (5, 5), mask(3, 5), **SIZES, **FIRST),
        example((5, 8), d_model="auto", nhead=1, dim_feedforward=6),
    ],
    "TransformerDecoderLayer": [
        example((5, 3, 8), (6, 3, 8), **SIZES),
        example((3, 5, 8), (3, 6, 8), mask(5, 5), mask(5, 6), mask(3, 5), (3, 6), **SIZES, **FIRST),
        example((5, 8), (6, 8), d_model="auto", nhead=1, dim_feedforward=6),
    ],
    "TransformerEncoder": [
        example((5, 3, 8), encoder_layer=layer("TransformerEncoderLayer"), num_layers=2),
        example(
            (3, 5, 8),
            mask(5, 5),
            mask(3, 5),
            encoder_layer=layer("TransformerEncoderLayer", **FIRST),
            num_layers=1,
            norm=NORM,
        ),
    ],
    "TransformerDecoder": [
        example((5, 3, 8), (6, 3, 8), decoder_layer=layer("TransformerDecoderLayer"), num_layers=2),
        example((3, 5, 8), (3, 6, 8), decoder_layer=layer("TransformerDecoderLayer", **FIRST), num_layers=1, norm=NORM),
    ],
    "Transformer": [
        example((6, 3, 8), (5, 3, 8), **SIZES, num_encoder_layers=1, num_decoder_layers=2),
        example((3, 6, 8), (3, 5, 8), mask(6, 6), (5, 5), **SIZES, **FIRST, num_encoder_layers=1, num_decoder_layers=1),
    ],
}
OMITTED = {
    ("Transformer", "custom_encoder"): "a module of one's own; a design has a TransformerEncoder beside it instead",
    ("Transformer", "custom_decoder"): "a module of one's own; a design has a TransformerDecoder beside it instead",
}
