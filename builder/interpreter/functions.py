"""The functions that need no import: `FUNCTIONS` by name."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from builder.interpreter import attributes, formatting, operators, set_attribute
from builder.interpreter.annotations import Annotation
from builder.interpreter.doubles import Double, Whole
from builder.interpreter.exceptions import EXCEPTIONS, text_exception
from builder.interpreter.failures import RaisedException, Refusal, Unknown
from builder.interpreter.identity import identity
from builder.interpreter.iteration import collect, items_of, iterate
from builder.interpreter.limits import Value
from builder.interpreter.sorting import extreme, sort
from builder.interpreter.table_values import TableValue
from builder.interpreter.values import (
    BoundMethod,
    Class,
    Function,
    Instance,
    Lazy,
    Native,
    NativeClass,
)
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

NOTHING = object()
"""An argument that was not given."""


def _print(
    i: Interpreter,
    *values: Value,
    sep: Value = " ",
    end: Value = "\n",
    flush: Value = False,
    file: Value = None,
) -> None:
    parts = [i.text(value) for value in values]
    between, last = (i.text(" " if sep is None else sep), i.text("\n" if end is None else end))
    i.budget.hold(sum(map(len, parts)) + len(between) * len(parts) + len(last), "output")
    if file is None:
        i.print(between.join(parts) + last)
    else:
        i.call(attributes.get(i, file, "write"), between.join(parts) + last)


def _enumerate(i: Interpreter, items: Value, start: int = 0) -> Lazy:
    return Lazy(enumerate(iterate(i, items), start), "enumerate", [items])


def _zip(i: Interpreter, *columns: Value, strict: bool = False) -> Lazy:
    return Lazy(zip(*(iterate(i, column) for column in columns), strict=bool(strict)), "zip", columns)


def _map(i: Interpreter, function: Value, *columns: Value) -> Lazy:
    rows = zip(*(iterate(i, column) for column in columns), strict=False)
    return Lazy((i.call(function, *row) for row in rows), "map", columns)


def _filter(i: Interpreter, function: Value, items: Value) -> Lazy:
    def keeps(item: Value) -> bool:
        return i.truth(item if function is None else i.call(function, item))

    return Lazy((item for item in iterate(i, items) if keeps(item)), "filter", [items])


def _reverse(i: Interpreter, items: Value) -> Lazy:
    method = _method(items, "__reversed__")
    if method is not None:
        return _iter(i, i.call(method, items))
    if isinstance(items, list | tuple | str | range):
        backwards: Iterator[Value] = reversed(items)
        return Lazy(backwards, type(backwards).__name__)
    return Lazy(reversed(collect(i, items)), "reversed")


def _iter(i: Interpreter, items: Value) -> Lazy:
    if isinstance(items, Lazy):
        return items
    made = iterate(i, items)
    return Lazy(made, type(made).__name__ if isinstance(items, list | tuple | str | range) else "iterator")


def _next(i: Interpreter, items: Value, default: Value = NOTHING) -> Value:
    advance = items.cls.find("__next__") if isinstance(items, Instance) else None
    if not isinstance(items, Lazy) and advance is None:
        i.raise_("TypeError", f"{i.kind(items)!r} object is not an iterator")
    for item in items_of(i, items) if isinstance(items, Lazy) else iterate(i, items):
        return item
    if default is NOTHING:
        i.raise_("StopIteration", "")
    return default


def _sum(i: Interpreter, items: Value, start: Value = 0) -> Value:
    if isinstance(start, str):
        raise text_exception("TypeError", "sum() can't sum strings [use ''.join(seq) instead]")
    total = start
    for item in iterate(i, items):
        i.budget.spend(1)
        total = operators.binary(i, ast.Add, total, item)
    return total


def _any(i: Interpreter, items: Value) -> bool:
    return any(i.truth(item) for item in _counted_items(i, items))


def _all(i: Interpreter, items: Value) -> bool:
    return all(i.truth(item) for item in _counted_items(i, items))


def _counted_items(i: Interpreter, items: Value) -> Iterator[Value]:
    for item in iterate(i, items):
        i.budget.spend(1)
        yield item


def _extreme(largest: bool) -> Callable[..., Value]:
    def apply(i: Interpreter, *items: Value, key: Value = None, default: Value = NOTHING) -> Value:
        found = collect(i, items[0]) if len(items) == 1 else list(items)
        if found:
            return extreme(i, found, key, largest)
        if default is NOTHING:
            i.raise_("ValueError", f"{'max' if largest else 'min'}() iterable argument is empty")
        return default

    return apply


def _sort(i: Interpreter, items: Value, *, key: Value = None, reverse: Value = False) -> list[Value]:
    return sort(i, collect(i, items), key, i.truth(reverse))


def _abs(i: Interpreter, value: Value) -> Value:
    if type(value) in (int, float, bool, complex, Double, Whole):
        return abs(value)
    found = value.absolute(i) if isinstance(value, TableValue) else NotImplemented
    if found is not NotImplemented:
        return found
    method = _method(value, "__abs__")
    return i.call(attributes.get(i, value, "abs")) if method is None else i.call(method, value)


def _method(value: Value, name: str) -> Value:
    found = value.cls.find(name) if isinstance(value, Instance) else None
    return None if found is None else found[1]


def _round(i: Interpreter, value: Value, digits: int | None = None) -> Value:
    # Of a whole number Python works out 10 ** -digits first, which no budget counts.
    if digits is not None and abs(digits) > 1000:
        raise Refusal(say("interpreter.round"))
    method = _method(value, "__round__")
    if method is not None:
        return i.call(method, value) if digits is None else i.call(method, value, digits)
    if not isinstance(value, int | float):
        value = i.host.number(value)
    return round(value, digits)


_PRODUCTS = 10_000
"""Products of digits that take the time of a step."""


def _pow(i: Interpreter, base: Value, exponent: Value, modulus: Value = None) -> Value:
    if modulus is None:
        return operators.binary(i, ast.Pow, base, exponent)
    if not all(isinstance(number, int) for number in (base, exponent, modulus)):
        i.raise_("TypeError", "pow with a modulus takes whole numbers")
    i.budget.spend(exponent.bit_length() * (modulus.bit_length() // 30 + 1) ** 2 // _PRODUCTS)
    return pow(base, exponent, modulus)


def _divmod(i: Interpreter, left: Value, right: Value) -> Value:
    return (operators.binary(i, ast.FloorDiv, left, right), operators.binary(i, ast.Mod, left, right))


def is_instance(i: Interpreter, value: Value, classes: Value) -> bool:
    """Tell whether a value is of a class, or of one of a tuple of classes.

    Raises:
        RaisedException: a TypeError: these are no classes.
    """
    if isinstance(classes, tuple):
        i.budget.weigh(classes)
        return any(is_instance(i, value, cls) for cls in classes)
    if isinstance(classes, Class):
        cls = attributes.written_class(i, value)
        return cls is not None and classes in cls.mro
    if isinstance(classes, Annotation) and hasattr(classes, "options"):
        return any(value is None if one is None else is_instance(i, value, one) for one in classes.options)
    if isinstance(classes, NativeClass):
        if classes.name == "object":
            return True
        return isinstance(value, classes.types) or i.host.is_instance(value, classes)
    raise text_exception("TypeError", "isinstance takes a class or a tuple of classes")


def _issubclass(i: Interpreter, cls: Value, classes: Value) -> bool:
    if isinstance(classes, tuple):
        i.budget.weigh(classes)
        return any(_issubclass(i, cls, one) for one in classes)
    if isinstance(classes, Annotation) and hasattr(classes, "options"):
        return any(one is not None and _issubclass(i, cls, one) for one in classes.options)
    if isinstance(cls, Class) and classes in cls.mro:
        return True
    if isinstance(cls, NativeClass) and (classes is cls or classes in cls.parents):
        return True
    is_open = isinstance(cls, Class | NativeClass) and isinstance(classes, NativeClass)
    return is_open and (_is_plain_subclass(cls, classes) or i.host.is_subclass(cls, classes))


def _is_plain_subclass(cls: Value, other: NativeClass) -> bool:
    """Tell whether a class is one of Python's own below another, as bool is below int, and all are below object."""
    if other.name == "object":
        return True
    plain = [one.types[0] for one in (cls, other) if isinstance(one, NativeClass) and one.types]
    is_plain = len(plain) == 2 and all(one.__module__ == "builtins" for one in plain)
    return is_plain and issubclass(*plain)


