"""The functions and classes that need no import: `BUILTINS` by name, and a hint for those that are left out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.interpreter import operators
from builder.interpreter.exceptions import EXCEPTIONS
from builder.interpreter.functions import FUNCTIONS, NOTHING, type_of
from builder.interpreter.iteration import collect, iterate
from builder.interpreter.limits import Value
from builder.interpreter.tables import items_of
from builder.interpreter.values import (
    NOT_IMPLEMENTED,
    Class,
    ClassMethod,
    Instance,
    Native,
    NativeClass,
    Property,
    StaticMethod,
)
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


_DIGIT_BITS = 4
"""Bits per digit, an upper bound: a digit of base 36 has about 5, an underscore none."""


def _int(i: Interpreter, value: Value = 0, base: Value = NOTHING) -> int:
    if base is not NOTHING:
        if isinstance(value, str):
            i.budget.bits(len(value) * _DIGIT_BITS)
        return int(value, base)
    if isinstance(value, int):
        # `+` makes 1 of True and leaves a size of the input what it is, which `int` would make a plain number.
        return +value
    return int(value if isinstance(value, float | str) else _number(i, value, "__int__", int))


def _float(i: Interpreter, value: Value = 0.0) -> float:
    return float(value if isinstance(value, int | float | str) else _number(i, value, "__float__", float))


def _number(i: Interpreter, value: Value, method: str, kind: type) -> Value:
    """Return the number that a value is, as a method of the text says it."""
    found = value.cls.find(method) if isinstance(value, Instance) else None
    if found is None:
        return i.host.number(value)
    return operators.plain(i, i.call(found[1], value), (kind,), method)


def _complex(i: Interpreter, real: Value = 0, imag: Value = NOTHING) -> complex:
    plain = (int, float, complex, str)
    parts = [real] if imag is NOTHING else [real, imag]
    return complex(*(part if isinstance(part, plain) else _number(i, part, "__float__", float) for part in parts))


def _bool(i: Interpreter, value: Value = False) -> bool:
    return i.truth(value)


def _str(i: Interpreter, value: Value = "") -> str:
    return i.text(value)


def _maketrans(i: Interpreter, *args: Value) -> dict[Value, Value]:
    i.budget.hold(sum(len(arg) for arg in args if isinstance(arg, str | dict)), "dict")
    return str.maketrans(*args)


def _list(i: Interpreter, items: Value = ()) -> list[Value]:
    return collect(i, items)


def _tuple(i: Interpreter, items: Value = ()) -> tuple[Value, ...]:
    return tuple(collect(i, items, "tuple"))


def _set(i: Interpreter, items: Value = ()) -> set[Value]:
    return operators.make_set(i, iterate(i, items))


def _frozenset(i: Interpreter, items: Value = ()) -> frozenset[Value]:
    return frozenset(_set(i, items))


def _dict_of(kind: type[dict[Value, Value]]) -> Callable[..., Value]:
    def construct(i: Interpreter, items: Value = (), **kwargs: Value) -> dict[Value, Value]:
        made = kind()
        for key, value in [*items_of(i, items), *kwargs.items()]:
            operators.set_item(i, made, key, value)
        return made

    return construct


def _fromkeys(i: Interpreter, keys: Value, value: Value = None) -> dict[Value, Value]:
    made: dict[Value, Value] = {}
    for key in collect(i, keys):
        operators.set_item(i, made, key, value)
    return made


def _range(i: Interpreter, *args: Value) -> range:
    return range(*(i.host.index(value) for value in args))


def _slice(i: Interpreter, *args: Value) -> slice:
    return slice(*args)


def _property(i: Interpreter, getter: Value, setter: Value = None) -> Property:
    return Property(getter, setter)


def _staticmethod(i: Interpreter, function: Value) -> StaticMethod:
    return StaticMethod(function)


def _classmethod(i: Interpreter, function: Value) -> ClassMethod:
    return ClassMethod(function)


def _object(i: Interpreter) -> Value:
    return Instance(Class("object", (), {}))


ORDERED_DICT = NativeClass("OrderedDict", _dict_of(OrderedDict), (OrderedDict,), parents=())
_CLASSES = (
    NativeClass("int", _int, (int,)),
    NativeClass("float", _float, (float,)),
    NativeClass("complex", _complex, (complex,)),
    NativeClass("bool", _bool, (bool,)),
    NativeClass("str", _str, (str,), {"maketrans": Native("maketrans", _maketrans)}),
    NativeClass("list", _list, (list,)),
    NativeClass("tuple", _tuple, (tuple,)),
    NativeClass("set", _set, (set,)),
    NativeClass("frozenset", _frozenset, (frozenset,)),
    NativeClass("dict", _dict_of(dict), (dict,), {"fromkeys": Native("fromkeys", _fromkeys)}),
    NativeClass("range", _range, (range,)),
    NativeClass("slice", _slice, (slice,)),
    NativeClass("property", _property, (Property,)),
    NativeClass("staticmethod", _staticmethod),
    NativeClass("classmethod", _classmethod),
    NativeClass("type", type_of, (Class, NativeClass)),
    NativeClass("object", _object),
)
BUILTINS: dict[str, Value] = {
    **{name: Native(name, function) for name, function in FUNCTIONS.items()},
    **{cls.name: cls for cls in _CLASSES},
    **EXCEPTIONS,
    "NotImplemented": NOT_IMPLEMENTED,
    "Ellipsis": ...,
}
_INSTEAD: dict[str, Callable[[], str]] = {
    **dict.fromkeys(("eval", "exec", "compile", "__import__", "globals", "locals", "vars", "dir", "breakpoint",
                     "__builtins__", "memoryview", "bytes", "bytearray", "hash", "help"),
                    lambda: say("interpreter.builtin.machinery.hint")),
    **dict.fromkeys(("open", "input"), lambda: say("interpreter.builtin.files.hint")),
    "BaseException": lambda: say("interpreter.builtin.exception.hint"),
    **dict.fromkeys(("SystemExit", "KeyboardInterrupt", "GeneratorExit", "RecursionError", "MemoryError"),
                    lambda: say("interpreter.builtin.limits.hint")),
    **dict.fromkeys(("exit", "quit"), lambda: say("interpreter.remove-it.hint")),
}  # fmt: skip
"""Unsupported builtins of Python, each with what to use instead."""


def instead(name: str) -> str | None:
    """Return what to use instead of an unsupported builtin, or None for any other name."""
    worded = _INSTEAD.get(name)
    return None if worded is None else worded()
