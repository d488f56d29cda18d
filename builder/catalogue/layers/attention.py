"""MultiheadAttention, and the rule of scaled dot-product attention that the Transformer layers share.

"Attention Is All You Need", https://arxiv.org/abs/1706.03762, section 3.2.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any, NamedTuple

from builder.catalogue.dtypes import FLOATING
from builder.catalogue.layers.arguments import BIAS, DTYPE, MAX_SIZE, last_dim, size, switch
from builder.catalogue.layers.broadcasting import promote
from builder.catalogue.layers.dtype_checks import require_dtype
from builder.catalogue.layers.kind import Args, Argument, Kind, ParameterSpec, TensorSpec, Value
from builder.catalogue.layers.phrases import any_of, join_values, takes_shape
from builder.errors import ShapeError
from builder.sentences import Later, later, say

Mask = TensorSpec | None
BATCH_FIRST = switch(
    "batch_first",
    later("layers.attention.batch_first"),
    False,
)


def require_heads(kind: str, features: int, heads: int, argument: str) -> None:
    """Refuse a number of heads that does not divide the features.

    As `MultiheadAttention.__init__` of torch/nn/modules/activation.py does.

    Args:
        kind: the layer that a refusal names.
        features: the size of the last dim, which the heads share.
        heads: how many there are.
        argument: the one that gives the heads.

    Raises:
        ShapeError: with the next smaller number that does.
    """
    if features % heads:
        fitting = next(n for n in range(min(heads, features), 0, -1) if features % n == 0)
        raise ShapeError(say("layers.attention.heads", name=kind, features=features, heads=heads), argument, fitting)


def steps_and_batch(x: TensorSpec, batch_first: bool) -> tuple[int, tuple[int, ...]]:
    """Return how long the sequence is, and the batch dim as a tuple, empty without a batch.

    As `query` and `key` under Args at `forward` on the page of torch.nn.MultiheadAttention.

    Args:
        x: what is known of the sequence: (steps, features), or with a batch (steps, batch, features).
        batch_first: whether a batch comes before the steps.
    """
    if len(x.shape) == 2:
        return x.shape[0], ()
    return (x.shape[1], x.shape[:1]) if batch_first else (x.shape[0], x.shape[1:2])


def _require_sequences(kind: str, **tensors: TensorSpec) -> None:
    """Refuse all but 2 dims or 3 throughout, as `_mha_shape_check` of torch/nn/functional.py does."""
    dims = {name: len(x.shape) for name, x in tensors.items()}
    if next(iter(dims.values())) not in (2, 3) or len(set(dims.values())) > 1:
        told = join_values(f"{name}: {n}" for name, n in dims.items())
        raise ShapeError(say("layers.attention.sequences", name=kind, dims=told))


def _require_mask(kind: str, name: Later, mask: TensorSpec, shapes: tuple[tuple[int, ...], ...]) -> None:
    """Refuse masks of integers, as `_canonical_mask` of torch/nn/functional.py does, and of other shapes."""
    if mask.dtype != "bool" and mask.dtype not in FLOATING:
        raise ShapeError(say("layers.attention.mask-dtype", name=kind, mask=name, dtype=mask.dtype))
    if mask.shape not in shapes:
        raise ShapeError(takes_shape(kind, name, any_of(map(list, shapes)), [*mask.shape]))


class Pair(NamedTuple):
    """Two sequences that meet: their batch dim, empty without a batch, how long each is, and the query's dtype."""

    batch: tuple[int, ...]
    steps: int
    source: int
    dtype: str

    @classmethod
    def of(cls, query: TensorSpec, key: TensorSpec, batch_first: bool) -> Pair:
        """Look at two tensors of which the batch dims are equal."""
        steps, batch = steps_and_batch(query, batch_first)
        return cls(batch, steps, steps_and_batch(key, batch_first)[0], query.dtype)


def causal_hint(name: str, mask: str, default: bool | None = False) -> Argument:
    """Describe the hint that a mask is a causal one, which torch then need not look at."""
    return Argument(
        name=name,
        type="bool",
        default=default,
        optional=default is None,
        help=later("layers.attention.causal", mask=mask),
    )


def require_causal_mask(kind: str, args: Args, hint: str, name: str | Later, mask: Mask) -> None:
    """Refuse the hint that a mask is a causal one where there is none.

    As `multi_head_attention_forward` of torch/nn/functional.py does.

    Raises:
        ShapeError: with the hint as its argument.
    """
    if args.get(hint) and mask is None:
        raise ShapeError(
            say("layers.attention.hint-alone", name=kind, hint=hint, mask=name),
            hint,
            False,
            say("layers.attention.hint-alone.hint", hint=hint, mask=name),
        )


