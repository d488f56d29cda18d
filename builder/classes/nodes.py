"""Lists the modules and tensors that the `__init__` of a text class creates, as blocks whose ids are their paths."""

from __future__ import annotations

from typing import NamedTuple

from builder.classes.plain_fields import Plain
from builder.document.blocks import Block, Layer, Selector, Sequential, Shared, TensorBlock, TensorPlace, Tie, Written
from builder.document.names import class_name_fault
from builder.document.tree import child_path
from builder.errors import SourceError
from builder.interpreter.values import Class
from builder.sentences import say
from builder.symbols.initial import constants
from builder.symbols.initial.parametrizations import require_parametrized
from builder.symbols.values import ModuleSymbol, Symbol, TensorSymbol, forward_of, taken_out, walk

MAX_NODES = 20_000


class InstanceParts(NamedTuple):
    """The modules and tensors of one instance; ids are paths relative to it, its own is ""."""

    nodes: tuple[Block, ...]
    ties: tuple[Tie, ...]
    frozen: tuple[Selector, ...]
    plain: tuple[tuple[str, str], ...]
    """Tensors that are kept as plain attributes: the path of their module and their name."""
    blocks: int
    fields: tuple[tuple[str, str, str], ...] = ()
    """All plain attributes: the path of their module, their name, and what they hold as a text; and all hooks."""


def members_of(module: ModuleSymbol) -> InstanceParts:
    """Return the modules and tensors of an instance of a text class.

    Raises:
        SourceError: the shape of one of its tensors is unknown.
    """
    return _Reading().read(module)


class _Reading:
    def __init__(self) -> None:
        self.paths: dict[int, str] = {}
        """The path of each module, by the id of its symbol."""
        self.tensors: dict[int, TensorPlace] = {}
        self.ties: list[Tie] = []
        self.frozen: list[Selector] = []
        self.plain: list[tuple[str, str]] = []
        self.work = constants.Work()
        self.count = 0

    def read(self, module: ModuleSymbol) -> InstanceParts:
        self.paths[id(module)] = ""
        nodes = self.nodes(module, "")
        shown = Plain(self.paths)
        fields = [
            (path, name, shown.text(value)) for path, inner in walk(module) for name, value in inner.fields.items()
        ]
        fields += [
            (path, name, shown.text(list(hook)))
            for path, inner in walk(module)
            for name, owner in (("", inner), *inner.tensors.items())
            for hook in ([] if owner is None else owner.hooks)
        ]
        return InstanceParts(nodes, tuple(self.ties), tuple(self.frozen), tuple(self.plain), self.count, tuple(fields))

    def nodes(self, module: ModuleSymbol, path: str) -> tuple[Block, ...]:
        """Return the tensors and modules of one module."""
        self.plain += [(path, name) for name, value in module.fields.items() if type(value) is Symbol]
        own = [(name, t) for name, t in module.tensors.items() if t is not None]
        tensors = [self.tensor(module, path, name, t) for name, t in own if t.persistent or self.shape(t) is not None]
        modules = [
            self.block(child, child_path(path, name), name)
            for name, child in module.children.items()
            if isinstance(child, ModuleSymbol)
        ]
        return (*tensors, *modules)

    def block(self, module: ModuleSymbol, path: str, name: str | None) -> Block:
        self.count += 1
        if self.count > MAX_NODES:
            raise SourceError(
                say("classes.class-modules", limit=MAX_NODES), *module.place, say("interpreter.smaller.hint")
            )
        if id(module) in self.paths:
            return Shared(id=path, name=name, of=self.paths[id(module)])
        self.paths[id(module)] = path
        if module.is_layer and not _is_changed(module):
            self.of_layer(module, path)
            require_parametrized(module)
            given = module.parametrizations
            return Layer(id=path, name=name, kind=module.kind, args=module.args, parametrizations=given)
        written = isinstance(module.cls, Class)
        if module.kind == "Sequential" and forward_of(module) is None and not any(module.tensors.values()):
            kids = [
                self.block(child, child_path(path, key), None if key == str(i) else key)
                for i, (key, child) in enumerate(module.children.items())
                if isinstance(child, ModuleSymbol)
            ]
            if not written:
                return Sequential(id=path, name=name, children=tuple(kids))
            return Written(id=path, name=name, class_name=module.cls.name, nodes=_with_names(kids))
        class_name = module.cls.name if class_name_fault(module.cls.name) is None else "Module"
        return Written(id=path, name=name, class_name=class_name, nodes=self.nodes(module, path))

    def of_layer(self, module: ModuleSymbol, path: str) -> None:
        """Note the tensors of a layer: those that stand elsewhere too, and what is frozen."""
        for inner, here in walk(module):
            for name, tensor in here.tensors.items():
                if tensor is not None:
                    whole = child_path(inner, name)
                    select = Selector(block=path, tensor=f"*{whole}" if inner else whole)
                    self.note(TensorPlace(path, whole), tensor, select)

    def tensor(self, module: ModuleSymbol, path: str, name: str, tensor: TensorSymbol) -> TensorBlock:
        self.count += 1
        self.note(TensorPlace(path, name), tensor, Selector(block=child_path(path, name)))
        shape = self.shape(tensor)
        if shape is None:
            raise SourceError(
                say("symbols.shape-unknown", name=module.cls.name, tensor=name),
                *module.place,
                say("classes.shape-arguments.hint"),
            )
        return TensorBlock(
            id=child_path(path, name),
            name=name,
            shape=tuple(map(int, shape)),
            dtype=tensor.dtype or "float32",  # type: ignore[arg-type]
            role="parameter" if tensor.role == "parameter" else "buffer",
            persistent=tensor.persistent,
        )

    def shape(self, tensor: TensorSymbol) -> tuple[int, ...] | None:
        """Return the shape of a tensor where it is known."""
        if tensor.shape is not None:
            return tensor.shape
        found = constants.values(tensor.args[1] if len(tensor.args) > 1 else None, self.work)
        return None if found is None else found.shape

    def note(self, place: TensorPlace, tensor: TensorSymbol, select: Selector) -> None:
        """Note where a tensor stands, and whether it is frozen."""
        first = self.tensors.setdefault(id(tensor), place)
        if first is not place:
            self.ties.append(Tie(place, first))
        elif tensor.role == "parameter" and not tensor.requires_grad:
            self.frozen.append(select)


def _is_changed(module: ModuleSymbol) -> bool:
    """Tell whether tensors or modules of a layer were taken out or replaced, so that its kind does not tell them."""
    other = any(tensor.owner is None for tensor in module.tensors.values() if tensor is not None)
    return other or bool(taken_out(module)) or any(c is None or c.home is not module for c in module.children.values())


def _with_names(kids: list[Block]) -> tuple[Block, ...]:
    from msgspec.structs import replace

    return tuple(kid if kid.name is not None else replace(kid, name=str(i)) for i, kid in enumerate(kids))
