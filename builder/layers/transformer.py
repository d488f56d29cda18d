"""The Transformer: one encoder or decoder layer, stacks of them, and the whole.

"Attention Is All You Need", https://arxiv.org/abs/1706.03762. Rules are those of training mode. Masks may be None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from builder.errors import ShapeError
from builder.layers import layer_norm
from builder.layers.arguments import BIAS, DTYPE, last_dim, size, switch
from builder.layers.attention import (
    BATCH_FIRST,
    Mask,
    Pair,
    attention_multiply_adds,
    require_heads,
    require_masks,
    steps_and_batch,
)
from builder.layers.dtypes import require_dtype
from builder.layers.kind import REQUIRED, Args, Argument, Kind, ParameterSpec, TensorSpec, Value

Returned = TypeVar("Returned")
NORMS = {kind.name: kind for kind in layer_norm.KINDS if kind.name in ("LayerNorm", "RMSNorm")}


def _require_sequence(kind: str, name: str, args: Args, x: TensorSpec, dims: tuple[int, ...] = (2, 3)) -> None:
    if len(x.shape) not in dims:
        told = " or ".join(map(str, dims))
        raise ShapeError(f"{kind} takes {name} of {told} dims, (step, batch, feature), and receives {len(x.shape)}.")
    require_dtype(kind, args, x)
    if x.shape[-1] != args["d_model"]:
        raise ShapeError(f"{kind} takes {args['d_model']} features and receives {x.shape[-1]}.", "d_model", x.shape[-1])


def _constraint(kind: str, args: Args) -> None:
    require_heads(kind, args["d_model"], args["nhead"], "nhead")


def _within(args: Args, argument: str, rule: Callable[[Args], Returned]) -> Returned:
    """Apply a rule to a nested layer; what would mend it is a change of the argument that holds it."""
    layer = args[argument]
    try:
        return rule(layer["args"])
    except ShapeError as error:
        if error.argument is None:
            raise
        mended = {"kind": layer["kind"], "args": {**layer["args"], error.argument: error.value}}
        raise ShapeError(error.problem, argument, mended, error.hint) from None


def _encode(kind: str, args: Args, src: TensorSpec, *masks: Mask) -> TensorSpec:
    """Return what comes out of encoder layers; `masks` are src_mask and src_key_padding_mask."""
    require_heads(kind, args["d_model"], args["nhead"], "nhead")
    _require_sequence(kind, "src", args, src)
    src_mask, padding = (*masks, None, None)[:2]
    require_masks(kind, args["nhead"], Pair.of(src, src, args["batch_first"]), padding, src_mask)
    return src


def _decode(kind: str, args: Args, tgt: TensorSpec, memory: TensorSpec, *masks: Mask) -> TensorSpec:
    """Return what comes out of decoder layers; `masks` are those of tgt and memory, then their padding masks."""
    require_heads(kind, args["d_model"], args["nhead"], "nhead")
    _require_sequence(kind, "tgt", args, tgt)
    _require_sequence(kind, "memory", args, memory, (len(tgt.shape),))
    if steps_and_batch(tgt, args["batch_first"])[1] != steps_and_batch(memory, args["batch_first"])[1]:
        raise ShapeError(f"{kind} takes tgt and memory of one batch and receives {[*tgt.shape]} and {[*memory.shape]}.")
    tgt_mask, memory_mask, tgt_padding, memory_padding = (*masks, None, None, None, None)[:4]
    require_masks(kind, args["nhead"], Pair.of(tgt, tgt, args["batch_first"]), tgt_padding, tgt_mask)
    require_masks(kind, args["nhead"], Pair.of(tgt, memory, args["batch_first"]), memory_padding, memory_mask)
    return tgt


def _under(prefix: str, specs: Iterable[ParameterSpec]) -> list[ParameterSpec]:
    return [ParameterSpec(f"{prefix}.{spec.name}", spec.shape, spec.dtype, spec.buffer) for spec in specs]


def _weighted(args: Args, name: str, *shape: int) -> list[ParameterSpec]:
    """List a weight, and the bias where there is one; `in_proj` joins its words otherwise than a module does."""
    dtype, joint = args["dtype"] or "float32", "_" if name.endswith("in_proj") else "."
    specs = [ParameterSpec(f"{name}{joint}weight", shape, dtype)]
    return [*specs, ParameterSpec(f"{name}{joint}bias", shape[:1], dtype)] if args["bias"] else specs


def _layer_parameters(args: Args, attentions: tuple[str, ...]) -> tuple[ParameterSpec, ...]:
    d_model, hidden = args["d_model"], args["dim_feedforward"]
    specs = []
    for name in attentions:
        specs += _weighted(args, f"{name}.in_proj", 3 * d_model, d_model)
        specs += _weighted(args, f"{name}.out_proj", d_model, d_model)
    specs += _weighted(args, "linear1", hidden, d_model) + _weighted(args, "linear2", d_model, hidden)
    for i in range(len(attentions) + 1):
        specs += _weighted(args, f"norm{i + 1}", d_model)
    return tuple(specs)


def _encoder_layer_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    return _layer_parameters(args, ("self_attn",))


def _decoder_layer_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    return _layer_parameters(args, ("self_attn", "multihead_attn"))


def _feedforward(args: Args, x: TensorSpec) -> int:
    steps, batch = steps_and_batch(x, args["batch_first"])
    return int(2 * steps * (batch[0] if batch else 1) * args["d_model"] * args["dim_feedforward"])


def _attention(args: Args, query: TensorSpec, key: TensorSpec) -> int:
    return attention_multiply_adds(Pair.of(query, key, args["batch_first"]), *(args["d_model"],) * 3)


def _encoder_layer_multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    return _attention(args, inputs[0], inputs[0]) + _feedforward(args, inputs[0])


def _decoder_layer_multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    tgt, memory = inputs[:2]
    return _attention(args, tgt, tgt) + _attention(args, tgt, memory) + _feedforward(args, tgt)


def _normed(args: Args, x: TensorSpec) -> Value:
    norm = args["norm"]
    return x if norm is None else _within(args, "norm", lambda norm_args: NORMS[norm["kind"]].output(norm_args, x))


def _stack(kind: str, argument: str, rule: Callable[..., TensorSpec]) -> Callable[..., Value]:
    """Return the rule of a stack from that of its layer."""

    def output(args: Args, *inputs: TensorSpec) -> Value:
        return _normed(args, _within(args, argument, lambda layer: rule(kind, layer, *inputs)))

    return output


def _stack_parameters(args: Args, layer: tuple[ParameterSpec, ...]) -> tuple[ParameterSpec, ...]:
    norm = args["norm"]
    specs = [spec for i in range(args["num_layers"]) for spec in _under(f"layers.{i}", layer)]
    return tuple(specs + ([] if norm is None else _under("norm", NORMS[norm["kind"]].parameters(norm["args"]))))


def _encoder_multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    return int(args["num_layers"] * _encoder_layer_multiply_adds(args["encoder_layer"]["args"], inputs, output))


def _decoder_multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    return int(args["num_layers"] * _decoder_layer_multiply_adds(args["decoder_layer"]["args"], inputs, output))


def _transformer(args: Args, src: TensorSpec, tgt: TensorSpec, *masks: Mask) -> TensorSpec:
    """Return what comes out of the decoder; `masks` are those of src, tgt and memory, then their padding masks."""
    src_mask, tgt_mask, memory_mask, src_padding, tgt_padding, memory_padding = (*masks, *[None] * 6)[:6]
    memory = _encode("Transformer", args, src, src_mask, src_padding)
    return _decode("Transformer", args, tgt, memory, tgt_mask, memory_mask, tgt_padding, memory_padding)


def _transformer_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    specs = []
    for name, layer in (("encoder", _encoder_layer_parameters(args)), ("decoder", _decoder_layer_parameters(args))):
        for i in range(args[f"num_{name}_layers"]):
            specs += _under(f"{name}.layers.{i}", layer)
        specs += _weighted(args, f"{name}.norm", args["d_model"])
    return tuple(specs)


def _transformer_multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    src, tgt = inputs[:2]
    encoder = args["num_encoder_layers"] * _encoder_layer_multiply_adds(args, (src,), src)
    return int(encoder + args["num_decoder_layers"] * _decoder_layer_multiply_adds(args, (tgt, src), tgt))


def _sizes(d_model: object = REQUIRED, nhead: object = REQUIRED) -> tuple[Argument, Argument]:
    return (
        size("d_model", "Features of each step, of input and output.", d_model, auto=last_dim),
        size("nhead", "How many heads share the features; they must divide d_model.", nhead),
    )


_FEEDFORWARD = (
    size("dim_feedforward", "Features between the two linear layers.", 2048),
    Argument(
        name="dropout",
        type="float",
        default=0.1,
        minimum=0,
        maximum=1,
        help="Chance that an element is dropped, in training.",
    ),
    Argument(
        name="activation",
        type="choice",
        default="relu",
        choices=("relu", "gelu"),
        help="What stands between the two linear layers.",
    ),
)
_OPTIONS = (
    Argument(
        name="layer_norm_eps", type="float", default=1e-5, minimum=0, help="Added to the variance in each LayerNorm."
    ),
    BATCH_FIRST,
    switch("norm_first", "Whether each LayerNorm stands before its sublayer instead of behind the sum.", False),
    BIAS,
    DTYPE,
)
_NUM_LAYERS = size("num_layers", "How many copies of the layer are stacked; they start with equal weights.")
_NORM = Argument(
    name="norm",
    type="layer",
    default=None,
    optional=True,
    choices=tuple(NORMS),
    help="A normalisation behind the last layer.",
)
_ENCODER_INPUTS = ("src", "src_mask", "src_key_padding_mask")
_DECODER_INPUTS = (
    "tgt",
    "memory",
    "tgt_mask",
    "memory_mask",
    "tgt_key_padding_mask",
    "memory_key_padding_mask",
)
_FOLLOWS = ("Linear", "LayerNorm", "TransformerEncoderLayer")


def _layer_argument(name: str, kind: str) -> Argument:
    return Argument(name=name, type="layer", choices=(kind,), help=f"The {kind} that is copied.")


KINDS = (
    Kind(
        name="TransformerEncoderLayer",
        category="attention",
        summary="Self-attention and two linear layers, each with residual and LayerNorm.",
        arguments=(*_sizes(), *_FEEDFORWARD, *_OPTIONS),
        inputs=_ENCODER_INPUTS,
        optional=2,
        output=lambda args, *inputs: _encode("TransformerEncoderLayer", args, *inputs),
        parameters=_encoder_layer_parameters,
        multiply_adds=_encoder_layer_multiply_adds,
        constraint=partial(_constraint, "TransformerEncoderLayer"),
        follows=_FOLLOWS,
    ),
    Kind(
        name="TransformerDecoderLayer",
        category="attention",
        summary="Self-attention, attention to memory and two linear layers, each with residual and LayerNorm.",
        arguments=(*_sizes(), *_FEEDFORWARD, *_OPTIONS),
        inputs=_DECODER_INPUTS,
        optional=4,
        output=lambda args, *inputs: _decode("TransformerDecoderLayer", args, *inputs),
        parameters=_decoder_layer_parameters,
        multiply_adds=_decoder_layer_multiply_adds,
        constraint=partial(_constraint, "TransformerDecoderLayer"),
        follows=_FOLLOWS,
    ),
    Kind(
        name="TransformerEncoder",
        category="attention",
        summary="A stack of encoder layers.",
        arguments=(
            _layer_argument("encoder_layer", "TransformerEncoderLayer"),
            _NUM_LAYERS,
            _NORM,
            switch("enable_nested_tensor", "Whether padding is left out of the computation where torch can.", True),
            switch("mask_check", "Whether the padding mask is looked at before that is done.", True),
        ),
        inputs=_ENCODER_INPUTS,
        optional=2,
        output=_stack("TransformerEncoder", "encoder_layer", _encode),
        parameters=lambda args: _stack_parameters(args, _encoder_layer_parameters(args["encoder_layer"]["args"])),
        multiply_adds=_encoder_multiply_adds,
        constraint=lambda args: _within(args, "encoder_layer", partial(_constraint, "TransformerEncoder")),
        follows=_FOLLOWS,
    ),
    Kind(
        name="TransformerDecoder",
        category="attention",
        summary="A stack of decoder layers.",
        arguments=(_layer_argument("decoder_layer", "TransformerDecoderLayer"), _NUM_LAYERS, _NORM),
        inputs=_DECODER_INPUTS,
        optional=4,
        output=_stack("TransformerDecoder", "decoder_layer", _decode),
        parameters=lambda args: _stack_parameters(args, _decoder_layer_parameters(args["decoder_layer"]["args"])),
        multiply_adds=_decoder_multiply_adds,
        constraint=lambda args: _within(args, "decoder_layer", partial(_constraint, "TransformerDecoder")),
        follows=_FOLLOWS,
    ),
    Kind(
        name="Transformer",
        category="attention",
        summary="An encoder and a decoder stack; the target reads what the source became.",
        arguments=(
            *_sizes(512, 8),
            size("num_encoder_layers", "How many encoder layers are stacked.", 6),
            size("num_decoder_layers", "How many decoder layers are stacked.", 6),
            *_FEEDFORWARD,
            *_OPTIONS,
        ),
        inputs=(
            "src",
            "tgt",
            "src_mask",
            "tgt_mask",
            "memory_mask",
            "src_key_padding_mask",
            "tgt_key_padding_mask",
            "memory_key_padding_mask",
        ),
        optional=6,
        output=_transformer,
        parameters=_transformer_parameters,
        multiply_adds=_transformer_multiply_adds,
        constraint=partial(_constraint, "Transformer"),
        follows=("Linear",),
    ),
)