def require_masks(kind: str, heads: int, pair: Pair, padding: Mask = None, attn_mask: Mask = None) -> None:
    """Refuse masks that do not fit the sequences: (batch, source) and (target, source), or one of these a head.

    The shapes are those of `key_padding_mask` and `attn_mask` on the page of torch.nn.MultiheadAttention.

    Args:
        kind: the layer that a refusal names.
        heads: how many there are.
        pair: the two sequences, their lengths in steps.
        padding: what is known of the mask of padded steps, of (batch, source).
        attn_mask: what is known of the mask of pairs, of (target, source) or (batch * heads, target, source).

    Raises:
        ShapeError: a mask has another shape, or the dtype of the sum of both is not the query's.
    """
    masks = []
    if padding is not None:
        _require_mask(kind, later("layers.attention.padding-mask"), padding, ((*pair.batch, pair.source),))
        masks.append(padding)
    if attn_mask is not None:
        plain = (pair.steps, pair.source)
        _require_mask(
            kind, later("layers.attention.attention-mask"), attn_mask, (plain, (prod(pair.batch) * heads, *plain))
        )
        masks.append(attn_mask)
    added = [TensorSpec((1,), pair.dtype if x.dtype == "bool" else x.dtype) for x in masks]
    if added and promote(*added) != pair.dtype:
        raise ShapeError(say("layers.attention.masks-dtype", name=kind, expected=pair.dtype, received=promote(*added)))


def _widths(args: Args) -> tuple[int, int, int]:
    """Return E, the key's and the value's features: `kdim` and `vdim` on the page of torch.nn.MultiheadAttention."""
    embed_dim = args["embed_dim"]
    return embed_dim, args["kdim"] or embed_dim, args["vdim"] or embed_dim


def _is_packed(args: Args) -> bool:
    """Whether query, key and value are projected by one weight, as they are of one width.

    `_qkv_same_embed_dim` of torch/nn/modules/activation.py.
    """
    return len(set(_widths(args))) == 1


def _heads_constraint(args: Args) -> None:
    """Refuse a number of heads that does not divide the features, as `MultiheadAttention.__init__` of torch does."""
    require_heads("MultiheadAttention", args["embed_dim"], args["num_heads"], "num_heads")


def attend(args: Args, query: TensorSpec, key: TensorSpec, value: TensorSpec, *masks: Mask) -> Value:
    """Return what `MultiheadAttention` returns: its output, and the attention weights averaged over the heads.

    `masks` are key_padding_mask and attn_mask, the second of which torch takes by keyword only. Without
    `need_weights` None stands in place of the weights, without `average_attn_weights` there is one of each head.
    Shapes are those under Outputs on the page of torch.nn.MultiheadAttention.

    Raises:
        ShapeError: the tensors do not fit one another or the arguments.
    """
    kind = "MultiheadAttention"
    _heads_constraint(args)
    _require_sequences(kind, query=query, key=key, value=value)
    named = (("query", query, "embed_dim"), ("key", key, "kdim"), ("value", value, "vdim"))
    for (name, x, argument), width in zip(named, _widths(args), strict=True):
        require_dtype(kind, args, x)
        if x.shape[-1] != width:
            raise ShapeError(
                say("layers.attention.width", name=kind, input=name, expected=width, received=x.shape[-1]),
                argument,
                x.shape[-1],
            )
    if key.shape[:-1] != value.shape[:-1]:
        raise ShapeError(say("layers.attention.length", name=kind, one=[*key.shape], other=[*value.shape]))
    if steps_and_batch(query, args["batch_first"])[1] != steps_and_batch(key, args["batch_first"])[1]:
        raise ShapeError(
            say(
                "layers.attention.batch", name=kind, first="query", second="key", one=[*query.shape], other=[*key.shape]
            )
        )
    pair = Pair.of(query, key, args["batch_first"])
    require_masks(kind, args["num_heads"], pair, *masks)
    require_causal_mask(kind, args, "is_causal", "attn_mask", (*masks, None, None)[1])
    if not args.get("need_weights", True):
        return (query, None)
    heads = () if args.get("average_attn_weights", True) else (args["num_heads"],)
    return (query, TensorSpec((*pair.batch, *heads, pair.steps, pair.source + _extra_steps(args)), query.dtype))


