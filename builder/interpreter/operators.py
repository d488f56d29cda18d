"""Operators and comparisons: of plain values with their cost known before, of objects by their methods or namespace."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable
from enum import Flag
from typing import TYPE_CHECKING

from builder.interpreter.annotations import union
from builder.interpreter.enums import members_of
from builder.interpreter.exceptions import text_exception
from builder.interpreter.failures import RaisedException, Refusal
from builder.interpreter.iteration import SIZED_TYPES
from builder.interpreter.limits import Value, size_of
from builder.interpreter.values import NOT_IMPLEMENTED, Class, Instance, Native, NativeClass
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_BINARY: dict[type, tuple[str, Callable[[Value, Value], Value]]] = {
    ast.Add: ("add", operator.add),
    ast.Sub: ("sub", operator.sub),
    ast.Mult: ("mul", operator.mul),
    ast.Div: ("truediv", operator.truediv),
    ast.FloorDiv: ("floordiv", operator.floordiv),
    ast.Mod: ("mod", operator.mod),
    ast.Pow: ("pow", operator.pow),
    ast.MatMult: ("matmul", operator.matmul),
    ast.LShift: ("lshift", operator.lshift),
    ast.RShift: ("rshift", operator.rshift),
    ast.BitAnd: ("and", operator.and_),
    ast.BitOr: ("or", operator.or_),
    ast.BitXor: ("xor", operator.xor),
}
_UNARY: dict[type, tuple[str, Callable[[Value], Value]]] = {
    ast.USub: ("__neg__", operator.neg),
    ast.UAdd: ("__pos__", operator.pos),
    ast.Invert: ("__invert__", operator.invert),
}
_COMPARE: dict[type, tuple[str, Callable[[Value, Value], Value]]] = {
    ast.Eq: ("__eq__", operator.eq),
    ast.NotEq: ("__ne__", operator.ne),
    ast.Lt: ("__lt__", operator.lt),
    ast.LtE: ("__le__", operator.le),
    ast.Gt: ("__gt__", operator.gt),
    ast.GtE: ("__ge__", operator.ge),
}
SIGNS = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "** or pow()",
    "matmul": "@", "lshift": "<<", "rshift": ">>", "and": "&", "or": "|", "xor": "^", "__neg__": "-", "__pos__": "+",
    "__invert__": "~", "__eq__": "==", "__ne__": "!=", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">=",
}  # fmt: skip
"""Operators as exceptions write them."""
_MIRROR = {"__lt__": "__gt__", "__gt__": "__lt__", "__le__": "__ge__", "__ge__": "__le__"}
_NUMBERS = frozenset({int, float, bool, complex})
_SEQUENCES = (str, list, tuple)
PLAIN: tuple[type[Value], ...] = (int, float, complex, type(None), slice, *SIZED_TYPES)
OPERATOR_METHODS = frozenset(
    {f"__{side}{name}__" for name, _ in _BINARY.values() for side in ("", "r", "i")}
    | {name for name, _ in (*_UNARY.values(), *_COMPARE.values())}
)


def binary(interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
    """Return `left op right`.

    Raises:
        RaisedException: a TypeError: there is no such operator for them.
    """
    name, apply = _BINARY[op]
    if type(left) in _NUMBERS and type(right) in _NUMBERS:
        # Whole numbers grow without bound, floats do not.
        if op in (ast.Pow, ast.Mult, ast.LShift) and type(left) is not float and type(right) is not float:
            interpreter.budget.bits(_bits(op, left, right))
        return interpreter.call_host(apply, left, right)
    if op is ast.Mod and isinstance(left, str) and interpreter.host.has_decorators:
        from builder.interpreter.formatting import percent

        return percent(interpreter, left, right)
    if isinstance(left, Instance) or isinstance(right, Instance):
        return _of_instances(interpreter, name, left, right)
    if isinstance(left, PLAIN) and isinstance(right, PLAIN):
        return _of_plain(interpreter, op, left, right)
    if op is ast.BitOr and _are_types(left, right):
        return union(interpreter, left, right)
    return _of_objects(interpreter, op, left, right)


def _are_types(left: Value, right: Value) -> bool:
    kinds = [one is None or isinstance(one, Class | NativeClass) for one in (left, right)]
    return all(kinds) and (left is not None or right is not None)


def _of_objects(interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
    name, apply = _BINARY[op]
    if isinstance(left, Flag) and isinstance(right, Flag):
        return interpreter.call_host(apply, left, right)
    result = interpreter.call_host(interpreter.host.binary, interpreter, op, left, right)
    if result is NotImplemented:
        raise _no_operator(interpreter, name, left, right)
    return result


def _no_operator(interpreter: Interpreter, name: str, left: Value, right: Value) -> RaisedException:
    sides = f"{interpreter.kind(left)!r} and {interpreter.kind(right)!r}"
    sign = SIGNS[name]
    if sign in ("<", "<=", ">", ">="):
        return text_exception("TypeError", f"{sign!r} not supported between instances of {sides}")
    return text_exception("TypeError", f"unsupported operand type(s) for {sign}: {sides}")


def _bits(op: type[ast.AST], left: Value, right: Value) -> int:
    if type(left) is complex or type(right) is complex:
        return 0
    if op is ast.Mult:
        return int(left).bit_length() + int(right).bit_length()
    if op is ast.LShift:
        return int(left).bit_length() + max(int(right), 0)
    # Powers of 0, 1 and -1 stay small, whatever the exponent.
    return int(left).bit_length() * max(int(right), 0) if abs(left) > 1 else 0


def _of_plain(interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
    budget = interpreter.budget
    if op is ast.Mult:
        for sequence, times in ((left, right), (right, left)):
            if isinstance(sequence, _SEQUENCES) and isinstance(times, int):
                budget.hold(len(sequence) * max(times, 0), type(sequence).__name__)
    elif op is ast.Add and isinstance(left, _SEQUENCES) and isinstance(right, _SEQUENCES):
        budget.hold(len(left) + len(right), type(left).__name__)
    elif op is ast.Mod and isinstance(left, str):
        from builder.interpreter.formatting import percent

        return percent(interpreter, left, right)
    elif isinstance(left, SIZED_TYPES) and isinstance(right, SIZED_TYPES):
        budget.hold(size_of(left) + size_of(right))
    name, apply = _BINARY[op]
    result = interpreter.call_host(apply, left, right)
    return interpreter.host.derive(interpreter, name, (left, right), result)


def _of_instances(interpreter: Interpreter, name: str, left: Value, right: Value) -> Value:
    for owner, other, method in ((left, right, f"__{name}__"), (right, left, f"__r{name}__")):
        found = owner.cls.find(method) if isinstance(owner, Instance) else None
        if found is not None:
            result = interpreter.call(found[1], owner, other)
            if result is not NOT_IMPLEMENTED:
                return result
    raise _no_operator(interpreter, name, left, right)


def inplace(interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
    """Return the value of `left` after `left op= right`; lists and tensors change in place."""
    if isinstance(left, list) and op is ast.Add:
        from builder.interpreter.iteration import collect

        items = collect(interpreter, right)
        interpreter.budget.hold(len(left) + len(items), "list")
        left += items
        return left
    if isinstance(left, Instance):
        found = left.cls.find(f"__i{_BINARY[op][0]}__")
        if found is not None:
            result = interpreter.call(found[1], left, right)
            if result is not NOT_IMPLEMENTED:
                return result
    elif not isinstance(left, PLAIN):
        result = interpreter.call_host(interpreter.host.inplace, interpreter, op, left, right)
        if result is not NotImplemented:
            return result
    return binary(interpreter, op, left, right)


def unary(interpreter: Interpreter, op: type[ast.AST], value: Value) -> Value:
    """Return `op value`."""
    if op is ast.Not:
        return not truth(interpreter, value)
    name, apply = _UNARY[op]
    if type(value) in _NUMBERS or isinstance(value, int | float):
        result = interpreter.call_host(apply, value)
        return interpreter.host.derive(interpreter, name, (value,), result)
    if isinstance(value, Instance):
        found = value.cls.find(name)
        if found is not None:
            return interpreter.call(found[1], value)
    result = interpreter.call_host(interpreter.host.unary, interpreter, op, value)
    if result is NotImplemented:
        interpreter.raise_("TypeError", f"bad operand type for unary {SIGNS[name]}: {interpreter.kind(value)!r}")
    return result


def compare(interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
    """Return `left op right` for a comparison, `is` and `in` included.

    Raises:
        RaisedException: a TypeError: they cannot be ordered.
    """
    if op is ast.Is or op is ast.IsNot:
        interpreter.host.identity(left, right)
        return _is_one(left, right) is (op is ast.Is)
    if op is ast.In or op is ast.NotIn:
        return truth(interpreter, contains(interpreter, right, left)) is (op is ast.In)
    name, apply = _COMPARE[op]
    if isinstance(left, Instance) or isinstance(right, Instance):
        return _compare_instances(interpreter, name, left, right)
    if isinstance(left, PLAIN) and isinstance(right, PLAIN):
        interpreter.host.decide(interpreter, left, right)
        if isinstance(left, SIZED_TYPES) and isinstance(right, SIZED_TYPES):
            interpreter.budget.weigh(left)
            interpreter.budget.weigh(right)
        return interpreter.call_host(apply, left, right)
    result = interpreter.call_host(interpreter.host.compare, interpreter, op, left, right)
    if result is NotImplemented:
        if op in (ast.Eq, ast.NotEq):
            return (left == right) is (op is ast.Eq)
        raise _no_operator(interpreter, name, left, right)
    return result


def _is_one(left: Value, right: Value) -> bool:
    """Tell whether two values are one object; a function of a table may be made anew where it is asked for."""
    return left is right or (isinstance(left, Native) and left == right)


def _compare_instances(interpreter: Interpreter, name: str, left: Value, right: Value) -> Value:
    for owner, other, method in ((left, right, name), (right, left, _MIRROR.get(name, name))):
        found = owner.cls.find(method) if isinstance(owner, Instance) else None
        if found is not None and found[1] is not None:
            result = interpreter.call(found[1], owner, other)
            if result is not NOT_IMPLEMENTED:
                return result
    # Python's own `__ne__` inverts `__eq__`.
    if name == "__ne__":
        return not truth(interpreter, _compare_instances(interpreter, "__eq__", left, right))
    if name == "__eq__":
        return left is right
    raise _no_operator(interpreter, name, left, right)


def contains(interpreter: Interpreter, value: Value, item: Value) -> Value:
    """Answer `item in value`."""
    if isinstance(value, SIZED_TYPES):
        return _contains_plain(interpreter, value, item)
    result: Value = NotImplemented
    if isinstance(value, Instance):
        found = value.cls.find("__contains__")
        if found is not None:
            return interpreter.call(found[1], value, item)
    elif members_of(value) is not None or isinstance(value, Flag):
        return interpreter.call_host(operator.contains, members_of(value) or value, item)
    elif (cls := interpreter.host.class_of(value)) is not None:
        found = cls.find("__contains__") if isinstance(cls, Class) else None
        if found is not None and isinstance(found[0], Class):
            return interpreter.call(found[1], value, item)
        result = interpreter.call_host(interpreter.host.contains, interpreter, value, item)
    return _meets(interpreter, value, item) if result is NotImplemented else result


def _contains_plain(interpreter: Interpreter, value: Value, item: Value) -> Value:
    if isinstance(value, dict | set | frozenset):
        interpreter.budget.key(item)
    if isinstance(value, range):
        if type(item) not in (int, bool):
            return _meets(interpreter, value, item)  # Python would look at one number after another, without end
    else:
        interpreter.budget.spend(len(value) // 64 + 1)
    if isinstance(value, list | tuple):
        weigh_all(interpreter, value, item)
        interpreter.host.decide(interpreter, item, *value)
    return interpreter.call_host(operator.contains, value, item)


def _meets(interpreter: Interpreter, value: Value, item: Value) -> bool:
    """Compare the item with one value after another."""
    from builder.interpreter.iteration import iterate

    for other in iterate(interpreter, value):
        interpreter.budget.spend(1)
        if other is item or truth(interpreter, compare(interpreter, ast.Eq, other, item)):
            return True
    return False


def truth(interpreter: Interpreter, value: Value) -> bool:
    """Tell whether a value is true."""
    if isinstance(value, PLAIN):
        if isinstance(value, int):
            interpreter.host.decide(interpreter, value)
        return bool(value)
    cls = value.cls if isinstance(value, Instance) else interpreter.host.class_of(value)
    # In Python's order. What torch defines of them the host is asked for below.
    for name in ("__bool__", "__len__"):
        found = cls.find(name) if isinstance(cls, Class) else None
        if found is not None and isinstance(found[0], Class):
            return bool(plain(interpreter, interpreter.call(found[1], value), (bool, int), name))
    if cls is not None and not isinstance(value, Instance):
        return bool(interpreter.call_host(interpreter.host.truth, interpreter, value))
    return bool(value) if isinstance(value, Flag) else True


def as_index(interpreter: Interpreter, value: Instance) -> Value:
    """Return the whole number that an object says it is; the object where it says none."""
    found = value.cls.find("__index__")
    return value if found is None else plain(interpreter, interpreter.call(found[1], value), (int,), "__index__")


def length(interpreter: Interpreter, value: Value) -> int:
    """Return `len(value)`."""
    if isinstance(value, SIZED_TYPES):
        return int(interpreter.call_host(len, value))
    if members_of(value) is not None:
        return len(members_of(value))
    cls = value.cls if isinstance(value, Instance) else interpreter.host.class_of(value)
    found = cls.find("__len__") if isinstance(cls, Class) else None
    if found is not None and isinstance(found[0], Class):
        return int(plain(interpreter, interpreter.call(found[1], value), (int,), "__len__"))
    count: int | None = None
    if cls is not None and not isinstance(value, Instance):
        count = interpreter.call_host(interpreter.host.length, interpreter, value)
    if count is None:
        interpreter.raise_("TypeError", f"object of type {interpreter.kind(value)!r} has no len()")
    return count


def plain(interpreter: Interpreter, value: Value, kinds: tuple[type, ...], method: str) -> Value:
    """Return a value that a method of the text must return as one of these types."""
    if not isinstance(value, kinds):
        interpreter.raise_("TypeError", f"{method} returns {interpreter.noun(value)}")
    return value


def set_item(interpreter: Interpreter, target: dict[Value, Value], key: Value, value: Value) -> None:
    """Do `target[key] = value`."""
    interpreter.budget.key(key)
    interpreter.budget.hold(1)
    if len(target) >= interpreter.limits.elements:
        interpreter.budget.hold(len(target) + 1, "dict")
    interpreter.call_host(target.__setitem__, key, value)


def make_set(interpreter: Interpreter, items: Iterable[Value]) -> set[Value]:
    """Return a set; check each element before it is hashed.

    Raises:
        Refusal: an element is too large a number or nested too deeply, or there are too many.
        RaisedException: a TypeError: an element cannot be hashed.
    """
    made: set[Value] = set()
    for item in items:
        interpreter.budget.key(item)
        interpreter.budget.hold(1)
        interpreter.budget.spend(1)
        interpreter.call_host(made.add, item)
    if len(made) > interpreter.limits.elements:
        raise Refusal(say("interpreter.large-set"))
    return made


def weigh_all(interpreter: Interpreter, *values: Value) -> None:
    """Weigh each value before Python compares them natively."""
    for value in values:
        interpreter.budget.weigh(value)
