"""TransformerEncoder, TransformerDecoder and Transformer: stacks of the layers in `transformer_layer`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import TypeVar

from builder.catalogue.layers import layer_norm
from builder.catalogue.layers.arguments import depth, switch
from builder.catalogue.layers.attention import Mask, causal_hint
from builder.catalogue.layers.kind import Args, Argument, Kind, ParameterSpec, TensorSpec, Value
from builder.catalogue.layers.transformer_layer import (
    DECODER_INPUTS,
    FEEDFORWARD,
    FOLLOWS,
    MEMORY_HINT,
    OPTIONS,
    decode,
    decoder_layer_multiply_adds,
    decoder_layer_parameters,
    encode,
    encoder_layer_multiply_adds,
    encoder_layer_parameters,
    heads_constraint,
    sizes,
    weight_and_bias,
)
from builder.errors import ShapeError
from builder.sentences import later

Returned = TypeVar("Returned")
NORMS = {kind.name: kind for kind in layer_norm.KINDS if kind.name in ("LayerNorm", "RMSNorm")}


def _within(args: Args, argument: str, rule: Callable[[Args], Returned], own: Collection[str] = ()) -> Returned:
    """Apply a rule to a nested layer; what would mend it, unless it is `own`, is a change of the one that holds it."""
    layer = args[argument]
    try:
        return rule(layer["args"])
    except ShapeError as error:
        if error.argument is None or error.argument in own:
            raise
        mended = {"kind": layer["kind"], "args": {**layer["args"], error.argument: error.value}}
        raise ShapeError(error.problem, argument, mended, error.hint) from None


def _under(prefix: str, specs: Iterable[ParameterSpec]) -> list[ParameterSpec]:
    """List a part's tensors under their names in the whole, as `Module.state_dict` joins them with dots."""
    return [ParameterSpec(f"{prefix}.{spec.name}", spec.shape, spec.dtype, spec.buffer) for spec in specs]


def _norm_output(args: Args, x: TensorSpec) -> Value:
    """Return what the norm behind the last layer gives: `forward` of the stacks (torch/nn/modules/transformer.py)."""
    norm = args["norm"]
    return x if norm is None else _within(args, "norm", lambda norm_args: NORMS[norm["kind"]].output(norm_args, x))


def _stack(kind: str, argument: str, rule: Callable[..., TensorSpec]) -> Callable[..., Value]:
    """Return the rule of a stack from that of its layer, whose hints are those that the stack is called with.

    As `forward` of the stack in torch/nn/modules/transformer.py: one layer after another, then the norm.
    """

    def output(args: Args, *inputs: TensorSpec) -> Value:
        hints = {name: value for name, value in args.items() if name.endswith("is_causal")}
        return _norm_output(args, _within(args, argument, lambda layer: rule(kind, {**layer, **hints}, *inputs), hints))

    return output


def _stack_parameters(args: Args, layer: tuple[ParameterSpec, ...]) -> tuple[ParameterSpec, ...]:
    """List the tensors of `num_layers` layers and the norm behind them: torch/nn/modules/transformer.py."""
    norm = args["norm"]
    specs = [spec for i in range(args["num_layers"]) for spec in _under(f"layers.{i}", layer)]
    return tuple(specs + ([] if norm is None else _under("norm", NORMS[norm["kind"]].parameters(norm["args"]))))


def _encoder_multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count the `num_layers` layers that torch/nn/modules/transformer.py applies; a norm multiplies no matrices."""
    return int(args["num_layers"] * encoder_layer_multiply_adds(args["encoder_layer"]["args"], inputs, output))


def _decoder_multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count the `num_layers` layers that torch/nn/modules/transformer.py applies; a norm multiplies no matrices."""
    return int(args["num_layers"] * decoder_layer_multiply_adds(args["decoder_layer"]["args"], inputs, output))


def _transformer(args: Args, src: TensorSpec, tgt: TensorSpec, *masks: Mask) -> TensorSpec:
    """Return the decoder's output, as under Shape at `forward` on the page of torch.nn.Transformer.

    `masks` are those of src, tgt and memory, then their padding masks.
    """
    src_mask, tgt_mask, memory_mask, src_padding, tgt_padding, memory_padding = (*masks, *[None] * 6)[:6]
    memory = encode("Transformer", args, src, src_mask, src_padding)
    return decode("Transformer", args, tgt, memory, tgt_mask, memory_mask, tgt_padding, memory_padding)


