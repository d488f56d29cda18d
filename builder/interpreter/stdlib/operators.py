"""`operator`, and what `functools` offers of order: the operators as functions."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.interpreter import attributes, operators, subscripts
from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Instance, Native

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_BINARY: dict[str, type[ast.AST]] = {
    "mul": ast.Mult, "add": ast.Add, "sub": ast.Sub, "truediv": ast.Div, "floordiv": ast.FloorDiv, "mod": ast.Mod,
    "matmul": ast.MatMult, "pow": ast.Pow, "and_": ast.BitAnd, "or_": ast.BitOr, "xor": ast.BitXor,
    "lshift": ast.LShift, "rshift": ast.RShift, "concat": ast.Add,
}  # fmt: skip
_COMPARE: dict[str, type[ast.AST]] = {
    "eq": ast.Eq, "ne": ast.NotEq, "lt": ast.Lt, "le": ast.LtE, "gt": ast.Gt, "ge": ast.GtE, "is_": ast.Is,
    "is_not": ast.IsNot,
}  # fmt: skip
_UNARY: dict[str, type[ast.AST]] = {
    "neg": ast.USub,
    "pos": ast.UAdd,
    "inv": ast.Invert,
    "invert": ast.Invert,
    "not_": ast.Not,
}


def _itemgetter(interpreter: Interpreter, /, *keys: Value) -> Native:
    def get(interpreter: Interpreter, value: Value, /) -> Value:
        found = tuple(subscripts.get(interpreter, value, key) for key in keys)
        return found[0] if len(found) == 1 else found

    return Native("itemgetter", get)


def _attrgetter(interpreter: Interpreter, /, *names: Value) -> Native:
    def one(interpreter: Interpreter, value: Value, path: str) -> Value:
        for name in path.split("."):
            value = attributes.get(interpreter, value, name)
        return value

    if not all(isinstance(name, str) for name in names):
        interpreter.raise_("TypeError", "attribute name must be a string")

    def get(interpreter: Interpreter, value: Value, /) -> Value:
        found = tuple(one(interpreter, value, name) for name in names)
        return found[0] if len(found) == 1 else found

    return Native("attrgetter", get)


def _methodcaller(interpreter: Interpreter, name: Value, /, *args: Value, **kwargs: Value) -> Native:
    if not isinstance(name, str):
        interpreter.raise_("TypeError", "method name must be a string")

    def call(interpreter: Interpreter, value: Value, /) -> Value:
        return interpreter.call(attributes.get(interpreter, value, name), *args, **kwargs)

    return Native("methodcaller", call)


def _binary(op: type[ast.AST]) -> Callable[..., Value]:
    return lambda interpreter, left, right: operators.binary(interpreter, op, left, right)


def _compare(op: type[ast.AST]) -> Callable[..., Value]:
    return lambda interpreter, left, right: operators.compare(interpreter, op, left, right)


def _unary(op: type[ast.AST]) -> Callable[..., Value]:
    return lambda interpreter, value: operators.unary(interpreter, op, value)


OPERATOR: dict[str, Callable[..., Value]] = {
    **{name: _binary(op) for name, op in _BINARY.items()},
    **{name: _compare(op) for name, op in _COMPARE.items()},
    **{name: _unary(op) for name, op in _UNARY.items()},
    "itemgetter": _itemgetter,
    "attrgetter": _attrgetter,
    "methodcaller": _methodcaller,
    "getitem": lambda interpreter, owner, index: subscripts.get(interpreter, owner, index),
    "setitem": lambda interpreter, owner, index, new: subscripts.set_subscript(interpreter, owner, index, new),
    "contains": lambda interpreter, owner, item: operators.contains(interpreter, owner, item),
    "truth": lambda interpreter, value: interpreter.truth(value),
    "abs": lambda interpreter, value: interpreter.call(interpreter.names.get("abs", abs), value),
}
"""The functions of the module `operator`."""


def cmp_to_key(interpreter: Interpreter, mycmp: Value) -> Native:
    """Return what makes a key of a value that a function of the text compares to others."""

    def before(interpreter: Interpreter, left: Value, right: Value) -> Value:
        result = interpreter.call(mycmp, left.fields["obj"], right.fields["obj"])
        return operators.compare(interpreter, ast.Lt, result, 0)

    keys = Class("K", (), {"__lt__": Native("method __lt__", before)})

    def make(interpreter: Interpreter, obj: Value) -> Instance:
        interpreter.budget.hold(1)
        made = Instance(keys)
        made.fields["obj"] = obj
        return made

    return Native("K", make)


_FROM: dict[str, dict[str, tuple[bool, str]]] = {
    "__lt__": {"__gt__": (True, "and not"), "__le__": (False, "or"), "__ge__": (True, "")},
    "__le__": {"__ge__": (True, "or"), "__lt__": (False, "and not"), "__gt__": (True, "")},
    "__gt__": {"__lt__": (True, "and not"), "__ge__": (False, "or"), "__le__": (True, "")},
    "__ge__": {"__le__": (True, "or"), "__gt__": (False, "and not"), "__lt__": (True, "")},
}
"""By the comparison that a class defines: each other one, whether it turns it around, and what it adds of equality."""


def total_ordering(interpreter: Interpreter, cls: Value) -> Value:
    """Add to a class the comparisons that follow from the one that it defines."""
    root = next((name for name in ("__lt__", "__le__", "__gt__", "__ge__") if cls.find(name) is not None), None)
    if root is None:
        interpreter.raise_("ValueError", "must define at least one ordering operation: < > <= >=")
    for name, (turned, equality) in _FROM[root].items():
        if cls.find(name) is None:
            cls.namespace[name] = Native(f"method {name}", _derived_comparison(cls.find(root)[1], turned, equality))
    return cls


def _derived_comparison(known: Value, turned: bool, equality: str) -> Callable[..., Value]:
    def compare(interpreter: Interpreter, left: Value, right: Value) -> Value:
        holds = interpreter.truth(interpreter.call(known, left, right)) is not turned
        if not equality:
            return holds
        equal = interpreter.truth(operators.compare(interpreter, ast.Eq, left, right))
        return holds or equal if equality == "or" else holds and not equal

    return compare
