"""Sorting and extremes, by keys that the text computes and orders that it may define."""

from __future__ import annotations

import ast
from functools import cmp_to_key
from typing import TYPE_CHECKING

from builder.interpreter.limits import Value
from builder.interpreter.operators import PLAIN, compare, truth, weigh_all

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def keys_of(interpreter: Interpreter, items: list[Value], key: Value) -> list[Value]:
    """Return what to compare the items by."""
    return list(items) if key is None else [interpreter.call(key, item) for item in items]


def sort(interpreter: Interpreter, items: list[Value], key: Value, reverse: bool) -> list[Value]:
    """Return the items in order, equal ones as they stood."""
    keys = keys_of(interpreter, items, key)
    interpreter.budget.spend(len(keys) // 4 + 1)
    if all(isinstance(k, PLAIN) for k in keys):
        interpreter.host.decide(interpreter, *keys)
        weight = sum(interpreter.budget.weigh(k) for k in keys)
        interpreter.budget.spend(weight // 4)
        order = interpreter.call_host(sorted, range(len(keys)), key=keys.__getitem__, reverse=bool(reverse))
    else:

        def difference(i: int, j: int) -> int:
            return -1 if smaller(interpreter, keys[i], keys[j]) else int(smaller(interpreter, keys[j], keys[i]))

        order = sorted(range(len(keys)), key=cmp_to_key(difference), reverse=bool(reverse))
    return [items[i] for i in order]


def smaller(interpreter: Interpreter, left: Value, right: Value) -> bool:
    """Tell whether one value comes before another."""
    return truth(interpreter, compare(interpreter, ast.Lt, left, right))


def extreme(interpreter: Interpreter, items: list[Value], key: Value, largest: bool) -> Value:
    """Return the smallest or the largest of the items, the first of equal ones."""
    keys = keys_of(interpreter, items, key)
    # To compare sizes of the input would decide for one input; a host may keep the largest as an expression.
    known = interpreter.host.extreme(interpreter, keys, largest) if key is None else NotImplemented
    if known is not NotImplemented:
        return known
    weigh_all(interpreter, *keys)
    best = 0
    for i in range(1, len(keys)):
        pair = (keys[best], keys[i]) if largest else (keys[i], keys[best])
        if smaller(interpreter, *pair):
            best = i
        interpreter.budget.spend(1)
    return items[best]
