"""What a text itself gives its classes and functions where it calls them: in a test, in `main()`, in other classes."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from builder.syntax import inner_nodes, walk_nodes

_MOST_CALLS = 3
_LONGEST = 100
_LAYERS = ("nn", "F")
_PLAIN = (bool, int, float, str, type(None))


class CallArguments(NamedTuple):
    """What one call gives, as Python: by position and by name; None for what only its place knows."""

    by_place: tuple[str | None, ...]
    by_name: Mapping[str, str | None]

    def of(self, names: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield the names of arguments with what they are given."""
        for name, text in (*zip(names, self.by_place, strict=False), *self.by_name.items()):
            if text is not None:
                yield name, text


def calls_in(tree: ast.Module, called: Container[str], known: Container[str]) -> dict[str, list[CallArguments]]:
    """Return what each of the `called` is given, call by call, in the order of the text.

    Args:
        tree: the text.
        called: the names of classes and functions.
        known: the names that have a value everywhere in the text.
    """
    found: dict[str, list[CallArguments]] = defaultdict(list)
    waiting: list[tuple[ast.AST, Mapping[str, str | None]]] = [(tree, {})]
    while waiting:
        here, local = waiting.pop()
        if isinstance(here, ast.FunctionDef):
            local = _locals(here, known)
        if isinstance(here, ast.Call) and isinstance(here.func, ast.Name) and here.func.id in called:
            calls = found[here.func.id]
            if len(calls) < _MOST_CALLS and (one := _call_arguments(here, local, known)) is not None:
                calls.append(one)
        # Reversed, so that the stack gives them in the order of the text.
        waiting += [(inner, local) for inner in reversed(inner_nodes(here))]
    return found


def _call_arguments(call: ast.Call, local: Mapping[str, str | None], known: Container[str]) -> CallArguments | None:
    """Return what a call gives; None where that is nothing that its place alone does not know."""
    starred = next((i for i, one in enumerate(call.args) if isinstance(one, ast.Starred)), len(call.args))
    by_place = tuple(_text(one, local, known) for one in call.args[:starred])
    by_name = {one.arg: _text(one.value, local, known) for one in call.keywords if one.arg is not None}
    return CallArguments(by_place, by_name) if any((*by_place, *by_name.values())) else None


def _locals(function: ast.FunctionDef, known: Container[str]) -> dict[str, str | None]:
    """Return the names of a function with their values, None where these are not plain or change."""
    spec = function.args
    found: dict[str, str | None] = {one.arg: None for one in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)}
    for node in walk_nodes(function):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            # What is assigned twice has another value in another place.
            found[name] = None if name in found else _text(node.value, {}, known)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.setdefault(node.id, None)
    return found


def _text(node: ast.expr, local: Mapping[str, str | None], known: Container[str]) -> str | None:
    """Return a value as Python where it is the same anywhere in the text."""
    if isinstance(node, ast.Name) and node.id in local:
        return local[node.id]
    if all(_is_plain(part, local, known) for part in walk_nodes(node)):
        text = ast.unparse(node)
        return text if len(text) <= _LONGEST else None
    return None


def _is_plain(node: ast.AST, local: Mapping[str, str | None], known: Container[str]) -> bool:
    match node:
        case ast.Constant(value=value):
            return isinstance(value, _PLAIN)
        case ast.Name(id=name):
            return name in _LAYERS or (name in known and name not in local)
        case ast.Attribute(value=ast.Name(id=root)):
            return root in _LAYERS
        case _:
            return isinstance(node, _FORMS)


_FORMS = (ast.List, ast.Tuple, ast.Dict, ast.UnaryOp, ast.USub, ast.Load)
