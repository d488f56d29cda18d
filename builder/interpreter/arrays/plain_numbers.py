"""The few functions of numpy that model code calls on plain numbers: `np.sqrt(d)`, `np.prod(shape)`, `np.pi`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.interpreter.doubles import Double, to_double
from builder.interpreter.iteration import collect
from builder.interpreter.limits import Value
from builder.interpreter.stdlib.common import product
from builder.interpreter.values import Absent, ModuleValue, Native

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_PLAIN = (int, float, bool, Double)
_OF_ONE: dict[str, Callable[[float], float]] = {
    "sqrt": math.sqrt, "log": math.log, "log2": math.log2, "log10": math.log10, "exp": math.exp, "ceil": math.ceil,
    "floor": math.floor, "abs": abs, "sin": math.sin, "cos": math.cos, "tanh": math.tanh, "square": lambda x: x * x,
}  # fmt: skip


def _of_number(name: str, function: Callable[[float], float]) -> Native:
    def call(interpreter: Interpreter, value: Value, /, *more: Value, **kwargs: Value) -> Value:
        if not isinstance(value, _PLAIN) or more or kwargs:
            return interpreter.host.absent(interpreter, Absent(f"numpy.{name}"), None)
        result = function(value)
        return to_double(float(result) if name in ("ceil", "floor") else result)

    return Native(name, call)


def _of_items(name: str, function: Callable[[list[Value]], Value]) -> Native:
    def call(interpreter: Interpreter, items: Value, /, *more: Value, **kwargs: Value) -> Value:
        values = collect(interpreter, items) if isinstance(items, list | tuple) else [items]
        if more or kwargs or not all(isinstance(value, int | float) for value in values):
            return interpreter.host.absent(interpreter, Absent(f"numpy.{name}"), None)
        interpreter.budget.bits(sum(value.bit_length() for value in values if isinstance(value, int)))
        return to_double(function(values))

    return Native(name, call)


def _power(interpreter: Interpreter, base: Value, exponent: Value) -> Value:
    if type(base) not in _PLAIN or type(exponent) not in _PLAIN:
        return interpreter.host.absent(interpreter, Absent("numpy.power"), None)
    return to_double(float(base) ** exponent)


def numpy_module(rest: bool) -> ModuleValue:
    """Return the module; where there is a `rest`, what is not in it is absent."""
    members: dict[str, Value] = {name: _of_number(name, function) for name, function in _OF_ONE.items()}
    members |= {"prod": _of_items("prod", product), "sum": _of_items("sum", sum)}
    members |= {"max": _of_items("max", max), "min": _of_items("min", min), "power": Native("power", _power)}
    members |= {"pi": math.pi, "e": math.e, "inf": math.inf, "nan": math.nan}
    return ModuleValue("numpy", members, rest)
