"""The inputs of a network: from a call in the text, from its docstring, or from the first layer."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Literal

from builder.document.blocks import Input
from builder.document.names import attribute_fault
from builder.language.document_values import ModuleSymbol, Symbol, walk
from builder.language.failures import Failure, Refusal
from builder.language.limits import Value
from builder.language.parse import parse

if TYPE_CHECKING:
    from builder.language.interpreter import Interpreter

Shape = tuple[int | Literal["N"], ...]
_LINE = re.compile(r"^[ \t]*Inputs? (\w{1,100}): shape \(([\w, ]{0,200})\), (\w{1,20})\.?[ \t]*$", re.MULTILINE)
_CALL = re.compile(r"^[ \t]*(?:output = )?(net\(.{1,2000}\))[ \t]*$", re.MULTILINE)
_DTYPES = ("float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool", "complex64")
_PASSING = ("Flatten", "Dropout", "ReLU", "Identity", "Unflatten", "Sigmoid", "Tanh", "GELU", "SiLU")
_FIRST: dict[str, tuple[Shape, str, tuple[int, ...]]] = {
    "Linear": (("N",), "in_features", ()),
    "Conv1d": (("N",), "in_channels", (32,)),
    "Conv2d": (("N",), "in_channels", (32, 32)),
    "Conv3d": (("N",), "in_channels", (16, 16, 16)),
    "BatchNorm1d": (("N",), "num_features", ()),
    "BatchNorm2d": (("N",), "num_features", (32, 32)),
    "RNN": (("N", 16), "input_size", ()),
    "LSTM": (("N", 16), "input_size", ()),
    "GRU": (("N", 16), "input_size", ()),
    "TransformerEncoderLayer": (("N", 16), "d_model", ()),
}
_NONE: tuple[Shape, str, tuple[int, ...]] = ((), "", ())
_DEFAULT = (Input(name="X", shape=("N", 20)),)
Inputs = tuple[tuple[Input, ...], int]


def find_inputs(interpreter: Interpreter, module: ModuleSymbol, tree: ast.Module) -> Inputs:
    """Return the inputs and the sample batch."""
    docstring = ast.get_docstring(tree) or ""
    named = _from_docstring(docstring)
    call = _documented_call(interpreter, docstring)
    if named:
        return _with_samples(named, call), _batch(named, call)
    for args in reversed(module.calls):
        if args and all(isinstance(arg, Symbol) and arg.shape is not None for arg in args):
            found = tuple(_input(i, arg, len(args)) for i, arg in enumerate(args))
            return found, args[0].shape[0] if args[0].shape else 2
    return (_from_first_layer(module) or _DEFAULT), 2


def _input(i: int, symbol: Symbol, count: int) -> Input:
    assert symbol.shape is not None
    name = "X" if count == 1 else f"X{i + 1}"
    low, high = _bounds(symbol)
    dtype = symbol.dtype if symbol.dtype in _DTYPES else "float32"
    shape: Shape = ("N", *symbol.shape[1:]) if symbol.shape else ()
    return Input(name=name, shape=shape, dtype=dtype, low=low, high=high)  # type: ignore[arg-type]


def _bounds(symbol: Value) -> tuple[int, int]:
    if isinstance(symbol, Symbol) and symbol.target == "randint" and all(isinstance(n, int) for n in symbol.args):
        low, high = symbol.args
        return (low, high) if low < high else (0, 10)
    return 0, 10


def _from_docstring(text: str) -> tuple[Input, ...]:
    """Read the lines by which an emitted file names its inputs: `Input X: shape (N, 20), float32.`."""
    found = []
    for name, dims, dtype in _LINE.findall(text[:20_000]):
        shape: Shape = tuple("N" if dim == "N" else int(dim) for dim in dims.replace(",", " ").split() if _is_dim(dim))
        if dtype in _DTYPES and attribute_fault(name) is None:
            found.append(Input(name=name, shape=shape, dtype=dtype))
    return tuple(found)


def _is_dim(dim: str) -> bool:
    return dim == "N" or (dim.isdecimal() and len(dim) < 12)


def _documented_call(interpreter: Interpreter, text: str) -> tuple[Value, ...]:
    """Return the arguments of `net(...)` in a docstring; nothing where it cannot be read."""
    found = _CALL.search(text[:20_000])
    if found is None:
        return ()
    try:
        tree = parse(found[1], interpreter.limits)
        node = tree.body[0]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            return tuple(interpreter.evaluate(arg, interpreter.globals) for arg in node.value.args)
    except (Failure, Refusal, ValueError):
        return ()
    return ()


def _with_samples(named: tuple[Input, ...], call: tuple[Value, ...]) -> tuple[Input, ...]:
    if len(call) != len(named):
        return named
    return tuple(
        Input(entry.name, entry.shape, entry.dtype, *_bounds(value)) for entry, value in zip(named, call, strict=True)
    )


def _batch(named: tuple[Input, ...], call: tuple[Value, ...]) -> int:
    for entry, value in zip(named, call, strict=False):
        if "N" in entry.shape and isinstance(value, Symbol) and value.shape is not None:
            place = entry.shape.index("N")
            if place < len(value.shape):
                return max(value.shape[place], 1)
    return 2


def _from_first_layer(module: ModuleSymbol) -> tuple[Input, ...]:
    for _, layer in walk(module):
        if layer.is_layer and layer.kind not in _PASSING:
            if layer.kind == "Embedding" and isinstance(layer.args.get("num_embeddings"), int):
                return (Input(name="X", shape=("N", 16), dtype="int64", high=layer.args["num_embeddings"]),)
            before, name, after = _FIRST.get(layer.kind, _NONE)
            features = layer.args.get(name)
            if isinstance(features, int):
                return (Input(name="X", shape=(*before, features, *after)),)
            return ()
    return ()
