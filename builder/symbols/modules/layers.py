"""Layers as symbols: constructor arguments bound and checked by the catalogue, tensors by its rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from builder.catalogue.layers.kind import REQUIRED, Argument, no_parameters
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import check, explicit
from builder.interpreter.arrays.array import NumpyValue
from builder.interpreter.doubles import bare
from builder.interpreter.failures import Refusal, position
from builder.interpreter.limits import Value
from builder.interpreter.values import Absent, Class, Native, NativeClass
from builder.sentences import say
from builder.symbols.dataflow.one_call_layers import FUNCTIONS_OF
from builder.symbols.dataflow.sizes import Size
from builder.symbols.files.placeholders import refuse_absent
from builder.symbols.values import ModuleSymbol, Symbol, TensorSymbol, is_undecided, specs_of, walk
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_DEVICE = ("device",)
_INNER = {
    "self_attn": "MultiheadAttention",
    "multihead_attn": "MultiheadAttention",
    "linear1": "Linear",
    "linear2": "Linear",
    "out_proj": "NonDynamicallyQuantizableLinear",
    "norm": "LayerNorm",
    "norm1": "LayerNorm",
    "norm2": "LayerNorm",
    "norm3": "LayerNorm",
    "encoder": "TransformerEncoder",
    "decoder": "TransformerDecoder",
    "layers": "ModuleList",
}
"""The classes of the modules inside torch's transformers, by the name they have there."""
_IN_ORDER = {
    "TransformerEncoderLayer": words("self_attn linear1 dropout linear2 norm1 norm2 dropout1 dropout2"),
    "TransformerDecoderLayer": words(
        "self_attn multihead_attn linear1 dropout linear2 norm1 norm2 norm3 dropout1 dropout2 dropout3"
    ),
}
"""What is inside a layer of a transformer, with or without tensors, in the order of torch/nn/modules/transformer.py."""


def init_layer(
    symbol: ModuleSymbol, kind: str, args: tuple[Value, ...], kwargs: dict[str, Value], for_one_call: bool = False
) -> None:
    """Bind and check constructor arguments and give the symbol its tensors.

    A layer that is made `for_one_call`, as a function is called, may take sizes of the input.

    Raises:
        Refusal: an argument is unknown, missing or wrong.
    """
    if kind == "Identity":  # takes whatever it is given, and keeps nothing
        args, kwargs = (), {}
    entry = CATALOGUE[kind]
    if entry.explicit is not None and isinstance(symbol.cls, Class):
        name = symbol.cls.name
        raise Refusal(
            say("symbols.derives-lazy", name=name, kind=kind, explicit=entry.explicit),
            say("symbols.derives-lazy.hint", explicit=entry.explicit),
        )
    names = [argument for argument in entry.arguments if not argument.keyword_only and argument.type != "dtype"]
    if len(args) > len(names):
        raise Refusal(
            say("symbols.layer.values", kind=kind, count=len(names), given=len(args)),
            say("symbols.layer.values.hint"),
        )
    known = {argument.name: argument for argument in entry.arguments}
    kwargs = _reduction_arguments(kwargs) if entry.category == "loss" else kwargs
    given: dict[str, Value] = {}
    for argument, value in zip(names, args, strict=False):
        given[argument.name] = plain(argument, value)
    for name, value in kwargs.items():
        if name in given:
            raise Refusal(say("symbols.layer.twice", kind=kind, name=name), say("symbols.layer.twice.hint"))
        if name not in _DEVICE or name in known:
            given[name] = plain(known.get(name), value)
    check(kind, _plain_sizes(given) if for_one_call else given)
    symbol.args = given
    _add_tensors(symbol, kind)
    symbol.ready = True


def _plain_sizes(value: Value) -> Value:
    """Return arguments with sizes of the input as plain numbers."""
    if isinstance(value, dict):
        return {name: _plain_sizes(one) for name, one in value.items()}
    if isinstance(value, list):
        return list(map(_plain_sizes, value))
    return int(value) if isinstance(value, Size) else value


def _reduction_arguments(kwargs: dict[str, Value]) -> dict[str, Value]:
    """Return the arguments of a loss with `reduction` for what was said before torch 1.0, as torch/nn/_reduction.py."""
    if not kwargs.keys() & {"size_average", "reduce"}:
        return kwargs
    given = dict(kwargs)
    average, reduce = given.pop("size_average", None), given.pop("reduce", None)
    by_sum = "sum" if average is False else "mean"
    return {**given, "reduction": "none" if reduce is False else by_sum}


