"""`F.scaled_dot_product_attention`: its shapes, its mask and its cost.

"Attention Is All You Need", https://arxiv.org/abs/1706.03762, section 3.2.1.
"""

from __future__ import annotations

from math import prod

from builder.catalogue.dtypes import FLOATING
from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.layers.arguments import switch
from builder.catalogue.layers.broadcasting import broadcast
from builder.catalogue.layers.dtype_checks import require
from builder.catalogue.layers.kind import Args, Argument, TensorSpec, Value
from builder.catalogue.layers.phrases import any_of, takes_input
from builder.errors import ShapeError
from builder.sentences import later, say

_NAME = "F.scaled_dot_product_attention"


def _attend(
    args: Args, query: TensorSpec, key: TensorSpec, value: TensorSpec, mask: TensorSpec | None = None
) -> TensorSpec:
    """Return (..., L, Ev), shaped as under Returns on the page of torch.nn.functional.scaled_dot_product_attention."""
    tensors = {"query": query, "key": key, "value": value}
    for name, x in tensors.items():
        if len(x.shape) < 2:
            raise ShapeError(say("functions.attention.dims", name=_NAME, input=name, count=len(x.shape)))
        require(_NAME, x, FLOATING)
        if x.dtype != query.dtype:
            raise ShapeError(say("layers.one-dtype", name=_NAME, one=query.dtype, other=x.dtype))
    if query.shape[-1] != key.shape[-1]:
        raise ShapeError(say("functions.attention.width", name=_NAME, one=query.shape[-1], other=key.shape[-1]))
    if key.shape[-2] != value.shape[-2]:
        raise ShapeError(say("functions.attention.keys", name=_NAME, keys=key.shape[-2], values=value.shape[-2]))
    weights = (*broadcast(_NAME, query.shape[:-2], key.shape[:-2]), query.shape[-2], key.shape[-2])
    if mask is not None and args["is_causal"]:
        raise ShapeError(say("functions.attention.both", name=_NAME), "is_causal", False)
    if mask is not None:
        _require_mask(mask, weights, query.dtype)
    batch = broadcast(_NAME, weights[:-2], value.shape[:-2])
    return TensorSpec((*batch, query.shape[-2], value.shape[-1]), query.dtype)


def _require_mask(mask: TensorSpec, weights: tuple[int, ...], dtype: str) -> None:
    """Refuse a mask of another shape or dtype than `attn_mask` under Args on that page; float32 is taken as well.

    The latter by `validate_sdpa_input` (aten/src/ATen/native/transformers/attention.cpp).
    """
    if mask.dtype not in ("bool", dtype, "float32"):
        raise ShapeError(takes_input(_NAME, "attn_mask", any_of(("bool", dtype)), mask.dtype))
    if len(mask.shape) < 2 or broadcast(_NAME, mask.shape, weights) != weights:
        raise ShapeError(say("functions.attention.mask", name=_NAME, expected=[*weights], received=[*mask.shape]))


def _cost(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count the two products of matrices that `sdpa_flop_count` of torch/utils/flop_counter.py counts."""
    query, key, value = inputs[:3]
    batch = prod(broadcast(_NAME, query.shape[:-2], key.shape[:-2], value.shape[:-2]))
    return batch * query.shape[-2] * key.shape[-2] * (key.shape[-1] + value.shape[-1])


KINDS: tuple[FunctionKind, ...] = (
    FunctionKind(
        name=_NAME,
        category="attention",
        summary=later("functions.scaled_dot_product_attention"),
        arguments=(
            Argument(
                name="dropout_p",
                type="float",
                default=0.0,
                minimum=0,
                maximum=1,
                help=later("functions.attention.dropout_p"),
            ),
            switch("is_causal", later("functions.attention.is_causal"), False),
            Argument(
                name="scale",
                type="float",
                default=None,
                optional=True,
                keyword_only=True,
                help=later("functions.attention.scale"),
            ),
        ),
        inputs=("query", "key", "value", "attn_mask"),
        optional=1,
        named=1,
        training="dropout_p",
        output=_attend,
        multiply_adds=_cost,
        follows=("Tensor.transpose", "Linear"),
    ),
)
