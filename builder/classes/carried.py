"""What a call of a written class keeps for the next one, as its text says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

from builder.interpreter.values import Class, Function
from builder.syntax import walk_nodes
from builder.word_list import words


def state_attributes(cls: Class) -> set[str]:
    """Return the attributes that a forward changes, or both reads and sets, by methods that it names as well."""
    nodes: list[ast.AST] = []
    seen, waiting = {"__init__"}, ["forward"]
    while waiting:
        name = waiting.pop()
        found = cls.find(name)
        if name not in seen and found is not None and isinstance(found[1], Function):
            inner = [*walk_nodes(found[1].node)]
            nodes += inner
            waiting += [node.attr for node in inner if _is_own(node)]
        seen.add(name)
    read = {node.attr for node in nodes if _is_own(node) and isinstance(node.ctx, ast.Load)}
    stored = {node.attr for node in nodes if _is_own(node) and isinstance(node.ctx, ast.Store)}
    changed = {node.target.attr for node in nodes if isinstance(node, ast.AugAssign) and _is_own(node.target)}
    parts = (
        node for node in nodes if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store)
    )
    inside = [own for node in parts if not _is_own(node) for own in _own_below(node)]
    calls = (node.func for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    inside += [own for call in calls if _changes(call.attr) for own in _own_below(call.value)]
    return (read & stored) | changed | {own.attr for own in inside}


def _changes(method: str) -> bool:
    """Tell whether a method changes what it is of: a tensor, or a list, a dict or a set."""
    return (method.endswith("_") and not method.endswith("__")) or method in _CHANGES


_CHANGES = frozenset(
    words("append extend insert pop remove clear sort reverse update setdefault popitem add discard appendleft popleft")
)


def _own_below(node: ast.expr) -> Iterator[ast.Attribute]:
    """Yield the attribute of the object itself that something is a part of, as `self.mean` of `self.mean.data[0]`."""
    while isinstance(node, ast.Subscript | ast.Attribute) and not _is_own(node):
        node = node.value
    if _is_own(node):
        yield node


def _is_own(node: ast.AST) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
