"""TransformerEncoderLayer and TransformerDecoderLayer, with the rules that stacks of them share.

"Attention Is All You Need", https://arxiv.org/abs/1706.03762. Rules are those of training mode. Masks may be None.
"""

from __future__ import annotations

from functools import partial

from builder.catalogue.layers.arguments import BIAS, DTYPE, last_dim, size, switch
from builder.catalogue.layers.attention import (
    BATCH_FIRST,
    Mask,
    Pair,
    attention_multiply_adds,
    causal_hint,
    require_causal_mask,
    require_heads,
    require_masks,
    steps_and_batch,
)
from builder.catalogue.layers.dtype_checks import require_dtype
from builder.catalogue.layers.kind import REQUIRED, Args, Argument, Kind, ParameterSpec, TensorSpec, Value
from builder.catalogue.layers.phrases import n_dims, takes_features
from builder.errors import ShapeError
from builder.sentences import later, say


def _require_sequence(kind: str, name: str, args: Args, x: TensorSpec, dims: tuple[int, ...] = (2, 3)) -> None:
    """Refuse other features than d_model, as `forward` of torch/nn/modules/transformer.py and the attention in it do.

    Dims are those of `_mha_shape_check` in torch/nn/functional.py.
    """
    if len(x.shape) not in dims:
        raise ShapeError(
            say(
                "layers.transformer_layer.sequence",
                name=kind,
                input=name,
                expected=n_dims(*dims),
                received=len(x.shape),
            )
        )
    require_dtype(kind, args, x)
    if x.shape[-1] != args["d_model"]:
        raise ShapeError(
            takes_features(kind, args["d_model"], x.shape[-1]),
            "d_model",
            x.shape[-1],
        )


def heads_constraint(kind: str, args: Args) -> None:
    """Refuse a number of heads that does not divide the features.

    As `MultiheadAttention.__init__` of torch/nn/modules/activation.py, which each layer calls, does.

    Raises:
        ShapeError: with the next smaller number that does.
    """
    require_heads(kind, args["d_model"], args["nhead"], "nhead")


def encode(kind: str, args: Args, src: TensorSpec, *masks: Mask) -> TensorSpec:
    """Return what comes out of encoder layers; `masks` are src_mask and src_key_padding_mask.

    Shapes are those under Shape at `forward` on the page of torch.nn.Transformer.

    Raises:
        ShapeError: the tensors do not fit one another or the arguments.
    """
    require_heads(kind, args["d_model"], args["nhead"], "nhead")
    _require_sequence(kind, "src", args, src)
    src_mask, padding = (*masks, None, None)[:2]
    for hint in ("is_causal", "src_is_causal"):
        require_causal_mask(kind, args, hint, later("layers.attention.source-mask"), src_mask)
    require_masks(kind, args["nhead"], Pair.of(src, src, args["batch_first"]), padding, src_mask)
    return src


def decode(kind: str, args: Args, tgt: TensorSpec, memory: TensorSpec, *masks: Mask) -> TensorSpec:
    """Return what comes out of decoder layers; `masks` are those of tgt and memory, then their padding masks.

    Shapes are those under Shape at `forward` on the page of torch.nn.Transformer.

    Raises:
        ShapeError: the tensors do not fit one another or the arguments.
    """
    require_heads(kind, args["d_model"], args["nhead"], "nhead")
    _require_sequence(kind, "tgt", args, tgt)
    _require_sequence(kind, "memory", args, memory, (len(tgt.shape),))
    if steps_and_batch(tgt, args["batch_first"])[1] != steps_and_batch(memory, args["batch_first"])[1]:
        raise ShapeError(
            say(
                "layers.attention.batch",
                name=kind,
                first="tgt",
                second="memory",
                one=[*tgt.shape],
                other=[*memory.shape],
            )
        )
    tgt_mask, memory_mask, tgt_padding, memory_padding = (*masks, None, None, None, None)[:4]
    require_causal_mask(kind, args, "tgt_is_causal", "tgt_mask", tgt_mask)
    require_causal_mask(kind, args, "memory_is_causal", "memory_mask", memory_mask)
    require_masks(kind, args["nhead"], Pair.of(tgt, tgt, args["batch_first"]), tgt_padding, tgt_mask)
    require_masks(kind, args["nhead"], Pair.of(tgt, memory, args["batch_first"]), memory_padding, memory_mask)
    return tgt


def weight_and_bias(args: Args, name: str, *shape: int) -> list[ParameterSpec]:
    """List a weight, and the bias where there is one; `in_proj` joins its words otherwise than a module does.

    Args:
        args: those of the layer, of which `bias` and `dtype` are read.
        name: of the part that owns both.
        shape: of the weight; the bias has its first size.
    """
    dtype, joint = args["dtype"] or "float32", "_" if name.endswith("in_proj") else "."
    specs = [ParameterSpec(f"{name}{joint}weight", shape, dtype)]
    return [*specs, ParameterSpec(f"{name}{joint}bias", shape[:1], dtype)] if args["bias"] else specs


