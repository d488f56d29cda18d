"""What torch prints of a layer, without torch: its arguments in brackets, and the modules inside it, a line each.

Each rule follows the `extra_repr` of its class under torch/nn/modules, and the layout `Module.__repr__` there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from math import prod
from typing import Any, NamedTuple

from builder.catalogue.layers.arguments import spread
from builder.catalogue.layers.kind import Args
from builder.catalogue.layers.parametrized import Parametrizations, class_name

_CLASSES = {"weight_norm": "_WeightNorm", "spectral_norm": "_SpectralNorm", "orthogonal": "_Orthogonal"}
"""The classes of torch/nn/utils/parametrizations.py, by the function that registers each."""


class PrintedModule(NamedTuple):
    """A module as it is printed: the name of its class, what stands in its brackets, and what is inside it."""

    name: str
    extra: str = ""
    inside: tuple[tuple[str, PrintedModule], ...] = ()

    def lines(self) -> list[str]:
        """Return the lines of `repr(module)`."""
        if not self.inside:
            return [f"{self.name}({self.extra})"]
        rows = [self.extra] if self.extra else []
        listed = self.name == "ModuleList"
        for label, module in _runs(self.inside) if listed else self.inside:
            first, *rest = module.lines()
            rows += [f"({label}): {first}", *rest]
        return [f"{self.name}(", *(f"  {row}" for row in rows), ")"]


def _runs(inside: tuple[tuple[str, PrintedModule], ...]) -> Iterable[tuple[str, PrintedModule]]:
    """Yield equal modules in a row as one, as `ModuleList.__repr__` does."""
    first = 0
    for last, (_, module) in enumerate(inside):
        if last + 1 < len(inside) and inside[last + 1][1] == module:
            continue
        same = last - first
        yield (f"{first}-{last}", module._replace(name=f"{same + 1} x {module.name}")) if same else (f"{last}", module)
        first = last + 1


def extra_repr(kind: str, args: Args, given: Parametrizations | None = None) -> PrintedModule:
    """Return what torch prints of a layer.

    >>> extra_repr("ReLU", {"inplace": True}).lines()
    ['ReLU(inplace=True)']

    Args:
        kind: a class of torch.nn, none of the lazy ones.
        args: all of its arguments, none of them `"auto"`.
        given: how its tensors are parametrized; the form of `torch.nn.utils.parametrizations` is printed.
    """
    extra, inside = _EXTRAS.get(kind), _INSIDE.get(kind)
    made = PrintedModule(kind, extra(args) if extra else "", inside(args) if inside else ())
    name = class_name(kind, given or {})
    if name == kind:
        return made
    lists = [
        (tensor, PrintedModule("ParametrizationList", "", (("0", PrintedModule(_CLASSES[one.kind])),)))
        for tensor, one in (given or {}).items()
        if one.form == "new"
    ]
    return PrintedModule(
        name, made.extra, (*made.inside, ("parametrizations", PrintedModule("ModuleDict", "", tuple(lists))))
    )


_Extra = Callable[[Args], str]


def _by_name(*names: str) -> _Extra:
    """Print arguments by name, whatever they are."""
    return lambda args: ", ".join(f"{name}={args[name]}" for name in names)


def _with_inplace(*names: str) -> _Extra:
    """Print arguments by name, and `inplace` where it is set."""

    def extra(args: Args) -> str:
        return ", ".join([*(f"{name}={args[name]}" for name in names), *["inplace=True"] * bool(args["inplace"])])

    return extra


def _unusual_args(args: Args, usual: dict[str, Any]) -> list[str]:
    """Return the arguments that are not what they usually are, by name.

    Each `extra_repr` of torch has its own list of those.
    """
    return [f"{name}={args[name]}" for name, value in usual.items() if name in args and args[name] != value]


def _convolution(dims: int) -> _Extra:
    """Print what `_ConvNd.extra_repr` of torch/nn/modules/conv.py does: sizes are tuples, defaults are left out."""
    zeros, ones = (0,) * dims, (1,) * dims

    def extra(args: Args) -> str:
        sizes: dict[str, Any] = {
            name: args[name] if isinstance(args[name], str) else spread(args[name], dims)
            for name in ("kernel_size", "stride", "padding", "dilation", "output_padding")
            if name in args
        }
        rest = _unusual_args(sizes, {"padding": zeros, "dilation": ones, "output_padding": zeros})
        rest += _unusual_args(args, {"groups": 1, "bias": True, "padding_mode": "zeros"})
        head = f"{args['in_channels']}, {args['out_channels']}, kernel_size={sizes['kernel_size']}"
        return ", ".join([head, f"stride={sizes['stride']}", *rest])

    return extra


def _window(*names: str, dims: int = 0) -> _Extra:
    """Print the arguments of a pooling; its stride is the kernel where it is not given, each a tuple given `dims`.

    As `_AvgPoolNd` and its kin in torch/nn/modules/pooling.py, of which AvgPool1d and the unpoolings store tuples.
    """

    def extra(args: Args) -> str:
        filled = {**args, "stride": args["kernel_size"] if args["stride"] is None else args["stride"]}
        return ", ".join(f"{name}={spread(filled[name], dims) if dims else filled[name]}" for name in names)

    return extra


def _padding(dims: int, value: bool = False) -> _Extra:
    """Print what `extra_repr` in torch/nn/modules/padding.py does: two numbers a dim, the last dim first."""

    def extra(args: Args) -> str:
        sides = spread(args["padding"], 2 * dims)
        return f"padding={sides}, value={args['value']}" if value else str(sides)

    return extra


def _batch_norm(args: Args) -> str:
    """Print what `_NormBase.extra_repr` of torch/nn/modules/batchnorm.py does."""
    bias = bool(args["affine"] and args.get("bias", True))
    shown = f"eps={args['eps']}, momentum={args['momentum']}, affine={args['affine']}, bias={bias}"
    return f"{args['num_features']}, {shown}, track_running_stats={args['track_running_stats']}"


def _group_norm(args: Args) -> str:
    """Print what `GroupNorm.extra_repr` of torch/nn/modules/normalization.py does."""
    bias = bool(args["affine"] and args.get("bias", True))
    return f"{args['num_groups']}, {args['num_channels']}, eps={args['eps']}, affine={args['affine']}, bias={bias}"


def _last_dims_norm(args: Args) -> str:
    """Print what `extra_repr` of LayerNorm and of RMSNorm, which has no bias, do: torch/nn/modules/normalization.py."""
    shown = f"{spread(args['normalized_shape'], 1)}, eps={args['eps']}, elementwise_affine={args['elementwise_affine']}"
    return f"{shown}, bias={args['elementwise_affine'] and args['bias']}" if "bias" in args else shown


def _response_norm(args: Args) -> str:
    """Print what `LocalResponseNorm.extra_repr` of torch/nn/modules/normalization.py does."""
    return f"{args['size']}, alpha={args['alpha']}, beta={args['beta']}, k={args['k']}"


def _row(args: Args) -> int | None:
    """Return the row of `padding_idx`, which may be counted from the end: `Embedding.__init__` turns it round."""
    row: int | None = args["padding_idx"]
    return row + args["num_embeddings"] if row is not None and row < 0 else row


def _embedding(args: Args) -> str:
    """Print what `Embedding.extra_repr` of torch/nn/modules/sparse.py does."""
    usual = {"padding_idx": None, "max_norm": None, "norm_type": 2, "scale_grad_by_freq": False, "sparse": False}
    rest = _unusual_args({**args, "padding_idx": _row(args)}, usual)
    return ", ".join([f"{args['num_embeddings']}, {args['embedding_dim']}", *rest])


def _embedding_bag(args: Args) -> str:
    """Print what `EmbeddingBag.extra_repr` of torch/nn/modules/sparse.py does."""
    rest = _unusual_args(args, {"max_norm": None, "norm_type": 2, "scale_grad_by_freq": False})
    rest += [f"mode={args['mode']!r}", *_unusual_args({"padding_idx": _row(args)}, {"padding_idx": None})]
    return ", ".join([f"{args['num_embeddings']}, {args['embedding_dim']}", *rest])


def _recurrent(args: Args) -> str:
    """Print what `RNNBase.extra_repr` of torch/nn/modules/rnn.py does."""
    usual = {
        "proj_size": 0, "num_layers": 1, "bias": True, "batch_first": False, "dropout": 0, "bidirectional": False,
    }  # fmt: skip
    return ", ".join([f"{args['input_size']}, {args['hidden_size']}", *_unusual_args(args, usual)])


def _cell(args: Args) -> str:
    """Print what `RNNCellBase.extra_repr` of torch/nn/modules/rnn.py does."""
    rest = _unusual_args(args, {"bias": True, "nonlinearity": "tanh"})
    return ", ".join([f"{args['input_size']}, {args['hidden_size']}", *rest])


def _upsample(mode: str | None = None) -> _Extra:
    """Print what `Upsample.extra_repr` of torch/nn/modules/upsampling.py does; `__init__` makes floats."""

    def extra(args: Args) -> str:
        factor = args["scale_factor"]
        shown = f"size={args['size']!r}"
        if factor is not None:
            shown = f"scale_factor={tuple(map(float, factor)) if isinstance(factor, tuple) else float(factor)}"
        return f"{shown}, mode={(mode or args['mode'])!r}"

    return extra


def _linear_cross_entropy(args: Args) -> str:
    """Print what `LinearCrossEntropyLoss.extra_repr` of torch/nn/modules/loss.py does."""
    shown = _by_name(
        "in_features", "num_classes", "out_features", "bias", "reduction", "ignore_index", "label_smoothing"
    )
    return f"{shown(args)}, options=None"


_SIZES = (1, 2, 3)
_EXTRAS: dict[str, _Extra] = {
    "Linear": _by_name("in_features", "out_features", "bias"),
    "Bilinear": _by_name("in1_features", "in2_features", "out_features", "bias"),
    **{f"Conv{n}d": _convolution(n) for n in _SIZES},
    **{f"ConvTranspose{n}d": _convolution(n) for n in _SIZES},
    **{f"MaxPool{n}d": _window("kernel_size", "stride", "padding", "dilation", "ceil_mode") for n in _SIZES},
    **{f"AvgPool{n}d": _window("kernel_size", "stride", "padding", dims=n == 1) for n in _SIZES},
    **{f"MaxUnpool{n}d": _window("kernel_size", "stride", "padding", dims=n) for n in _SIZES},
    **{f"LPPool{n}d": _by_name("norm_type", "kernel_size", "stride", "ceil_mode") for n in _SIZES},
    **{f"Adaptive{how}Pool{n}d": _by_name("output_size") for how in ("Avg", "Max") for n in _SIZES},
    **{f"{how}Pad{n}d": _padding(n) for how in ("Zero", "Reflection", "Replication", "Circular") for n in _SIZES},
    **{f"ConstantPad{n}d": _padding(n, value=True) for n in _SIZES},
    **dict.fromkeys(("ReLU", "ReLU6", "SELU", "SiLU", "Mish"), _with_inplace()),
    "LeakyReLU": _with_inplace("negative_slope"),
    "RReLU": _with_inplace("lower", "upper"),
    "ELU": _with_inplace("alpha"),
    "CELU": _with_inplace("alpha"),
    "Hardtanh": _with_inplace("min_val", "max_val"),
    "Threshold": _with_inplace("threshold", "value"),
    "PReLU": _by_name("num_parameters"),
    "GELU": lambda args: f"approximate={args['approximate']!r}",
    "Hardshrink": lambda args: str(args["lambd"]),
    "Softshrink": lambda args: str(args["lambd"]),
    "Softplus": _by_name("beta", "threshold"),
    **dict.fromkeys(("GLU", "Softmax", "Softmin", "LogSoftmax"), _by_name("dim")),
    **{f"{how}Norm{n}d": _batch_norm for how in ("Batch", "Instance") for n in _SIZES},
    "SyncBatchNorm": _batch_norm,
    "GroupNorm": _group_norm,
    "LayerNorm": _last_dims_norm,
    "RMSNorm": _last_dims_norm,
    "LocalResponseNorm": _response_norm,
    "CrossMapLRN2d": _response_norm,
    **dict.fromkeys(
        ("Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout"),
        _by_name("p", "inplace"),
    ),
    "Embedding": _embedding,
    "EmbeddingBag": _embedding_bag,
    **dict.fromkeys(("RNN", "LSTM", "GRU"), _recurrent),
    **dict.fromkeys(("RNNCell", "LSTMCell", "GRUCell"), _cell),
    "Flatten": _by_name("start_dim", "end_dim"),
    "Unflatten": _by_name("dim", "unflattened_size"),
    "Fold": _by_name("output_size", "kernel_size", "dilation", "padding", "stride"),
    "Unfold": _by_name("kernel_size", "dilation", "padding", "stride"),
    "PixelShuffle": _by_name("upscale_factor"),
    "PixelUnshuffle": _by_name("downscale_factor"),
    "ChannelShuffle": _by_name("groups"),
    "Upsample": _upsample(),
    "UpsamplingNearest2d": _upsample("nearest"),
    "UpsamplingBilinear2d": _upsample("bilinear"),
    "LinearCrossEntropyLoss": _linear_cross_entropy,
}
"""By kind; torch prints no arguments of the others."""


_Inside = tuple[tuple[str, PrintedModule], ...]


def _linear(inputs: int, outputs: int, bias: bool, name: str = "Linear") -> PrintedModule:
    shown = extra_repr("Linear", {"in_features": inputs, "out_features": outputs, "bias": bias})
    return shown._replace(name=name)


def _attention(args: Args) -> _Inside:
    """Print what `MultiheadAttention.__init__` of torch/nn/modules/activation.py makes."""
    size = args["embed_dim"]
    return (("out_proj", _linear(size, size, args["bias"], "NonDynamicallyQuantizableLinear")),)


def _layer(*attentions: str) -> Callable[[Args], _Inside]:
    """Print one layer of a transformer, in the order of its `__init__` in torch/nn/modules/transformer.py."""

    def inside(args: Args) -> _Inside:
        size, hidden, bias = args["d_model"], args["dim_feedforward"], args["bias"]
        count = len(attentions) + 1
        attention = extra_repr("MultiheadAttention", {"embed_dim": size, "bias": bias})
        dropout = extra_repr("Dropout", {"p": args["dropout"], "inplace": False})
        return (
            *((name, attention) for name in attentions),
            ("linear1", _linear(size, hidden, bias)),
            ("dropout", dropout),
            ("linear2", _linear(hidden, size, bias)),
            *((f"norm{i + 1}", _layer_norm(args)) for i in range(count)),
            *((f"dropout{i + 1}", dropout) for i in range(count)),
        )

    return inside


def _layer_norm(args: Args) -> PrintedModule:
    """Print a norm as `TransformerEncoderLayer.__init__` of torch/nn/modules/transformer.py makes it."""
    made = {"normalized_shape": args["d_model"], "eps": args["layer_norm_eps"], "elementwise_affine": True}
    return extra_repr("LayerNorm", {**made, "bias": args["bias"]})


def _layer_stack(layer: PrintedModule, count: int, norm: PrintedModule | None) -> _Inside:
    """Print `layers` and `norm` as `TransformerEncoder.__init__` of torch/nn/modules/transformer.py sets them."""
    layers = PrintedModule("ModuleList", "", tuple((str(i), layer) for i in range(count)))
    return (("layers", layers), *([("norm", norm)] if norm is not None else []))


def _stack(argument: str) -> Callable[[Args], _Inside]:
    def inside(args: Args) -> _Inside:
        layer, norm = args[argument], args["norm"]
        last = norm and extra_repr(norm["kind"], norm["args"])
        return _layer_stack(extra_repr(layer["kind"], layer["args"]), args["num_layers"], last)

    return inside


def _transformer(args: Args) -> _Inside:
    """Print both stacks of `Transformer.__init__` in torch/nn/modules/transformer.py, each of which ends in a norm."""
    halves = []
    for name in ("encoder", "decoder"):
        kind = f"Transformer{name.title()}"
        layers = _layer_stack(extra_repr(f"{kind}Layer", args), args[f"num_{name}_layers"], _layer_norm(args))
        halves.append((name, PrintedModule(kind, "", layers)))
    return tuple(halves)


def _adaptive_softmax(args: Args) -> _Inside:
    """Print what `AdaptiveLogSoftmaxWithLoss.__init__` of torch/nn/modules/adaptive.py makes."""
    size, ends = args["in_features"], [*args["cutoffs"], args["n_classes"]]
    tail = []
    for i, (start, end) in enumerate(pairwise(ends)):
        narrow = int(size // (args["div_value"] ** (i + 1)))
        parts = (("0", _linear(size, narrow, False)), ("1", _linear(narrow, end - start, False)))
        tail.append((str(i), PrintedModule("Sequential", "", parts)))
    head = _linear(size, ends[0] + len(tail), args["head_bias"])
    return (("head", head), ("tail", PrintedModule("ModuleList", "", tuple(tail))))


def _one_linear(args: Args) -> _Inside:
    """Print the linear layer of `LinearCrossEntropyLoss.__init__` in torch/nn/modules/loss.py."""
    outputs = prod(args["out_features"], start=args["num_classes"])
    return (("linear", _linear(args["in_features"], outputs, args["bias"])),)


_INSIDE: dict[str, Callable[[Args], _Inside]] = {
    "MultiheadAttention": _attention,
    "TransformerEncoderLayer": _layer("self_attn"),
    "TransformerDecoderLayer": _layer("self_attn", "multihead_attn"),
    "TransformerEncoder": _stack("encoder_layer"),
    "TransformerDecoder": _stack("decoder_layer"),
    "Transformer": _transformer,
    "AdaptiveLogSoftmaxWithLoss": _adaptive_softmax,
    "LinearCrossEntropyLoss": _one_linear,
    "TripletMarginWithDistanceLoss": lambda args: (("distance_function", PrintedModule("PairwiseDistance")),),
}
"""By kind; the others have no modules inside."""