def type_of(i: Interpreter, *args: Value) -> Value:
    """Return the class of one value.

    Raises:
        Refusal: none or several values are given.
    """
    if len(args) != 1:
        raise Refusal(say("interpreter.type"), say("interpreter.type.hint"))
    return attributes.class_of(i, args[0])


def _getattr(i: Interpreter, value: Value, name: Value, default: Value = NOTHING) -> Value:
    try:
        return attributes.get(i, value, _name(i, name))
    except (Unknown, RaisedException) as failure:
        missing = isinstance(failure, Unknown) or EXCEPTIONS["AttributeError"] in failure.value.cls.mro
        # A name that torch has and that is only not offered here is not absent: the default would be another answer.
        if default is NOTHING or not missing or i.host.has_elsewhere(value, _name(i, name)):
            raise
        return default


def _hasattr(i: Interpreter, value: Value, name: Value) -> bool:
    # No value of a text is the interpreter, so it serves as the default that tells absence.
    return i.host.has_elsewhere(value, _name(i, name)) or _getattr(i, value, name, i) is not i


def _setattr(i: Interpreter, value: Value, name: Value, new: Value) -> None:
    set_attribute.set_attribute(i, value, _name(i, name), new)


def _delattr(i: Interpreter, value: Value, name: Value) -> None:
    set_attribute.remove(i, value, _name(i, name))


