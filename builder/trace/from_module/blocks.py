"""Converts the modules of a network to blocks, one by one, and collects all errors."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import chain, count
from typing import Any

from msgspec import structs
from torch import nn
from torch.nn.utils.parametrize import is_parametrized

from builder.document.blocks import Block, Document, Graph, Holder, Layer, Sequential, Shared
from builder.document.holders import is_counted
from builder.document.names import attribute_fault
from builder.errors import UnsupportedError
from builder.module.holders import HOLDERS
from builder.sentences import Sentence, say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.forward import record
from builder.trace.from_module.layers import layer_arguments, layer_kind
from builder.trace.from_module.module_repr import own_repr, printed_text
from builder.trace.from_module.parametrized import parametrizations_of
from builder.trace.from_module.plain import is_container, require_plain, require_usual_train
from builder.trace.from_module.run import Run
from builder.trace.from_module.signature import BoundCall, bind, signature_of
from builder.trace.from_module.size_join import plain_sizes
from builder.trace.from_module.sizes import OtherSizes
from builder.trace.from_module.tensors import Owners, frozen_selectors, own_tensors, tensor_block, ties
from builder.trace.from_module.text.texts import Texts
from builder.trace.from_module.twin import Twin
from builder.trace.names import input_name
from builder.trace.wiring import Parts, wire_recording


class BlockReader:
    """Converts the modules of a twin to blocks, one by one, and collects all errors."""

    def __init__(self, run: Run, sizes: OtherSizes | None = None, left: Set[str] = frozenset()) -> None:
        """Begin with a run of the whole network.

        `sizes` knows what is done at others than the sample's; the classes at the paths `left` have to keep these.
        """
        self.twin, self.shown, self.calls = run.twin, run.shown, run.calls
        self.run = run
        self.sizes, self.left = sizes, left
        self.faults: dict[str, UntraceableError] = dict(run.faults)
        self.idle: dict[str, str] = {}
        self.owners: Owners = []
        self.homes: dict[int, str] = {}
        """The id of the block of each module, by the id of the module."""
        self.ids: set[str] = set()
        self.texts = Texts(run.twin)

    def document(self, name: str) -> Document:
        """Return the document of the network under a name; the classes kept as text are run beside its own.

        Where something cannot be converted, that is in `faults` or in `texts.unproven`.
        """
        root = self.block(self.twin.network, "", None)
        document = Document(name=name, inputs=self.shown.inputs, batch=self.shown.batch, root=root)
        if self.faults:
            return document
        held = structs.replace(document, ties=ties(self.owners), frozen=frozen_selectors(self.owners))
        return self.texts.finished(held)

    def new_id(self, base: str) -> str:
        """Return an unused id."""
        # An id has at most 64 characters; five of them are left for `~` and a number.
        base = base[-60:] or "root"
        tried = chain((base,), (f"{base[-55:]}~{i}" for i in count(2)))
        name = next(id for id in tried if id not in self.ids)
        self.ids.add(name)
        return name

    def block(self, module: nn.Module, path: str, name: str | None) -> Block:
        """Return the block of a module that stands at a path under a name; one that no graph expresses as text."""
        if id(module) in self.homes:
            return Shared(id=self.new_id(path), name=name, of=self.homes[id(module)])
        own = self.new_id(path)
        self.homes[id(module)] = own
        before = len(self.owners)
        block = self._drawn(module, path, own, name)
        below = [other for other in self.faults if not path or other == path or other.startswith(f"{path}.")]
        if is_container(module) or not (below or _is_renamed(module)):
            return block
        try:
            block = self.texts.instance(module, own, name, self._inputs(module))
        except UntraceableError as error:
            self.texts.refused.setdefault(path, error)
            return block
        self.texts.causes[own] = (below[0], self.faults[below[0]]) if below else (path, _renamed_error(module))
        for other in below:
            del self.faults[other]
        self._without(module, path, before)
        return block

    def _inputs(self, module: nn.Module) -> tuple[Any, ...]:
        """Return what a module is called with, where a text class can be called so from outside.

        Raises:
            UntraceableError: it takes or returns what is no tensor, or leaves one out before another.
        """
        bound = self.bound(module)
        names = list(signature_of(module).parameters)
        is_plain = not bound.others and self.run.returned.get(id(module), True)
        if not is_plain or list(bound.names) != names[: len(bound.names)]:
            raise UntraceableError(say("trace.text.call"))
        if module is self.twin.network and len(bound.values) == len(self.shown.tensors):
            return self.shown.sampled()
        return bound.values

    def _without(self, module: nn.Module, path: str, before: int) -> None:
        """Let go of what was read inside of a module that is kept as text."""
        del self.owners[before:]
        for inner in module.modules():
            gone = self.homes.pop(id(inner), None)
            if inner is module:
                self.homes[id(module)] = str(gone)
            elif gone is not None:
                self.texts.kept.pop(gone, None)
        self.idle = {other: name for other, name in self.idle.items() if path and not other.startswith(f"{path}.")}

    def _drawn(self, module: nn.Module, path: str, own: str, name: str | None) -> Block:
        """Return the block of a module as a layer, a container or a graph; an error is kept for its path."""
        kind = layer_kind(module)
        try:
            require_plain(module)
            require_usual_train(module)
            if kind is not None:
                args, given = self.arguments(module, kind), parametrizations_of(module, kind)
                block: Block = Layer(id=own, name=name, kind=kind, args=args, parametrizations=given)
            elif is_container(module):
                block = self.sequential(module, path, own, name)
            else:
                block = self.graph(module, path, own, name)
        except UntraceableError as error:
            if self.calls.get(id(module)) or not self.run.stopped or kind is not None:
                self.faults.setdefault(path, error)
            self.inside(module, path)
            return Layer(id=own, name=name, kind="Identity")
        if isinstance(block, Layer | Graph):
            self.owners.append((module, block))
        return block

    def inside(self, module: nn.Module, path: str) -> None:
        """Collect further errors below a module that cannot be converted itself."""
        for name, child in module._modules.items():
            if child is not None and id(child) not in self.homes and not is_parametrized(module):
                self.block(child, f"{path}.{name}" if path else name, name)

    def arguments(self, module: nn.Module, kind: str) -> dict[str, Any]:
        """Return a layer's arguments; tensors among them from the network itself.

        Raises:
            UntraceableError: the layer has been changed after it was made, so that no arguments lead to it.
        """
        try:
            return layer_arguments(self.twin.original(module) if not _is_lazy(self.twin, module) else module, kind)
        except UnsupportedError as error:
            raise UntraceableError(error.problem, error.hint) from None

    def sequential(self, module: nn.Module, path: str, own: str, name: str | None) -> Sequential:
        """Return the block of a container whose children run one after another, or of a list that holds them.

        Raises:
            UntraceableError: a child is None.
        """
        kids = []
        for i, (key, child) in enumerate(module._modules.items()):
            if child is None:
                raise UntraceableError(say("trace.child-none", key=key), say("trace.child-none.hint"))
            kids.append(self.block(child, f"{path}.{key}" if path else key, None if key == str(i) else key))
        holder: Holder = next(name for name, cls in HOLDERS.items() if isinstance(module, cls))
        shown = {} if type(module) is HOLDERS[holder] else _repr_fields(module)
        return Sequential(id=own, name=name, children=tuple(kids), holder=holder, **shown)

    def graph(self, module: nn.Module, path: str, own: str, name: str | None) -> Graph:
        """Return the graph of an own class.

        Raises:
            UntraceableError: the name of a child cannot be an attribute's, or no graph does what the forward does.
        """
        if (why := self.run.lasting.get(id(module))) is not None:
            raise why
        if own_repr(module) is not None:
            raise UntraceableError(say("trace.printed"))
        for key, child in module._modules.items():
            fault = None if is_counted(key) else attribute_fault(key)
            if child is not None and fault is not None:
                raise UntraceableError(say("trace.child", fault=Sentence(fault)))
        tensors = tuple(
            tensor_block(self.new_id(f"{path}.{key}" if path else key), key, tensor, is_parameter, persistent)
            for key, tensor, is_parameter, persistent in own_tensors(self.twin.original(module))
        )
        modules = {
            key: self.block(child, f"{path}.{key}" if path else key, key)
            for key, child in module._modules.items()
            if child is not None
        }
        if not self.calls.get(id(module)) and not self.run.stopped:
            return self.unused(module, path, Graph(id=own, name=name, nodes=(*tensors, *modules.values())))
        lists = dict(_lists(module, ""))
        bound = self.bound(module)
        inputs: tuple[str, ...] = ()
        for given in bound.names:
            inputs = (*inputs, input_name(given, (*inputs, *modules, *(str(t.name) for t in tensors))))
        parts = Parts(
            tensors,
            modules,
            lists,
            lambda inner: self.inner(module, inner),
            lambda base: self.new_id(f"{path}.{base}" if path else base),
        )
        recording = record(self.twin, module, self.calls[id(module)][0], inputs)
        if self.sizes is not None and path not in self.left:
            recording = self.sizes.opened(module, path, recording)
        return Graph(
            id=own, name=name, **_repr_fields(module), **wire_recording(parts, plain_sizes(recording))._asdict()
        )

    def unused(self, module: nn.Module, path: str, graph: Graph) -> Graph:
        """Return a graph for a class that nobody calls: it holds what the class holds, and no forward is read."""
        self.idle[path] = type(module).__name__
        name = input_name("x", tuple(str(node.name) for node in graph.nodes))
        return structs.replace(graph, inputs=(name,), outputs=(name,), **_repr_fields(module))

    def inner(self, module: nn.Module, path: str) -> str:
        """Return the id of the block of a module below; it has to stand there and not elsewhere.

        Raises:
            UntraceableError: it stands elsewhere too.
        """
        target, here = module.get_submodule(path), self.run.paths[id(module)]
        if here and not self.run.paths[id(target)].startswith(f"{here}."):
            raise UntraceableError(say("trace.elsewhere", path=path))
        if id(target) not in self.homes:  # inside of one that is kept as text
            raise UntraceableError(say("trace.text.inside", path=path))
        return self.homes[id(target)]

    def bound(self, module: nn.Module) -> BoundCall:
        """Return what a module is called with, which has to be alike at each call.

        Raises:
            UntraceableError: it is not called, is called without a tensor, or is not called alike each time.
        """
        calls = self.calls.get(id(module))
        if not calls:
            raise UntraceableError(say("trace.uncalled"))
        found = [bind(module, *call) for call in calls]
        if not found[0].names:
            raise UntraceableError(say("trace.without-tensor"))
        if any(other.names != found[0].names or repr(other.others) != repr(found[0].others) for other in found):
            raise UntraceableError(say("trace.different-arguments"))
        return found[0]


def _is_renamed(module: nn.Module) -> bool:
    """Tell whether a layer is of an own class, which is printed by its name and does what torch's does."""
    kind = layer_kind(module)
    return kind is not None and module._get_name() != kind and not type(module).__module__.startswith("torch.")  # type: ignore[no-untyped-call]


def _renamed_error(module: nn.Module) -> UntraceableError:
    return UntraceableError(say("trace.renamed", name=type(module).__name__, kind=str(layer_kind(module))))


def _lists(module: nn.Module, prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the keys of each container below that only containers hold, by its path; what is inside one before it."""
    for key, child in module._modules.items():
        if child is not None and is_container(child):
            yield from _lists(child, f"{prefix}{key}.")
            yield f"{prefix}{key}", tuple(child._modules)


def _is_lazy(twin: Twin, module: nn.Module) -> bool:
    return type(twin.original(module)) is not type(module)


def _repr_fields(module: nn.Module) -> dict[str, Any]:
    """Return the class name and the `extra_repr` with which a module is printed."""
    shown = printed_text(module)
    return {} if shown is None else {"class_name": shown[0], "extra_repr": shown[1]}