def _transformer_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    """List the tensors of `Transformer.__init__` in torch/nn/modules/transformer.py: each stack ends in a norm."""
    specs = []
    for name, layer in (("encoder", encoder_layer_parameters(args)), ("decoder", decoder_layer_parameters(args))):
        for i in range(args[f"num_{name}_layers"]):
            specs += _under(f"{name}.layers.{i}", layer)
        specs += weight_and_bias(args, f"{name}.norm", args["d_model"])
    return tuple(specs)


def _transformer_multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count both stacks of section 3.1 of "Attention Is All You Need", https://arxiv.org/abs/1706.03762.

    The decoder attends to the encoder's output, which has the shape of src.
    """
    src, tgt = inputs[:2]
    encoder = args["num_encoder_layers"] * encoder_layer_multiply_adds(args, (src,), src)
    return int(encoder + args["num_decoder_layers"] * decoder_layer_multiply_adds(args, (tgt, src), tgt))


_NUM_LAYERS = depth("num_layers", later("layers.transformer.num_layers"))
_NORM = Argument(
    name="norm",
    type="layer",
    default=None,
    optional=True,
    choices=tuple(NORMS),
    help=later("layers.transformer.norm"),
)


def _layer_argument(name: str, kind: str) -> Argument:
    return Argument(name=name, type="layer", choices=(kind,), help=later("layers.transformer.layer", kind=kind))


KINDS = (
    Kind(
        name="TransformerEncoder",
        category="attention",
        summary=later("layers.TransformerEncoder"),
        arguments=(
            _layer_argument("encoder_layer", "TransformerEncoderLayer"),
            _NUM_LAYERS,
            _NORM,
            switch("enable_nested_tensor", later("layers.TransformerEncoder.enable_nested_tensor"), True),
            switch("mask_check", later("layers.TransformerEncoder.mask_check"), True),
        ),
        inputs=("src", "mask", "src_key_padding_mask"),
        optional=2,
        calls=(causal_hint("is_causal", "mask", None),),
        output=_stack("TransformerEncoder", "encoder_layer", encode),
        parameters=lambda args: _stack_parameters(args, encoder_layer_parameters(args["encoder_layer"]["args"])),
        multiply_adds=_encoder_multiply_adds,
        constraint=lambda args: _within(args, "encoder_layer", partial(heads_constraint, "TransformerEncoder")),
        follows=FOLLOWS,
    ),
    Kind(
        name="TransformerDecoder",
        category="attention",
        summary=later("layers.TransformerDecoder"),
        arguments=(_layer_argument("decoder_layer", "TransformerDecoderLayer"), _NUM_LAYERS, _NORM),
        inputs=DECODER_INPUTS,
        optional=4,
        calls=(causal_hint("tgt_is_causal", "tgt_mask", None), MEMORY_HINT),
        output=_stack("TransformerDecoder", "decoder_layer", decode),
        parameters=lambda args: _stack_parameters(args, decoder_layer_parameters(args["decoder_layer"]["args"])),
        multiply_adds=_decoder_multiply_adds,
        constraint=lambda args: _within(args, "decoder_layer", partial(heads_constraint, "TransformerDecoder")),
        follows=FOLLOWS,
    ),
    Kind(
        name="Transformer",
        category="attention",
        summary=later("layers.Transformer"),
        arguments=(
            *sizes(512, 8),
            depth("num_encoder_layers", later("layers.Transformer.num_encoder_layers"), 6),
            depth("num_decoder_layers", later("layers.Transformer.num_decoder_layers"), 6),
            *FEEDFORWARD,
            *OPTIONS,
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
        calls=(
            causal_hint("src_is_causal", "src_mask", None),
            causal_hint("tgt_is_causal", "tgt_mask", None),
            MEMORY_HINT,
        ),
        output=_transformer,
        parameters=_transformer_parameters,
        multiply_adds=_transformer_multiply_adds,
        constraint=partial(heads_constraint, "Transformer"),
        follows=("Linear",),
    ),
)
