"""Expressions over a definition's arguments, `"=channels * 2"`: whole numbers and a few operations, never `eval`."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from builder.document.blocks import ArgumentValue
from builder.errors import DocumentError
from builder.sentences import say
from builder.syntax import parsed_expression

Number: TypeAlias = int | float
MAX_TEXT = 200
MAX_NUMBER = 2**63
"""An upper bound on every number: literals, arguments and the result of each operation."""
_SHOWN = 8
MAX_DIGITS = 20
"""Digits that `round` may be given, to either side of the point: Python computes that power of ten."""
_MOST_BITS = 64
"""Bits that a power may have: it is refused by its operands, before Python computes a number of any length."""


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(base, int) and isinstance(exponent, int) and base.bit_length() * abs(exponent) > _MOST_BITS:
        raise OverflowError
    power: Number = base**exponent
    return power


_OPERATIONS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {"min": min, "max": max, "int": int, "round": round, "sqrt": math.sqrt}
FUNCTIONS = frozenset(_FUNCTIONS)
"""The functions that an expression may call, `sqrt` being that of Python's math."""


def is_expression(value: object) -> bool:
    """Tell whether an argument is an expression: text that starts with `=`."""
    return isinstance(value, str) and value.startswith("=")


def evaluate(text: str, names: Mapping[str, Any]) -> ArgumentValue:
    """Return the value of an expression.

    A name alone stands for whatever the argument is; in arithmetic all must be numbers.

    >>> evaluate("=max(channels // 4, 8) * 2", {"channels": 64})
    32

    Raises:
        DocumentError: it cannot be read, names no argument, or leaves the numbers that are allowed.
    """
    tree = tree_of(text)
    if isinstance(tree, ast.Name):
        return _argument(tree.id, names, text)
    return number_of(tree, names, text)


def tree_of(text: str) -> ast.expr:
    """Return the tree of an expression, which others read as well and nobody changes.

    Raises:
        DocumentError: it is no Python, or too long.
    """
    if len(text) > MAX_TEXT:
        raise DocumentError(say("document.expression.long", limit=MAX_TEXT, count=len(text)))
    try:
        return _tree(text[1:].strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise DocumentError(
            say("document.expression.unreadable", text=text), hint=say("document.expression.hint")
        ) from None


@lru_cache(1024)
def _tree(text: str) -> ast.expr:
    return parsed_expression(text)


def check_parts(node: ast.expr, text: str) -> None:
    """Refuse what no expression is made of, whatever its names stand for.

    Raises:
        DocumentError: with the text.
    """
    parts: list[ast.expr] = []
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            _check_bounds(value, text)
        case ast.Name():
            pass
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            parts = [operand]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            parts = [left, right]
        case ast.Call(func=ast.Name(id=name), args=[_, *_] as values, keywords=[]) if name in _FUNCTIONS:
            parts = values
        case _:
            raise DocumentError(say("document.expression.parts", text=text), hint=say("document.expression.hint"))
    for part in parts:
        check_parts(part, text)


def number_of(node: ast.expr, names: Mapping[str, Any], text: str) -> Number:
    """Return what a tree comes to; `text` is what a refusal names.

    Raises:
        DocumentError: as `evaluate` does.
    """
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return _check_bounds(value, text)
        case ast.Name(id=name):
            value = _argument(name, names, text)
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise DocumentError(
                    say("document.expression.value", text=text, name=name, value=value),
                    hint=say("document.expression.value.hint"),
                )
            return _check_bounds(value, text)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -number_of(operand, names, text)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            return _combine(_OPERATIONS[type(op)], text, number_of(left, names, text), number_of(right, names, text))
        case ast.Call(func=ast.Name(id=name), args=[_, *_] as values, keywords=[]) if name in _FUNCTIONS:
            numbers = [number_of(value, names, text) for value in values]
            # Before it is called: Python would first compute a power of ten with that many digits.
            if name == "round":
                _check_digits(numbers[1:], text)
            return _combine(_FUNCTIONS[name], text, *numbers)
        case _:
            raise DocumentError(
                say("document.expression.parts", text=text),
                hint=say("document.expression.hint"),
            )


def _check_digits(digits: list[Number], text: str) -> None:
    if any(abs(count) > MAX_DIGITS for count in digits):
        raise DocumentError(
            say("document.expression.digits", text=text, limit=MAX_DIGITS), hint=say("document.expression.digits.hint")
        )


def _combine(operation: Callable[..., Number], text: str, *numbers: Number) -> Number:
    try:
        return _check_bounds(operation(*numbers), text)
    except (ZeroDivisionError, TypeError, OverflowError, ValueError):
        raise DocumentError(
            say("document.expression.undefined", text=text), hint=say("document.expression.undefined.hint")
        ) from None


def _check_bounds(value: Number, text: str) -> Number:
    if not -MAX_NUMBER < value < MAX_NUMBER:
        raise DocumentError(say("document.expression.large", text=text), hint=say("document.expression.large.hint"))
    return value


def _argument(name: str, names: Mapping[str, Any], text: str) -> ArgumentValue:
    if name not in names:
        known = ", ".join(list(names)[:_SHOWN]) or "none"
        raise DocumentError(
            say("document.expression.unknown", text=text, name=name),
            hint=say("document.expression.unknown.hint", known=known),
        )
    return names[name]
