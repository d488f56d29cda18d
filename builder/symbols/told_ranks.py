"""How many dims an input has, as the text of a forward tells it: `b, t, c = x.shape`, `x.permute(1, 0, 2)`."""

from __future__ import annotations

import ast

from builder.interpreter.values import Function
from builder.symbols.likely_shapes import Shapes, of_rank
from builder.symbols.values import ModuleSymbol
from builder.syntax import walked


def told_ranks(function: Function) -> dict[str, int]:
    """Return the number of dims of the arguments of a forward of which its text tells it, by their names.

    What is assigned to an argument's name anew tells nothing after that, but a permutation, which keeps the rank.
    """
    found: dict[str, int] = {}
    for node in walked(function.node):
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=elts)], value=value) if not _has_star(elts):
                name = _sized(value)
                if name is not None:
                    found.setdefault(name, len(elts))
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="permute"), args=args) if len(args) > 1:
                found.setdefault(name, len(args))
            case _:
                pass
    assigned = _assigned(function.node)
    given = {one.arg for one in (*function.node.args.posonlyargs, *function.node.args.args)}
    return {name: rank for name, rank in found.items() if name in given and name not in assigned}


def fitting(shapes: Shapes, rank: int | None, module: ModuleSymbol) -> Shapes:
    """Return the inputs of a rank before all others; those that a module may take where none of the shapes has it."""
    if rank is None:
        return shapes
    those = tuple(one for one in shapes if len(one("X").shape) == rank)
    return (*(those or of_rank(module, rank)), *(one for one in shapes if one not in those))


def _has_star(elts: list[ast.expr]) -> bool:
    return any(isinstance(one, ast.Starred) for one in elts)


def _sized(value: ast.expr) -> str | None:
    """Return the name whose whole shape a value is."""
    match value:
        case ast.Attribute(value=ast.Name(id=name), attr="shape"):
            return name
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="size"), args=[], keywords=[]):
            return name
        case _:
            return None


def _assigned(function: ast.AST) -> set[str]:
    """Return the names that are bound to something else than a permutation of what they are."""
    found = set()
    for node in walked(function):
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(func=ast.Attribute(value=ast.Name(id=other), attr="permute" | "float" | "to" | "long")),
            ) if name == other:
                pass
            case ast.Assign(targets=targets):
                found |= {one.id for one in targets if isinstance(one, ast.Name)}
            case _:
                pass
    return found
