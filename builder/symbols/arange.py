"""`torch.arange` in the document namespace."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from builder.interpreter.limits import Value
from builder.symbols.values import Symbol

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def _steps(*args: Value) -> tuple[int, ...] | None:
    """Return how many numbers `torch.arange` counts where some of them are no whole ones."""
    if not 0 < len(args) < 4 or not all(isinstance(arg, int | float) and math.isfinite(arg) for arg in args):
        return None
    start, end, step = (0, *args, 1) if len(args) == 1 else (*args, 1)[:3]
    return (max(math.ceil((end - start) / step), 0),) if step else None


def _bounds(args: tuple[Value, ...], kwargs: dict[str, Value]) -> tuple[Value, ...]:
    """Return start, end and step of `torch.arange` by position, taking those that are given by name."""
    named: dict[str, Value] = {name: kwargs.pop(name) for name in ("start", "end", "step") if name in kwargs}
    if not named:
        return args
    places = ("end",) if len(args) == 1 and "end" not in named else ("start", "end", "step")
    given: dict[str, Value] = {**dict(zip(places, args, strict=False)), **named}
    bounds = (given.get("start", 0), given.get("end", 0), given.get("step", 1))
    return bounds if "step" in given else bounds[:2] if "start" in given else bounds[1:2]


def arange(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    """Return the numbers that `torch.arange` counts; while a forward is read, as a call or as positions of a size."""
    args = _bounds(args, kwargs)
    whole = all(isinstance(arg, int) for arg in args)
    shape = (len(range(*args)),) if args and whole else _steps(*args)
    dtype = getattr(kwargs.get("dtype"), "dtype_name", "int64" if whole else "float32")
    symbol = Symbol("function", "arange", args, kwargs, shape, dtype)
    flows = interpreter.host.flows  # type: ignore[attr-defined]
    if flows.recorder is None or not whole or not args:
        return symbol
    if len(args) > 2 or (len(args) == 2 and args[0] != 0):
        return flows.counted(symbol, *(*args, 1)[:3])
    return flows.positions(symbol, args[-1])
