"""How many dims an input has, as the text of a forward tells it: `b, t, c = x.shape`, `x.permute(1, 0, 2)`.

Patterns of einops and einsum tell it as well, and `h, c = state` that it is no tensor but holds two.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from builder.interpreter.values import Function
from builder.symbols.inputs.likely_shapes import Shapes, of_rank
from builder.symbols.inputs.written_ranks import written_ranks
from builder.symbols.values import ModuleSymbol
from builder.syntax import walk_nodes


def ranks_in_text(function: Function, text: str = "") -> dict[str, int]:
    """Return the number of dims of the arguments of a forward of which its code or its `text` tells it, by their names.

    What is assigned to an argument's name anew tells nothing after that, but a permutation, which keeps the rank.
    """
    found: dict[str, tuple[int, int]] = {}
    indexed: dict[str, tuple[int, int]] = {}
    for node in walk_nodes(function.node):
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=elts)], value=value) if not _has_star(elts):
                name = _shape_owner(value)
                if name is not None:
                    found.setdefault(name, (len(elts), node.lineno))
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="permute"), args=args) if len(args) > 1:
                found.setdefault(name, (len(args), _LATE))
            case ast.Call():
                for name, rank in _named_axes(node):
                    found.setdefault(name, (rank, _LATE))
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Tuple(elts=elts)) if _takes_part(elts):
                indexed[name] = max(indexed.get(name, (0, 0)), (len(elts), node.lineno))
            case _:
                pass
    assigned = _assignment_lines(function.node)
    found = {**indexed, **found}
    given = [one.arg for one in (*function.node.args.posonlyargs, *function.node.args.args)]
    told = {name: n for name, (n, line) in found.items() if name in given and line <= assigned.get(name, line)}
    return {**dict(written_ranks(function, text, given[1:])), **told}


def _takes_part(elts: list[ast.expr]) -> bool:
    """Tell whether an index has an item for each dim: three at least, as two may be the first ones of more."""
    return len(elts) > len(("N", "steps")) and not any(
        isinstance(one, ast.Starred) or (isinstance(one, ast.Constant) and one.value in (None, ...)) for one in elts
    )


_LATE = 1_000_000
"""The line that counts for a pattern: it tells nothing of a name that is bound anew anywhere."""


def lists_in_text(function: Function) -> dict[str, int]:
    """Return how many tensors each argument of a forward holds that it takes apart at once: `h, c = state`.

    One of which it reads an attribute before is a tensor itself.
    """
    given = {one.arg for one in (*function.node.args.posonlyargs, *function.node.args.args)}
    found: dict[str, tuple[int, int]] = {}
    read: dict[str, int] = {}
    for node in walk_nodes(function.node):
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=elts)], value=ast.Name(id=name)) if name in given:
                if not _has_star(elts) and len(elts) <= _MOST_PARTS:
                    found.setdefault(name, (len(elts), node.lineno))
            case ast.Attribute(value=ast.Name(id=name)) | ast.BinOp(left=ast.Name(id=name)):
                read[name] = min(read.get(name, node.lineno), node.lineno)
            case _:
                pass
    return {name: parts for name, (parts, line) in found.items() if read.get(name, line) >= line}


_MOST_PARTS = 4


def optional_tensors(function: Function) -> tuple[str, ...]:
    """Return the arguments of a forward with a default of None that it reads, those first that it never asks for."""
    spec = function.node.args
    places = [*spec.posonlyargs, *spec.args]
    defaults = zip(places[len(places) - len(spec.defaults) :], spec.defaults, strict=True)
    names = [one.arg for one, value in defaults if isinstance(value, ast.Constant) and value.value is None]
    nodes = [*walk_nodes(function.node)]
    read = {one.id for one in nodes if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}
    asked = {
        one.left.id
        for one in nodes
        if isinstance(one, ast.Compare)
        and isinstance(one.ops[0], ast.Is | ast.IsNot)
        and isinstance(one.left, ast.Name)
    }
    return tuple(sorted((name for name in names if name in read), key=asked.__contains__))[:_MOST_OPTIONAL]


_MOST_OPTIONAL = 3


def rank_first(shapes: Shapes, rank: int | None, module: ModuleSymbol) -> Shapes:
    """Return the inputs of a rank before all others; those that a module may take where none of the shapes has it."""
    if rank is None:
        return shapes
    those = tuple(one for one in shapes if len(one("X").shape) == rank)
    return (*(those or of_rank(module, rank)), *(one for one in shapes if one not in those))


def _named_axes(call: ast.Call) -> Iterator[tuple[str, int]]:
    """Yield the names that a call of einops or of einsum is given, each with the number of its axes."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    texts = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if name not in _NAMING or not texts or "..." in texts[0] or "…" in texts[0]:
        return
    for axes, value in zip(texts[0].split("->")[0].split(","), _without_texts(call), strict=False):
        if isinstance(value, ast.Name):
            spaced = name != "einsum" or " " in axes.strip()
            yield value.id, len(re.sub(r"\([^)]*\)", "g", axes).split() if spaced else axes.strip())


def _without_texts(call: ast.Call) -> list[ast.expr]:
    return [one for one in call.args if not isinstance(one, ast.Constant)]


_NAMING = ("rearrange", "reduce", "repeat", "einsum")


def _has_star(elts: list[ast.expr]) -> bool:
    return any(isinstance(one, ast.Starred) for one in elts)


def _shape_owner(value: ast.expr) -> str | None:
    """Return the name whose whole shape a value is."""
    match value:
        case ast.Attribute(value=ast.Name(id=name), attr="shape"):
            return name
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="size"), args=[], keywords=[]):
            return name
        case _:
            return None


def _assignment_lines(function: ast.AST) -> dict[str, int]:
    """Return the names that are bound to something else than a permutation or a multiple of what they are, with lines.

    Of each the first one: what that very line says is still of what was given.
    """
    found: dict[str, int] = {}
    for node in walk_nodes(function):
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(func=ast.Attribute(value=ast.Name(id=other), attr="permute" | "float" | "to" | "long")),
            ) if name == other:
                pass
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.BinOp(left=ast.Name(id=other))) if name == other:
                pass
            case ast.Assign(targets=targets):
                for one in targets:
                    if isinstance(one, ast.Name):
                        found[one.id] = min(found.get(one.id, node.lineno), node.lineno)
            case _:
                pass
    return found
