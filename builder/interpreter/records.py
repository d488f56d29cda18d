"""Records: the safe part of `dataclasses`, as configurations use it, and `namedtuple`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.interpreter.failures import Refusal
from builder.interpreter.iteration import collect
from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Instance, ModuleValue, Native, NativeClass
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST = 200
NOTHING = object()
"""The default of a field that has none."""


class _Field:
    """What `dataclasses.field(...)` returns."""

    def __init__(self, default: Value, factory: Value) -> None:
        self.default = default
        self.factory = factory

    def __repr__(self) -> str:
        return "<field>"


class Named(tuple[Value, ...]):
    """A tuple whose items have names as well."""

    names: tuple[str, ...] = ()
    title = ""

    def replaced(self, interpreter: Interpreter, changes: dict[str, Value]) -> Named:
        """Return a record with other values for some names."""
        unknown = [name for name in changes if name not in self.names]
        if unknown:
            interpreter.raise_("ValueError", f"Got unexpected field names: {unknown!r}"[:200])
        made = Named(changes.get(name, item) for name, item in zip(self.names, self, strict=True))
        made.names, made.title = self.names, self.title
        return made


def _field(
    interpreter: Interpreter, *, default: Value = NOTHING, default_factory: Value = NOTHING, **kwargs: Value
) -> Value:
    return _Field(default, default_factory)


def make_dataclass(interpreter: Interpreter, cls: Class) -> None:
    """Add `__init__`, `__repr__` and `__eq__` to a class, from its annotated fields.

    Raises:
        Refusal: it derives from a class of torch.
    """
    if cls.native is not None or cls.node is None:
        raise Refusal(say("interpreter.module-dataclass", name=cls.name), say("interpreter.dataclass.hint"))
    fields = _fields(cls)
    if len(fields) > _MOST:
        raise Refusal(say("interpreter.dataclass-fields", most=_MOST), say("interpreter.dataclass-fields.hint"))
    for name, default in fields.items():
        if isinstance(default, _Field):
            cls.namespace.pop(name, None)
            if default.default is not NOTHING:
                cls.namespace[name] = default.default
    cls.namespace["__dataclass_fields__"] = fields
    cls.namespace.setdefault("__init__", Native("method __init__", _init(cls, fields)))
    cls.namespace.setdefault("__repr__", Native("method __repr__", _repr(fields)))
    cls.namespace.setdefault("__eq__", Native("method __eq__", _equal(cls, fields)))


def _fields(cls: Class) -> dict[str, Value]:
    """Return the fields with their defaults, those of bases first."""
    fields: dict[str, Value] = {}
    for base in reversed(cls.mro[1:]):
        if isinstance(base, Class):
            fields.update(base.namespace.get("__dataclass_fields__", {}))
    assert cls.node is not None
    for node in cls.node.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind) if "ClassVar" not in ast.unparse(kind)[:40]:
                fields[name] = cls.namespace.get(name, NOTHING)
    return fields


def _init(cls: Class, fields: dict[str, Value]) -> Value:
    def init(interpreter: Interpreter, owner: Value, /, *args: Value, **kwargs: Value) -> None:
        if len(args) > len(fields):
            interpreter.raise_(
                "TypeError", f"{cls.name}() takes {len(fields)} positional arguments but {len(args)} were given"
            )
        given = dict(zip(fields, args, strict=False))
        for name, value in kwargs.items():
            if name not in fields or name in given:
                interpreter.raise_("TypeError", f"{cls.name}() got an unexpected keyword argument {name[:80]!r}")
            given[name] = value
        for name, default in fields.items():
            owner.fields[name] = given[name] if name in given else _default(interpreter, cls, name, default)
        after = owner.cls.find("__post_init__")
        if after is not None:
            interpreter.call(after[1], owner)

    return init


def _default(interpreter: Interpreter, cls: Class, name: str, default: Value) -> Value:
    if isinstance(default, _Field) and default.factory is not NOTHING:
        return interpreter.call(default.factory)
    value = default.default if isinstance(default, _Field) else default
    if value is NOTHING:
        interpreter.raise_("TypeError", f"{cls.name}() missing 1 required positional argument: {name!r}")
    return value


def _repr(fields: dict[str, Value]) -> Value:
    def show(interpreter: Interpreter, owner: Value) -> str:
        parts = [f"{name}={interpreter.repr(owner.fields.get(name))}" for name in fields]
        interpreter.budget.hold(sum(map(len, parts)), "string")
        return f"{owner.cls.name}({', '.join(parts)})"

    return show


def _equal(cls: Class, fields: dict[str, Value]) -> Value:
    def equal(interpreter: Interpreter, owner: Value, other: Value) -> bool:
        from builder.interpreter.operators import compare

        if not isinstance(other, Instance) or other.cls is not owner.cls:
            return False
        pairs = [(owner.fields.get(name), other.fields.get(name)) for name in fields]
        return all(interpreter.truth(compare(interpreter, ast.Eq, a, b)) for a, b in pairs)

    return equal


def _asdict(interpreter: Interpreter, value: Value) -> dict[str, Value]:
    found = value.cls.find("__dataclass_fields__") if isinstance(value, Instance) else None
    if found is None:
        interpreter.raise_("TypeError", "asdict takes an object of a dataclass")
    return {name: value.fields.get(name) for name in found[1]}


def _fields_of(interpreter: Interpreter, value: Value) -> tuple[Value, ...]:
    """Return objects with the names of the fields of a dataclass, or of an object of one."""
    cls = value.cls if isinstance(value, Instance) else value
    found = cls.find("__dataclass_fields__") if isinstance(cls, Class) else None
    if found is None:
        interpreter.raise_("TypeError", "must be called with a dataclass type or instance")
    interpreter.budget.hold(len(found[1]))
    return tuple(map(_named_field, found[1]))


def _named_field(name: str) -> Instance:
    made = Instance(_FIELD)
    made.fields["name"] = name
    return made


_FIELD = Class("Field", (), {})


def _is_dataclass(interpreter: Interpreter, value: Value) -> bool:
    cls = value.cls if isinstance(value, Instance) else value
    return isinstance(cls, Class) and cls.find("__dataclass_fields__") is not None


def _replace(interpreter: Interpreter, value: Value, /, **changes: Value) -> Value:
    return interpreter.call(value.cls, **{**_asdict(interpreter, value), **changes})


class RecordClass(NativeClass):
    """A class of tuples whose items have names; `fields` are their defaults."""

    __slots__ = ("fields",)
    fields: dict[str, Value]

    def set_defaults(self, interpreter: Interpreter, values: Value) -> None:
        """Give the last fields these defaults, as `Point.__new__.__defaults__ = (None, None)` does."""
        given = [] if values is None else collect(interpreter, values)
        if len(given) > len(self.fields):
            interpreter.raise_("TypeError", "Got more default values than field names")
        first = len(self.fields) - len(given)
        self.fields.update({n: given[i - first] if i >= first else NOTHING for i, n in enumerate(self.fields)})


def _namedtuple(
    interpreter: Interpreter, title: Value, names: Value, *, defaults: Value = None, **kwargs: Value
) -> NativeClass:
    """Make a class of tuples whose items have names."""
    listed = names.replace(",", " ").split() if isinstance(names, str) else collect(interpreter, names)
    if not isinstance(title, str) or len(listed) > _MOST or not all(_is_name(name) for name in listed):
        interpreter.raise_("ValueError", "a namedtuple has a name and plain names of fields")
    made = record(title[:80], dict.fromkeys(listed, NOTHING))
    made.set_defaults(interpreter, defaults)
    return made


def record(title: str, fields: dict[str, Value]) -> RecordClass:
    """Return a class of tuples whose items have names."""

    def construct(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Named:
        given = {**fields, **dict(zip(fields, args, strict=False)), **kwargs}
        if len(args) > len(fields) or list(given) != list(fields) or NOTHING in [*map(_marked, given.values())]:
            interpreter.raise_("TypeError", f"{title} takes {', '.join(fields)}")
        made = Named(given.values())
        made.names, made.title = tuple(fields), title
        return made

    cls = RecordClass(title, construct, (), {"_fields": tuple(fields)})
    cls.fields = fields
    return cls


def _marked(value: Value) -> Value:
    return NOTHING if value is NOTHING else None


def _is_name(name: Value) -> bool:
    return isinstance(name, str) and name.isidentifier() and not name.startswith("_") and len(name) <= 80


def record_modules() -> dict[str, ModuleValue]:
    """Return `dataclasses`."""
    names: dict[str, Callable[..., Value]] = {
        "dataclass": _dataclass,
        "field": _field,
        "asdict": _asdict,
        "fields": _fields_of,
        "is_dataclass": _is_dataclass,
        "replace": _replace,
    }
    return {"dataclasses": ModuleValue("dataclasses", {name: Native(name, made) for name, made in names.items()})}


def _dataclass(interpreter: Interpreter, cls: Value = None, **kwargs: Value) -> Value:
    raise Refusal(say("interpreter.dataclass-place"), say("interpreter.dataclass-place.hint"))


NAMEDTUPLE = Native("namedtuple", _namedtuple)
