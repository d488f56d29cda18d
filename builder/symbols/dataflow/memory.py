"""Which of their inputs the modules of pasted code change in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from builder.catalogue.functions.from_layers import function_of
from builder.catalogue.layers.kinds import CATALOGUE
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.sentences import say
from builder.symbols.values import ModuleSymbol, Symbol, forward_of
from builder.trace.steps import Overwrite, Source


class Shares:
    """The names of the inputs and steps that share memory."""

    def __init__(self) -> None:
        self._found: dict[int, set[str]] = defaultdict(set)

    def add(self, symbol: Symbol, name: str) -> None:
        """Note an input or step."""
        self._found[id(symbol.storage)].add(name)
        output = symbol.target.flow.output if symbol.op == "module" and symbol.target.flow is not None else None
        for _, memory in _memories(symbol, output):
            self._found[id(memory)].add(name)

    def beside(self, symbol: Symbol, name: str) -> frozenset[str]:
        """Return what shares the memory of a symbol, but for that of this name."""
        return frozenset(self._found[id(symbol.storage)]) - {name}


def overwrites_of(call: Symbol, sources: tuple[Source, ...], shares: Shares) -> tuple[Overwrite, ...]:
    """Return what the call of a module changes in place."""
    found = []
    for i in changed_inputs(call.target):
        given = call.args[i] if i < len(call.args) else None
        if isinstance(given, Symbol):
            returned, function = _afterwards(call.target) if i == 0 else (False, None)
            found.append(Overwrite(i, returned, function, shares.beside(given, sources[i][0])))
    return tuple(found)


def changed_inputs(module: ModuleSymbol) -> tuple[int, ...]:
    """Return which of its inputs a module changes in place."""
    if module.is_layer:
        return (0,) if module.args.get("inplace") is True else ()
    if forward_of(module) is None:
        return (0,) if _first_change(module) is not None else ()
    found = module.shown if module.flow is None else module.flow
    return () if found is None else tuple(found.changed)


def is_outside(symbol: Symbol) -> bool:
    """Tell whether an input of a forward is what the network is called with."""
    here: Value = symbol
    while here.op == "input" and here.origin is not None:
        here = here.origin
    return here.op == "input" or here.home is None


def changed_by(steps: Sequence[Symbol], inputs: Sequence[Symbol]) -> tuple[int, ...]:
    """Return which of its inputs a forward changes in place by the modules that it calls."""
    calls = [step for step in steps if step.op == "module"]
    found = [step.args[i] for step in calls for i in changed_inputs(step.target) if i < len(step.args)]
    changed = {id(symbol.storage) for symbol in found if isinstance(symbol, Symbol)}
    return tuple(i for i, symbol in enumerate(inputs) if id(symbol.storage) in changed)


def handed_on(module: ModuleSymbol) -> int | None:
    """Return which of its inputs a module may return, or a view of it; None where its result is memory of its own."""
    if module.is_layer:
        return 0 if CATALOGUE[module.kind].shares or module.args.get("inplace") is True else None
    if forward_of(module) is None:
        return 0 if all(handed_on(layer) == 0 for layer in _layers(module)) else None  # without any, its input itself
    if module.flow is None and module.shown is not None:
        return next(iter(module.shown.handed), None)
    output = None if module.flow is None else module.flow.output
    if not isinstance(output, Symbol):
        return None
    return next((i for i, (_, symbol) in enumerate(module.flow.inputs) if symbol.storage is output.storage), None)


def share_result(call: Symbol, module: ModuleSymbol) -> None:
    """Let the result of a call share the memory of what the module hands on, or keeps.

    Raises:
        Refusal: it hands on the memory of several tensors, or nobody knows which.
    """
    at = handed_on(module)
    given = call.args[at] if at is not None and at < len(call.args) else None
    if isinstance(given, Symbol):
        call.storage, call.version = given.storage, given.storage[0]
    if module.flow is None and module.shown is not None:
        if len(module.shown.handed) + module.shown.kept > 1:
            raise Refusal(say("symbols.hands-on", name=module.cls.name), say("symbols.hands-on.hint"))
        if module.shown.kept:
            call.storage = [0, 1]  # as that of a tensor of the network


def share_parts(found: Value, call: Symbol) -> None:
    """Do the same for each tensor that a graph returns."""
    for part, memory in _memories(call, found):
        part.storage, part.version = memory, memory[0]


def _memories(call: Symbol, found: Value) -> Iterator[tuple[Symbol, list[int]]]:
    """Yield the results of the call of a graph that lie in memory which it is given or keeps, with that memory."""
    flow = call.target.flow if call.op == "module" else None
    given = {} if flow is None else {id(s.storage): one for (_, s), one in zip(flow.inputs, call.args, strict=False)}
    waiting = [] if flow is None else [(found, flow.output)]
    while waiting:
        part, output = waiting.pop()
        if isinstance(part, Symbol) and isinstance(output, Symbol):
            of = given.get(id(output.storage), output if len(output.storage) > 1 else None)
            if isinstance(of, Symbol):
                yield part, of.storage
        elif isinstance(part, list | tuple) and isinstance(output, list | tuple):
            waiting.extend(zip(part, output, strict=False))


def _first_change(module: ModuleSymbol) -> ModuleSymbol | None:
    """Return the layer of a sequential that changes what the whole is given."""
    for layer in _layers(module):
        if changed_inputs(layer):
            return layer
        if handed_on(layer) is None:
            return None
    return None


def _layers(module: ModuleSymbol) -> Iterator[ModuleSymbol]:
    """Yield what a sequential calls, those in sequentials inside it too."""
    if module.is_layer or forward_of(module) is not None:
        yield module
        return
    for child in module.children.values():
        if isinstance(child, ModuleSymbol):
            yield from _layers(child)


def _afterwards(module: ModuleSymbol) -> tuple[bool, tuple[str, dict[str, Value]] | None]:
    """Tell whether a module returns what it changed, and which function gives what that holds afterwards."""
    layers = list(_layers(module))
    changing = [layer.is_layer and layer.args.get("inplace") is True for layer in layers]
    if all(changing):
        return True, None
    if not changing[0] or changing[1]:
        return False, None
    return False, function_of(layers[0].kind, layers[0].args)
