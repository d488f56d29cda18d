"""What plain attributes and variables hold, as texts: alike where they were made alike."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from hashlib import sha256

import numpy as np

from builder.interpreter.arrays.array import NumpyValue
from builder.interpreter.limits import Value, plain_text
from builder.interpreter.values import (
    BoundMethod,
    CachedProperty,
    Class,
    ClassMethod,
    Function,
    Instance,
    Property,
    StaticMethod,
)
from builder.symbols.initial.initial_values import Fills
from builder.symbols.values import ModuleSymbol, Symbol, TensorSymbol

_MOST = 5_000
_DEEPEST = 20


class Plain:
    """Writes values out; `paths` are those of the modules that stand in the object."""

    def __init__(self, paths: Mapping[int, str], fills: Fills | None = None) -> None:
        """Start with nothing written; `fills` is what fills tensors, where that is to be told as well."""
        self.paths = paths
        self.fills = fills
        self.left = _MOST

    def text(self, value: Value, depth: int = 0) -> str:  # noqa: C901, PLR0911 - one case a type
        """Return what a value is; of what is too large or too deep only its type."""
        self.left -= 1
        if self.left < 0 or depth > _DEEPEST:
            return type(value).__name__
        match value:
            case list() | tuple() | set():
                return f"{type(value).__name__}({', '.join(self.text(item, depth + 1) for item in value)})"
            case dict():
                pairs = (f"{self.text(key, depth + 1)}: {self.text(item, depth + 1)}" for key, item in value.items())
                return f"{{{', '.join(pairs)}}}"
            case ModuleSymbol() | Symbol():
                return self._of_torch(value, depth)
            case NumpyValue() | np.ndarray():
                return _of_numbers(value.held if isinstance(value, NumpyValue) else value)
            case Function():
                return f"{value.name} {ast.dump(value.node)}"
            case BoundMethod():
                return f"{self.text(value.owner, depth + 1)}.{self.text(value.function, depth + 1)}"
            case Instance():
                return self._of_object(value, depth)
            case Class():
                return f"{value.name} {self.text(value.namespace, depth + 1)}"
            case Property():
                return self.text([value.getter, value.setter], depth + 1)
            case StaticMethod() | ClassMethod() | CachedProperty():
                return f"{type(value).__name__} {self.text(value.function, depth + 1)}"
        return plain_text(value) if isinstance(value, str | int | float | None) else repr(value)

    def _of_object(self, value: Instance, depth: int) -> str:
        """Return what an object holds; of one that only holds, neither its class matters nor the order."""
        if any(isinstance(one, Function | Property) for one in _beyond(value.cls)):
            return f"{value.cls.name} {self.text(value.fields, depth + 1)}"
        return f"record {self.text(dict(sorted(value.fields.items())), depth + 1)}"

    def _of_torch(self, value: ModuleSymbol | Symbol, depth: int) -> str:
        if isinstance(value, ModuleSymbol):
            return self._named(value, depth) + ("" if self.fills is None else self._held(value, self.fills, depth))
        if isinstance(value, TensorSymbol):
            owner = "" if value.owner is None else self._named(value.owner, depth)
            text = f"{value.role} {owner}.{value.name} {value.shape}"
            return text if self.fills is None else f"{text} {self._begun(value, self.fills, depth)}"
        changes = self.text([value.writes, value.marks], depth + 1)
        return f"{value.op} {value.target} {self.text([*value.args, value.kwargs], depth + 1)} {changes}"

    def _named(self, module: ModuleSymbol, depth: int) -> str:
        place = self.paths.get(id(module))
        return f"module {place}" if place is not None else f"{module.cls.name} {self.text(module.args, depth + 1)}"

    def _held(self, module: ModuleSymbol, fills: Fills, depth: int) -> str:
        """Return what a module is beside its arguments, as later lines may change it."""
        tensors = [(name, one and self._begun(one, fills, depth)) for name, one in module.tensors.items()]
        children = [(name, self.text(child, depth + 1)) for name, child in module.children.items()]
        return f" {module.training} {tensors} {children} {self.text(module.fields, depth + 1)}"

    def _begun(self, tensor: TensorSymbol, fills: Fills, depth: int) -> str:
        """Return how a tensor begins: its dtype, whether it learns, and what fills it in turn."""
        mine = [
            (fill.scheme, fill.rows, self.text(dict(fill.args), depth + 1)) for fill in fills if fill.tensor is tensor
        ]
        return f"{tensor.dtype} {tensor.requires_grad} {mine}"


def _of_numbers(held: Value) -> str:
    """Return what an array or a number of NumPy is: how it lies in memory, and its bytes."""
    return f"{held.dtype} {held.shape} {held.strides} {sha256(held.tobytes()).hexdigest()}"


_MADE_BY = frozenset({"__init__", "__post_init__", "__repr__", "__str__", "__eq__"})


def _beyond(cls: Class) -> list[Value]:
    """Return what the class of an object has beyond what makes, shows and compares it."""
    return [
        value
        for base in cls.mro
        if isinstance(base, Class)
        for name, value in base.namespace.items()
        if name not in _MADE_BY
    ]