def plain(argument: Argument | None, value: Value) -> Value:
    """Return a value as a document holds it.

    Raises:
        Refusal: a document cannot hold it, or it is not available here.
    """
    match value:
        case bool() | int() | float() | str() | None:
            return bare(value)
        case list() | tuple() if len(value) <= 1000:
            return [plain(None, item) for item in value]
        case ModuleSymbol() if value.is_layer:
            return {"kind": value.kind, "args": value.args}
        case Symbol(op="function", target="tensor") if isinstance(value.args[0], list):
            return plain(None, value.args[0])
        case Symbol(op="function", target="tensor") if isinstance(value.args[0], np.ndarray):
            return value.args[0].tolist() if value.args[0].size <= 1000 else None
        case Absent():
            refuse_absent(value)
        case _ if (found := _as_plain(value)) is not None:
            return found
    what = f"{argument.name}" if argument is not None else say("symbols.an-argument")
    raise Refusal(say("symbols.not-plain", what=what), say("symbols.not-plain.hint"))


def _as_plain(value: Value) -> Value:
    """Return the number in an array without dims, or the name of a function or a dtype; None for anything else."""
    if isinstance(value, NumpyValue):
        return None if value.held.ndim else value.held.item()
    name = value.name if isinstance(value, Native) else getattr(value, "dtype_name", None)
    return name if isinstance(name, str) else None


def _add_tensors(symbol: ModuleSymbol, kind: str) -> None:
    if CATALOGUE[explicit(kind)].parameters is no_parameters:
        return
    undecided = is_undecided(kind, symbol.args)
    for spec in specs_of(kind, symbol.args):
        inner, _, name = spec.name.rpartition(".")
        owner = inner_module(symbol, inner) if inner else symbol
        role = "buffer" if spec.buffer else "parameter"
        tensor = TensorSymbol(owner, name, role, None if undecided else spec.shape)
        tensor.dtype = spec.dtype
        tensor.args = (len(spec.shape),)
        owner.tensors[name] = tensor
    # torch registers a parameter that is left out, as by `bias=False`, as None.
    for spec in specs_of(kind, _required_arguments(kind, symbol.args)):
        if "." not in spec.name:
            symbol.tensors.setdefault(spec.name, None)
    for _, module in list(walk(symbol)):
        _add_dropouts(module)


def _add_dropouts(layer: ModuleSymbol) -> None:
    """Put the modules without tensors into a layer of a transformer."""
    names = _IN_ORDER.get(layer.kind, ())
    args = layer.home.args
    given = next((args[name] for name in ("encoder_layer", "decoder_layer") if name in args), {"args": args})
    for name in names:
        if name.startswith("dropout"):
            made = ModuleSymbol(NN_CLASSES["Dropout"], layer.place)
            made.home, made.path = layer.home, f"{layer.path}.{name}" if layer.path else name
            made.args, made.ready = {"p": given["args"].get("dropout", 0.1)}, True
            layer.children[name] = made
    # In torch's order: those with tensors were put in first.
    if names:
        layer.children = {name: layer.children[name] for name in names}


def _required_arguments(kind: str, args: dict[str, Value]) -> dict[str, Value]:
    """Return only the arguments without a default: what the layer would be with all its tensors."""
    needed = {argument.name for argument in CATALOGUE[kind].arguments if argument.default is REQUIRED}
    return {name: value for name, value in args.items() if name in needed}


def note_run(module: ModuleSymbol) -> None:
    """Note that a text runs a module and what is in it; lazy layers are of the classes then that torch makes them."""
    for _, layer in walk(module):
        layer.ran |= {layer.training}
        if layer.is_layer and layer.made_class is None and explicit(layer.kind) != layer.kind:
            layer.made_class = NN_CLASSES[explicit(layer.kind)]


def inner_module(symbol: ModuleSymbol, path: str) -> ModuleSymbol:
    """Return the module at a path inside a layer, such as `layers.0.self_attn` of a TransformerEncoder."""
    here = symbol
    for part in path.split("."):
        if part not in here.children:
            kind = _INNER.get(part, {"encoder": "TransformerEncoderLayer", "decoder": "TransformerDecoderLayer"}.get(
                here.path.split(".")[0] if here.path else "", symbol.kind.removesuffix("Layer") + "Layer"
            ))  # fmt: skip
            made = ModuleSymbol(NN_CLASSES.get(kind) or _OUT_PROJ, symbol.place)
            made.home, made.path = symbol.home, f"{here.path}.{part}" if here.path else part
            made.ready = True
            here.children[part] = made
        here = here.children[part]
    return here


