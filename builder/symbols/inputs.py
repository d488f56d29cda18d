"""The inputs of a network: from a call in the text, from its docstring, or from the first layer."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec import structs

from builder.catalogue.dtypes import ORDER
from builder.document.batch import Shape, Trial, batch_placed
from builder.document.blocks import Dtype, Input
from builder.errors import SourceError
from builder.interpreter.failures import Exhausted, Failure, source_error
from builder.sentences import say
from builder.symbols.arguments import by_place, required
from builder.symbols.docstring import batch_of, bounds, documented_call, named_inputs, with_samples
from builder.symbols.flow import Flows
from builder.symbols.given import filled, names_of, symbols_in
from builder.symbols.recorder import Recorder
from builder.symbols.sequences import has_batch, tells_batch
from builder.symbols.sizes import Relation, Size
from builder.symbols.values import ModuleSymbol, Symbol, forward_of, walk
from builder.trace.names import input_name

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_PASSING = ("Flatten", "Dropout", "ReLU", "Identity", "Unflatten", "Sigmoid", "Tanh", "GELU", "SiLU")
_FIRST: dict[str, tuple[str, int]] = {
    "Linear": ("in_features", 0),
    "BatchNorm1d": ("num_features", 0),
    "RNN": ("input_size", 1),
    "LSTM": ("input_size", 1),
    "GRU": ("input_size", 1),
    "TransformerEncoderLayer": ("d_model", 1),
    "MultiheadAttention": ("embed_dim", 1),
    "Conv1d": ("in_channels", 2),
    "Conv2d": ("in_channels", 3),
    "ConvTranspose2d": ("in_channels", 3),
    "BatchNorm2d": ("num_features", 3),
    "Conv3d": ("in_channels", 4),
}
"""The argument that gives the input features, and the rank: 0 for vectors, 1 for sequences, then convolutions."""
_IMAGES = (32, 28, 224, 64, 227, 96, 128, 256, 299, 572)
"""Sizes of images, the likeliest first."""
_LENGTHS = (16, 10, 20, 32, 8, 50, 64, 100, 128)
"""Lengths of sequences."""
_MOST_WORK = 250_000
"""Steps after which no further size is tried, about 0.25 s; a clock would make the result depend on the load."""
_LAYER_STEPS = 100
"""Steps that count for each layer of a trial: its rule takes as long as so many steps of interpreted code."""
Shapes = tuple[Callable[[str], Input], ...]
Inputs = tuple[tuple[Input, ...], int]


def find_inputs(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, tree: ast.Module) -> Inputs:
    """Return the inputs and the sample batch; every forward is read for these inputs on the way."""
    interpreter.budget.renew()  # making the modules and reading their forwards are a run each
    docstring = ast.get_docstring(tree) or ""
    named = named_inputs(docstring)
    call = documented_call(interpreter, docstring)
    if named:
        found = with_samples(named, call), batch_of(named, call)
        run(interpreter, flows, module, *found)
        return found
    for args in reversed(module.calls):
        if args and all(isinstance(arg, Symbol) and arg.shape is not None for arg in args):
            found = called_inputs(interpreter, flows, module, args)
            run(interpreter, flows, module, *found)
            return found
    mixed = _mixed(interpreter, flows, module)
    return (_guessed(interpreter, flows, module), 2) if mixed is None else mixed


def _mixed(interpreter: Interpreter, flows: Flows, module: ModuleSymbol) -> Inputs | None:
    """Return the inputs that the last call shows which gives lists of tensors, or other values beside them.

    Raises:
        SourceError: it gives a list, and the class is kept as code.
    """
    function = forward_of(module)
    calls = [(args, symbols) for args in reversed(module.calls) if (symbols := symbols_in(args))]
    for args, symbols in calls if function is not None else ():
        flows.given = args
        found = called_inputs(interpreter, flows, module, symbols)
        if not run(interpreter, flows, module, *found):
            return found
        flows.given = None
        if any(isinstance(arg, list | tuple) for arg in args):
            problem = say("symbols.list-input", name=module.cls.name)
            raise SourceError(problem, *module.place, say("symbols.list-input.hint"))
        warnings.warn(say("symbols.call-unread", name=module.cls.name), stacklevel=2)
        break
    return None


def called_inputs(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, args: tuple[Symbol, ...]) -> Inputs:
    """Return the inputs that a call shows."""
    names = input_names(module, len(args)) if flows.given is None else names_of(module, flows.given)

    def inputs(shapes: list[Shape]) -> tuple[Input, ...]:
        return tuple(_input(name, arg, shape) for name, arg, shape in zip(names, args, shapes, strict=True))

    def tried(shapes: list[Shape], batch: int) -> Trial:
        return Trial(not run(interpreter, flows, module, inputs(shapes), batch), flows.misplaced)

    shapes, batch = batch_placed([arg.shape or () for arg in args], tried, tells_batch(module))
    return inputs(shapes), batch


def input_names(module: ModuleSymbol, count: int) -> list[str]:
    """Return names for inputs: those of the forward, where the class has one of its own."""
    function = forward_of(module)
    if function is None or count == 1:
        return ["X"] if count == 1 else [f"X{i + 1}" for i in range(count)]
    names: list[str] = []
    own = [argument.arg for argument in [*function.node.args.posonlyargs, *function.node.args.args][1:]]
    for name in [*own, *(f"X{i + 1}" for i in range(count))][:count]:
        names.append(input_name(name, tuple(names)))
    return names


def run(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, inputs: tuple[Input, ...], batch: int) -> int:
    """Read every forward for these inputs; return how many calls refuse their shapes."""
    symbols = [Symbol("input", entry.name) for entry in inputs]
    for symbol, entry in zip(symbols, inputs, strict=True):
        symbol.shape, symbol.dtype = (
            _sizes(entry, batch, flows.inputs_inferred and (len(entry.shape) > 2 or not flows.guessing)),
            entry.dtype,
        )
    return read(interpreter, flows, module, symbols)


def read(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, symbols: list[Symbol]) -> int:
    """Read every forward for these symbols; return how many calls refuse their shapes."""
    for _, inner in walk(module):
        inner.flow = None
    flows.mismatches, flows.misplaced, flows.reads_sizes, flows.error = 0, 0, False, None
    flows.recorders.append(Recorder(None))
    try:
        function = forward_of(module)
        args, kwargs = by_place(function, tuple(symbols)) if function is not None else (tuple(symbols), {})
        if flows.given is not None:
            args, kwargs = filled(flows.given, iter(symbols)), {}
        returned = flows.host.run(interpreter, module, args, kwargs)
        flows.misplaced += not has_batch(returned)
    except Exhausted:
        raise
    except Failure as failure:
        flows.error = source_error(failure)
        flows.mismatches += 1
    finally:
        flows.recorders.pop()
    return flows.mismatches


def _sizes(entry: Input, batch: int, told: bool = True) -> tuple[int, ...]:
    """Return the shape of an input, each size knowing whether others are to be expected in its place."""
    rank = len(entry.shape)
    start = 0 if entry.shape[1:2] == ("N",) else 1  # sequences may have another length, wherever that stands
    free = (
        range(start, rank)
        if not told or entry.dtype.startswith("int")
        else range(2, rank)
        if rank > 3
        else range(start, rank - 1)
    )
    return tuple(
        Size(batch, Relation.BATCH) if n == "N" else Size(n, Relation.INDEPENDENT, True) if i in free else n
        for i, n in enumerate(entry.shape)
    )


def _guessed(interpreter: Interpreter, flows: Flows, module: ModuleSymbol) -> tuple[Input, ...]:
    """Return inputs derived from the layers that read them, with the first usual sizes that all layers accept."""
    function = forward_of(module)
    symbols = [Symbol("input", name) for name in (required(function) if function is not None else ["X"])]
    flows.guessing = True
    flows.first.clear()
    flows.features.clear()
    read(interpreter, flows, module, symbols)
    names = input_names(module, len(symbols))
    layers = [flows.first.get(id(symbol)) for symbol in symbols]
    usual = next((shapes for _, layer in walk(module) if (shapes := _shapes(layer))), (_default,))
    choices = [
        _feature(flows.features[id(symbol)]) if id(symbol) in flows.features else _shapes(layer) or usual
        for symbol, layer in zip(symbols, layers, strict=True)
    ]
    flows.inputs_inferred = all(
        id(symbol) in flows.features or layer for symbol, layer in zip(symbols, layers, strict=True)
    )
    flows.exhausted = flows.inputs_inferred or len(symbols) == 1
    flows.rank_known = flows.inputs_inferred or usual != (_default,)
    found = _fitting(interpreter, flows, module, names, choices) if flows.rank_known else None
    if found is None and not flows.inputs_inferred:
        shapes, flows.rank_known = _of_module(module), False
        found = _fitting(interpreter, flows, module, names, [shapes] * len(names))
    if found is not None:
        return found
    found = tuple(shapes[0](name) for name, shapes in zip(names, choices, strict=True))
    run(interpreter, flows, module, found, 2)
    return found


def _fitting(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, names: list[str], choices: list[Shapes]
) -> tuple[Input, ...] | None:
    """Return the first inputs that all layers accept; None where none do, or it takes too long to try them."""
    work, layers = 0, sum(1 for _ in walk(module)) * _LAYER_STEPS
    for i in range(max(map(len, choices), default=0)):
        interpreter.budget.renew()
        trial = _trial(names, choices, i)
        if not run(interpreter, flows, module, trial, 2):
            if flows.misplaced and tells_batch(module):
                return _steps_first(interpreter, flows, module, trial)
            return _longer(interpreter, flows, module, trial, _trial(names, choices, i + 1))
        work += layers + interpreter.budget.limits.steps - interpreter.budget.left
        if work > _MOST_WORK:
            break
    return None


def _trial(names: list[str], choices: list[Shapes], i: int) -> tuple[Input, ...]:
    return tuple(shapes[min(i, len(shapes) - 1)](name) for name, shapes in zip(names, choices, strict=True))


def _steps_first(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, found: tuple[Input, ...]
) -> tuple[Input, ...]:
    """Return sequences whose second dim is the batch, where layers say so and they fit."""
    before = flows.misplaced
    other = tuple(_steps_before(entry) if 2 <= len(entry.shape) <= 3 else entry for entry in found)
    if not run(interpreter, flows, module, other, 2) and flows.misplaced < before:
        return other
    run(interpreter, flows, module, found, 2)
    return found


def _steps_before(entry: Input) -> Input:
    batch, steps, *rest = entry.shape
    return structs.replace(entry, shape=(steps, batch, *rest))


def _longer(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, found: tuple[Input, ...], other: tuple[Input, ...]
) -> tuple[Input, ...]:
    """Return sequences of vectors rather than vectors, where both fit and a forward asks for sizes.

    Of a vector nobody asks how long it is: the layers say it.
    """
    vectors = all(len(entry.shape) == 2 and entry.dtype == "float32" for entry in found)
    if not vectors or not flows.reads_sizes or all(len(entry.shape) == 2 for entry in other):
        return found
    if not run(interpreter, flows, module, other, 2):
        return other
    run(interpreter, flows, module, found, 2)
    return found


def _input(name: str, symbol: Symbol, shape: Shape) -> Input:
    low, high = bounds(symbol)
    dtype = symbol.dtype if symbol.dtype in ORDER else "float32"
    return Input(name=name, shape=shape, dtype=dtype, low=low, high=high)  # type: ignore[arg-type]


def _of_module(module: ModuleSymbol) -> Shapes:
    """Return inputs of any rank, by the sizes of a class's own tensors and the features of its layers."""
    sizes: dict[int, None] = {}
    counts: dict[int, None] = {}
    for _, inner in walk(module):
        given = [inner.args.get(name) for name in _FEATURES] if inner.is_layer else []
        own = [(tensor.shape or ())[-1:] for tensor in inner.tensors.values() if tensor is not None]
        named = [*inner.given[0], *inner.given[1].values()]
        found = [*given, *(n for shape in own for n in shape), *named]
        sizes.update(dict.fromkeys(n for n in found if type(n) is int and 1 < n <= _MOST_FEATURES))
        counts.update(dict.fromkeys([inner.args.get("num_embeddings", 10)]))
    shapes = [shape for n in [*sizes, 20][:_MOST_SIZES] for shape in _ranks(n)]
    floats = [partial(_sized, shape=shape) for shape in dict.fromkeys(shapes)]
    highs = [n for n in counts if isinstance(n, int) and n > 0]
    whole = [partial(_sized, shape=shape, dtype="int64", high=n) for n in highs[:3] for shape in (("N", 16), ("N",))]
    return (*floats, *whole)