def _name(i: Interpreter, name: Value) -> str:
    if type(name) is not str:
        i.raise_("TypeError", "the name of an attribute is a string")
    return name


def _callable(i: Interpreter, value: Value) -> bool:
    if isinstance(value, Instance):
        return value.cls.find("__call__") is not None
    known = isinstance(value, Function | BoundMethod | Native | NativeClass | Class)
    return known or i.host.is_callable(value)


def _super(i: Interpreter, cls: Value, owner: Value) -> Value:
    from builder.interpreter.values import Super

    found = attributes.written_class(i, owner)
    if not isinstance(cls, Class) or found is None or cls not in found.mro:
        raise Refusal(say("interpreter.super"), say("interpreter.super.hint"))
    return Super(cls, owner, found)


def _text_of(function: Callable[[int], str]) -> Callable[..., Value]:
    return lambda i, value: function(value)


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "print": _print, "len": operators.length, "enumerate": _enumerate, "zip": _zip, "map": _map, "filter": _filter,
    "reversed": _reverse, "iter": _iter, "next": _next, "sum": _sum, "any": _any, "all": _all, "sorted": _sort,
    "min": _extreme(False), "max": _extreme(True), "abs": _abs, "round": _round, "pow": _pow, "divmod": _divmod,
    "isinstance": is_instance, "issubclass": _issubclass, "getattr": _getattr, "hasattr": _hasattr,
    "setattr": _setattr, "delattr": _delattr, "callable": _callable, "id": identity, "super": _super,
    "repr": lambda i, value: i.repr(value), "format": lambda i, value, spec="": formatting.format_value(i, value, spec),
    "chr": _text_of(chr), "hex": _text_of(hex), "bin": _text_of(bin), "oct": _text_of(oct),
    "ascii": lambda i, value: i.repr(value).encode("ascii", "backslashreplace").decode(),
    "ord": lambda i, value: ord(value),
}  # fmt: skip