def _layer_parameters(args: Args, attentions: tuple[str, ...]) -> tuple[ParameterSpec, ...]:
    """List the tensors of one layer, as its `__init__` in torch/nn/modules/transformer.py makes them."""
    d_model, hidden = args["d_model"], args["dim_feedforward"]
    specs = []
    for name in attentions:
        specs += weight_and_bias(args, f"{name}.in_proj", 3 * d_model, d_model)
        specs += weight_and_bias(args, f"{name}.out_proj", d_model, d_model)
    specs += weight_and_bias(args, "linear1", hidden, d_model) + weight_and_bias(args, "linear2", d_model, hidden)
    for i in range(len(attentions) + 1):
        specs += weight_and_bias(args, f"norm{i + 1}", d_model)
    return tuple(specs)


def encoder_layer_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    """List the tensors of `TransformerEncoderLayer.__init__` in torch/nn/modules/transformer.py."""
    return _layer_parameters(args, ("self_attn",))


def decoder_layer_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    """List the tensors of `TransformerDecoderLayer.__init__` in torch/nn/modules/transformer.py."""
    return _layer_parameters(args, ("self_attn", "multihead_attn"))


def _feedforward(args: Args, x: TensorSpec) -> int:
    """Count the two linear layers of section 3.3 of the paper."""
    steps, batch = steps_and_batch(x, args["batch_first"])
    return int(2 * steps * (batch[0] if batch else 1) * args["d_model"] * args["dim_feedforward"])


def _attention(args: Args, query: TensorSpec, key: TensorSpec) -> int:
    """Count one attention, of which query, key and value have all features: section 3.2.2 of the paper."""
    return attention_multiply_adds(Pair.of(query, key, args["batch_first"]), *(args["d_model"],) * 3)


def encoder_layer_multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count one encoder layer of section 3.1 of the paper: self-attention and the two linear layers."""
    return _attention(args, inputs[0], inputs[0]) + _feedforward(args, inputs[0])


def decoder_layer_multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count one decoder layer of section 3.1 of the paper: both attentions and the two linear layers."""
    tgt, memory = inputs[:2]
    return _attention(args, tgt, tgt) + _attention(args, tgt, memory) + _feedforward(args, tgt)


def sizes(d_model: object = REQUIRED, nhead: object = REQUIRED) -> tuple[Argument, Argument]:
    """Describe d_model and nhead, required unless defaults are given."""
    return (
        size("d_model", later("layers.transformer_layer.d_model"), d_model, auto=last_dim),
        size("nhead", later("layers.transformer_layer.nhead"), nhead),
    )


FEEDFORWARD = (
    size("dim_feedforward", later("layers.transformer_layer.dim_feedforward"), 2048),
    Argument(
        name="dropout",
        type="float",
        default=0.1,
        minimum=0,
        maximum=1,
        help=later("layers.transformer_layer.dropout"),
    ),
    Argument(
        name="activation",
        type="choice",
        default="relu",
        choices=("relu", "gelu"),
        help=later("layers.transformer_layer.activation"),
    ),
)
OPTIONS = (
    Argument(
        name="layer_norm_eps",
        type="float",
        default=1e-5,
        minimum=0,
        help=later("layers.transformer_layer.layer_norm_eps"),
    ),
    BATCH_FIRST,
    switch("norm_first", later("layers.transformer_layer.norm_first"), False),
    BIAS,
    DTYPE,
)
ENCODER_INPUTS = ("src", "src_mask", "src_key_padding_mask")
MEMORY_HINT = causal_hint("memory_is_causal", "memory_mask")
DECODER_INPUTS = (
    "tgt",
    "memory",
    "tgt_mask",
    "memory_mask",
    "tgt_key_padding_mask",
    "memory_key_padding_mask",
)
FOLLOWS = ("Linear", "LayerNorm", "TransformerEncoderLayer")


KINDS = (
    Kind(
        name="TransformerEncoderLayer",
        category="attention",
        summary=later("layers.TransformerEncoderLayer"),
        arguments=(*sizes(), *FEEDFORWARD, *OPTIONS),
        inputs=ENCODER_INPUTS,
        optional=2,
        calls=(causal_hint("is_causal", "src_mask"),),
        output=lambda args, *inputs: encode("TransformerEncoderLayer", args, *inputs),
        parameters=encoder_layer_parameters,
        multiply_adds=encoder_layer_multiply_adds,
        constraint=partial(heads_constraint, "TransformerEncoderLayer"),
        follows=FOLLOWS,
    ),
    Kind(
        name="TransformerDecoderLayer",
        category="attention",
        summary=later("layers.TransformerDecoderLayer"),
        arguments=(*sizes(), *FEEDFORWARD, *OPTIONS),
        inputs=DECODER_INPUTS,
        optional=4,
        calls=(causal_hint("tgt_is_causal", "tgt_mask"), MEMORY_HINT),
        output=lambda args, *inputs: decode("TransformerDecoderLayer", args, *inputs),
        parameters=decoder_layer_parameters,
        multiply_adds=decoder_layer_multiply_adds,
        constraint=partial(heads_constraint, "TransformerDecoderLayer"),
        follows=FOLLOWS,
    ),
)
