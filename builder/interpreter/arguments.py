"""What Python says of a call that gives a function too many arguments, or too few."""

from __future__ import annotations

from builder.interpreter.exceptions import text_exception
from builder.interpreter.failures import RaisedException
from builder.interpreter.limits import Value
from builder.interpreter.values import Function


def too_many(function: Function, given: int, by_keyword: int) -> RaisedException:
    """Return the TypeError for more positional arguments than there are parameters."""
    spec = function.node.args
    most = len(spec.posonlyargs) + len(spec.args)
    takes = _takes(most - len(function.defaults), most)
    keywords = f" positional argument{_s(given)} (and {by_keyword} keyword-only argument{_s(by_keyword)})"
    were = "was" if given == 1 and not by_keyword else "were"
    many = f"{given}{keywords if by_keyword else ''}"
    return text_exception("TypeError", f"{function.qualified_name}() takes {takes} but {many} {were} given")


def missing_arguments(name: str, kind: str, names: list[str]) -> RaisedException:
    """Return the TypeError for parameters of a function that get no value."""
    *most, last = map(repr, names)
    joined = f"{', '.join(most)}{',' if len(most) > 1 else ''} and {last}" if most else last
    count = f"{len(names)} required {kind} argument{_s(len(names))}"
    return text_exception("TypeError", f"{name}() missing {count}: {joined}")


def given_to(
    title: str, positional: dict[str, bool], named: list[str], args: tuple[Value, ...], kwargs: dict[str, Value]
) -> dict[str, Value]:
    """Return the arguments of a call by name, of a method that is called with an object before them.

    `positional` tells of each that can stand without its name whether it has a default.

    Raises:
        RaisedException: a TypeError: they are too many, or of other names.
    """
    if len(args) > len(positional):
        most, least = len(positional) + 1, 1 + sum(not has_default for has_default in positional.values())
        raise text_exception("TypeError", f"{title}() takes {_takes(least, most)} but {len(args) + 1} were given")
    given = dict(zip(positional, args, strict=False))
    for name, value in kwargs.items():
        if name in given:
            raise text_exception("TypeError", f"{title}() got multiple values for argument {name[:80]!r}")
        if name not in named:
            raise text_exception("TypeError", f"{title}() got an unexpected keyword argument {name[:80]!r}")
        given[name] = value
    return given


def _takes(least: int, most: int) -> str:
    if least == most:
        return f"{most} positional argument{_s(most)}"
    return f"from {least} to {most} positional arguments"


def _s(count: int) -> str:
    return "" if count == 1 else "s"
