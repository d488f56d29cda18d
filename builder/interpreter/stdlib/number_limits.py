"""`torch.finfo` and `torch.iinfo`: the limits of the numbers of a dtype, for both namespaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Instance, Native

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_FLOATS = {"float16": (16, 10, 16, 0.001), "bfloat16": (16, 7, 128, 0.01), "float32": (32, 23, 128, 1e-06),
           "float64": (64, 52, 1024, 1e-15)}  # fmt: skip
"""Bits, those of the fraction, the exponent that no number reaches, and the resolution that torch says."""
_WHOLE = {"int8": 8, "uint8": 8, "int16": 16, "int32": 32, "int64": 64}
_DEFAULT = "torch.float32"


def _repr(interpreter: Interpreter, made: Value) -> str:
    shown = [f"{name}={_short(value)}" for name, value in made.fields.items() if name != "bits"]
    return f"{made.cls.name}({', '.join(shown)})"


def _short(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:g}"


_KINDS = {name: Class(name, (), {"__repr__": Native("__repr__", _repr)}) for name in ("finfo", "iinfo")}


def _limits_of(kind: str, fields: dict[str, Value]) -> Instance:
    made = Instance(_KINDS[kind])
    made.fields.update(fields)
    return made


def _finfo(interpreter: Interpreter, type: Value = None) -> Instance:
    name = (_DEFAULT if type is None else interpreter.text(type)).removeprefix("torch.")
    if name not in _FLOATS:
        raise TypeError("torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.finfo'")
    bits, fraction, top, resolution = _FLOATS[name]
    largest, tiny = (2 - 2.0**-fraction) * 2.0 ** (top - 1), 2.0 ** (2 - top)
    return _limits_of("finfo", {
        "resolution": resolution, "min": -largest, "max": largest, "eps": 2.0**-fraction,
        "smallest_normal": tiny, "tiny": tiny, "dtype": name, "bits": bits,
    })  # fmt: skip


def _iinfo(interpreter: Interpreter, type: Value) -> Instance:
    name = interpreter.text(type).removeprefix("torch.")
    if name not in _WHOLE:
        raise TypeError("torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'")
    bits = _WHOLE[name]
    low, high = (0, 2**bits - 1) if name == "uint8" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    return _limits_of("iinfo", {"min": low, "max": high, "dtype": name, "bits": bits})


LIMITS = {"finfo": Native("finfo", _finfo), "iinfo": Native("iinfo", _iinfo)}
"""Both by name."""
