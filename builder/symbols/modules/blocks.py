"""Converts module symbols to blocks: names, arguments, containers, graphs, and modules that are used more than once."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from builder.catalogue.layers.schemes import FIXED
from builder.document.blocks import Block, Graph, Holder, Layer, Parallel, Sequential, Shared, TensorBlock
from builder.document.holders import is_counted
from builder.document.names import attribute_fault
from builder.document.tree import callee
from builder.errors import SourceError
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import Class
from builder.sentences import say
from builder.symbols.dataflow.flow import Flows
from builder.symbols.dataflow.forward import Flow, place_of_forward, trace
from builder.symbols.dataflow.merges import is_chain, parallel_merge
from builder.symbols.dataflow.steps import record_modes
from builder.symbols.initial import constants
from builder.symbols.initial.initial_values import Outside
from builder.symbols.initial.memory_order import reason
from builder.symbols.initial.parametrizations import require_parametrized
from builder.symbols.modules.class_repr import (
    OpenTextError,
    extra_repr,
    printed_name,
    require_known_text,
    require_plain_text,
)
from builder.symbols.modules.hooks import require_no_hooks
from builder.symbols.modules.own_methods import METHODS_AS_TEXT, METHODS_NOWHERE, require_methods
from builder.symbols.values import ModuleSymbol, TensorSymbol, forward_of, specs_of, taken_out, walk
from builder.trace.errors import UntraceableError
from builder.trace.wiring import Parts, wire_recording

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_INSTEAD = {
    "ModuleList": lambda: say("symbols.no-forward.list.hint"),
    "ModuleDict": lambda: say("symbols.no-forward.dict.hint"),
}
_FEW = 3
"""How many modules a class may have that becomes text for the sake of the values of a tensor."""

_HOLDERS: dict[str, Holder] = {"ModuleList": "ModuleList", "ModuleDict": "ModuleDict"}


class _ManyValuesError(SourceError):
    """A tensor begins with more values than a document holds, which the text of its class works out."""


class Blocks:
    """Converts one network to blocks; `ids` maps each module to its id, `order` lists the modules in document order."""

    def __init__(self, interpreter: Interpreter, flows: Flows, begun: dict[int, dict[str, Value]]) -> None:
        """Start with no blocks."""
        self.interpreter = interpreter
        self.flows = flows
        self.begun = begun
        self.ids: dict[int, str] = {}
        self.tensors: dict[int, str] = {}
        """The id of the block of each tensor of a class's own."""
        self.fixed: set[int] = set()
        """Those whose block says all that they begin with."""
        self.outside: Outside
        self.held: frozenset[int] | None = None
        """The tensors that classes of the text hold themselves: a layer may hold those too."""
        self.without_values: set[int] = set()
        """Modules whose large tensors begin with values that no document holds, as their classes cannot be kept."""
        self.work = constants.Work()
        self.order: list[ModuleSymbol] = []
        self.count = 0

    def new_id(self) -> str:
        """Return an unused id."""
        self.count += 1
        return f"b{self.count}"

    def block(self, module: ModuleSymbol, name: str | None = None, listed: bool = False) -> Block:
        """Return the block of a module, or a `shared` where it stands for the second time.

        A ModuleList has a block only where it is `listed` among the children of a graph.

        Raises:
            SourceError: a document has no block for it.
        """
        if module.home is not module:
            inside = say("symbols.inside-layer", name=module.cls.name, kind=module.home.cls.name)
            raise SourceError(inside, *module.place, say("symbols.inside-layer.hint"))
        if self.held is None:
            self.outside = Outside(module, self.flows.host.fills)
            outer = [inner for _, inner in walk(module) if not inner.is_layer and inner.home is inner]
            self.held = frozenset(id(tensor) for inner in outer for tensor in inner.tensors.values())
        id_of = self.ids.get(id(module))
        own = self.new_id()
        if id_of is not None:
            return Shared(id=own, name=name, of=id_of)
        self.ids[id(module)] = own
        self.order.append(module)
        _check(module, self.held)
        if module.is_layer:
            require_no_hooks(module)
            self.outside.require_own(module, self.flows.host.filled)
            given = module.parametrizations
            return Layer(id=own, name=name, kind=module.kind, args=module.args, parametrizations=given)
        if forward_of(module) is not None or module.derives_layer:
            return self._written(module, own, name)
        if module.kind != "Sequential" and not listed:
            if isinstance(module.cls, Class):
                problem, hint = (
                    say("symbols.class-no-forward", name=module.cls.name),
                    say("symbols.class-no-forward.hint"),
                )
                start = len(self.order), len(self.tensors)
                return self._as_text(module, own, name, SourceError(problem, *module.place, hint), start)
            raise SourceError(
                say("symbols.no-forward", kind=module.kind),
                *module.place,
                _INSTEAD.get(module.kind, lambda: say("symbols.no-forward.hint"))(),
            )
        return self._listed(module, own, name)

    def _listed(self, module: ModuleSymbol, own: str, name: str | None) -> Block:
        """Return the block of a container without a forward of its own."""
        require_methods(module, METHODS_NOWHERE)
        start = len(self.order), len(self.tensors)
        try:
            require_plain_text(module)
            require_methods(module, METHODS_AS_TEXT)
        except SourceError as error:
            if module.kind != "Sequential":
                raise
            return self._as_text(module, own, name, error, start)
        return self._sequential(module, own, name)

    def _sequential(self, module: ModuleSymbol, own: str, name: str | None) -> Sequential:
        self._require_rules(module)
        if module.kind == "ModuleList":
            _require_numbers(module)
        kids = [
            self.block(child, None if key == str(i) else key, module.kind != "Sequential")
            for i, (key, child) in enumerate(module.children.items())
            if isinstance(child, ModuleSymbol)
        ]
        holder = _HOLDERS.get(module.kind, "Sequential")
        return Sequential(id=own, name=name, children=tuple(kids), holder=holder, **self._shown(module))

    def _shown(self, module: ModuleSymbol) -> dict[str, Any]:
        """Return the class name and the `extra_repr` with which a module of a text class is printed."""
        if not isinstance(module.cls, Class):
            # A bare nn.Module holds modules by name, as a class that says so would.
            return {"class_name": "Module" if module.kind == "Module" else None}
        class_name = printed_name(self.interpreter, module)
        return {"class_name": class_name, "extra_repr": extra_repr(self.interpreter, module) if class_name else ""}

    def _written(self, module: ModuleSymbol, own: str, name: str | None) -> Block:
        """Return the block of a module of a text class: a graph where possible, else an instance of the text class."""
        start = len(self.order), len(self.tensors)
        require_methods(module, METHODS_NOWHERE)
        try:
            require_plain_text(module)
            require_methods(module, METHODS_AS_TEXT)
            self._require_rules(module)
            require_known_text(self.interpreter, module)
            return self._drawn(module, own, name)
        except (_ManyValuesError, OpenTextError) as error:
            try:
                return self._as_text(module, own, name, error, start)
            except SourceError:
                self._forget(*start)
                if isinstance(error, _ManyValuesError):
                    self.without_values.add(id(module))
                return self._drawn(module, own, name)
        except SourceError as error:
            return self._as_text(module, own, name, error, start)

    def _require_rules(self, module: ModuleSymbol) -> None:
        """Refuse a graph of what its class fills as no rule says.

        Raises:
            SourceError: it is such.
        """
        require_no_hooks(module)
        unruled = self.flows.host.unruled
        found = unruled.get(id(module)) or unruled.get(id(module.family))
        if found is not None:
            raise SourceError(found[0], *module.place, found[1])

    def _as_text(
        self, module: ModuleSymbol, own: str, name: str | None, error: SourceError, start: tuple[int, int]
    ) -> Block:
        """Return an instance of a text class; raise `error` where it cannot be kept as one."""
        texts = self.flows.host.texts
        if texts is None or (module.flow is not None and not self._hands_on_tensors(module)):
            raise error
        texts.keep(module, error)
        block = texts.instance(module, own, name, error, self.flows.exhausted)
        self._forget(*start)
        self._note_inside(module, own)
        return block

    def _hands_on_tensors(self, module: ModuleSymbol) -> bool:
        """Tell whether code is called as a graph of it would be: whoever draws the caller takes tensors by place."""
        return module.flow.plain and (module.flow.shape is None or module is self.order[0])

    def _forget(self, modules: int, tensors: int) -> None:
        """Forget all but the first modules and tensors that were met, which come to be parts of an instance."""
        for module in self.order[modules:]:
            del self.ids[id(module)]
        del self.order[modules:]
        while len(self.tensors) > tensors:
            self.tensors.popitem()

    def _note_inside(self, module: ModuleSymbol, own: str) -> None:
        """Note the ids of what stands in an instance, for ties, rules and what is frozen."""
        met: set[int] = set()
        for path, inner in walk(module):
            here = f"{own}/{path}" if path else own
            if inner.home is inner and id(inner) not in self.ids:
                self.ids[id(inner)] = here
                self.order.append(inner)
            elif inner.home is inner and id(inner) not in met and self.ids[id(inner)] != here:
                raise SourceError(
                    say("symbols.copied-module", kind=inner.cls.name), *inner.place, say("symbols.copied-module.hint")
                )
            met.add(id(inner))
            for name, tensor in inner.tensors.items():
                if tensor is not None and tensor.owner is None:
                    self.tensors.setdefault(id(tensor), f"{here}.{name}" if path else f"{own}/{name}")

    def _drawn(self, module: ModuleSymbol, own: str, name: str | None) -> Parallel | Graph | Sequential:
        _require_children(module)
        # Asked before `trace`, which visits it.
        called = id(module) in self.flows.visited
        try:
            flow = trace(self.interpreter, self.flows, module)
        except SourceError:
            if called or module.calls or not _only_holds(module):
                raise
            return self._sequential(module, own, name)
        found = parallel_merge(module, flow)
        if found is None and all(map(is_counted, module.children)) and is_chain(module, flow):
            return self._sequential(module, own, name)
        if found is None:
            return self._graph(module, flow, own, name)
        kids = []
        for i, key in enumerate(found.names):
            child = module.children[key]
            assert isinstance(child, ModuleSymbol)
            kids.append(self.block(child, None if key == f"branch_{i}" else key))
        return Parallel(
            id=own, name=name, children=tuple(kids), merge=found.merge, dim=found.dim, **self._shown(module)
        )

    def _graph(self, module: ModuleSymbol, flow: Flow, own: str, name: str | None) -> Graph:
        children = {key: child for key, child in module.children.items() if isinstance(child, ModuleSymbol)}
        for key in children:
            fault = None if is_counted(key) else attribute_fault(key)
            if fault is not None:
                raise SourceError(fault, *module.place, say("symbols.module-name.hint"))
        tensors = tuple(self._tensor(module, key, t) for key, t in module.tensors.items() if t is not None)
        modules = {key: self.block(child, key, True) for key, child in children.items()}
        lists = dict(_lists(module, ""))
        paths = {path: inner for path, inner in walk(module) if path}
        parts = Parts(tensors, modules, lists, lambda path: self.ids[id(paths[path])], lambda _: self.new_id())
        try:
            recording = record_modes(module, flow, (*children, *module.tensors))
            graph = Graph(id=own, name=name, **self._shown(module), **wire_recording(parts, recording)._asdict())
        except Refusal as failure:
            raise SourceError(failure.problem, *place_of_forward(module), failure.hint) from None
        except UntraceableError as error:
            raise SourceError(error.reason, *place_of_forward(module), error.hint) from None
        for node in graph.nodes:
            if isinstance(node, Shared) and node.name is None and callee(graph, node.of) is None:
                raise SourceError(
                    say("symbols.module-elsewhere", name=module.cls.name),
                    *place_of_forward(module),
                    say("symbols.own-module.hint"),
                )
        return graph

    def _tensor(self, module: ModuleSymbol, name: str, tensor: TensorSymbol) -> TensorBlock:
        """Return the block of a parameter or buffer that a class makes itself."""
        made = tensor.args[1] if len(tensor.args) > 1 else None
        found = constants.values(made, self.work) if tensor.shape is None else None
        shape = tensor.shape if found is None else found.shape
        if shape is None:
            raise SourceError(
                say("symbols.shape-unknown", name=module.cls.name, tensor=name),
                *module.place,
                say("symbols.shape-unknown.hint"),
            )
        begun = constants.initial(None if tensor.owner is not None else made, self.work)
        if not begun.in_order:
            problem, hint = reason(f"{module.cls.name}.{name}")
            raise SourceError(problem, *module.place, hint)
        is_outside = self.outside.begins(tensor, id(tensor) in self.flows.host.filled)
        init, whole = begun.init, begun.whole and not is_outside
        init = self.begun.get(id(tensor), init)
        if not whole and not tensor.persistent:
            raise SourceError(
                say("symbols.buffer-long", owner=module.cls.name, name=name),
                *module.place,
                say("trace.buffer.hint"),
            )
        if not whole and id(tensor) not in self.begun:
            if id(module) not in self.without_values and sum(1 for _ in walk(module)) <= _FEW:
                raise _ManyValuesError(say("symbols.values-of-class", name=name), *module.place)
            message = say("symbols.buffer-values", role=tensor.role, name=name)
            warnings.warn(message, stacklevel=2)
        own = self.new_id()
        self.tensors.setdefault(id(tensor), own)
        if init is None or init.get("scheme", "zeros_") in FIXED:
            self.fixed.add(id(tensor))
        dtype: Any = tensor.dtype or "float32"
        sizes = tuple(map(int, shape))
        role: Any = tensor.role
        return TensorBlock(
            id=own, name=name, shape=sizes, dtype=dtype, role=role, init=init, persistent=tensor.persistent
        )


