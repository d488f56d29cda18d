"""Converts the steps of a forward to the nodes and wires of a graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from builder.document.arithmetic import FUNCTIONS
from builder.document.blocks import Block, Function, Shared, TensorBlock
from builder.document.graph import called_with
from builder.document.numbers import rename_numbers
from builder.network.wire import Wire
from builder.sentences import say
from builder.trace.chains import as_chain
from builder.trace.errors import UntraceableError
from builder.trace.memory import copy_changed_inputs
from builder.trace.names import NodeNames, position_nodes
from builder.trace.order import hold_order
from builder.trace.steps import Recording, Source, Step


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
    """The id of the block of the module at a path below."""
    new: Callable[[str], str]
    """A new id, of a node with this name."""


def wire_recording(parts: Parts, recording: Recording) -> Wiring:
    """Lay out the nodes: tensors, modules in the order of their registration, then calls in the order of running.

    Args:
        parts: what the graph holds before anything is wired.
        recording: one forward; its calls stand in the order of execution.

    Raises:
        UntraceableError: a module of another place is called twice, one changes in place what others read, or two
            would run in another order, and that shows.
    """
    called, recording = recording, copy_changed_inputs(recording)
    for name, keys in parts.lists.items():
        recording = as_chain(recording, name, keys)
    return _Nodes(parts, recording).wired(called)


class _Nodes:
    def __init__(self, parts: Parts, recording: Recording) -> None:
        self.parts = parts
        self.recording = recording
        self.nodes: list[Block] = [*parts.tensors, *parts.modules.values()]
        self.names = NodeNames({*recording.inputs, *parts.modules, *(str(tensor.name) for tensor in parts.tensors)})
        self.final: dict[str, str] = {}
        """What nodes are called in the end, by their steps."""
        self.further: dict[str, str] = {}
        """The steps that call a module once more, by the ids of their nodes."""

    def wired(self, recording: Recording) -> Wiring:
        """Return what the graph is made of; `recording` is what it was before lists became chains."""
        called: set[str] = set()
        for step in self.recording.steps:
            if step.kind is not None:
                self._function(step, step.kind)
            elif step.path in self.parts.modules and step.path not in called:
                called.add(step.path)
                self._first_call(step)
            else:
                self._further_call(step)
        nodes = position_nodes(self.nodes, self.further, self.names.taken)
        self.final |= {self.further[node.id]: f"node_{i}" for i, node in enumerate(nodes) if node.id in self.further}
        places = {node.id if node.id in self.further else node.name: i for i, node in enumerate(nodes)}
        further = {name: places[id] for id, name in self.further.items()}
        hold_order(
            recording,
            self.recording,
            nodes,
            further | {name: places[final] for name, final in self.final.items() if name not in further},
        )
        steps = [self._by_names_of_sources(step) for step in self.recording.steps]
        args = {self.final[step.name]: step.args for step in steps if step.kind is not None and step.names}
        nodes = [msgspec.structs.replace(node, args=args[node.name]) if node.name in args else node for node in nodes]
        wires = {self.final[s.name]: self._wires(s.sources, s.names) for s in steps if s.sources}
        return Wiring(self.recording.inputs, tuple(nodes), wires, self._wires(self.recording.outputs))

    def _by_names_of_sources(self, step: Step) -> Step:
        """Return a step whose expressions call each number as the node does that it comes from, where that is free."""
        if step.kind is None or not step.names:
            return step
        names: list[str] = []
        for old, (source, way) in zip(step.names, step.sources[len(step.sources) - len(step.names) :], strict=True):
            final = self.final.get(source, source)
            names.append(final if not way and final.isidentifier() and final not in FUNCTIONS else old)
        if len(set(names)) < len(names):
            return step
        return step._replace(
            args=rename_numbers(step.args, dict(zip(step.names, names, strict=True))), names=tuple(names)
        )

    def _function(self, step: Step, kind: str) -> None:
        name = self.final[step.name] = self.names.of(kind, step.wish)
        self.nodes.append(Function(id=self.parts.new(name), name=name, kind=kind, args=step.args))

    def _first_call(self, step: Step) -> None:
        self.final[step.name] = step.path
        if step.call:
            self.nodes = [called_with(node, step.call) if node.name == step.path else node for node in self.nodes]

    def _further_call(self, step: Step) -> None:
        if isinstance(self.parts.modules.get(step.path), Shared):
            raise UntraceableError(say("trace.called-twice", path=step.path), say("trace.called-twice.hint"))
        node = Shared(id=self.parts.new("call"), of=self.parts.inner(step.path), call=step.call)
        self.nodes.append(node)
        self.further[node.id] = step.name

    def _wires(self, sources: tuple[Source, ...], names: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Write wires under the final names of what they come from; the last have the names of inputs."""
        keywords = (*[None] * (len(sources) - len(names)), *names)
        pairs = zip(sources, keywords, strict=True)
        return tuple(str(Wire(self.final.get(name, name), way, keyword)) for (name, way), keyword in pairs)
