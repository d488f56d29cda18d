"""Attributes: only what a table names, and what the text's own objects hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import UnionType
from typing import TYPE_CHECKING

from builder.interpreter.absent import instead
from builder.interpreter.enums import Member, class_of_member, fields_of_member, members_of
from builder.interpreter.exceptions import is_exception, text_exception
from builder.interpreter.failures import Refusal, Unknown, UnlistedName
from builder.interpreter.limits import Value
from builder.interpreter.plain_members import of_named, unbound
from builder.interpreter.records import NamedTupleValue
from builder.interpreter.scope import Scope
from builder.interpreter.tables import TABLES
from builder.interpreter.values import (
    Absent,
    BoundMethod,
    CachedProperty,
    Class,
    ClassMethod,
    Function,
    Instance,
    Lazy,
    LazyMember,
    ModuleValue,
    Native,
    NativeClass,
    Property,
    ReadOnlyDict,
    StaticMethod,
    Super,
    Wrapper,
)
from builder.sentences import Sentence, near, say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_CODE = (Function, Native, Property, CachedProperty, StaticMethod, ClassMethod)
_PARTS: dict[type, tuple[str, ...]] = {
    slice: ("start", "stop", "step"), range: ("start", "stop", "step"), complex: ("real", "imag"),
    **dict.fromkeys((int, bool), ("real", "imag", "numerator", "denominator")), float: ("real", "imag"),
}  # fmt: skip
"""Attributes of plain values."""
DUNDERS = frozenset(
    words("__init__ __name__ __version__ __class__ __doc__ __len__ __getitem__ __call__ __repr__ __str__")
)
"""The names with double underscores that can be read, where a value has them."""


def mangle(name: str, scope: Scope) -> str:
    """Return a name as it is inside a class: `__x` is `_Class__x`."""
    if not name.startswith("__") or name.endswith("__"):
        return name
    cls = scope.class_name()
    return f"_{cls.lstrip('_')}{name}" if cls else name


def get(interpreter: Interpreter, value: Value, name: str) -> Value:
    """Return `value.name`.

    Raises:
        Refusal: the name is in no table.
    """
    if name.startswith("__"):
        inner = _inner(interpreter, value, name)
        if inner is not NotImplemented:
            return inner
    table = TABLES.get(type(value))
    if name in _PARTS.get(type(value), ()):
        return getattr(value, name)
    if table is not None:
        if name not in table:
            raise _unknown_attribute(interpreter, value, name, list(table))
        return BoundMethod(value, table[name])
    for kinds, getter in _GETTERS:
        if isinstance(value, kinds):
            return getter(interpreter, value, name)
    return _of_host(interpreter, value, name)


def _inner(interpreter: Interpreter, value: Value, name: str) -> Value:
    """Return an attribute with two underscores that is of no table; NotImplemented where a table may have it."""
    if name in _SPECIAL:
        return _SPECIAL[name](interpreter, value, name)
    found = interpreter.host.inner(interpreter, value, name)
    if found is NotImplemented and (name not in DUNDERS or not name.endswith("__")):
        raise Refusal(say("interpreter.attribute.closed", name=name), say("interpreter.attribute.closed.hint"))
    return found


def _of_host(interpreter: Interpreter, value: Value, name: str) -> Value:
    cls = interpreter.host.class_of(value)
    if isinstance(cls, Class):
        fields = interpreter.host.fields(value)
        found = cls.find(name)
        if name in fields or found is None or not isinstance(found[1], _CODE):
            interpreter.host.field_read(interpreter, value, name)
        if name in fields or (found is not None and isinstance(found[0], Class)):
            return _instance_attribute(interpreter, value, cls, fields, name)
    return interpreter.call_host(interpreter.host.attribute, interpreter, value, name)


def _instance_attribute(
    interpreter: Interpreter, value: Value, cls: Class, fields: Mapping[str, Value], name: str
) -> Value:
    """Look an attribute up as Python does: properties, then the object's own, its class's, what torch has in tables."""
    found = cls.find(name)
    if found is not None and isinstance(found[1], Property):
        return interpreter.call(found[1].getter, value)
    if name in fields and (
        found is None or isinstance(found[0], NativeClass) or not interpreter.host.in_table(value, name)
    ):
        return fields[name]
    # Behind the fields: once it is worked out its value is one of them.
    if found is not None and isinstance(found[1], CachedProperty):
        return _cache_property(interpreter, value, name, interpreter.call(found[1].function, value))
    if found is not None:
        return bind_member(found[1], value, cls)
    if name == "__init__":
        return Native("__init__", lambda interpreter, *args, **kwargs: None)
    own = cls.find("__getattr__") if isinstance(value, Instance) else None
    if own is not None:
        return interpreter.call(own[1], value, name)
    raise text_exception("AttributeError", f"{cls.name!r} object has no attribute {name[:80]!r}")


def _cache_property(interpreter: Interpreter, value: Value, name: str, made: Value) -> Value:
    """Keep what a property has worked out as a field of the object, and return it."""
    from builder.interpreter import set_attribute

    return set_attribute.keep(interpreter, value, name, made)


def bind_member(member: Value, value: Value, cls: Class) -> Value:
    """Return a class's member as it is reached through an object."""
    match member:
        case Function():
            return BoundMethod(value, member)
        case ClassMethod():
            return BoundMethod(cls, member.function)
        case StaticMethod():
            return member.function
        case Native() if isinstance(member, Wrapper) or member.name.startswith("method "):
            return BoundMethod(value, member)
    return member