def _extra_steps(args: Args) -> int:
    """Return how many steps `add_bias_kv` and `add_zero_attn` put behind the keys.

    One each, as in `multi_head_attention_forward` of torch/nn/functional.py.
    """
    return int(args["add_bias_kv"]) + int(args["add_zero_attn"])


def _parameters(args: Args) -> tuple[ParameterSpec, ...]:
    """List the tensors of `MultiheadAttention.__init__` in torch/nn/modules/activation.py."""
    embed_dim, kdim, vdim = _widths(args)
    dtype = args["dtype"] or "float32"
    if _is_packed(args):
        shapes: list[tuple[str, tuple[int, ...]]] = [("in_proj_weight", (3 * embed_dim, embed_dim))]
    else:
        shapes = [(f"{x}_proj_weight", (embed_dim, n)) for x, n in (("q", embed_dim), ("k", kdim), ("v", vdim))]
    if args["bias"]:
        shapes.append(("in_proj_bias", (3 * embed_dim,)))
    specs = [ParameterSpec(name, shape, dtype) for name, shape in shapes]
    if args["add_bias_kv"]:
        specs += [ParameterSpec(name, (1, 1, embed_dim), dtype) for name in ("bias_k", "bias_v")]
    specs.append(ParameterSpec("out_proj.weight", (embed_dim, embed_dim), dtype))
    if args["bias"]:
        specs.append(ParameterSpec("out_proj.bias", (embed_dim,), dtype))
    return tuple(specs)


def attention_multiply_adds(pair: Pair, embed_dim: int, kdim: int, vdim: int, added: int = 0) -> int:
    """Count the four projections, the scores and the weighted sum of one attention.

    The products of matrices in section 3.2.2 of the paper, each counted as in `sdpa_flop_count` and `mm_flop` of
    torch/utils/flop_counter.py.

    Args:
        pair: the two sequences, their lengths in steps.
        embed_dim: features of query and output.
        kdim: features of the key.
        vdim: features of the value.
        added: steps put behind the keys after their projection.
    """
    projections = embed_dim * (2 * pair.steps * embed_dim + pair.source * (kdim + vdim))
    return prod(pair.batch) * (projections + 2 * pair.steps * (pair.source + added) * embed_dim)


def _multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count the products of section 3.2.2 of "Attention Is All You Need", see `attention_multiply_adds`."""
    return attention_multiply_adds(
        Pair.of(inputs[0], inputs[1], args["batch_first"]), *_widths(args), _extra_steps(args)
    )


def _key_dim(args: Args, query: TensorSpec, key: TensorSpec, *_: TensorSpec) -> int:
    """Return E_k, the last dim of `key` under Inputs on the page of torch.nn.MultiheadAttention."""
    return last_dim(args, key)


def _value_dim(args: Args, query: TensorSpec, key: TensorSpec, value: TensorSpec, *_: TensorSpec) -> int:
    """Return E_v, the last dim of `value` under Inputs on the page of torch.nn.MultiheadAttention."""
    return last_dim(args, value)


def _width(name: str, help: Later, auto: Callable[..., Any]) -> Argument:
    return Argument(
        name=name, type="int", default=None, optional=True, minimum=1, maximum=MAX_SIZE, auto=auto, help=help
    )


KINDS = (
    Kind(
        name="MultiheadAttention",
        category="attention",
        summary=later("layers.MultiheadAttention"),
        arguments=(
            size("embed_dim", later("layers.MultiheadAttention.embed_dim"), auto=last_dim),
            size("num_heads", later("layers.MultiheadAttention.num_heads")),
            Argument(
                name="dropout",
                type="float",
                default=0.0,
                minimum=0,
                maximum=1,
                help=later("layers.MultiheadAttention.dropout"),
            ),
            BIAS,
            switch("add_bias_kv", later("layers.MultiheadAttention.add_bias_kv"), False),
            switch("add_zero_attn", later("layers.MultiheadAttention.add_zero_attn"), False),
            _width("kdim", later("layers.MultiheadAttention.kdim"), _key_dim),
            _width("vdim", later("layers.MultiheadAttention.vdim"), _value_dim),
            BATCH_FIRST,
            DTYPE,
        ),
        inputs=("query", "key", "value", "key_padding_mask", "attn_mask"),
        optional=2,
        named=1,
        calls=(
            switch("need_weights", later("layers.MultiheadAttention.need_weights"), True),
            switch("average_attn_weights", later("layers.MultiheadAttention.average_attn_weights"), True),
            causal_hint("is_causal", "attn_mask"),
        ),
        output=attend,
        parameters=_parameters,
        multiply_adds=_multiply_adds,
        constraint=_heads_constraint,
    ),
)
