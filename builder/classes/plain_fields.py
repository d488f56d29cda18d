"""What plain attributes and variables hold, as texts: alike where they were made alike."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from builder.interpreter.limits import Value
from builder.interpreter.values import (
    BoundMethod,
    Class,
    Function,
    Instance,
    Property,
    StaticMethod,
    plain_text,
)
from builder.symbols.values import ModuleSymbol, Symbol, TensorSymbol

_MOST = 5_000
_DEEPEST = 20


class Plain:
    """Writes values out; `paths` are those of the modules that stand in the object."""

    def __init__(self, paths: Mapping[int, str]) -> None:
        """Start with nothing written."""
        self.paths = paths
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
            case StaticMethod():
                return self.text(value.function, depth + 1)
        return plain_text(value) if isinstance(value, str | int | float | None) else repr(value)

    def _of_object(self, value: Instance, depth: int) -> str:
        """Return what an object holds; of one that only holds, neither its class matters nor the order."""
        if any(isinstance(one, Function | Property) for one in _beyond(value.cls)):
            return f"{value.cls.name} {self.text(value.fields, depth + 1)}"
        return f"record {self.text(dict(sorted(value.fields.items())), depth + 1)}"

    def _of_torch(self, value: ModuleSymbol | Symbol, depth: int) -> str:
        if isinstance(value, ModuleSymbol):
            place = self.paths.get(id(value))
            return f"module {place}" if place is not None else f"{value.cls.name} {self.text(value.args, depth + 1)}"
        if isinstance(value, TensorSymbol):
            owner = "" if value.owner is None else self.text(value.owner, depth + 1)
            return f"{value.role} {owner}.{value.name} {value.shape}"
        changes = self.text([value.writes, value.marks], depth + 1)
        return f"{value.op} {value.target} {self.text([*value.args, value.kwargs], depth + 1)} {changes}"


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
