"""The recorded calls of one forward to the nodes and wires of a graph."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, count, pairwise
from typing import NamedTuple

from builder.document.blocks import Block, Function, Shared, TensorBlock
from builder.document.graph import called_with
from builder.document.names import attribute_fault
from builder.network.wire import Wire
from builder.sentences import say
from builder.tracing.recorder import Source, Step
from builder.tracing.refusal import UntraceableError


class Wiring(NamedTuple):
    """What a graph is made of, beside its inputs."""

    nodes: tuple[Block, ...]
    wires: dict[str, tuple[str, ...]]
    outputs: tuple[str, ...]


class Parts(NamedTuple):
    """What stands in a graph before anything is wired: its tensors and modules, and the lists among the modules."""

    tensors: tuple[TensorBlock, ...]
    modules: dict[str, Block]
    lists: dict[str, tuple[str, ...]]
    """The keys of the containers below, by their path."""


class Recording(NamedTuple):
    """What one forward does: its inputs, its calls in the order of running, and what it returns."""

    inputs: tuple[str, ...]
    steps: list[Step]
    outputs: tuple[Source, ...]


class Ids(NamedTuple):
    """How ids are found: of the block at a path below the module, and new ones."""

    inner: Callable[[str], str]
    new: Callable[[str], str]


def wiring(parts: Parts, recording: Recording, ids: Ids) -> Wiring:
    """Lay out the nodes: tensors, modules in the order of their registration, then calls in the order of running.

    Raises:
        UntraceableError: a module of another place is called twice.
    """
    inputs, steps, outputs = recording
    for name, keys in parts.lists.items():
        steps, outputs = _as_chain(name, keys, steps, outputs)
    taken = {*inputs, *parts.modules, *(str(tensor.name) for tensor in parts.tensors)}
    nodes: list[Block] = [*parts.tensors, *parts.modules.values()]
    final: dict[str, str] = {}
    first: set[str] = set()
    for step in steps:
        if step.path in parts.modules and step.path not in first:
            first.add(step.path)
            final[step.name] = step.path
            nodes = [called_with(node, step.call) if node.name == step.path else node for node in nodes]
            continue
        if step.kind is None:
            if isinstance(parts.modules.get(step.path), Shared):
                raise UntraceableError(say("tracing.elsewhere-twice", path=step.path))
            final[step.name] = f"node_{len(nodes)}"
            nodes.append(Shared(id=ids.new(final[step.name]), of=ids.inner(step.path), call=step.call))
        else:
            final[step.name] = _free(step.name, taken)
            taken.add(final[step.name])
            nodes.append(Function(id=ids.new(final[step.name]), name=final[step.name], kind=step.kind, args=step.args))

    wires = {final[step.name]: _wires(final, step.sources, step.names) for step in steps}
    return Wiring(tuple(nodes), wires, _wires(final, outputs))


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
    found = [step for step in steps if step.path in paths or step.path == name]
    if [step.path for step in found] != paths or not found:
        return steps, outputs
    if any(step.path.startswith(f"{path}.") for step in steps for path in paths):
        return steps, outputs
    for before, step in pairwise(found):
        uses = [source for other in steps for source in other.sources if source[0] == before.name]
        if step.sources != ((before.name, ()),) or len(uses) != 1 or any(s[0] == before.name for s in outputs):
            return steps, outputs
    if len(found[0].sources) != 1:
        return steps, outputs
    # The whole runs where its last part did, so that what was called between stays before it.
    whole = found[-1]._replace(path=name, sources=found[0].sources)
    return [whole if step is found[-1] else step for step in steps if step is found[-1] or step not in found], outputs


def _free(name: str, taken: set[str]) -> str:
    """Return the name of a function's node: `add`, `add_2`."""
    base = name.lstrip("=").rstrip("0123456789").rstrip("_") if "_" in name else name.lstrip("=")
    base = base or "value"
    candidates = chain((base,), (f"{base}_{i}" for i in count(2)))
    return next(name for name in candidates if name not in taken and attribute_fault(name) is None)
