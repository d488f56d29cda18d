"""The dataflow of a forward to the nodes and wires of a graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain, count, pairwise
from typing import NamedTuple

from builder.document.blocks import Block, Function, Shared, TensorBlock
from builder.document.graph import called_with
from builder.document.names import FILE_GLOBALS, attribute_fault
from builder.functions.catalogue import FUNCTIONS
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.network.wire import Wire
from builder.sentences import say
from builder.symbols.forward import Flow
from builder.symbols.operands import holds_symbols, root_of, whole
from builder.symbols.values import ModuleSymbol, Symbol, TensorSymbol, forward_of, walk

Source = tuple[str, tuple[int, ...]]
"""The name of an input, tensor or step, and the way to one of its outputs."""
_RANDOM = frozenset({"torch.randn_like", "torch.rand_like", "F.gumbel_softmax"})


class Step(NamedTuple):
    """One call: of a function kind with its arguments, or of the module at a path below (`kind` is None)."""

    name: str
    kind: str | None
    path: str
    args: dict[str, Value]
    sources: tuple[Source, ...]
    training: Value = None
    names: tuple[str, ...] = ()
    """The inputs that the last of the sources are given for by name."""
    call: dict[str, Value] = {}  # noqa: RUF012 - never changed
    """What a module is given beside tensors."""


class Recording(NamedTuple):
    """What one forward does: its inputs, its calls in the order of running, and what it returns."""

    inputs: tuple[str, ...]
    steps: list[Step]
    outputs: tuple[Source, ...]


class Wiring(NamedTuple):
    """What a graph is made of."""

    inputs: tuple[str, ...]
    nodes: tuple[Block, ...]
    wires: dict[str, tuple[str, ...]]
    outputs: tuple[str, ...]


class Parts(NamedTuple):
    """What stands in a graph before anything is wired, and how blocks and ids are found."""

    tensors: tuple[TensorBlock, ...]
    modules: dict[str, Block]
    lists: dict[str, tuple[str, ...]]
    """The keys of modules that hold others, by path; those inside one before it."""
    inner: Callable[[str], str]
    new: Callable[[], str]


def recorded(module: ModuleSymbol, flow: Flow, taken: tuple[str, ...]) -> Recording:
    """Return what a forward does by names, which has to be the same in training and in evaluation.

    Raises:
        Refusal: it is not, or something in it has no place in a graph.
    """
    training = _recorded(module, flow, taken)
    if flow.evaluation is None:
        _hold_training(training.steps, training.steps)
        return training
    other = _recorded(module, flow.evaluation, taken)
    steps = [_joined(a, b) for a, b in zip(training.steps, other.steps, strict=False)]
    if len(training.steps) != len(other.steps) or training.outputs != other.outputs or None in steps:
        raise Refusal(
            say("language.modes", name=module.cls.name),
            say("language.modes.hint"),
        )
    _hold_training(training.steps, other.steps)
    return training._replace(steps=[step for step in steps if step is not None])


def _hold_training(training: list[Step], evaluation: list[Step]) -> None:
    for step, other in zip(training, evaluation, strict=True):
        kind = FUNCTIONS[step.kind] if step.kind is not None else None
        if kind is None or kind.training is None:
            continue
        if kind.training == "training" and (step.training, other.training) != (True, False):
            raise Refusal(
                say("language.dropout", kind=step.kind),
                say("language.dropout.hint"),
            )
        if kind.training != "training" and step.training and other.training:
            raise Refusal(
                say("language.dropout-always", kind=step.kind),
                say("language.dropout-always.hint", training=kind.training),
            )


def _joined(training: Step, evaluation: Step) -> Step | None:
    """Return a step that does the same in both, but for what a function's block sees to itself."""
    kind = FUNCTIONS[training.kind] if training.kind is not None else None
    ours, theirs = training.args, evaluation.args
    if kind is not None and kind.training is not None:
        ours, theirs = ({k: v for k, v in args.items() if k != kind.training} for args in (ours, theirs))
    same = ours == theirs and training._replace(args={}, training=None) == evaluation._replace(args={}, training=None)
    return training if same else None


def input_name(name: str, taken: tuple[str, ...]) -> str:
    """Return a name for an input that is a valid one and not taken: its own, if it can be."""
    candidates = chain((name, f"{name}_in", "x"), (f"x_{i}" for i in count(2)))
    return next(n for n in candidates if attribute_fault(n) is None and n not in FILE_GLOBALS and n not in taken)