def refuse(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    """Refuse to make an object of the class.

    Raises:
        Refusal: always.
    """
    raise Refusal(say("interpreter.no-objects"), say("symbols.torch-classes.hint"))


def place_of(interpreter: Interpreter) -> tuple[int, int]:
    """Return where the text is now."""
    return position(interpreter.here)


def _construct(kind: str) -> Callable[..., Value]:
    def construct(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> ModuleSymbol:
        symbol = ModuleSymbol(NN_CLASSES[kind], place_of(interpreter))
        init(interpreter, symbol, kind, args, kwargs)
        return symbol

    return construct


def init(
    interpreter: Interpreter, symbol: ModuleSymbol, kind: str, args: tuple[Value, ...], kwargs: dict[str, Value]
) -> None:
    """Run the `__init__` of the class on symbols."""
    from builder.symbols.modules.containers import FILL

    interpreter.budget.spend(5)
    for value in (*args, *kwargs.values()):
        interpreter.budget.weigh(value)
    if kind in FILL:
        symbol.ready = True
        FILL[kind](interpreter, symbol, *args, **kwargs)
    else:
        for value in (*args, *kwargs.values()):
            if isinstance(value, ModuleSymbol):
                _require_unchanged(interpreter, kind, value)
        is_inside = bool(interpreter.host.flows.recorders)  # type: ignore[attr-defined]
        init_layer(symbol, kind, args, kwargs, for_one_call=is_inside and kind in FUNCTIONS_OF)


def _require_unchanged(interpreter: Interpreter, kind: str, given: ModuleSymbol) -> None:
    """Refuse a layer that is given to another one, of which only its arguments stay."""
    tensors = {id(t): t for _, inner in walk(given) for t in inner.tensors.values() if t is not None}
    changed = any(t.role == "parameter" and not t.requires_grad for t in tensors.values())
    if changed or given.parametrized or any(id(fill.tensor) in tensors for fill in interpreter.host.fills):  # type: ignore[attr-defined]
        hint = say("symbols.layer-given.hint", name=kind)
        raise Refusal(say("symbols.layer-given", kind=given.kind, name=kind), hint)


def _init_method(kind: str) -> Native:
    def call(interpreter: Interpreter, owner: Value, /, *args: Value, **kwargs: Value) -> None:
        if not isinstance(owner, ModuleSymbol):
            raise Refusal(say("symbols.init-self"))
        init(interpreter, owner, kind, args, kwargs)

    return Native("__init__", call)


def _class(name: str, parents: tuple[NativeClass, ...]) -> NativeClass:
    made = NativeClass(name, _construct(name), (), {"__init__": _init_method(name)}, parents, name)
    made.derivable = True
    return made


def _lazy(kind: str) -> tuple[str, ...]:
    return tuple(f"Lazy{kind}{d}d" for d in (1, 2, 3))


MODULE = _class("Module", ())
FAMILIES = {
    "_BatchNorm": ("BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "SyncBatchNorm", *_lazy("BatchNorm")),
    "_InstanceNorm": ("InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d", *_lazy("InstanceNorm")),
    "_ConvNd": tuple(f"{lazy}Conv{t}{d}d" for lazy in ("", "Lazy") for t in ("", "Transpose") for d in (1, 2, 3)),
    "_DropoutNd": ("Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout"),
    "RNNBase": ("RNN", "LSTM", "GRU"),
}
"""Classes above those of the catalogue, for isinstance alone."""
BELOW: dict[str, tuple[str, ...]] = {
    **FAMILIES,
    **{name: (f"Lazy{name}",) for name in ("Linear", *(f"Conv{t}{d}d" for t in ("", "Transpose") for d in (1, 2, 3)))},
    **{f"ConstantPad{d}d": (f"ZeroPad{d}d",) for d in (1, 2, 3)},
    "Hardtanh": ("ReLU6",),
    "Upsample": ("UpsamplingNearest2d", "UpsamplingBilinear2d"),
    "RNNCellBase": ("RNNCell", "LSTMCell", "GRUCell"),
    "NLLLoss": ("NLLLoss2d",),
}
"""The classes of torch that derive from another one of a table."""
NN_CLASSES: dict[str, NativeClass] = {"Module": MODULE}
NN_CLASSES |= {
    name: _class(name, (MODULE,))
    for name in ("Sequential", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict")
}
NN_CLASSES |= {
    name: _class(name, (MODULE,)) for name, kind in CATALOGUE.items() if kind.instead is None and name not in NN_CLASSES
}
NN_CLASSES |= {name: NativeClass(name, refuse, (), parents=(MODULE,)) for name in FAMILIES}
_OUT_PROJ = NativeClass(_INNER["out_proj"], refuse, (), parents=(NN_CLASSES["Linear"], MODULE))
"""What attention projects its result by: a Linear by another name."""
