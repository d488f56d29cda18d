"""Runs the `forward` of a text class on symbols to find its dataflow, and whether a `parallel` has the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from builder.catalogue.layers.kind import TensorSpec
from builder.errors import SourceError
from builder.interpreter.calls import bind
from builder.interpreter.failures import (
    Failure,
    LimitExceeded,
    RaisedException,
    Refusal,
    position,
    refused_at,
    source_error,
)
from builder.interpreter.limits import Value
from builder.runner import a_dict
from builder.sentences import say
from builder.symbols.dataflow.arguments import BoundArguments, by_place, parameters, required_inputs
from builder.symbols.dataflow.flow import Flows
from builder.symbols.dataflow.forward_results import Shape, taken_apart
from builder.symbols.dataflow.list_arguments import Lists, change, changed_lists, list_contents
from builder.symbols.dataflow.memory import changed_by, is_outside
from builder.symbols.dataflow.numbers import as_symbols
from builder.symbols.dataflow.operands import Kwargs, holds_tensors, latest, parts_of, require_few, whole
from builder.symbols.dataflow.recorder import Recorder, is_known, results, spec_of
from builder.symbols.dataflow.sequences import batch_dim, misplaced_inside
from builder.symbols.dataflow.sizes import Relation, Size
from builder.symbols.dataflow.snapshot import Snapshot
from builder.symbols.dataflow.text_state import require_steady
from builder.symbols.libraries.checkpoint import note, require_unchanged
from builder.symbols.modules.hooks import require_unhooked
from builder.symbols.values import ModuleSymbol, Symbol, forward_of

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class Flow(NamedTuple):
    """The inputs, calls and results of a forward, as symbols; `others` are its arguments that are not tensors."""

    inputs: tuple[tuple[str, Symbol], ...]
    output: Value
    steps: tuple[Symbol, ...] = ()
    evaluation: Flow | None = None
    """The same outside of training, where the forward asks for it."""
    specs: tuple[Value, ...] = ()
    others: str = ""
    changed: tuple[int, ...] = ()
    """Which inputs the modules that it calls change in place."""
    outside: tuple[int, ...] = ()
    """Which inputs are of whoever calls the network, who finds in them what was changed."""
    plain: bool = True
    """Whether every call gives tensors by position alone."""
    shape: Shape | None = None
    """How the result holds the tensors of the output, where it is more than a tensor or a tuple of tensors."""
    lists: Lists = ()
    """The lists that it was given and has changed."""
    recomputes: bool = False
    """Whether a checkpoint in it runs a part of it once more on the way back."""


def call_text_class(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, args: tuple[Value, ...], kwargs: Kwargs
) -> Value:
    """Record the call of a text class; its forward is run at the first call.

    Raises:
        Refusal: an earlier call gave another number of tensors or other arguments beside them, or a tensor is none
            of the forward that is being read.
        Failure: the arguments do not fit the forward, or it cannot be read and its class cannot be kept as text.
    """
    flows.visited.add(id(module))
    variables, given = _bind_call(interpreter, flows, module, args, kwargs)
    tensors = given.tensors()
    flows.check(tuple(tensors.values()))
    specs = tuple(map(spec_of, tensors.values()))
    flow = module.flow
    if flow is None or flow.specs != specs or flow.others != given.others():
        with _ignore_refused_calls(flows, module):
            try:
                require_unhooked(module)
                flow = _run_and_ask(interpreter, flows, module, given, specs)
            except Failure as failure:
                # The shapes are at fault, and other inputs follow: that says nothing against a graph of the class.
                if flows.trying and flows.mismatches:
                    raise
                return _as_text(flows, module, given.in_order(), specs, failure)
        if module.flow is not None and (module.flow.others, len(module.flow.inputs)) != (flow.others, len(tensors)):
            raise Refusal(
                say("symbols.different-arguments", name=module.cls.name),
                say("symbols.different-arguments.hint"),
            )
        module.flow = module.flow or flow
        module.flow = module.flow._replace(outside=tuple({*module.flow.outside, *flow.outside}))
    module.flow = module.flow._replace(plain=module.flow.plain and given.in_order() is not None)
    for (_, start), value in zip(flow.inputs, tensors.values(), strict=True):
        # What a forward changed in place has changed in the hands of its caller too.
        if start.storage[0] and isinstance(value, Symbol):
            # Of a tensor that the network keeps: only its storage has a second entry.
            if len(value.storage) > 1:
                raise Refusal(say("symbols.values"), say("symbols.values.hint"))
            value.storage[0] += 1
    change(variables, flow.lists)
    found = _record_call(flows, module, flow, tensors)
    return found if flow.shape is None else flow.shape.around(found)


def _bind_call(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, args: tuple[Value, ...], kwargs: Kwargs
) -> tuple[dict[str, Value], BoundArguments]:
    """Return what a call gives a forward, as the caller has it, and as it is handed on."""
    function = forward_of(module)
    assert function is not None
    variables: dict[str, Value] = {}
    bind(interpreter, function, variables, [module, *args], kwargs)
    variables.pop(parameters(function)[0].arg, None)
    return variables, BoundArguments(
        {name: as_symbols(flows.recorder, latest(one)) for name, one in variables.items()}, function
    )


@contextmanager
def _ignore_refused_calls(flows: Flows, module: ModuleSymbol) -> Iterator[None]:
    """Forget what calls in a forward refused, as in a try, where its class is kept as text and runs all the same."""
    before, module.shown = flows.mismatches, None
    yield
    if module.shown is not None:
        flows.mismatches = before


def _record_call(flows: Flows, module: ModuleSymbol, flow: Flow, tensors: dict[str, Value]) -> Value:
    """Record a call; return what it gives."""
    found = flows.record_call(module, tuple(tensors.values()), _structure(flow.output))
    if flow.recomputes and flows.recorder is not None:
        note(flows.recorder, (*tensors.values(), found))
    return found


def call_layer_subclass(flows: Flows, module: ModuleSymbol, args: tuple[Value, ...], kwargs: Kwargs) -> Value:
    """Record the call of a class that derives from a layer and inherits its forward.

    Raises:
        Refusal: it cannot be kept as text.
    """
    flows.visited.add(id(module))
    why = Refusal(say("symbols.derives", name=module.cls.name, kind=module.kind), say("symbols.derives.hint"))
    flows.check(tuple(map(latest, args)))
    values = tuple(whole(latest(value)) for value in args)
    plain = None if kwargs or not all(isinstance(value, Symbol) for value in values) else values
    return _as_text(flows, module, plain, tuple(map(spec_of, values)), why)


def _as_text(
    flows: Flows, module: ModuleSymbol, given: tuple[Value, ...] | None, specs: tuple[Value, ...], why: Failure
) -> Value:
    """Record the call of a class that no graph can express and that stays a text class.

    Raises:
        Failure: `why`, where its class cannot be kept, or more than tensors by position is `given`.
    """
    texts = flows.host.texts
    if texts is not None and given is None and isinstance(why, Refusal) and not isinstance(why, LimitExceeded):
        why.hint = texts.called_otherwise(why.hint)
    if (
        texts is None
        or given is None
        or not isinstance(why, Refusal | RaisedException)
        or isinstance(why, LimitExceeded)
    ):
        raise why
    args = texts.keep(module, source_error(why), told=any(spec is not None for spec in specs))
    if args is None:
        why.hint = texts.hint_why_not_kept(module, why.hint)
        raise why
    try:
        shown = texts.run_result(module, args, specs)
        if shown is not None and shown.keyed and flows.recorder is not None and flows.recorder.module is not None:
            raise SourceError(a_dict(), *module.place, say("module.forward-returns.hint"))
    except SourceError as error:  # not for these inputs; others may be tried
        flows.mismatch(error.problem)
        shown = None
    module.shown = shown
    if shown is None:
        flows.unseen += 1
        return flows.record_call(module, given, None)
    if flows.recorder is not None and flows.recorder.module is not None and not is_known(shown.output):
        raise Refusal(say("symbols.returns-other", name=module.cls.name), say("symbols.returns.hint"))  # or a None
    flows.misplaced += misplaced_inside(module, specs, shown.calls)
    return flows.record_call(module, given, _mark_sizes_open(shown.output, specs))


def _mark_sizes_open(returned: Value, specs: tuple[Value, ...]) -> Value:
    """Return the result of a run with its sizes marked as variable, since it is unknown what they depend on."""
    if isinstance(returned, tuple) and not isinstance(returned, TensorSpec):
        return tuple(_mark_sizes_open(item, specs) for item in returned)
    if not isinstance(returned, TensorSpec):
        return returned
    alike = next((spec for spec in specs if isinstance(spec, TensorSpec) and spec.shape == returned.shape), None)
    if alike is not None:
        return TensorSpec(alike.shape, returned.dtype)
    batch = batch_dim(returned.shape, specs)
    sizes = [
        Size(n, Relation.BATCH if i == batch else Relation.INDEPENDENT, i != batch)
        for i, n in enumerate(returned.shape)
    ]
    return TensorSpec(tuple(sizes), returned.dtype)


def _structure(output: Value) -> Value:
    return tuple(map(_structure, output)) if isinstance(output, list | tuple) else spec_of(output)


def _run_and_ask(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, given: BoundArguments, specs: tuple[Value, ...]
) -> Flow:
    flow, asked = _run(interpreter, flows, module, given, True)
    evaluation = _run(interpreter, flows, module, given, False)[0] if asked else None
    if evaluation is not None and evaluation.lists != flow.lists:
        raise Refusal(say("symbols.changes-list"), say("symbols.changes-list.hint"))
    changed = {*flow.changed, *(() if evaluation is None else evaluation.changed)}
    return flow._replace(evaluation=evaluation, specs=specs, others=given.others(), changed=tuple(sorted(changed)))


def _run(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, given: BoundArguments, training: bool
) -> tuple[Flow, bool]:
    """Run the forward once on symbols of its own."""
    recorder = Recorder(module, training)
    inputs: list[tuple[str, Symbol]] = []
    if not given.tensors():
        raise Refusal(say("symbols.without-tensor", name=module.cls.name), say("symbols.without-tensor.hint"))
    variables = {name: _fresh(name, value, recorder, inputs) for name, value in given.variables.items()}
    recorder.inputs = [symbol for _, symbol in inputs]
    before = list_contents(variables)
    flows.recorders.append(recorder)
    try:
        with _preserve_state(interpreter, flows, module, given):
            output = interpreter.call(given.function, module, *given.positional(variables), **given.named(variables))
            require_steady(flows.host.texts, recorder)
        require_few(output)
        is_inside = any(other.module is not None for other in flows.recorders[:-1])
        output, shape = taken_apart(as_symbols(recorder, output) if is_inside else output, module)
        output = latest(output)
        flows.check((output,))
    finally:
        flows.recorders.pop()
    require_unchanged(recorder, given.function.node)
    changed = changed_by(recorder.steps, recorder.inputs)
    outside = tuple(i for i, symbol in enumerate(recorder.inputs) if is_outside(symbol))
    if any(recorder.inputs[i].storage[0] for i in outside):
        raise refused_at(given.function.node, say("symbols.changes-given"), say("symbols.changes-given.hint"))
    flow = Flow(tuple(inputs), output, tuple(recorder.steps), changed=changed, outside=outside, shape=shape)
    again = bool(recorder.recomputed)
    return flow._replace(lists=changed_lists(variables, before), recomputes=again), recorder.asked


@contextmanager
def _preserve_state(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, given: BoundArguments
) -> Iterator[None]:
    """Give everything what it held before the outermost forward, which is read several times.

    Raises:
        Refusal: the forward changes its modules or tensors.
    """
    if any(recorder.module is not None for recorder in flows.recorders[:-1]):
        yield
        return
    before, changes = Snapshot(interpreter, module), False
    try:
        yield
    finally:
        flows.state.restore()
        changes = before.restore()
    if changes:
        problem = say("symbols.changes-itself", name=module.cls.name)
        raise refused_at(given.function.node, problem, say("symbols.changes-itself.hint"))


def _fresh(name: str, value: Value, recorder: Recorder, inputs: list[tuple[str, Symbol]]) -> Value:
    """Return a symbol for an input, with what is known of it; anything but tensors as it is."""
    one = whole(value)
    if holds_tensors(value) and not isinstance(one, Symbol):
        items = {key: _fresh(f"{name}_{key}", item, recorder, inputs) for key, item in parts_of(value)}
        return (
            items
            if isinstance(value, dict)
            else list(items.values())
            if isinstance(value, list)
            else (*items.values(),)
        )
    if not isinstance(one, Symbol):
        return value
    symbol = Symbol("input", name)
    symbol.origin = one
    inputs.append((name, symbol))
    made = results(symbol, _structure(value), recorder)
    return made.with_name(name) if isinstance(made, Size) else made


def trace(interpreter: Interpreter, flows: Flows, module: ModuleSymbol) -> Flow:
    """Return what the forward of a module does, read on symbols of unknown shape where nothing calls it.

    Raises:
        SourceError: it has none, does what depends on the values of tensors, or could not be read where it was called.
    """
    if module.flow is None:
        kept, unseen = module.shown, flows.unseen
        function = forward_of(module)
        if function is None:
            raise SourceError(
                say("symbols.no-own-forward", name=module.cls.name), *module.place, say("symbols.drawn.hint")
            )
        inputs = [Symbol("input", name) for name in required_inputs(function)]
        flows.recorders.append(Recorder(None))
        try:
            call_text_class(interpreter, flows, module, *by_place(function, tuple(inputs)))
        except Failure as failure:
            error = flows.error or source_error(failure)
            raise SourceError(
                error.problem, error.line, error.column, error.hint or say("symbols.drawn.hint")
            ) from None
        finally:
            flows.recorders.pop()
            module.shown = module.shown or kept  # without shapes there was no run: what it changes was seen before
        if kept is not None and flows.unseen > unseen:  # what a class that is text does there may be why this one is
            module.flow = None
    if module.flow is None:
        raise SourceError(
            say("symbols.kept", name=module.cls.name), *place_of_forward(module), say("symbols.drawn.hint")
        )
    flow: Flow = module.flow
    return flow


def place_of_forward(module: ModuleSymbol) -> tuple[int, int]:
    """Return where a module's forward stands in the text."""
    function = forward_of(module)
    return position(function.node) if function is not None else module.place
