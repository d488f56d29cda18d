"""What a call in a text leaves in an object of a text class for its next call: in a document it begins anew."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TypeGuard

from builder.interpreter.values import Class, Function
from builder.symbols.values import ModuleSymbol, walk
from builder.syntax import walked


def left_behind(network: ModuleSymbol, kept: Iterable[ModuleSymbol]) -> Iterator[tuple[str, list[str]]]:
    """Yield each class of kept objects that a call of the text has run, with the attributes that the call changed."""
    run = {id(inner) for _, one in walk(network) if one.calls for _, inner in walk(one)}
    seen: set[str] = set()
    for module in (inner for one in kept for _, inner in walk(one) if id(inner) in run):
        if isinstance(module.cls, Class) and module.cls.name not in seen:
            seen.add(module.cls.name)
            if names := sorted(_carried(module.cls) & module.fields.keys()):
                yield module.cls.name, names


def _carried(cls: Class) -> set[str]:
    """Return the attributes that methods beside `__init__` both read and set."""
    written = (one.namespace for one in cls.mro if isinstance(one, Class))
    methods = [
        member.node
        for namespace in written
        for name, member in namespace.items()
        if isinstance(member, Function) and name != "__init__"
    ]
    nodes = [node for method in methods for node in walked(method)]
    read = {node.attr for node in nodes if _is_own(node) and isinstance(node.ctx, ast.Load)}
    stored = {node.attr for node in nodes if _is_own(node) and isinstance(node.ctx, ast.Store)}
    changed = {node.target.attr for node in nodes if isinstance(node, ast.AugAssign) and _is_own(node.target)}
    return (read & stored) | changed


def _is_own(node: ast.AST) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
