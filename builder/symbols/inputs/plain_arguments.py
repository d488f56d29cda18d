"""Arguments of a forward that are no tensors: a flag that it asks for, the height and width of a grid of patches.

Its annotation tells one, or that it is asked for as a flag and nothing else; a height and a width their names.
"""

from __future__ import annotations

import ast
import re

from builder.interpreter.limits import Value
from builder.interpreter.values import Function
from builder.symbols.dataflow.arguments import required_inputs
from builder.syntax import walk_nodes

_SIDE, _STEPS = 4, 16
"""A sequence that is tried has 16 steps: a grid of 4 by 4."""
_OF_TYPE: dict[str, tuple[Value, ...]] = {
    "bool": (False, True),
    "int": (_SIDE, _STEPS, 1),
    "float": (1.0,),
    "tuple[int,int]": ((_SIDE, _SIDE), (_STEPS, _STEPS)),
}
_SIDES = re.compile(r"(?i)h|w|height|width")
_SIZED = frozenset({"view", "reshape", "unflatten", "interpolate"})
"""What a height and a width are given to."""


def plain_values(function: Function) -> dict[str, tuple[Value, ...]]:
    """Return the arguments that a forward needs and that are no tensors, each with what it may be given."""
    needed = required_inputs(function)
    spec = function.node.args
    found: dict[str, tuple[Value, ...]] = {}
    for one in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs):
        if one.arg in needed:
            values = _as_used(function, one.arg) if one.annotation is None else _of_type(one.annotation)
            if values:
                found[one.arg] = values
    return found if len(found) < len(needed) else {}


def _of_type(annotation: ast.expr) -> tuple[Value, ...]:
    """Return what an annotation lets an argument be; nothing where it may be a tensor."""
    text = re.sub(r"""typing\.|[ "']""", "", ast.unparse(annotation)[:80])
    kind = re.sub(r"^(Tuple|Dict|List)\b", lambda found: found[0].lower(), text)
    if re.match(r"dict\b", kind) and "None" not in kind:
        return ({},)
    may_be_none = "Tensor" not in kind and re.search(r"\|None$|^None\||^Optional\[", kind) is not None
    return (None,) if may_be_none else _OF_TYPE.get(kind, ())


def _as_used(function: Function, name: str) -> tuple[Value, ...]:
    """Return what an argument without annotation may be given where all that is done with it tells that."""
    nodes = [*walk_nodes(function.node)]
    loads = sum(isinstance(one, ast.Name) and one.id == name for one in nodes)
    if loads and loads == sum(_asks(one, name) for one in nodes):
        return _OF_TYPE["bool"]
    is_side = _SIDES.fullmatch(name) and not any(_reads(one, name) for one in nodes)
    return (_SIDE, _STEPS) if is_side and any(_is_sized(one, name) for one in nodes) else ()


def _asks(node: ast.AST, name: str) -> int:
    """Count the places in which a node asks whether what has a name is true."""
    match node:
        case ast.If(test=test) | ast.IfExp(test=test):
            asked = [test]
        case ast.BoolOp(values=values):
            asked = values
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            asked = [operand]
        case _:
            return 0
    return sum(isinstance(one, ast.Name) and one.id == name for one in asked)


def _reads(node: ast.AST, name: str) -> bool:
    """Tell whether a node takes an attribute or an item of what has a name, or gives it a new value."""
    match node:
        case ast.Attribute(value=ast.Name(id=other)) | ast.Subscript(value=ast.Name(id=other)):
            return other == name
        case ast.Name(id=other, ctx=ast.Store()):
            return other == name
        case _:
            return False


def _is_sized(node: ast.AST, name: str) -> bool:
    """Tell whether a call gives what has a name as a size of a shape."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in _SIZED:
        return False
    return any(isinstance(one, ast.Name) and one.id == name for one in walk_nodes(node))