def _of_class(interpreter: Interpreter, cls: Class, name: str) -> Value:
    if name == "__name__":
        return cls.name
    if name == "__doc__":
        return cls.doc
    found = cls.find(name)
    if found is None:
        if name == "__init__":
            return Native("__init__", _store_arguments if is_exception(cls) else _nothing)
        if members_of(cls) is not None and not hasattr(members_of(cls), name):
            interpreter.call_host(getattr, members_of(cls), name)
        interpreter.raise_("AttributeError", f"type object {cls.name!r} has no attribute {name[:80]!r}")
    match found[1]:
        case ClassMethod():
            return BoundMethod(cls, found[1].function)
        case StaticMethod():
            return found[1].function
    return found[1]


def _of_native_class(interpreter: Interpreter, cls: NativeClass, name: str) -> Value:
    if name == "__name__":
        return cls.name
    for base in (cls, *cls.parents):
        if name in base.members:
            return base.members[name]
    method = unbound(cls, name)
    if method is not None:
        return method
    raise _unknown_attribute(interpreter, cls, name, list(cls.members))


def member_of(interpreter: Interpreter, module: ModuleValue, name: str) -> Value:
    """Return a member that a module has, made where it is first asked for."""
    found = module.members[name]
    if isinstance(found, LazyMember):
        found = module.members[name] = found.make(interpreter)
    return found


def _of_module(interpreter: Interpreter, module: ModuleValue, name: str) -> Value:
    if name == "__name__":
        return module.name
    if name in module.members:
        return member_of(interpreter, module, name)
    inner = interpreter.host.modules.get(f"{module.name}.{name}")
    if inner is not None:
        return inner
    if module.rest:
        return interpreter.host.absent(interpreter, Absent(module.name), name)
    failure = _unknown_attribute(interpreter, module, name, list(module.members))
    is_beside = module.name.startswith("torch") and not module.name.startswith("torch.nn")
    if is_beside and near(name, list(module.members)) is None:  # no slip: what trains a network, or measures it
        raise UnlistedName(failure.problem, failure.hint, failure.of)
    raise failure


def _nothing(interpreter: Interpreter, *args: Value, **kwargs: Value) -> None:
    """Do what the `__init__` of an object of no class in particular does."""


def _store_arguments(interpreter: Interpreter, owner: Value, *args: Value) -> None:
    """Keep what an exception is made with, as its own `__init__` does."""
    owner.fields["args"] = args


def _of_super(interpreter: Interpreter, value: Super, name: str) -> Value:
    found = value.value_class.find(name, after=value.cls)
    if found is not None:
        member = found[1]
        if isinstance(member, Property):
            return interpreter.call(member.getter, value.owner)
        if isinstance(found[0], NativeClass) and isinstance(member, Native):
            return BoundMethod(value.owner, member)
        return bind_member(member, value.owner, value.value_class)
    native = value.value_class.native
    if name == "__init__":
        method = Native("__init__", _store_arguments if is_exception(value.value_class) else _nothing)
        return BoundMethod(value.owner, method)
    if native is not None:
        return interpreter.call_host(interpreter.host.super_attribute, interpreter, value.owner, name)
    raise text_exception("AttributeError", f"'super' object has no attribute {name[:80]!r}")


def _of_function(interpreter: Interpreter, value: Function | Native, name: str) -> Value:
    if name == "__name__":
        return value.name
    if name == "__doc__":
        return value.doc if isinstance(value, Function) else None
    if isinstance(value, Function) and name in value.fields:
        return value.fields[name]
    found = value.part(name) if isinstance(value, Native) else NotImplemented
    if found is not NotImplemented:
        return found
    raise _unknown_attribute(interpreter, value, name, [])


def _of_instance(interpreter: Interpreter, value: Instance, name: str) -> Value:
    return _instance_attribute(interpreter, value, value.cls, value.fields, name)


def _of_member(interpreter: Interpreter, value: Member, name: str) -> Value:
    cls = class_of_member(value)
    found = cls.find(name)
    if found is not None and not isinstance(found[1], Member):
        return _instance_attribute(interpreter, value, cls, {}, name)
    fields = fields_of_member(value)
    if name in fields:
        return fields[name]
    if name in ("name", "value", "_name_", "_value_"):
        return getattr(value, name)
    table = next((TABLES[kind] for kind in (str, int, float) if isinstance(value, kind)), {})
    if name in table:
        return BoundMethod(value, table[name])
    raise text_exception("AttributeError", f"{cls.name!r} object has no attribute {name[:80]!r}")


def _of_named(interpreter: Interpreter, value: NamedTupleValue, name: str) -> Value:
    found = of_named(interpreter, value, name)
    if found is NotImplemented:
        raise _unknown_attribute(interpreter, value, name, list(value.names))
    return found


