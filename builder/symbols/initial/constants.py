"""Tensors that a text makes of numbers alone: the values they begin with, by numpy, and as a scheme where drawn."""

from __future__ import annotations

import operator
from collections.abc import Callable
from math import floor, prod
from typing import NamedTuple, TypeAlias

import numpy as np

from builder.catalogue.dtypes import CASTS
from builder.document.blocks import ArgumentValue
from builder.document.graph_rules import MAX_VALUES
from builder.interpreter.limits import Value
from builder.symbols.initial.memory_order import is_turned
from builder.symbols.values import Symbol, TensorSymbol
from builder.word_list import words

Init = dict[str, ArgumentValue]
Array: TypeAlias = Value
MOST = 4_000_000
"""The largest number of elements that are computed."""
_DEEPEST = 50
_STEP = 500
"""What one call costs, in elements."""
_UNARY = words("exp log log2 log10 log1p expm1 sqrt sin cos tan tanh square abs sign floor ceil neg")
_BINARY: dict[str, Callable[[Array, Array], Array]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv, "pow": operator.pow,
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge,
    "matmul": operator.matmul, "floor_divide": operator.floordiv, "remainder": operator.mod, "multiply": operator.mul,
    "bitwise_and": operator.and_, "bitwise_or": operator.or_, "outer": np.outer,
}  # fmt: skip
_ROUNDED_FUNCTIONS = words("exp log log2 log10 log1p expm1 sqrt sin cos tan tanh pow matmul sum mean")
"""What torch and NumPy work out by code of their own, and add up in orders of their own."""
_SELF_SIZED_FUNCTIONS = ("eye", "linspace", "T", "t")
"""What looks to its own size; of all else the catalogue has to tell the shape before anything is made."""
_CASTS = {name: dtype for name, dtype in CASTS.items() if dtype != "bfloat16"}  # which numpy has not


class _UnknownError(Exception):
    """The value of a tensor cannot be worked out here."""


class Work:
    """The budget that is left for computing values, in elements."""

    def __init__(self, left: int = 40_000_000) -> None:
        """Start with the whole budget."""
        self.left = left
        self.is_rounded = False
        """Whether something was worked out that torch may round otherwise, in the last bit."""

    def spend(self, count: int) -> None:
        """Deduct from the budget.

        Raises:
            _UnknownError: nothing is left.
        """
        self.left -= count
        if self.left < 0:
            raise _UnknownError


def number(symbol: Symbol) -> float | None:
    """Return the number in a tensor without dims, or None where it is not known."""
    found = values(symbol, Work(100_000))
    if found is None or found.shape:
        return None
    return found.item()  # type: ignore[no-any-return]


def values(symbol: Value, work: Work) -> Array | None:
    """Return the values of a tensor that is made of numbers alone, or None where they are drawn, unknown or many."""
    try:
        with np.errstate(all="ignore"):
            return np.asarray(_value(symbol, work, 0))
    except (_UnknownError, TypeError, ValueError, IndexError, ArithmeticError, AttributeError, MemoryError):
        return None


class Initial(NamedTuple):
    """What a tensor begins with.

    It is not `whole` where a document stores no such values, and not `in_order` where they lie otherwise in memory
    than those of a new tensor, so that what is worked out of them may be rounded otherwise.
    """

    init: Init | None
    whole: bool
    in_order: bool = True


def initial(symbol: Value, work: Work) -> Initial:
    """Return what a tensor begins with."""
    if symbol is None:
        return Initial(None, True)
    scheme = _random_scheme(symbol)
    if scheme is not None:
        return Initial(scheme, True)
    work.is_rounded = False
    found = values(symbol, work)
    if found is not None:
        init, is_whole = (None, False) if work.is_rounded else _to_init(found)
        return Initial(init, is_whole, bool(found.flags.c_contiguous))
    is_zero = isinstance(symbol, Symbol) and symbol.target in ("empty", "zeros") and not _is_changed(symbol)
    return Initial(None, is_zero, not is_turned(symbol))


def _to_init(found: Array) -> tuple[Init | None, bool]:
    """Return values as a document has them, and whether that is all of them."""
    signs = np.signbit(found) if found.dtype.kind == "f" else np.zeros(found.shape, bool)
    if found.size and bool((found == found.flat[0]).all()) and bool((signs == signs.flat[0]).all()):
        first = found.flat[0].item()
        is_zero = not first and not signs.flat[0]  # -0.0 is equal to 0, and 1 / -0.0 is not
        return (None if is_zero else {"value": first}), bool(np.isfinite(first))
    if found.size > MAX_VALUES or not bool(np.isfinite(found).all()):
        return None, False
    return {"value": found.tolist()}, True


