"""Methods that nothing of a network calls: a text is read without them where they need what is not here."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from builder.classes.text import first_line
from builder.interpreter.limits import Limits
from builder.interpreter.parse import parse
from builder.syntax import walk_nodes
from builder.word_list import words

_CALLED = frozenset(words("forward extra_repr train eval reset_parameters"))
"""What torch calls beside the methods that Python does."""
_OF_COPIES = frozenset({"__setstate__"})
"""What is called where a module is copied or unpickled, which a network of a document never is."""


def without_unreached(source: str) -> str:
    """Return a text without the methods whose names stand nowhere in what its networks run.

    Raises:
        SourceError: it cannot be read.
    """
    tree = parse(source, Limits())
    methods = [
        (node, method)
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    inside = {id(method) for _, method in methods}
    named = _all_names(node for node in tree.body if not isinstance(node, ast.ClassDef))
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            named |= _all_names(part for part in node.body if id(part) not in inside)
    waiting = [method for _, method in methods]
    while reached := [one for one in waiting if _is_called(one.name) or one.name in named]:
        waiting = [one for one in waiting if one not in reached]
        named |= _all_names(reached)
    gone = {id(method) for method in waiting}
    cut = [
        (first_line(one), one.end_lineno or one.lineno)
        for node, one in methods
        # A class without any body would be no Python.
        if id(one) in gone and any(id(part) not in gone for part in node.body)
    ]
    lines = source.split("\n")
    dropped = {line for first, last in cut for line in range(first, last + 1)}
    return "\n".join(line for i, line in enumerate(lines, 1) if i not in dropped)


def _is_called(name: str) -> bool:
    return name in _CALLED or (name.startswith("__") and name.endswith("__") and name not in _OF_COPIES)


def _all_names(nodes: Iterable[ast.AST]) -> set[str]:
    """Return all names, attributes and strings in nodes."""
    found: set[str] = set()
    for node in nodes:
        for one in walk_nodes(node):
            match one:
                # Strings too, as `getattr` may reach a method by one.
                case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
                    found.add(name)
                case _:
                    pass
    return found
