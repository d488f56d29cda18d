"""The inputs of a network: from a call in the text, from its docstring, or from the first layer."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import structs

from builder.catalogue.dtypes import ORDER
from builder.document.batch import Shape, Trial, batch_placed
from builder.document.blocks import Input
from builder.errors import SourceError
from builder.interpreter.failures import Exhausted, Failure, source_error
from builder.sentences import say
from builder.symbols.arguments import by_place, required
from builder.symbols.docstring import batch_of, bounds, documented_call, named_inputs, with_samples
from builder.symbols.flow import Flows, Seen
from builder.symbols.given import filled, names_of, symbols_in
from builder.symbols.likely_shapes import Shapes, likely_shapes, nearest_first, of_features, of_module, usual
from builder.symbols.named_inputs import trials
from builder.symbols.operands import holds_symbols
from builder.symbols.recorder import Recorder
from builder.symbols.sequences import has_batch, tells_batch
from builder.symbols.sizes import Relation, Size
from builder.symbols.told_ranks import fitting, told_ranks
from builder.symbols.values import ModuleSymbol, Symbol, forward_of, walk
from builder.trace.names import input_name

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST_WORK = 250_000
"""Steps after which no further size is tried, about 0.25 s; a clock would make the result depend on the load."""
_LEAST = 3
"""Sizes that are tried at least: the second is worked out from how the first one fails."""
_LAYER_STEPS = 100
"""Steps that count for each layer of a trial: its rule takes as long as so many steps of interpreted code."""
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
    for args, named_args in reversed(module.calls):
        if args and not named_args and all(isinstance(arg, Symbol) and arg.shape is not None for arg in args):
            found = called_inputs(interpreter, flows, module, args)
            run(interpreter, flows, module, *found)
            return found
    mixed = _mixed(interpreter, flows, module)
    return _guessed(interpreter, flows, module) if mixed is None else mixed


def _mixed(interpreter: Interpreter, flows: Flows, module: ModuleSymbol) -> Inputs | None:
    """Return the inputs that the last call shows which gives lists of tensors, or other values beside them.

    Raises:
        SourceError: it gives a dict of tensors, or a list, and the class is kept as code.
    """
    function = forward_of(module)
    if any(
        holds_symbols(list(one.values())) for args, _ in module.calls for one in args if isinstance(one, dict) and one
    ):
        raise SourceError(
            say("symbols.dict-input", name=module.cls.name), *module.place, say("symbols.list-input.hint")
        )
    shown = ((call, symbols_in([*call[0], *call[1].values()])) for call in reversed(module.calls))
    calls = [(call, symbols) for call, symbols in shown if symbols]
    for call, symbols in calls if function is not None else ():
        flows.given = call
        found = called_inputs(interpreter, flows, module, symbols)
        if not run(interpreter, flows, module, *found):
            return found
        flows.given = None
        if any(isinstance(arg, list | tuple) for arg in call[0]):
            problem = say("symbols.list-input", name=module.cls.name)
            raise SourceError(problem, *module.place, say("symbols.list-input.hint"))
        warnings.warn(say("symbols.call-unread", name=module.cls.name), stacklevel=2)
        break
    return None


def called_inputs(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, args: tuple[Symbol, ...]) -> Inputs:
    """Return the inputs that a call shows."""
    names = input_names(module, len(args)) if flows.given is None else names_of(module, *flows.given)

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
        symbol.shape, symbol.dtype = _sizes(entry, batch, free_dims(flows, entry)), entry.dtype
    return read(interpreter, flows, module, symbols)


def read(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, symbols: list[Symbol]) -> int:
    """Read every forward for these symbols; return how many calls refuse their shapes."""
    for _, inner in walk(module):
        inner.flow = inner.shown = None
    flows.mismatches, flows.misplaced, flows.reads_sizes, flows.error, flows.misfit = 0, 0, False, None, None
    flows.recorders.append(Recorder(None))
    try:
        function = forward_of(module)
        args, kwargs = by_place(function, tuple(symbols)) if function is not None else (tuple(symbols), {})
        if flows.given is not None:
            others = iter(symbols)
            args, kwargs = (filled(part, others) for part in flows.given)
        returned = flows.host.run(interpreter, module, args, kwargs)
        flows.misplaced += not has_batch(returned)
    except Seen:
        pass
    except Exhausted:
        raise
    except Failure as failure:
        flows.error = source_error(failure)
        flows.mismatches += 1
    finally:
        flows.recorders.pop()
    return flows.mismatches


def free_dims(flows: Flows, entry: Input) -> frozenset[int]:
    """Return the dims of an input in which other sizes are to be expected."""
    rank = len(entry.shape)
    start = 0 if entry.shape[1:2] == ("N",) else 1  # sequences may have another length, wherever that stands
    if not (flows.inputs_inferred and (rank > 2 or not flows.guessing)) or entry.dtype.startswith("int"):
        return frozenset(range(start, rank))
    usual = range(2, rank) if rank > 3 else range(start, rank - 1)
    return flows.opened.get(entry.name, frozenset()).union(usual)


def _sizes(entry: Input, batch: int, free: frozenset[int]) -> tuple[int, ...]:
    """Return the shape of an input, each size knowing whether others are to be expected in its place."""
    return tuple(
        Size(batch, Relation.BATCH) if n == "N" else Size(n, Relation.INDEPENDENT, True) if i in free else n
        for i, n in enumerate(entry.shape)
    )


def _guessed(interpreter: Interpreter, flows: Flows, module: ModuleSymbol) -> Inputs:
    """Return inputs derived from the layers that read them, with the first usual sizes that all layers accept."""
    function = forward_of(module)
    symbols = [Symbol("input", name) for name in (required(function) if function is not None else ["X"])]
    flows.guessing = True
    flows.first.clear()
    flows.features.clear()
    flows.wanted = frozenset() if _multiplies(module) else frozenset(map(id, symbols))
    read(interpreter, flows, module, symbols)
    flows.wanted = frozenset()
    names = input_names(module, len(symbols))
    layers = [flows.first.get(id(symbol)) for symbol in symbols]
    unshaped = next((shapes for _, layer in walk(module) if (shapes := likely_shapes(layer))), (usual,))
    choices = [
        of_features(flows.features[id(symbol)]) if id(symbol) in flows.features else likely_shapes(layer) or unshaped
        for symbol, layer in zip(symbols, layers, strict=True)
    ]
    ranks = {} if function is None else told_ranks(function)
    choices = [fitting(one, ranks.get(symbol.target), module) for one, symbol in zip(choices, symbols, strict=True)]
    flows.inputs_inferred = all(
        id(symbol) in flows.features or layer for symbol, layer in zip(symbols, layers, strict=True)
    )
    told = [id(symbol) in flows.features or bool(layer) for symbol, layer in zip(symbols, layers, strict=True)]
    named = _named(interpreter, flows, module, trials(names, choices, told))
    if named is not None:
        return named
    flows.exhausted = flows.inputs_inferred or len(symbols) == 1
    flows.rank_known = flows.inputs_inferred or unshaped != (usual,)
    found = _fitting(interpreter, flows, module, names, choices) if flows.rank_known else None
    if found is None and (not flows.inputs_inferred or all(one == (usual,) for one in choices)):
        flows.rank_known = False
        found = _fitting(interpreter, flows, module, names, [of_module(module)] * len(names))
    for tried in [choices, [of_module(module)] * len(names)] if found is None else []:
        named = _named(interpreter, flows, module, trials(names, tried, [False] * len(names)))
        if named is not None:
            return named
    if found is None:
        found = tuple(shapes[0](name) for name, shapes in zip(names, choices, strict=True))
        run(interpreter, flows, module, found, 2)
    return found, 2


def _named(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, tried: Iterable[Inputs]) -> Inputs | None:
    """Return the first inputs that all layers accept, of those that their names tell."""
    for inputs, batch in tried:
        interpreter.budget.renew()
        if not run(interpreter, flows, module, inputs, batch):
            flows.exhausted = flows.rank_known = True
            return inputs, batch
    return None


def _multiplies(module: ModuleSymbol) -> bool:
    """Tell whether a forward may multiply an input by a parameter, which tells its features wherever that is."""
    return any(inner.tensors and not inner.is_layer for _, inner in walk(module))


def _fitting(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, names: list[str], choices: list[Shapes]
) -> tuple[Input, ...] | None:
    """Return the first inputs that all layers accept; None where none do, or it takes too long to try them."""
    texts, layers = flows.host.texts, sum(1 for _ in walk(module)) * _LAYER_STEPS
    untried = [_trial(names, choices, i) for i in range(max(map(len, choices), default=0))]
    count, begun, steps = 0, 0 if texts is None else texts.work, 0
    while untried:
        interpreter.budget.renew()
        trial, *untried = untried
        flows.trying = bool(untried)
        refusals = run(interpreter, flows, module, trial, 2)
        flows.trying = False
        if not refusals:
            if flows.misplaced and tells_batch(module):
                return _steps_first(interpreter, flows, module, trial)
            return _longer(interpreter, flows, module, trial, untried[0] if untried else trial)
        count += 1
        steps += layers + interpreter.budget.limits.steps - interpreter.budget.left
        work = steps + (0 if texts is None else texts.work - begun)
        if (count >= _LEAST and work > _MOST_WORK) or (texts is not None and texts.is_hopeless(module)):
            break
        untried = nearest_first(untried, trial, flows.misfit)
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