def _random_scheme(symbol: Value) -> Init | None:
    """Return the scheme of expressions such as `torch.randn(...) * 0.02`."""
    scale = 1.0
    while isinstance(symbol, Symbol) and symbol.op == "operator" and symbol.target in ("mul", "div"):
        left, right = symbol.args
        if isinstance(left, int | float) and symbol.target == "mul":
            left, right = right, left
        if not isinstance(right, int | float) or not right or symbol.is_outdated or _is_changed(symbol):
            return None
        scale, symbol = scale * (right if symbol.target == "mul" else 1 / right), left
    if not isinstance(symbol, Symbol) or symbol.is_outdated or _is_changed(symbol):
        return None
    return _scheme(symbol, scale)


def _scheme(symbol: Symbol, scale: float) -> Init | None:
    if symbol.op == "init" and scale == 1:
        return {"scheme": symbol.target, "args": symbol.kwargs}
    if symbol.op != "function":
        return None
    if symbol.target == "randn" and scale > 0:
        return {"scheme": "normal_", "args": {} if scale == 1 else {"std": scale}}
    if symbol.target == "rand" and scale > 0:
        return {"scheme": "uniform_", "args": {} if scale == 1 else {"b": scale}}
    return None


def _is_changed(symbol: Symbol) -> bool:
    return bool(symbol.writes or symbol.changes)


def _value(symbol: Value, work: Work, depth: int, changed_by: Symbol | None = None) -> Array:
    """Return the values of a tensor; what `changed_by` alone has changed, as they were before."""
    work.spend(_STEP)
    if depth > _DEEPEST:
        raise _UnknownError
    if type(symbol) is Symbol and (symbol.is_outdated or symbol.changes > (changed_by is not None)):
        raise _UnknownError
    if type(symbol) is Symbol and symbol.changes and symbol.writes:
        raise _UnknownError
    if isinstance(symbol, TensorSymbol):
        if symbol.owner is not None or len(symbol.args) < 2:
            raise _UnknownError
        return _value(symbol.args[1], work, depth + 1)
    if isinstance(symbol, list | tuple):
        return type(symbol)(_value(item, work, depth + 1) for item in symbol)
    return _evaluate(symbol, work, depth + 1) if isinstance(symbol, Symbol) else symbol


def _evaluate(symbol: Symbol, work: Work, depth: int) -> Array:
    name = str(symbol.target).rpartition(".")[2]
    size = prod(symbol.shape or (1,))
    if size > MOST or (symbol.shape is None and symbol.op != "item" and name not in _SELF_SIZED_FUNCTIONS):
        raise _UnknownError
    work.spend(size)
    first = symbol if name.endswith("_") and not name.endswith("__") else None
    args = [_value(arg, work, depth, first if i == 0 else None) for i, arg in enumerate(symbol.args)]
    kwargs = {key: _value(value, work, depth) for key, value in symbol.kwargs.items()}
    if name == "matmul":
        work.spend(size * args[0].shape[-1])
    found = _with_dtype(_apply(symbol, args, kwargs), symbol)
    work.is_rounded |= name.removesuffix("_") in _ROUNDED_FUNCTIONS and bool((found != np.rint(found)).any())
    # A copy, as `clone` and views here hand on the very array of their operand.
    if symbol.writes:
        found = found.copy()
    for place, new in symbol.writes:
        work.spend(found.size)
        found[_value(place, work, depth) if isinstance(place, Symbol) else place] = _value(new, work, depth)
    return found


def _with_dtype(found: Array, symbol: Symbol) -> Array:
    found = np.asarray(found)
    if found.size > MOST:
        raise _UnknownError
    if symbol.dtype is not None and symbol.dtype != "bfloat16":
        return found.astype(symbol.dtype)
    # NumPy makes float64 where torch makes its default dtype.
    return found.astype(np.float32) if found.dtype == np.float64 else found


