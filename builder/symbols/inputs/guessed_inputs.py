"""Inputs where the text shows none: likely ones, of which the first is taken that all layers accept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from builder.document.blocks import Input
from builder.interpreter.limits import Value
from builder.interpreter.values import Function
from builder.symbols.dataflow.arguments import parameters, required_inputs
from builder.symbols.dataflow.flow import Flows
from builder.symbols.dataflow.sequences import tells_batch
from builder.symbols.dataflow.sizes import Relation, Size
from builder.symbols.inputs.failure_hints import after_failure, amended_batch
from builder.symbols.inputs.input_changes import SAMPLES
from builder.symbols.inputs.input_runs import Inputs, input_names, run, run_all
from builder.symbols.inputs.likely_shapes import Shapes, likely_shapes, nearest_first, of_features, of_module, usual
from builder.symbols.inputs.named_inputs import trials
from builder.symbols.inputs.plain_arguments import plain_values
from builder.symbols.inputs.rank_hints import lists_in_text, optional_tensors, rank_first, ranks_in_text
from builder.symbols.inputs.trial_counts import AlikeFailures, TrialWork, ranks_of
from builder.symbols.values import ModuleSymbol, Symbol, forward_of, walk
from builder.trace.names import input_name

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST_WORK = 250_000
"""Steps after which no further size is tried, about 0.25 s; a clock would make the result depend on the load."""
_LEAST = 3
"""Sizes that are tried at least: the second is worked out from how the first one fails."""
_MOST_AMENDED, _FEW = 24, 6
"""Inputs that are tried as the failures before them tell: at last, and where names tell some of them."""


class _Evidence(NamedTuple):
    """What the layers that read the inputs tell of them, and the text of the forward."""

    names: list[str]
    choices: list[Shapes]
    """Shapes for each, the likeliest first."""
    known: list[bool]
    """Whether layers tell anything of an input."""
    anything: bool
    """Whether any layer tells what it takes."""


def guess_inputs(interpreter: Interpreter, flows: Flows, module: ModuleSymbol) -> Inputs:
    """Return inputs derived from the layers that read them, with the first usual sizes that all layers accept."""
    function = forward_of(module)
    lists = {} if function is None else lists_in_text(function)
    if function is not None and lists.keys() & set(required_inputs(function)):
        found = _of_lists(interpreter, flows, module, function, lists)
        if found is not None:
            return found
    found = None if function is None else _beside_plain(interpreter, flows, module, function)
    if found is not None:
        return found
    symbols = [Symbol("input", name) for name in (required_inputs(function) if function is not None else ["X"])]
    told = _gather_evidence(interpreter, flows, module, symbols, input_names(module, len(symbols)))
    found = _first_accepted(interpreter, flows, module, told)
    if found is not None:
        return found
    inputs = tuple(shapes[0](name) for name, shapes in zip(told.names, told.choices, strict=True))
    run(interpreter, flows, module, inputs, 2)
    if function is not None and _OF_NONE.search(_misfit_reason(flows)):
        found = _with_optional(interpreter, flows, module, function)
        if found is not None:
            return found
        run(interpreter, flows, module, inputs, 2)
    return inputs, 2


def _misfit_reason(flows: Flows) -> str:
    """Return why the inputs that were tried last do not fit, in full."""
    problem = flows.refusal or ""
    return problem if flows.host.texts is None else flows.host.texts.in_full(problem)


_OF_NONE = re.compile(r"\bNone(?:Type)?\b|takes exactly one input")
"""In what is said of None where a tensor is needed."""


def _with_optional(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, function: Function) -> Inputs | None:
    """Return inputs of which some are arguments with a default of None that cannot do without; None where none are."""
    needed, names = required_inputs(function), [argument.arg for argument in parameters(function)[1:]]
    optional = optional_tensors(function)
    for chosen in (*((name,) for name in optional), *([optional] if len(optional) > 1 else ())):
        last = 1 + max(names.index(name) for name in (*needed, *chosen) if name in names)
        if set(needed) <= set(names) and set(names[:last]) <= {*needed, *optional}:
            given = tuple(Symbol("input", name) if name in (*needed, *chosen) else None for name in names[:last])
            found = _nested_inputs(interpreter, flows, module, given)
            if found is not None:
                return found
    return None


def _of_lists(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, function: Function, lists: dict[str, int]
) -> Inputs | None:
    """Return inputs of which some are lists of tensors; None where none are accepted."""
    given: list[Symbol | tuple[Symbol, ...]] = []
    for name in required_inputs(function):
        parts = tuple(Symbol("input", f"{name}_{i}") for i in range(lists.get(name, 0)))
        given.append(parts or Symbol("input", name))
    return _nested_inputs(interpreter, flows, module, tuple(given))


def _beside_plain(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, function: Function) -> Inputs | None:
    """Return inputs beside arguments of the forward that are no tensors; None where there are none, or none fit."""
    plain = plain_values(function)
    for i in range(max(map(len, plain.values()), default=0)):
        values = {name: one[min(i, len(one) - 1)] for name, one in plain.items()}
        given = tuple(values.get(name, Symbol("input", name)) for name in required_inputs(function))
        found = _nested_inputs(interpreter, flows, module, given)
        if found is not None:
            flows.plain = values
            return found
    return None


def _nested_inputs(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, given: tuple[Value, ...]
) -> Inputs | None:
    """Return inputs for a call with these tensors, in lists or beside None; None where none are accepted."""
    symbols = list(_symbols_of(given))
    flows.given = given, {}
    names: list[str] = []
    for symbol in symbols:
        names.append(input_name(f"{symbol.target}", tuple(names)))
    found = _first_accepted(interpreter, flows, module, _gather_evidence(interpreter, flows, module, symbols, names))
    if found is None:
        flows.given = None
    return found


def _symbols_of(given: tuple[Value, ...]) -> Iterator[Symbol]:
    """Yield the tensors of a call, those in tuples as well."""
    for value in given:
        if isinstance(value, Symbol):
            yield value
        elif isinstance(value, tuple):
            yield from _symbols_of(value)


def _gather_evidence(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, symbols: list[Symbol], names: list[str]
) -> _Evidence:
    """Read the forward once with inputs of which nothing is known."""
    flows.guessing = True
    flows.first.clear()
    flows.features.clear()
    function = forward_of(module)
    ranks = {} if function is None else ranks_in_text(function, getattr(flows.host.texts, "text", ""))
    flows.unexplained = frozenset() if _multiplies(module) else frozenset(map(id, symbols))
    run_all(interpreter, flows, module, symbols)
    _read_on(interpreter, flows, module, symbols, ranks)
    flows.unexplained = frozenset()
    layers = [flows.first.get(id(symbol)) for symbol in symbols]
    unshaped = next((shapes for _, layer in walk(module) if (shapes := likely_shapes(layer))), (usual,))
    choices = [
        of_features(flows.features[id(symbol)]) if id(symbol) in flows.features else likely_shapes(layer) or unshaped
        for symbol, layer in zip(symbols, layers, strict=True)
    ]
    choices = [rank_first(one, ranks.get(symbol.target), module) for one, symbol in zip(choices, symbols, strict=True)]
    known = [id(symbol) in flows.features or bool(layer) for symbol, layer in zip(symbols, layers, strict=True)]
    return _Evidence(names, choices, known, unshaped != (usual,))


def _read_on(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, symbols: list[Symbol], ranks: dict[str, int]
) -> None:
    """Read on behind what asks for sizes, with some of each number of dims, for the layers that are there."""
    for rank in _RANKS:
        if module.flow is not None or all(id(one) in flows.first for one in symbols):
            break
        for one in symbols:
            one.shape = tuple(Size(n, Relation.INDEPENDENT, True) for n in _SOME[: ranks.get(f"{one.target}", rank)])
        flows.trying = True
        run_all(interpreter, flows, module, symbols)
        flows.trying = False
    for one in symbols:
        one.shape = None


_RANKS = (3, 2, 4)
_SOME = (2, 16, 20, 24, 28)


def _first_accepted(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, told: _Evidence) -> Inputs | None:
    """Return the first inputs that all layers accept."""
    names, choices, known, anything = told
    flows.inputs_inferred = all(known)
    free = frozenset(name for name, is_told in zip(names, known, strict=True) if not is_told)
    tried = [*trials(names, choices, known)]
    named = _inputs_by_name(interpreter, flows, module, tried[:2])
    if named is None and tried:
        named = _first_amended(interpreter, flows, module, _Begin([tried[0][0]], free, _FEW))
    named = named or _inputs_by_name(interpreter, flows, module, tried[2:])
    if named is not None:
        flows.exhausted = flows.rank_known = True
        return named
    flows.exhausted = flows.inputs_inferred or len(names) == 1
    flows.rank_known = flows.inputs_inferred or anything
    found = _first_fitting(interpreter, flows, module, names, choices) if flows.rank_known else None
    if found is None and (not flows.inputs_inferred or all(one == (usual,) for one in choices)):
        flows.rank_known = False
        found = _first_fitting(interpreter, flows, module, names, [of_module(module)] * len(names))
    if found is not None:
        return found, 2
    for shapes in (choices, [of_module(module)] * len(names)):
        named = _inputs_by_name(interpreter, flows, module, trials(names, shapes, [False] * len(names)))
        if named is not None:
            return named
    first = [one for one, _ in trials(names, choices, known)][:1]
    first.append(tuple(shapes[0](name) for name, shapes in zip(names, choices, strict=True)))
    return _first_amended(interpreter, flows, module, _Begin(first, free, _MOST_AMENDED))


def _inputs_by_name(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, tried: Iterable[Inputs]
) -> Inputs | None:
    """Return the first inputs that all layers accept, of those that their names tell."""
    alike = AlikeFailures()
    for inputs, batch in tried:
        if alike.are_hopeless(inputs):
            continue
        interpreter.budget.renew()
        if not run(interpreter, flows, module, inputs, batch):
            flows.exhausted = flows.rank_known = True
            return inputs, batch
        alike.add(inputs, flows.refusal)
    return None


def _multiplies(module: ModuleSymbol) -> bool:
    """Tell whether a forward may multiply an input by a parameter, which tells its features wherever that is."""
    return any(inner.tensors and not inner.is_layer for _, inner in walk(module))


def _first_fitting(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, names: list[str], choices: list[Shapes]
) -> tuple[Input, ...] | None:
    """Return the first inputs that all layers accept; None where none do, or it takes too long to try them."""
    texts, work, alike = flows.host.texts, TrialWork(interpreter, flows, module), AlikeFailures()
    untried = [_trial(names, choices, i) for i in range(max(map(len, choices), default=0))]
    count = 0
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
        work.add()
        if (count >= _LEAST and work.done > _MOST_WORK) or (texts is not None and texts.is_hopeless(module)):
            break
        alike.add(trial, flows.refusal)
        untried = [one for one in nearest_first(untried, trial, flows.misfit) if not alike.are_hopeless(one)]
    return None


class _Begin(NamedTuple):
    """What is tried first of inputs that failures amend."""

    inputs: list[tuple[Input, ...]]
    free: frozenset[str]
    """Inputs of which no layer tells anything: they are changed before others."""
    most: int
    """How many trials there may be."""


def _first_amended(
    interpreter: Interpreter,
    flows: Flows,
    module: ModuleSymbol,
    begin: _Begin,
) -> Inputs | None:
    """Return the first inputs that all layers accept, each tried as the failure of another one tells.

    What those that came furthest tell is tried first: which of several inputs a failure means it does not say.
    """
    untried, tried, texts = [((0, 0), one, 2) for one in begin.inputs], set[Inputs](), flows.host.texts
    work = TrialWork(interpreter, flows, module)
    known = {ranks_of(one) for one in begin.inputs} if flows.rank_known else set()
    chance: Inputs | None = None
    while untried and len(tried) < begin.most and work.done < _MOST_WORK:
        (_, trial, batch), *untried = untried
        if (trial, batch) in tried:
            continue
        tried.add((trial, batch))
        interpreter.budget.renew()
        flows.trying, flows.rank_known = True, ranks_of(trial) in known
        refusals = run(interpreter, flows, module, trial, batch)
        flows.trying = False
        work.add()
        if not refusals and _hangs_on_batch(interpreter, flows, module, trial, batch):
            chance = chance or (trial, batch)
            continue
        if not refusals:
            steps_first = flows.misplaced and tells_batch(module)
            return (_steps_first(interpreter, flows, module, trial) if steps_first else trial), batch
        told_by = _misfit_reason(flows)
        left = interpreter.budget.left, 0 if texts is None else -texts.reached
        free = frozenset() if "pattern" in told_by else begin.free
        rows = sorted(after_failure(trial, told_by), key=lambda row: not _changed_names(trial, row) <= free)
        told = [(left, one, batch) for one in rows]
        told += [(left, trial, other) for other in [amended_batch(batch, told_by)] if other is not None]
        untried = sorted([*told, *untried], key=lambda one: one[0])
    if chance is not None:
        run(interpreter, flows, module, *chance)
    return chance


def _changed_names(before: tuple[Input, ...], after: tuple[Input, ...]) -> set[str]:
    return {new.name for old, new in zip(before, after, strict=True) if old != new}


def _hangs_on_batch(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, inputs: tuple[Input, ...], batch: int
) -> bool:
    """Tell whether inputs fit because a size of theirs is the sample batch by chance."""
    if batch != SAMPLES or not any(SAMPLES in one.shape for one in inputs):
        return False
    hangs = bool(run(interpreter, flows, module, inputs, batch + 1))
    run(interpreter, flows, module, inputs, batch)
    return hangs


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