def _lists(module: ModuleSymbol, prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the keys of each container below that only containers hold, by its path; what is inside one before it."""
    for key, child in module.children.items():
        if isinstance(child, ModuleSymbol) and forward_of(child) is None and not child.is_layer:
            yield from _lists(child, f"{prefix}{key}.")
            yield f"{prefix}{key}", tuple(child.children)


def _require_children(module: ModuleSymbol) -> None:
    """Refuse a class that prints a name for which it holds nothing.

    Raises:
        SourceError: it does.
    """
    without = next((name for name, child in module.children.items() if child is None), None)
    if without is not None:
        problem = say("symbols.not-in-document", name=module.cls.name, attribute=without)
        raise SourceError(problem, *module.place, say("interpreter.remove-it.hint"))


def _require_numbers(module: ModuleSymbol) -> None:
    """Refuse a ModuleList with a child by another name than its number; torch prints it by that number all the same.

    Raises:
        SourceError: a child has such a name.
    """
    for i, name in enumerate(module.children):
        if name != str(i):
            problem = say("document.holder.numbers", name=name)
            raise SourceError(problem, *module.place, say("symbols.list-names.hint"))


def _only_holds(module: ModuleSymbol) -> bool:
    """Tell whether a class is nothing but its children, which others may call."""
    return not any(module.tensors.values()) and bool(module.children)


def _extra_tensors(layer: ModuleSymbol) -> list[str]:
    """Return the names of the tensors that a layer was given beside its own and those of its parametrizations."""
    known = {spec.name for spec in specs_of(layer.kind, layer.args)}
    old = tuple(f"{name}_" for name in layer.parametrized)
    others = [name for name, tensor in layer.tensors.items() if tensor is not None and name not in known]
    return [name for name in others if not (old and name.startswith(old))]


def _check(module: ModuleSymbol, held: frozenset[int]) -> None:
    """Refuse changes that a document would silently lose: tensors and modules added to or removed from a module."""
    if module.is_layer:
        own = [(name, tensor) for _, inner in walk(module) for name, tensor in inner.tensors.items()]
        free = [name for name, tensor in own if tensor and tensor.owner is None and id(tensor) not in held]
        if free:
            raise SourceError(say("symbols.free-tensor", name=free[0]), *module.place, say("symbols.free-tensor.hint"))
        require_parametrized(module)
        taken = taken_out(module)
        if taken:
            raise SourceError(
                say("symbols.tensor-none", kind=module.kind, tensor=taken[0]),
                *module.place,
                say("interpreter.remove-it.hint"),
            )
        strange = [n for n, c in module.children.items() if isinstance(c, ModuleSymbol) and c.home is not module]
        strange += _extra_tensors(module)
    elif forward_of(module) is not None or module.derives_layer:
        strange = []
    else:
        strange = [n for n, c in module.children.items() if c is None]
        strange += [n for n, t in module.tensors.items() if t is not None]
    if strange:
        raise SourceError(
            say("symbols.not-in-document", name=module.cls.name, attribute=strange[0]),
            *module.place,
            say("interpreter.remove-it.hint"),
        )
