"""Values that code changes as it runs and others look at: an object that is kept has copies, a graph sees nothing."""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from builder.errors import SourceError
from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Function
from builder.sentences import say
from builder.symbols.dataflow.snapshot import reachable
from builder.symbols.dataflow.text_state import CHANGING
from builder.symbols.values import ModuleSymbol, walk
from builder.syntax import walk_nodes


class _Mutations(NamedTuple):
    """What methods of a class change beyond the attributes of their object: what its attributes hold, and globals."""

    attributes: set[str]
    names: set[str]


def require_unshared(network: ModuleSymbol, kept: list[ModuleSymbol], variables: Mapping[str, Value]) -> None:
    """Refuse a network in which an object that is kept as code changes a list or an object that others look at.

    Raises:
        SourceError: it is such.
    """
    homes: dict[int, int] = {}
    for one in kept:
        for _, inner in walk(one):
            homes.setdefault(id(inner), id(one))
    drawn = [inner for _, inner in walk(network) if id(inner) not in homes]
    named = {name for inner in drawn for method in _methods(inner.cls) for name in _globals(method)}
    known: dict[int, _Mutations] = {}
    for one in kept:
        for _, inner in walk(one):
            if id(inner.cls) not in known:
                known[id(inner.cls)] = _changed_by(inner.cls)
            attributes, names = known[id(inner.cls)]
            changed = _tables(inner.fields[name] for name in attributes & inner.fields.keys())
            others = [other for _, other in walk(network) if homes.get(id(other)) != id(one)] if changed else []
            seen = [variables.get(name) for name in named] if changed else []
            seen += [value for other in others for value in other.fields.values()]
            if names & named or (changed and changed & _tables(seen)):
                raise SourceError(say("classes.shared", name=inner.cls.name), *inner.place, say("classes.shared.hint"))


def _tables(values: Iterable[Value]) -> set[int]:
    """Return the ids of the lists and tables that values are or hold."""
    return {id(value) for value in reachable(values) if isinstance(value, list | dict | set | deque)}


def _methods(cls: Value) -> Iterator[ast.AST]:
    """Yield the methods of a class of the text."""
    for base in cls.mro if isinstance(cls, Class) else ():
        for name, method in base.namespace.items() if isinstance(base, Class) else ():
            if name != "__init__" and isinstance(method, Function):
                yield method.node


def _globals(method: ast.AST) -> set[str]:
    """Return the names in a method that it does not bind itself."""
    nodes = [*walk_nodes(method)]
    declared = {name for node in nodes if isinstance(node, ast.Global) for name in node.names}
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    bound |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    return {node.id for node in nodes if isinstance(node, ast.Name)} - (bound - declared) | declared


def _changed_by(cls: Value) -> _Mutations:
    found = _Mutations(set(), set())
    for method in _methods(cls):
        here = _Mutations(found.attributes, set())
        for node in walk_nodes(method):
            if isinstance(node, ast.Global):
                here.names.update(node.names)
            elif isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
                _note(here, node.value)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
                _note(here, node.func.value)
        found.names.update(here.names & _globals(method))
    return found


def _note(found: _Mutations, changed: ast.expr) -> None:
    """Note the attribute of `self`, or the name, that what is changed was reached by."""
    attribute = None
    while isinstance(changed, ast.Attribute | ast.Subscript):
        attribute = changed.attr if isinstance(changed, ast.Attribute) else attribute
        changed = changed.value
    if isinstance(changed, ast.Name) and changed.id != "self":
        found.names.add(changed.id)
    elif attribute is not None:
        found.attributes.add(attribute)
