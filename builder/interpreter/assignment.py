"""Assignment: names, attributes, items, and unpacking with a star; and `del`."""

from __future__ import annotations

import ast
from itertools import islice
from typing import TYPE_CHECKING

from builder.interpreter import attributes, operators, set_attribute, subscripts
from builder.interpreter.failures import Refusal
from builder.interpreter.iteration import SIZED_TYPES, collect, iterate
from builder.interpreter.limits import Value
from builder.interpreter.names import bind_name, delete_name, look_up
from builder.interpreter.records import RecordClass
from builder.interpreter.scope import Scope
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def assign(interpreter: Interpreter, target: ast.expr, value: Value, scope: Scope) -> None:
    """Bind a value to a target.

    Raises:
        Refusal: nothing may be assigned to the target.
        RaisedException: a ValueError: the value has more or fewer items than there are targets.
    """
    match target:
        case ast.Name():
            bind_name(interpreter, target.id, interpreter.host.value_to_bind(target.id, value), scope)
        case ast.Attribute(value=ast.Attribute(value=record, attr="__new__"), attr="__defaults__") if isinstance(
            owner := interpreter.evaluate(record, scope), RecordClass
        ):
            owner.set_defaults(interpreter, value)
        case ast.Attribute():
            owner = interpreter.evaluate(target.value, scope)
            set_attribute.set_attribute(interpreter, owner, attributes.mangle(target.attr, scope), value)
        case ast.Subscript():
            owner = interpreter.evaluate(target.value, scope)
            subscripts.set_subscript(interpreter, owner, interpreter.evaluate(target.slice, scope), value)
        case ast.Tuple() | ast.List():
            _unpack(interpreter, target.elts, value, scope)
        case _:
            raise Refusal(say("interpreter.assign"))


def _unpack(interpreter: Interpreter, targets: list[ast.expr], value: Value, scope: Scope) -> None:
    star = next((i for i, target in enumerate(targets) if isinstance(target, ast.Starred)), None)
    if star is None:
        items = _first(interpreter, value, len(targets))
        if len(items) != len(targets):
            if len(items) > len(targets):
                interpreter.raise_("ValueError", f"too many values to unpack (expected {len(targets)})")
            interpreter.raise_("ValueError", f"not enough values to unpack (expected {len(targets)}, got {len(items)})")
    else:
        items = collect(interpreter, value)
        after = len(targets) - star - 1
        if len(items) < star + after:
            interpreter.raise_(
                "ValueError", f"not enough values to unpack (expected at least {star + after}, got {len(items)})"
            )
        items = [*items[:star], items[star : len(items) - after], *items[len(items) - after :]]
    for target, item in zip(targets, items, strict=True):
        assign(interpreter, target.value if isinstance(target, ast.Starred) else target, item, scope)


def _first(interpreter: Interpreter, value: Value, count: int) -> list[Value]:
    """Return the items of a value, at most one more than `count`."""
    if isinstance(value, list | tuple):
        return list(value[: count + 1])
    if not isinstance(value, SIZED_TYPES):
        cls = interpreter.host.class_of(value)
        if cls is not None:
            unpacked = interpreter.host.unpack(interpreter, value, count)
            if unpacked is not None:
                return unpacked
    # One more than there are names is enough to tell that there are too many, of a source without end too.
    return list(islice(iterate(interpreter, value), count + 1))


def augment(interpreter: Interpreter, node: ast.AugAssign, scope: Scope) -> None:
    """Do `target op= value`; the target's owner is evaluated once."""
    op = type(node.op)
    match node.target:
        case ast.Name(id=name):
            current = look_up(interpreter, name, scope)
            value = interpreter.evaluate(node.value, scope)
            bind_name(interpreter, name, operators.inplace(interpreter, op, current, value), scope)
        case ast.Attribute(value=owner_node, attr=attr):
            owner = interpreter.evaluate(owner_node, scope)
            name = attributes.mangle(attr, scope)
            current = attributes.get(interpreter, owner, name)
            value = interpreter.evaluate(node.value, scope)
            set_attribute.set_attribute(interpreter, owner, name, operators.inplace(interpreter, op, current, value))
        case ast.Subscript(value=owner_node, slice=index_node):
            owner = interpreter.evaluate(owner_node, scope)
            index = interpreter.evaluate(index_node, scope)
            current = subscripts.get(interpreter, owner, index)
            value = interpreter.evaluate(node.value, scope)
            subscripts.set_subscript(interpreter, owner, index, operators.inplace(interpreter, op, current, value))


def delete(interpreter: Interpreter, target: ast.expr, scope: Scope) -> None:
    """Do `del target`.

    Raises:
        Refusal: the target is of a kind that cannot be deleted.
    """
    match target:
        case ast.Name():
            delete_name(interpreter, target.id, scope)
        case ast.Attribute():
            owner = interpreter.evaluate(target.value, scope)
            set_attribute.remove(interpreter, owner, attributes.mangle(target.attr, scope))
        case ast.Subscript():
            owner = interpreter.evaluate(target.value, scope)
            subscripts.remove(interpreter, owner, interpreter.evaluate(target.slice, scope))
        case ast.Tuple() | ast.List():
            for part in target.elts:
                delete(interpreter, part, scope)
        case _:
            raise Refusal(say("interpreter.delete"))
