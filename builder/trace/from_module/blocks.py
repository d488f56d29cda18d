"""Converts the modules of a network to blocks, one by one, and collects all errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, count
from typing import Any

import torch
from msgspec import structs
from torch import nn
from torch.nn.utils.parametrize import is_parametrized
from torch.overrides import TorchFunctionMode

from builder.document.blocks import Block, Document, Graph, Holder, Layer, Sequential, Shared
from builder.document.holders import is_counted
from builder.document.names import attribute_fault
from builder.errors import UnsupportedError
from builder.module.holders import HOLDERS
from builder.sentences import Sentence, say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.binding import Bound, bind, signature_of
from builder.trace.from_module.devices import is_move, on_meta, seen
from builder.trace.from_module.examples import Examples
from builder.trace.from_module.forward import as_untraceable, recorded, watched
from builder.trace.from_module.layers import layer_arguments, layer_kind
from builder.trace.from_module.parametrized import parametrizations_of
from builder.trace.from_module.plain import is_container, require_plain, require_usual_train
from builder.trace.from_module.printed import own_repr, printed
from builder.trace.from_module.recorder import Call, only_tensors
from builder.trace.from_module.recurrence import RecurrentShapes
from builder.trace.from_module.sequences import has_batch, misplaced_in
from builder.trace.from_module.state import State
from builder.trace.from_module.surroundings import plainly
from builder.trace.from_module.tensors import Owners, frozen, own_tensors, tensor_block, ties
from builder.trace.from_module.text.texts import Texts
from builder.trace.from_module.twin import Twin
from builder.trace.names import input_name
from builder.trace.steps import Recording
from builder.trace.wiring import Parts, wiring


class _OnMeta(TorchFunctionMode):
    """Makes new tensors on meta, where the network is."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,  # noqa: ANN401
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - what torch's functions return
        kwargs = kwargs or {}
        if (answer := seen(func)) is not NotImplemented:
            return answer
        name = getattr(func, "__name__", "")
        if is_move(name, args, kwargs):
            return args[0]
        args, kwargs = on_meta(name, args, kwargs)
        return func(*args, **kwargs)


