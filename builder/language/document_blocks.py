"""Module symbols to blocks: names, arguments, containers, and the same module at two places as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.document.blocks import Block, Layer, Parallel, Sequential, Shared
from builder.errors import SourceError
from builder.language.document_trace import merged
from builder.language.document_values import ModuleSymbol, specs_of
from builder.language.values import Class

if TYPE_CHECKING:
    from builder.language.interpreter import Interpreter

_INSTEAD = {
    "ModuleList": "Put its modules into nn.Sequential(*layers).",
    "ModuleDict": "Put its modules into nn.Sequential(OrderedDict(layers)).",
}


class Blocks:
    """Turns one network into blocks; `ids` gives each module's id, `order` the modules as they stand."""

    def __init__(self, interpreter: Interpreter) -> None:
        """Begin with no block."""
        self.interpreter = interpreter
        self.ids: dict[int, str] = {}
        self.order: list[ModuleSymbol] = []
        self.count = 0

    def block(self, module: ModuleSymbol, name: str | None = None) -> Block:
        """Return the block of a module, or a `shared` where it stands for the second time.

        Raises:
            SourceError: a document has no block for it.
        """
        self.count += 1
        id = f"b{self.count}"
        if id_of := self.ids.get(_key(module)):
            return Shared(id=id, name=name, of=id_of)
        self.ids[_key(module)] = id
        self.order.append(module)
        _check(module)
        if module.is_layer:
            return Layer(id=id, name=name, kind=module.kind, args=module.args)
        if isinstance(module.cls, Class):
            return self._written(module, id, name)
        if module.kind != "Sequential":
            raise SourceError(
                f"nn.{module.kind} has no forward and cannot be a block.",
                *module.place,
                _INSTEAD.get(module.kind, "Use a layer of torch.nn."),
            )
        kids = [
            self.block(child, None if key == str(i) else key)
            for i, (key, child) in enumerate(module.children.items())
            if isinstance(child, ModuleSymbol)
        ]
        return Sequential(id=id, name=name, children=tuple(kids))

    def _written(self, module: ModuleSymbol, id: str, name: str | None) -> Parallel:
        found = merged(self.interpreter, module)
        kids = []
        for i, key in enumerate(found.names):
            child = module.children[key]
            assert isinstance(child, ModuleSymbol)
            kids.append(self.block(child, None if key == f"branch_{i}" else key))
        return Parallel(
            id=id, name=name, children=tuple(kids), merge=found.merge, dim=found.dim, class_name=module.cls.name
        )


def _check(module: ModuleSymbol) -> None:
    """Refuse what a document would lose without a word: tensors and modules put into or taken out of a module."""
    if module.is_layer:
        taken = [s.name for s in specs_of(module.kind, module.args) if module.tensors.get(s.name, s) is None]
        if taken:
            raise SourceError(
                f"{taken[0]} of this {module.kind} is set to None.", *module.place, f"Give {taken[0]}=False."
            )
        strange = [n for n, c in module.children.items() if isinstance(c, ModuleSymbol) and c.home is not module]
    else:
        strange = [n for n, c in module.children.items() if c is None]
        strange += [] if isinstance(module.cls, Class) else [n for n, t in module.tensors.items() if t is not None]
    if strange:
        raise SourceError(
            f"{module.cls.name} cannot hold {strange[0]!r} in a document yet.", *module.place, "Leave it out."
        )


def _key(module: ModuleSymbol) -> int:
    return id(module)