def _recorded(module: ModuleSymbol, flow: Flow, taken: tuple[str, ...]) -> Recording:
    names: dict[int, str] = {}
    inputs: tuple[str, ...] = ()
    for given, symbol in flow.inputs:
        inputs = (*inputs, input_name(given, (*inputs, *taken)))
        names[id(symbol)] = inputs[-1]
    paths = {id(inner): path for path, inner in walk(module) if path}
    steps: list[Step] = []
    used = _used(flow)
    uses = Counter(id(root_of(v)[0]) for v in _operands(used, flow.output))
    for symbol in used:
        step = _step(module, symbol, names, paths, len(steps))
        if (
            symbol.op == "module"
            and changes_input(symbol.target)
            and symbol.args
            and isinstance(symbol.args[0], Symbol)
        ):
            start = root_of(symbol.args[0])[0]
            if uses[id(start)] > 1:  # whoever reads it later finds it changed, and nobody earlier does
                copy = Step(f"={len(steps)}", "Tensor.clone", "clone", {}, step.sources[:1])
                steps.append(copy)
                step = step._replace(name=f"@{len(steps)}", sources=((copy.name, ()), *step.sources[1:]))
                if start is symbol.args[0]:
                    names[id(start)] = step.name
        names[id(symbol)] = step.name
        steps.append(step)
    return Recording(inputs, steps, _outputs(module, flow.output, names))


def _operands(used: list[Symbol], output: Value) -> Iterator[Symbol]:
    stack: list[Value] = [output, *(s.call.operands if s.call is not None else s.args for s in used)]
    while stack:
        here = stack.pop()
        if isinstance(here, list | tuple):
            stack.extend(here)
        elif isinstance(here, Symbol):
            yield here


def changes_input(module: ModuleSymbol) -> bool:
    """Tell whether a layer, or the first of a Sequential, changes what it is given."""
    while module.kind == "Sequential" and forward_of(module) is None and module.children:
        module = next(iter(module.children.values()))
    return module.is_layer and module.args.get("inplace") is True


def _outputs(module: ModuleSymbol, output: Value, names: dict[int, str]) -> tuple[Source, ...]:
    one = whole(output)
    if isinstance(one, Symbol):
        return (_source(module, one, names),)
    if len(output) == 1:
        raise Refusal(say("language.tuple-of-one", name=module.cls.name), say("language.tuple-of-one.hint"))
    return tuple(_source(module, item, names) for item in output)


def _step(module: ModuleSymbol, symbol: Symbol, names: dict[int, str], paths: dict[int, str], index: int) -> Step:
    if symbol.op == "module":
        path = paths.get(id(symbol.target))
        if path is None:
            raise Refusal(say("language.module-outside", name=module.cls.name), say("language.own-module.hint"))
        sources = tuple(_source(module, value, names) for value in symbol.args)
        named = tuple(name for name, value in symbol.kwargs.items() if holds_symbols(value))
        call = {name: value for name, value in symbol.kwargs.items() if name not in named}
        return Step(f"@{index}", None, path, {}, sources, names=named, call=call)
    call = symbol.call
    sources = tuple(_source(module, value, names) for value in call.operands)
    base = call.kind.rpartition(".")[2].strip("_")
    return Step(f"={index}", call.kind, _NAMES.get(base, base), call.args, sources, call.training)


_NAMES = {"getitem": "part", "arange": "positions", "scaled_dot_product_attention": "attention", "to": "cast"}
"""What nodes are called whose function's name would mislead."""


def _used(flow: Flow) -> list[Symbol]:
    """Return the calls that something is made of, and those of modules, which may change their buffers."""
    needed: set[int] = set()
    stack: list[Value] = [flow.output]
    for symbol in flow.steps:
        drops = symbol.call is not None and (FUNCTIONS[symbol.call.kind].training or symbol.call.kind in _RANDOM)
        if symbol.op == "module" or drops:
            stack.append(symbol)
    while stack:
        here = stack.pop()
        if isinstance(here, list | tuple):
            stack.extend(here)
        elif isinstance(here, Symbol) and id(here) not in needed:
            needed.add(id(here))
            stack.extend(here.call.operands if here.call is not None else here.args if here.op != "tensor" else ())
    return [symbol for symbol in flow.steps if id(symbol) in needed]


