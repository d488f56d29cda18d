"""Numbers of numpy's float64 and int64, of which torch makes tensors of float64, as of no float of Python."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np


class Double(float):
    """A float that numpy returned, or that was reckoned from one."""


class Whole(int):
    """A whole number that numpy returned: what is divided by it is a `Double`."""


def _double(name: str) -> Callable[..., Any]:
    """Return a method of floats that returns such a number where it returns a float."""
    apply = getattr(float, name)

    def method(self: Double, *others: Any) -> Any:  # noqa: ANN401 - whatever stands on the other side
        return to_double(apply(self, *map(float, others) if all(type(one) is Whole for one in others) else others))

    return method


def _whole(name: str, mirrored: bool) -> Callable[..., Any]:
    """Return a method of whole numbers that computes as numpy does."""
    apply = getattr(operator, name)

    def method(self: Whole, other: Any) -> Any:  # noqa: ANN401 - whatever stands on the other side
        if not isinstance(other, int | float):
            return NotImplemented
        # In 64 bits, where a number of NumPy overflows and one of Python grows.
        sides = (other, np.int64(self)) if mirrored else (np.int64(self), other)
        with np.errstate(all="ignore"):
            return from_numpy(apply(*sides))

    return method


def _alone(name: str) -> Callable[..., Any]:
    apply = getattr(operator, name)
    return lambda self: Whole(apply(int(self)))


def to_double(value: Any) -> Any:  # noqa: ANN401 - any number, or nothing where there is no such operator
    """Return a float as numpy returns it, anything else as it is."""
    return Double(value) if type(value) is float else value


def from_numpy(value: Any) -> Any:  # noqa: ANN401 - a number of numpy
    """Return a number of numpy's as one of these, or as it is where there is none for it."""
    if isinstance(value, np.float64):
        return Double(value)
    if isinstance(value, np.int64):
        return Whole(value)
    return bool(value) if isinstance(value, np.bool_) else value


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
    setattr(Double, f"__{_name}__", _double(f"__{_name}__"))
    setattr(Double, f"__r{_name}__", _double(f"__r{_name}__"))
    setattr(Whole, f"__{_name}__", _whole(_name, False))
    setattr(Whole, f"__r{_name}__", _whole(_name, True))
for _name in ("neg", "pos", "abs", "round"):
    setattr(Double, f"__{_name}__", _double(f"__{_name}__"))
for _name in ("neg", "pos", "abs"):
    setattr(Whole, f"__{_name}__", _alone(_name))


def bare(value: Any) -> Any:  # noqa: ANN401 - any value
    """Return a number of numpy's as Python's own, anything else as it is."""
    if type(value) is Double:
        return float(value)
    return int(value) if type(value) is Whole else value


def has_double(value: Any) -> bool:  # noqa: ANN401 - any value
    """Tell whether a number is numpy's float, or nested lists hold one that is."""
    if isinstance(value, list | tuple):
        return any(map(has_double, value))
    return type(value) is Double
