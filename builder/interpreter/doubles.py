"""Numbers of numpy's float64, of which torch makes tensors of float64, as of no float of Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Double(float):
    """A float that numpy returned, or that was reckoned from one."""


def _closed(name: str) -> Callable[..., Any]:
    """Return a method of floats that returns such a number where it returns a float."""
    apply = getattr(float, name)

    def method(self: Double, *others: Any) -> Any:  # noqa: ANN401 - whatever stands on the other side
        return doubled(apply(self, *others))

    return method


def doubled(value: Any) -> Any:  # noqa: ANN401 - any number, or nothing where there is no such operator
    """Return a float as numpy returns it, anything else as it is."""
    return Double(value) if type(value) is float else value


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
    setattr(Double, f"__{_name}__", _closed(f"__{_name}__"))
    setattr(Double, f"__r{_name}__", _closed(f"__r{_name}__"))
for _name in ("neg", "pos", "abs", "round"):
    setattr(Double, f"__{_name}__", _closed(f"__{_name}__"))


def bare(value: Any) -> Any:  # noqa: ANN401 - any value
    """Return a number of numpy's as Python's own float, anything else as it is."""
    return float(value) if type(value) is Double else value


def has_double(value: Any) -> bool:  # noqa: ANN401 - any value
    """Tell whether a number is numpy's, or nested lists hold one that is."""
    if isinstance(value, list | tuple):
        return any(map(has_double, value))
    return type(value) is Double