def _source(module: ModuleSymbol, value: Value, names: dict[int, str]) -> Source:
    one = whole(value)
    if not isinstance(one, Symbol):
        raise Refusal(
            say("language.tuple-of-calls", name=module.cls.name),
            say("language.tuple-of-calls.hint"),
        )
    root, way = root_of(one)
    if isinstance(root, TensorSymbol):
        name = next((name for name, tensor in module.tensors.items() if tensor is root), None)
        if name is not None:
            return name, way
    if id(root) not in names:
        raise Refusal(say("language.no-input-tensor", name=module.cls.name), say("language.buffer.hint"))
    return names[id(root)], way


def wiring(parts: Parts, recording: Recording) -> Wiring:
    """Lay out the nodes: tensors, modules in the order of their registration, then calls in the order of running.

    Raises:
        Refusal: a module of another place is called twice.
    """
    inputs, steps, outputs = recording
    for name, keys in parts.lists.items():
        steps, outputs = _as_chain(name, keys, steps, outputs)
    taken = {*inputs, *parts.modules, *(str(tensor.name) for tensor in parts.tensors)}
    nodes: list[Block] = [*parts.tensors, *parts.modules.values()]
    final: dict[str, str] = {}
    calls: dict[str, str] = {}
    first: set[str] = set()
    for step in steps:
        if step.kind is None and step.path in parts.modules and step.path not in first:
            first.add(step.path)
            final[step.name] = step.path
            if step.call:
                nodes = [called_with(node, step.call) if node.name == step.path else node for node in nodes]
        elif step.kind is None:
            if isinstance(parts.modules.get(step.path), Shared):
                raise Refusal(say("language.called-twice", path=step.path), say("language.called-twice.hint"))
            nodes.append(Shared(id=parts.new(), of=parts.inner(step.path), call=step.call))
            calls[nodes[-1].id] = step.name
        else:
            final[step.name] = _free(step.path, taken)
            taken.add(final[step.name])
            nodes.append(Function(id=parts.new(), name=final[step.name], kind=step.kind, args=step.args))

    nodes = _placed(nodes, calls, taken)
    final |= {calls[node.id]: f"node_{i}" for i, node in enumerate(nodes) if node.id in calls}

    wires = {final[step.name]: _wires(final, step.sources, step.names) for step in steps if step.sources}
    return Wiring(inputs, tuple(nodes), wires, _wires(final, outputs))


def _placed(nodes: list[Block], calls: dict[str, str], taken: set[str]) -> list[Block]:
    """Return the nodes with the further calls, named by position, where no other has that name."""
    if not any(node.id in calls and f"node_{i}" in taken for i, node in enumerate(nodes)):
        return nodes
    free = [i for i in range(len(nodes)) if f"node_{i}" not in taken][-len(calls) :]
    named = iter([node for node in nodes if node.id not in calls])
    further = iter([node for node in nodes if node.id in calls])
    return [next(further) if i in free else next(named) for i in range(len(nodes))]


def _wires(final: dict[str, str], sources: tuple[Source, ...], names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Write wires under the final names of what they come from; the last are given for the inputs of these names."""
    keywords = (*[None] * (len(sources) - len(names)), *names)
    pairs = zip(sources, keywords, strict=True)
    return tuple(str(Wire(final.get(name, name), output, keyword)) for (name, output), keyword in pairs)


def _as_chain(
    name: str, keys: tuple[str, ...], steps: list[Step], outputs: tuple[Source, ...]
) -> tuple[list[Step], tuple[Source, ...]]:
    """Call a list of modules as one sequential, where each takes just what the one before it returns."""
    paths = [f"{name}.{key}" for key in keys]
    known = set(paths)
    found = [step for step in steps if step.kind is None and (step.path in known or step.path == name)]
    if [step.path for step in found] != paths or not found or len(found[0].sources) != 1:
        return steps, outputs
    if any(step.path.startswith(tuple(f"{path}." for path in paths)) for step in steps):
        return steps, outputs
    uses: dict[str, int] = {}
    for source in chain(outputs, *(step.sources for step in steps)):
        uses[source[0]] = uses.get(source[0], 0) + 1
    if any(step.sources != ((before.name, ()),) or uses[before.name] != 1 for before, step in pairwise(found)):
        return steps, outputs
    # The whole runs where its last part did, so that what was called between stays before it.
    whole_step = found[-1]._replace(path=name, sources=found[0].sources)
    gone = {step.name for step in found[:-1]}
    return [whole_step if step.name == found[-1].name else step for step in steps if step.name not in gone], outputs


def _free(base: str, taken: set[str]) -> str:
    """Return the name of a function's node: `add`, `add_2`."""
    candidates = chain((base,), (f"{base}_{i}" for i in count(2)))
    return next(name for name in candidates if name not in taken and attribute_fault(name) is None)
