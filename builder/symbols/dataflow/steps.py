"""Converts the symbols of a forward to the steps of a graph."""

from __future__ import annotations

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.sentences import say
from builder.symbols.dataflow.forward import Flow
from builder.symbols.dataflow.forward_results import is_alike
from builder.symbols.dataflow.memory import Shares, overwrites_of
from builder.symbols.dataflow.operands import holds_symbols, root_of, whole
from builder.symbols.values import ModuleSymbol, Symbol, TensorSymbol, walk
from builder.trace.names import input_name
from builder.trace.order import draws
from builder.trace.steps import Recording, Source, Step, joined


def record_modes(module: ModuleSymbol, flow: Flow, taken: tuple[str, ...]) -> Recording:
    """Return what a forward does by names, which has to be the same in training and in evaluation.

    Raises:
        Refusal: something in it has no place in a graph.
        UntraceableError: it is not the same in both.
    """
    evaluation = flow.evaluation
    if evaluation is not None and not is_alike(flow.shape, evaluation.shape):
        raise Refusal(say("trace.modes", name=module.cls.name), say("trace.modes.hint"))
    training = _record_flow(module, flow, taken)
    return joined(
        module.cls.name, training, training if evaluation is None else _record_flow(module, evaluation, taken)
    )


def _record_flow(module: ModuleSymbol, flow: Flow, taken: tuple[str, ...]) -> Recording:
    names: dict[int, str] = {}
    inputs: tuple[str, ...] = ()
    shares = Shares()
    for given, symbol in flow.inputs:
        inputs = (*inputs, input_name(given, (*inputs, *taken)))
        names[id(symbol)] = inputs[-1]
        shares.add(symbol, inputs[-1])
    paths = {id(inner): path for path, inner in walk(module) if path}
    steps: list[Step] = []
    for symbol in _used_calls(flow):
        step = _step(module, symbol, names, paths, len(steps))
        if symbol.op == "module":
            step = step._replace(overwrites=overwrites_of(symbol, step.sources, shares))
        steps.append(step)
        names[id(symbol)] = step.name
        shares.add(symbol, step.name)
    outside = frozenset(inputs[i] for i in flow.outside)
    return Recording(inputs, steps, _outputs(module, flow.output, names), outside)


def _outputs(module: ModuleSymbol, output: Value, names: dict[int, str]) -> tuple[Source, ...]:
    one = whole(output)
    if isinstance(one, Symbol):
        return (_source(module, one, names),)
    if len(output) == 1:
        raise Refusal(say("symbols.tuple-of-one", name=module.cls.name), say("symbols.tuple-of-one.hint"))
    return tuple(_source(module, item, names) for item in output)


def _step(module: ModuleSymbol, symbol: Symbol, names: dict[int, str], paths: dict[int, str], index: int) -> Step:
    if symbol.op == "module":
        path = paths.get(id(symbol.target))
        if path is None:
            raise Refusal(say("symbols.module-outside", name=module.cls.name), say("symbols.own-module.hint"))
        sources = tuple(_source(module, value, names) for value in symbol.args)
        named = tuple(name for name, value in symbol.kwargs.items() if holds_symbols(value))
        call = {name: value for name, value in symbol.kwargs.items() if name not in named}
        return Step(f"@{index}", None, path, {}, sources, names=named, call=call)
    call = symbol.call
    values = (*call.operands, *(one for _, one in call.numbers))
    sources = tuple(_source(module, value, names) for value in values)
    wish = "" if symbol.number is None else symbol.number.name or ""
    return Step(
        f"={index}",
        call.kind,
        "",
        call.args,
        sources,
        call.training,
        tuple(name for name, _ in call.numbers),
        wish=wish,
    )


def _used_calls(flow: Flow) -> list[Symbol]:
    """Return the calls that something is made of, and those of modules, which may change their buffers."""
    needed: set[int] = set()
    stack: list[Value] = [flow.output]
    for symbol in flow.steps:
        if symbol.op == "module" or (symbol.call is not None and draws(symbol.call.kind)):
            stack.append(symbol)
    while stack:
        here = stack.pop()
        if isinstance(here, list | tuple):
            stack.extend(here)
        elif isinstance(here, Symbol) and id(here) not in needed:
            needed.add(id(here))
            stack.extend(_call_inputs(here))
    return [symbol for symbol in flow.steps if id(symbol) in needed]


def _call_inputs(symbol: Symbol) -> tuple[Value, ...]:
    if symbol.call is not None:
        return (*symbol.call.operands, *(one for _, one in symbol.call.numbers))
    return symbol.args if symbol.op != "tensor" else ()


def _source(module: ModuleSymbol, value: Value, names: dict[int, str]) -> Source:
    one = whole(value)
    if not isinstance(one, Symbol):
        raise Refusal(
            say("symbols.tuple-of-calls", name=module.cls.name),
            say("symbols.tuple-of-calls.hint"),
        )
    root, way = root_of(one)
    if isinstance(root, TensorSymbol):
        name = next((name for name, tensor in module.tensors.items() if tensor is root), None)
        if name is not None:
            return name, way
    if id(root) not in names:
        raise Refusal(say("symbols.no-input-tensor", name=module.cls.name), say("symbols.buffer.hint"))
    return names[id(root)], way
