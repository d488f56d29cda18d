"""Enumerations: `enum.Enum` and its kin, whose members are Python's own, of classes that hold nothing else.

A class of the text keeps its methods; Python's class makes the members, their order and text, and what they compare to.
"""

from __future__ import annotations

import enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from builder.interpreter.exceptions import text_exception
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import (
    CachedProperty,
    Class,
    ClassMethod,
    Function,
    ModuleValue,
    Native,
    NativeClass,
    Property,
    StaticMethod,
)
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST = 1_000
_CODE = (Function, Property, CachedProperty, StaticMethod, ClassMethod)
_MIXIN_TYPES = {"str": str, "int": int, "float": float}
_HOOKS = ("_generate_next_value_", "_ignore_", "_order_", "__new__")
_WRITTEN, _FIELDS = "_written_", "_fields_"
Member = enum.Enum


def _no_construct(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    raise Refusal(say("interpreter.enum-call"), say("interpreter.enum-call.hint"))


_KINDS = {kind.__name__: kind for kind in (enum.Enum, enum.IntEnum, enum.StrEnum, enum.Flag, enum.IntFlag)}
_BASES = {NativeClass(name, _no_construct, (kind,), target=kind): kind for name, kind in _KINDS.items()}
METACLASSES = frozenset({"EnumMeta", "EnumType"})


def members_of(cls: Value) -> Any:  # noqa: ANN401 - a class of Python's own
    """Return Python's own class of a written enumeration; None of any other value."""
    found = cls.host if isinstance(cls, Class) else None
    return found if isinstance(found, enum.EnumMeta) else None


def class_of_member(value: Member) -> Class:
    """Return the class of the text that a member is of."""
    found: Class | None = getattr(type(value), _WRITTEN, None)
    return _of_python(type(value)) if found is None else found


@lru_cache
def _of_python(kind: type[Member]) -> Class:
    """Return what stands for a class of members of Python's own, such as the flags of `re`."""
    made = Class(kind.__name__, (), {})
    made.host, made.module = kind, kind.__module__
    return made


def fields_of_member(value: Member) -> dict[str, Value]:
    """Return what the `__init__` of the text has set on a member."""
    fields: dict[str, Value] = vars(value).setdefault(_FIELDS, {})
    return fields


def parts(bases: list[Value]) -> tuple[list[Value], Value]:
    """Return the bases that are classes of the text, and what makes a class an enumeration; else the bases and None.

    Raises:
        Refusal: what it is mixed with is none of str, int and float.
    """
    kinds = [base for base in bases if base in _BASES or members_of(base) is not None]
    if not kinds:
        return bases, None
    kind = _BASES[kinds[0]] if kinds[0] in _BASES else members_of(kinds[0])
    rest = [base for base in bases if base not in _BASES]
    mixed = [base for base in rest if not isinstance(base, Class)]
    if not mixed:
        return rest, (kind, None)
    if len(mixed) > 1 or getattr(mixed[0], "name", "") not in _MIXIN_TYPES:
        raise Refusal(say("interpreter.enum-mixed"), say("interpreter.enum-mixed.hint"))
    return [base for base in rest if base is not mixed[0]], (kind, _MIXIN_TYPES[mixed[0].name])


def make_members(interpreter: Interpreter, cls: Class, made: tuple[type[enum.Enum], type | None]) -> None:
    """Make the members of a class of the text, in the place of the values that its body gives them.

    Raises:
        Refusal: it has more than 1,000 members, or says itself how they are made.
    """
    hooks = [name for name in _HOOKS if name in cls.namespace]
    if hooks:
        raise Refusal(say("interpreter.enum-hook", name=hooks[0]), say("interpreter.enum-hook.hint"))
    values = {name: value for name, value in cls.namespace.items() if _is_member(name, value)}
    if len(values) > _MOST:
        raise Refusal(say("interpreter.enum-members", most=_MOST), say("interpreter.enum-members.hint"))
    interpreter.budget.weigh(list(values.values()))
    kind, mixed = made
    real = interpreter.call_host(_real, cls.name, kind, mixed, list(values.items()))
    setattr(real, _WRITTEN, cls)
    cls.host = real
    cls.namespace |= real.__members__
    init = cls.find("__init__")
    if init is not None:
        for member in real:
            given = member.value if isinstance(member.value, tuple) else (member.value,)
            interpreter.call(init[1], member, *given)


def _real(name: str, kind: Any, mixed: type | None, values: list[tuple[str, Value]]) -> Any:  # noqa: ANN401
    if mixed is None:
        return kind(name, values, module="__main__")
    return kind(name, values, module="__main__", type=mixed)


def _is_member(name: str, value: Value) -> bool:
    return not (isinstance(value, _CODE) or name.startswith("__") or (name.startswith("_") and name.endswith("_")))


def member_of(interpreter: Interpreter, cls: Class, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """Return the member of a value, as a call of the class does.

    Raises:
        Refusal: a class of members is to be made by a call.
        RaisedException: a ValueError: no member has this value.
    """
    if len(args) + len(kwargs) != 1:
        raise Refusal(say("interpreter.enum-call"), say("interpreter.enum-call.hint"))
    value = [*args, *kwargs.values()][0]
    interpreter.budget.key(value)
    missing = cls.find("_missing_")
    if missing is None:
        return interpreter.call_host(members_of(cls), value)
    known = [member for member in members_of(cls) if member.value == value]
    found = known[0] if known else interpreter.call(getattr(missing[1], "function", missing[1]), cls, value)
    if not isinstance(found, Member):
        raise text_exception("ValueError", f"{value!r} is not a valid {cls.name}"[:200])
    return found


def enum_module() -> ModuleValue:
    """Return `enum`."""
    bases: dict[str, Value] = {base.name: base for base in _BASES}
    metaclasses = {name: NativeClass(name, _no_construct) for name in METACLASSES}
    return ModuleValue(
        "enum", {**bases, **metaclasses, "auto": Native("auto", _auto), "unique": Native("unique", _unique)}
    )


def _auto(interpreter: Interpreter) -> Value:
    return enum.auto()


def _unique(interpreter: Interpreter, cls: Value) -> Value:
    enum.unique(members_of(cls))
    return cls