def _of_absent(interpreter: Interpreter, value: Absent, name: str) -> Value:
    return interpreter.host.absent(interpreter, value, name)


def _of_opaque(interpreter: Interpreter, value: Value, name: str) -> Value:
    from builder.interpreter.generators import method

    if isinstance(value, BoundMethod) and name == "__name__":
        return value.function.name
    found = method(value, name) if isinstance(value, Lazy) else None
    if found is not None:
        return found
    raise _unknown_attribute(interpreter, value, name, [])


class Plainly:
    """An object whose attributes are set without its class being asked."""

    def __init__(self, owner: Value) -> None:
        self.owner = owner


def _method(interpreter: Interpreter, value: Value, name: str) -> Native:
    """Return what sets, gets or deletes an attribute of a value by name; no class of a text defines it."""
    if isinstance(value, NativeClass):  # object.__setattr__(self, "name", value)
        around = Plainly if value.name == "object" else lambda owner: owner
        return Native(
            name, lambda interpreter, owner, *args: interpreter.call(_method(interpreter, around(owner), name), *args)
        )
    owner = value.owner if isinstance(value, Super | Plainly) else value
    is_plain = isinstance(value, Plainly) or (isinstance(value, Super) and isinstance(owner, Instance))

    def call(interpreter: Interpreter, attribute: Value, *args: Value) -> Value:
        if type(attribute) is not str:
            interpreter.raise_("TypeError", "attribute name must be string")
        if name == "__getattr__":
            return get(interpreter, owner, attribute, *args)
        from builder.interpreter import set_attribute

        if is_plain and name == "__setattr__":
            return set_attribute.keep(interpreter, owner, attribute, *args)
        change = set_attribute.set_attribute if name == "__setattr__" else set_attribute.remove
        return change(interpreter, owner, attribute, *args)

    return Native(name, call)


_SPECIAL: dict[str, Callable[[Interpreter, Value, str], Value]] = {
    "__class__": lambda interpreter, value, name: class_of(interpreter, value),
    **dict.fromkeys(("__setattr__", "__getattr__", "__delattr__"), _method),
}
_GETTERS: tuple[tuple[type | UnionType, Callable[[Interpreter, Value, str], Value]], ...] = (
    (Member, _of_member),
    (Instance, _of_instance),
    (Class, _of_class),
    (NativeClass, _of_native_class),
    (ModuleValue, _of_module),
    (Super, _of_super),
    (Function | Native, _of_function),
    (NamedTupleValue, _of_named),
    (Absent, _of_absent),
    (Lazy | BoundMethod | Property | StaticMethod, _of_opaque),
)


_MOST_NAMED = 12


def _unknown_attribute(interpreter: Interpreter, value: Value, name: str, known: list[str]) -> Unknown:
    hint = instead(name) or near(name, known)
    if hint is None and known:
        names = Sentence(", ".join(known[:_MOST_NAMED]))
        more = len(known) > _MOST_NAMED
        hint = (
            say("interpreter.members.more.hint", names=names) if more else say("interpreter.members.hint", names=names)
        )
    return Unknown(say("interpreter.no-attribute", noun=interpreter.noun(value), name=name), hint, of=(value, name))


def written_class(interpreter: Interpreter, value: Value) -> Class | None:
    """Return the class of an object whose class is written in the text."""
    if isinstance(value, Member):
        return class_of_member(value)
    cls = value.cls if isinstance(value, Instance) else interpreter.host.class_of(value)
    return cls if isinstance(cls, Class) else None


def class_of(interpreter: Interpreter, value: Value) -> Class | NativeClass:
    """Return `type(value)`."""
    from builder.interpreter.builtins import BUILTINS, ORDERED_DICT

    if isinstance(value, Instance):
        return value.cls
    if isinstance(value, NamedTupleValue) and value.cls is not None:
        return value.cls
    if isinstance(value, Member):
        return class_of_member(value)
    # By `type`, not `isinstance`: True is an int as well.
    for native in (*BUILTINS.values(), ORDERED_DICT):
        if isinstance(native, NativeClass) and type(value) in native.types:
            return native
    found = interpreter.host.class_of(value)
    if found is not None:
        return found
    return NativeClass(_kind(value), _no_construct)


def _kind(value: Value) -> str:
    """Return what Python calls the class of a value that has none here."""
    if isinstance(value, Lazy):
        return value.name
    return _KINDS.get(type(value), type(value).__name__)


_KINDS: dict[type, str] = {
    type(None): "NoneType", Function: "function", Wrapper: "function", BoundMethod: "method",
    Native: "builtin_function_or_method",
    ModuleValue: "module", Property: "property", StaticMethod: "staticmethod", ClassMethod: "classmethod",
    Super: "super", Class: "type", NativeClass: "type", ReadOnlyDict: "dict",
}  # fmt: skip


def _no_construct(interpreter: Interpreter, *args: Value, **kwargs: Value) -> Value:
    raise Refusal(say("interpreter.no-objects"))
