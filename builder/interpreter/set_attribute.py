"""Setting and deleting attributes of values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.document.names import MODULE_MEMBERS
from builder.interpreter.dataclass import check_frozen
from builder.interpreter.enums import Member, fields_of_member, members_of
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Function, Instance, Property
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def set_attribute(interpreter: Interpreter, value: Value, name: str, new: Value) -> None:
    """Do `value.name = new`.

    Raises:
        Refusal: the attribute cannot be set.
        RaisedException: an AttributeError: it is a property without a setter.
    """
    if name == "__annotations__" and isinstance(new, dict):
        return  # nobody reads them
    if name == "__name__" and isinstance(value, Function) and isinstance(new, str):
        value.name = new
        return
    if name.startswith("__"):
        raise Refusal(say("interpreter.attribute.fixed", name=name), say("interpreter.attribute.closed.hint"))
    if isinstance(value, Member):
        fields_of_member(value)[name] = new
    elif isinstance(value, Function) and (interpreter.host.has_generators or interpreter.host.has_yield):
        interpreter.budget.hold(1)
        value.fields[name] = new
    elif isinstance(value, Class):
        _put_class(interpreter, value, name, new)
    else:
        _put_object(interpreter, value, name, new)


def _put_class(interpreter: Interpreter, cls: Class, name: str, new: Value) -> None:
    members = members_of(cls)
    if members is not None and name in members.__members__:
        interpreter.raise_("AttributeError", f"cannot reassign member {name!r}")
    if cls.node is None:
        raise Refusal(say("interpreter.attributes.fixed", noun=cls.name), say("interpreter.attributes.fixed.hint"))
    cls.namespace[name] = new


def _put_object(interpreter: Interpreter, value: Value, name: str, new: Value) -> None:
    cls = value.cls if isinstance(value, Instance) else interpreter.host.class_of(value)
    if cls is None:
        raise Refusal(say("interpreter.attributes.fixed", noun=interpreter.noun(value)))
    found = cls.find(name) if isinstance(cls, Class) else None
    if found is not None and isinstance(found[1], Property):
        if found[1].setter is None:
            interpreter.raise_("AttributeError", f"the property {name!r} has no setter")
        interpreter.call(found[1].setter, value, new)
    else:
        _put_field(interpreter, value, name, new)


def _put_field(interpreter: Interpreter, value: Value, name: str, new: Value) -> None:
    if isinstance(value, Instance):
        setter = value.cls.find("__setattr__")
        if setter is not None:
            interpreter.call(setter[1], value, name, new)
            return
        check_frozen(interpreter, value, name, "assign to")
        _check_slots(interpreter, value, name)
        keep(interpreter, value, name, new)
        return
    if name in MODULE_MEMBERS and name != "training":
        raise Refusal(say("interpreter.attribute.module", name=name), say("interpreter.another-name.hint"))
    interpreter.call_host(interpreter.host.set_attribute, interpreter, value, name, new)


def keep(interpreter: Interpreter, owner: Value, name: str, new: Value) -> Value:
    """Set a field of an object, whatever its class says, and return it: to a module it becomes no part so."""
    interpreter.budget.hold(1)
    if isinstance(owner, Instance):
        owner.fields[name] = new
    else:
        interpreter.call_host(interpreter.host.keep, interpreter, owner, name, new)
    return new


def _check_slots(interpreter: Interpreter, value: Instance, name: str) -> None:
    """Refuse a field that the classes of an object have no place for, where each names its places."""
    slots: list[Value] = [base.namespace.get("__slots__") for base in value.cls.mro if isinstance(base, Class)]
    if None in slots:
        return
    places = [place for one in slots for place in ([one] if isinstance(one, str) else one)]
    if name not in places and "__dict__" not in places:
        interpreter.raise_("AttributeError", f"{value.cls.name!r} object has no attribute {name[:80]!r}")


def remove(interpreter: Interpreter, value: Value, name: str) -> None:
    """Do `del value.name`."""
    if isinstance(value, Instance) and name in value.fields:
        check_frozen(interpreter, value, name, "delete")
        del value.fields[name]
    elif not name.startswith("_") and interpreter.host.class_of(value) is not None:
        interpreter.call_host(interpreter.host.delete_attribute, interpreter, value, name)
    else:
        interpreter.raise_("AttributeError", name[:80])
