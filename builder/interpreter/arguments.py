"""What Python says of a call that gives a function too many arguments, or too few."""

from __future__ import annotations

from builder.interpreter.exceptions import raised
from builder.interpreter.failures import Raised
from builder.interpreter.values import Function


def too_many(function: Function, given: int, by_keyword: int) -> Raised:
    """Return the TypeError for more positional arguments than there are parameters."""
    spec = function.node.args
    most = len(spec.posonlyargs) + len(spec.args)
    least = most - len(function.defaults)
    takes = f"{most} positional argument{_s(most)}" if least == most else f"from {least} to {most} positional arguments"
    keywords = f" positional argument{_s(given)} (and {by_keyword} keyword-only argument{_s(by_keyword)})"
    were = "was" if given == 1 and not by_keyword else "were"
    many = f"{given}{keywords if by_keyword else ''}"
    return raised("TypeError", f"{function.qualified}() takes {takes} but {many} {were} given")


def missing(function: Function, kind: str, names: list[str]) -> Raised:
    """Return the TypeError for parameters that get no value."""
    *most, last = map(repr, names)
    joined = f"{', '.join(most)}{',' if len(most) > 1 else ''} and {last}" if most else last
    count = f"{len(names)} required {kind} argument{_s(len(names))}"
    return raised("TypeError", f"{function.qualified}() missing {count}: {joined}")


def _s(count: int) -> str:
    return "" if count == 1 else "s"