def _ranks(n: int) -> tuple[Shape, ...]:
    return ("N", n), ("N", 16, n), ("N", n, 32, 32), ("N", n, 32), ("N", 16, 4, n)


_MOST_SIZES = 8
_MOST_FEATURES = 100_000
_FEATURES = ("in_features", "in_channels", "num_features", "input_size", "embed_dim", "normalized_shape", "d_model")


def likely(layer: ModuleSymbol | None) -> Input:
    """Return the likeliest input of a layer; of vectors where it takes any."""
    return (_shapes(layer) or (_default,))[0]("X")


def _default(name: str) -> Input:
    return Input(name=name, shape=("N", 20))


def _feature(features: int) -> Shapes:
    return tuple(partial(_sized, shape=(*before, features)) for before in (("N",), ("N", 16)))


def _sized(name: str, shape: Shape, dtype: Dtype = "float32", high: int = 10) -> Input:
    return Input(name=name, shape=shape, dtype=dtype, high=high)


def _shapes(layer: ModuleSymbol | None) -> Shapes:
    """Return the inputs that fit a layer, the likeliest first; none where it takes any."""
    if layer is None or not (layer.is_layer or layer.derives_layer) or layer.kind in _PASSING:
        return ()
    count = layer.args.get("num_embeddings")
    if layer.kind == "Embedding" and isinstance(count, int):
        return tuple(partial(_sized, shape=("N", n), dtype="int64", high=count) for n in _LENGTHS)
    argument, rank = _FIRST.get(layer.kind, ("", 0))
    features = layer.args.get(argument)
    if not isinstance(features, int):
        return ()
    if rank == 0:
        return _feature(features)
    if rank == 1:
        return tuple(partial(_sized, shape=("N", n, features)) for n in _LENGTHS)
    shapes: list[Shape] = [("N", features, *(n,) * (rank - 1)) for n in (_IMAGES if rank == 3 else _LENGTHS[:3])]
    shapes += [("N", n, *(32,) * (rank - 1)) for n in (3, 1) if n != features]
    return tuple(partial(_sized, shape=shape) for shape in shapes)