class Reading:
    """Converts the modules of a twin to blocks, one by one, and collects all errors."""

    def __init__(self, twin: Twin, shown: Examples) -> None:
        self.twin = twin
        self.shown = shown
        self.calls: dict[int, list[Call]] = {}
        self.faults: dict[str, UntraceableError] = {}
        self.idle: dict[str, str] = {}
        self.stopped = False
        """Whether the run of the whole network came to no end, so that what comes later was not called."""
        self.misplaced = 0
        """How often the batch was not where layers take it to be, or missing from what is returned."""
        self.owners: Owners = []
        self.homes: dict[int, str] = {}
        """The id of the block of each module, by the id of the module."""
        self.ids: set[str] = set()
        self.paths = {id(module): path for path, module in twin.network.named_modules()}
        self.returned: dict[int, bool] = {}
        """Whether all that each module returns is tensors, by its id."""
        self.lasting: dict[int, UntraceableError] = {}
        """What the first call of each module leaves behind for the next one, by its id."""
        self.texts = Texts(twin)
        self.recordings: dict[str, Recording] = {}
        """What the forward of each own class does, by its path."""
        self.open_sizes: dict[str, Recording] = {}
        """What to take for it instead, where that goes with other sizes as well."""
        self.fixed: dict[str, UntraceableError] = {}
        """Why an own class is no graph that could be one with the sizes of the sample, by its path."""

    def run(self) -> None:
        """Run the whole network once and keep what each module is called with."""

        def called(module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], call: Callable[..., Any]) -> Any:  # noqa: ANN401
            self.calls.setdefault(id(module), []).append((args, kwargs))
            self.misplaced += misplaced_in(module, args, kwargs)
            before = State(module) if _is_own(module) else None
            try:
                returned = call(module, *args, **kwargs)
                if before is not None and (left := before.changes()) is not None:
                    self.lasting.setdefault(id(module), left)
                self.returned[id(module)] = self.returned.get(id(module), True) and only_tensors(returned)
                return returned
            except (Exception, SystemExit) as error:
                if not self.faults and (before is not None):
                    self.faults[self.paths.get(id(module), "")] = as_untraceable(error)
                raise

        try:
            with torch.no_grad(), _OnMeta(), watched(called):
                returned = self.twin.network(*self.shown.tensors)
                self.misplaced += not has_batch(returned)
        except (Exception, SystemExit) as error:  # whatever their forwards raise; it is told with the class
            self.stopped = True
            if not self.faults:
                self.faults[""] = as_untraceable(error)

    def document(self, name: str) -> Document:
        """Return the document of the network under a name; the classes kept as text are run beside its own.

        Where something cannot be converted, that is in `faults` or in `texts.unproven`.
        """
        with plainly(), RecurrentShapes():
            root = self.block(self.twin.network, "", None)
        document = Document(name=name, inputs=self.shown.inputs, batch=self.shown.batch, root=root)
        if self.faults:
            return document
        held = structs.replace(document, ties=ties(self.owners), frozen=frozen(self.owners))
        return self.texts.finished(held)

    def new_id(self, base: str) -> str:
        """Return an unused id."""
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
        self.texts.causes[own] = (below[0], self.faults[below[0]]) if below else (path, _renamed(module))
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
        if bound.others or list(bound.names) != names[: len(bound.names)] or not self.returned.get(id(module), True):
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
            if self.calls.get(id(module)) or not self.stopped or kind is not None:
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
        shown = {} if type(module) is HOLDERS[holder] else _shown(module)
        return Sequential(id=own, name=name, children=tuple(kids), holder=holder, **shown)

    def graph(self, module: nn.Module, path: str, own: str, name: str | None) -> Graph:
        """Return the graph of an own class.

        Raises:
            UntraceableError: the name of a child cannot be an attribute's, or no graph does what the forward does.
        """
        if (why := self.fixed.get(path, self.lasting.get(id(module)))) is not None:
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
        if not self.calls.get(id(module)) and not self.stopped:
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
        recording = recorded(self.twin, module, self.calls[id(module)][0], inputs)
        self.recordings[path] = recording
        found = wiring(parts, self.open_sizes.get(path, recording))
        return Graph(id=own, name=name, **_shown(module), **found._asdict())

    def unused(self, module: nn.Module, path: str, graph: Graph) -> Graph:
        """Return a graph for a class that nobody calls: it holds what the class holds, and no forward is read."""
        self.idle[path] = type(module).__name__
        name = input_name("x", tuple(str(node.name) for node in graph.nodes))
        return structs.replace(graph, inputs=(name,), outputs=(name,), **_shown(module))

    def inner(self, module: nn.Module, path: str) -> str:
        """Return the id of the block of a module below; it has to stand there and not elsewhere.

        Raises:
            UntraceableError: it stands elsewhere too.
        """
        target, here = module.get_submodule(path), self.paths[id(module)]
        if here and not self.paths[id(target)].startswith(f"{here}."):
            raise UntraceableError(say("trace.elsewhere", path=path))
        if id(target) not in self.homes:  # inside of one that is kept as text
            raise UntraceableError(say("trace.text.inside", path=path))
        return self.homes[id(target)]

    def bound(self, module: nn.Module) -> Bound:
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


def _is_own(module: nn.Module) -> bool:
    return layer_kind(module) is None and not is_container(module)


def _is_renamed(module: nn.Module) -> bool:
    """Tell whether a layer is of an own class, which is printed by its name and does what torch's does."""
    kind = layer_kind(module)
    return kind is not None and module._get_name() != kind and not type(module).__module__.startswith("torch.")  # type: ignore[no-untyped-call]


def _renamed(module: nn.Module) -> UntraceableError:
    return UntraceableError(say("trace.renamed", name=type(module).__name__, kind=str(layer_kind(module))))


def _lists(module: nn.Module, prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the keys of each container below that only containers hold, by its path; what is inside one before it."""
    for key, child in module._modules.items():
        if child is not None and is_container(child):
            yield from _lists(child, f"{prefix}{key}.")
            yield f"{prefix}{key}", tuple(child._modules)


def _is_lazy(twin: Twin, module: nn.Module) -> bool:
    return type(twin.original(module)) is not type(module)


def _shown(module: nn.Module) -> dict[str, Any]:
    """Return the class name and the `extra_repr` with which a module is printed."""
    shown = printed(module)
    return {} if shown is None else {"class_name": shown[0], "extra_repr": shown[1]}
