"""The functions of torch that make a tensor of sizes and numbers, as pasted code calls them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.catalogue.layers.arguments import MAX_SIZE
from builder.interpreter.failures import Absence, Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import Absent, Native
from builder.sentences import say
from builder.symbols.files.placeholders import refuse_absent
from builder.symbols.values import Symbol

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MAKER_DTYPES = {"rand": "float32", "randn": "float32", "zeros": "float32", "ones": "float32", "empty": "float32"}
_IGNORED_ARGUMENTS = frozenset({"dtype", "device", "requires_grad", "layout"})


def shape_of(interpreter: Interpreter, args: tuple[Value, ...], kwargs: dict[str, Value]) -> tuple[int, ...]:
    """Return the sizes that a function is given.

    Raises:
        Refusal: they are none.
        Absence: one of them is not here.
    """
    sizes = args[0] if len(args) == 1 and isinstance(args[0], list | tuple) else args
    sizes = kwargs.get("size", sizes)
    shape = tuple(sizes) if isinstance(sizes, list | tuple) else (sizes,)
    for n in shape:
        if isinstance(n, Absent):
            refuse_absent(n, Absence)
        if not isinstance(n, int) or not 0 <= n <= MAX_SIZE:
            raise Refusal(say("symbols.shape"), say("symbols.shape.hint"))
    return shape


def dtype_of(kwargs: dict[str, Value], default: str) -> str:
    """Return the dtype that a function is given by name, else the usual one."""
    return getattr(kwargs.get("dtype"), "dtype_name", default)


def _maker(name: str) -> Callable[..., Value]:
    def make(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        shape = shape_of(interpreter, args, kwargs)
        symbol = Symbol("function", name, args, kwargs, shape, dtype_of(kwargs, _MAKER_DTYPES[name]))
        flows = interpreter.host.flows  # type: ignore[attr-defined]
        if flows.recorder is None or name == "empty":
            return symbol
        return flows.record_maker(symbol, name, {} if name in ("rand", "randn") else {"size": list(shape)})

    return make


def _randint(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Symbol:
    numbers = list(args)
    if "size" not in kwargs and numbers:
        kwargs["size"] = numbers.pop()
    bounds = [*([kwargs["low"]] if "low" in kwargs else []), *numbers, *([kwargs["high"]] if "high" in kwargs else [])]
    low, high = bounds if len(bounds) == 2 else (0, bounds[0] if bounds else 10)
    shape = shape_of(interpreter, (), kwargs)
    return Symbol("function", "randint", (low, high), {}, shape, dtype_of(kwargs, "int64"))


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


def _arange(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    args = _bounds(args, kwargs)
    whole = all(isinstance(arg, int) for arg in args)
    shape = (len(range(*args)),) if args and whole else _steps(*args)
    symbol = Symbol("function", "arange", args, kwargs, shape, dtype_of(kwargs, "int64" if whole else "float32"))
    flows = interpreter.host.flows  # type: ignore[attr-defined]
    if flows.recorder is None or not whole or not args:
        return symbol
    if len(args) > 2 or (len(args) == 2 and args[0] != 0):
        return flows.record_arange(symbol, *(*args, 1)[:3])
    return flows.positions(symbol, args[-1])


def _range(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    """Return what `torch.range` counts, the end as well; floating numbers, whatever it is given.

    Raises:
        Refusal: a forward calls it.
    """
    args = _bounds(args, kwargs)
    start, end, step = (0, *args, 1) if len(args) == 1 else (*args, 1, 1, 1)[:3]
    numbers = [one for one in (start, end, step) if isinstance(one, int | float) and math.isfinite(one)]
    shape = (math.floor((end - start) / step) + 1,) if len(numbers) == 3 and step else None
    symbol = Symbol("function", "range", (start, end, step), kwargs, shape, dtype_of(kwargs, "float32"))
    flows = interpreter.host.flows  # type: ignore[attr-defined]
    if flows.recorder is not None:
        raise Refusal(say("symbols.constant", name="range"), say("symbols.constant.hint"))
    return symbol


def _full(interpreter: Interpreter, /, size: Value = (), fill_value: Value = 0.0, **kwargs: Value) -> Value:
    shape = shape_of(interpreter, (), {"size": size})
    default = "bool" if isinstance(fill_value, bool) else "int64" if isinstance(fill_value, int) else "float32"
    symbol = Symbol("function", "full", (size, fill_value), kwargs, shape, dtype_of(kwargs, default))
    flows = interpreter.host.flows  # type: ignore[attr-defined]
    if flows.recorder is None:
        return symbol
    return flows.record_maker(symbol, "full", {"size": list(shape), "fill_value": fill_value})


def _window(name: str) -> Native:
    """Return a function that makes a window of so many steps: its numbers are torch's own, so only code keeps them."""

    def make(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        made = interpreter.host.flows.operate("function", f"torch.{name}", args, kwargs)  # type: ignore[attr-defined]
        length = kwargs.get("window_length", args[0] if args else None)
        if isinstance(made, Symbol) and made.home is None and isinstance(length, int) and 0 <= length <= MAX_SIZE:
            made.shape, made.dtype = (length,), dtype_of(kwargs, "float32")
        return made

    return Native(name, make)


def _on_device(name: str, *names: str) -> Native:
    """Return a function that makes a tensor of numbers, which a forward does on the device of its input."""

    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        flows = interpreter.host.flows  # type: ignore[attr-defined]
        given = dict(zip(names, args, strict=False)) | kwargs
        told = {key: value for key, value in given.items() if key not in _IGNORED_ARGUMENTS}
        fits = len(args) <= len(names) and told.keys() <= set(names) and not kwargs.get("requires_grad")
        if flows.recorder is None or not fits or not all(isinstance(one, int | float) for one in told.values()):
            made = flows.operate("function", name, args, kwargs)
            if flows.recorder is None and isinstance(made, Symbol):
                made.shape = _shape_of_numbers(told)
                made.dtype = dtype_of(kwargs, "float32")
            return made
        dtype = {"dtype": dtype_of(kwargs, "")} if "dtype" in kwargs else {}
        return flows.made_there(name, Symbol("function", name, args, kwargs), told | dtype)

    return Native(name.rpartition(".")[2], call)


def _is_line(tensor: Value) -> bool:
    """Tell whether a tensor outside of forwards has one dim, or none, which a grid takes for one of a single entry."""
    return type(tensor) is Symbol and tensor.shape is not None and len(tensor.shape) <= 1


def _shape_of_numbers(given: dict[str, Value]) -> tuple[int, ...] | None:
    """Return the shape of what `eye` or `linspace` makes, or None where its sizes are no numbers."""
    sizes: list[Value] = [given["steps"]] if "steps" in given else [given.get("n"), given.get("m", given.get("n"))]
    return tuple(sizes) if all(isinstance(n, int) and 0 <= n <= MAX_SIZE for n in sizes) else None


def _meshgrid(interpreter: Interpreter, /, *tensors: Value, indexing: str = "ij") -> Value:
    """Return grids of positions."""
    given = tuple(tensors[0]) if len(tensors) == 1 and isinstance(tensors[0], list | tuple) else tensors
    flows = interpreter.host.flows  # type: ignore[attr-defined]
    if flows.recorder is not None and any(isinstance(t, Symbol) and t.home is not None for t in given):
        return flows.operate("function", "torch.meshgrid", given, {"indexing": indexing})
    if not given or len(given) > 8 or not all(map(_is_line, given)):
        raise Refusal(say("symbols.meshgrid"), say("symbols.buffer.hint"))
    shape = tuple((*t.shape, 1)[0] for t in given)
    if indexing == "xy":
        # torch.meshgrid: "xy" exchanges the first two dims.
        shape = (shape[1], shape[0], *shape[2:])
    return tuple(Symbol("function", "meshgrid", (*given, indexing, i), {}, shape, t.dtype) for i, t in enumerate(given))


MAKERS: dict[str, Value] = {
    **{name: Native(name, _maker(name)) for name in _MAKER_DTYPES},
    "randint": Native("randint", _randint),
    "arange": Native("arange", _arange),
    "range": Native("range", _range),
    "full": Native("full", _full),
    "meshgrid": Native("meshgrid", _meshgrid),
    "eye": _on_device("torch.eye", "n", "m"),
    "linspace": _on_device("torch.linspace", "start", "end", "steps"),
    **{f"{name}_window": _window(f"{name}_window") for name in ("hann", "hamming", "blackman", "bartlett", "kaiser")},
}
"""What `torch` has of them, by name."""