def _apply(symbol: Symbol, args: list[Array], kwargs: dict[str, Array]) -> Array:
    name = str(symbol.target).rpartition(".")[2]
    name = name if name.endswith("__") else name.removesuffix("_")
    dtype = {"dtype": symbol.dtype or "float32"} if name == "linspace" else {}
    kwargs = {key: value for key, value in kwargs.items() if key not in ("dtype", "device", "requires_grad")} | dtype
    if symbol.op == "item":
        return args[0][symbol.target]
    if symbol.shape is not None and name in ("zeros", "ones", "full", "empty"):
        fill = kwargs.get("fill_value", args[1] if name == "full" and len(args) > 1 else float(name == "ones"))
        if name == "empty":
            raise _UnknownError
        return np.full(symbol.shape, fill)
    if name in _UNARY and len(args) == 1:
        return getattr(np, {"abs": "absolute", "neg": "negative"}.get(name, name))(args[0])
    if name in _BINARY and len(args) == 2:
        return _BINARY[name](*args)
    if name in _CASTS and len(args) == 1:
        return args[0].astype(_CASTS[name])
    if name in _OTHERS:
        return _OTHERS[name](*args, **kwargs)
    raise _UnknownError


def _as_list(args: tuple[Array, ...]) -> tuple[Array, ...]:
    return tuple(args[0]) if len(args) == 1 and isinstance(args[0], list | tuple) else args


def _linspace(start: float, end: float, steps: int, dtype: str) -> Array:
    """Return what torch gives bit by bit: the upper half is counted down from the end, all of it in the dtype.

    Raises:
        _UnknownError: the dtype is neither float32 nor float64.
    """
    if dtype not in ("float32", "float64") or not 0 <= steps <= MOST:
        raise _UnknownError
    kind: Array = getattr(np, dtype)
    if steps < 2:
        return np.full(steps, start, dtype=kind)
    first, last = kind(start), kind(end)
    step = (last - first) / kind(steps - 1)
    i = np.arange(steps)
    up = first + step * i.astype(kind)
    down = last - step * (steps - 1 - i).astype(kind)
    return np.where(i < steps // 2, up, down).astype(kind)


def _flatten(x: Array, start: int, end: int) -> Array:
    first, last = start % max(x.ndim, 1), end % max(x.ndim, 1)
    return x.reshape(*x.shape[:first], -1, *x.shape[last + 1 :])


def _arange(*args: Array) -> Array:
    if not all(isinstance(arg, int | float) for arg in args) or len(range(*map(int, args))) > MOST:
        raise _UnknownError
    return np.arange(*args)


def _range(start: float, end: float, step: float) -> Array:
    count = floor((end - start) / step) + 1
    if not 0 < count <= MOST:
        raise _UnknownError
    return start + step * np.arange(count, dtype=np.float64)


_OTHERS: dict[str, Callable[..., Array]] = {
    "tensor": lambda x: x,
    "as_tensor": lambda x: x,
    "arange": _arange,
    "range": _range,
    # -1 rows raise before anything is made, which `values` takes as unknown.
    "eye": lambda n, m=None: np.eye(n if n <= 2000 else -1, m),
    "linspace": _linspace,
    "unbind": lambda x, dim=0: list(np.moveaxis(x, dim, 0)),
    "tril": lambda x, diagonal=0: np.tril(x, diagonal),
    "triu": lambda x, diagonal=0: np.triu(x, diagonal),
    "view": lambda x, *shape: x.reshape(_as_list(shape)),
    "reshape": lambda x, *shape: x.reshape(_as_list(shape)),
    "unsqueeze": lambda x, dim: np.expand_dims(x, dim),
    "squeeze": lambda x, dim=None: np.squeeze(x, dim),
    "transpose": lambda x, a, b: np.swapaxes(x, a, b),
    "t": lambda x: x.T,
    "T": lambda x: x.T,
    "permute": lambda x, *dims: np.transpose(x, _as_list(dims)),
    "cat": lambda parts, dim=0: np.concatenate(parts, dim),
    "stack": lambda parts, dim=0: np.stack(parts, dim),
    "clone": lambda x: x,
    "detach": lambda x: x,
    "contiguous": np.ascontiguousarray,
    "expand": lambda x, *shape: np.broadcast_to(x, _as_list(shape)),
    "sum": lambda x: x.sum(),
    "mean": lambda x: x.mean(),
    "to": lambda x, *rest: x,
    "masked_fill": lambda x, mask, value: np.where(mask, value, x),
    "__getitem__": lambda x, place: x[place],
    "meshgrid": lambda *given: np.meshgrid(*given[:-2], indexing=given[-2])[given[-1]],
    "flatten": lambda x, start_dim=0, end_dim=-1: _flatten(x, start_dim, end_dim),
    "repeat": lambda x, *times: np.tile(x, _as_list(times)),
    "zeros_like": np.zeros_like,
    "ones_like": np.ones_like,
}
