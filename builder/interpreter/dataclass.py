"""`dataclasses`: classes whose `__init__`, text and comparisons come from their annotated fields."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.interpreter import operators
from builder.interpreter.arguments import given_to, missing_arguments
from builder.interpreter.exceptions import EXCEPTIONS
from builder.interpreter.failures import RaisedException, Refusal
from builder.interpreter.limits import Value
from builder.interpreter.records import NOTHING
from builder.interpreter.values import NOT_IMPLEMENTED, Class, Instance, ModuleValue, Native
from builder.sentences import say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST = 200
_FIELDS = "__dataclass_fields__"
_OPTIONS = dict.fromkeys(words("init repr eq match_args"), True)
_OPTIONS |= dict.fromkeys(words("order unsafe_hash frozen kw_only slots weakref_slot"), False)
FROZEN = Class("FrozenInstanceError", (EXCEPTIONS["AttributeError"],), {})
FROZEN.module = "dataclasses"
FROZEN.mro = (FROZEN, *EXCEPTIONS["AttributeError"].mro)


class Field:
    """A field of a dataclass: its default, or what makes one, and what it takes part in."""

    def __init__(self, default: Value = NOTHING, factory: Value = NOTHING, **options: bool | None) -> None:
        self.default = default
        self.factory = factory
        self.init = options.get("init", True)
        self.repr = options.get("repr", True)
        self.compare = options.get("compare", True)
        self.hash = options.get("hash")
        self.kw_only = options.get("kw_only")

    def __repr__(self) -> str:
        return "<field>"


def _field(
    interpreter: Interpreter,
    *,
    default: Value = NOTHING,
    default_factory: Value = NOTHING,
    metadata: Value = None,
    **options: Value,
) -> Value:
    if default is not NOTHING and default_factory is not NOTHING:
        interpreter.raise_("ValueError", "cannot specify both default and default_factory")
    return Field(default, default_factory, **options)


def decorate_dataclass(interpreter: Interpreter, cls: Class, given: dict[str, Value]) -> None:
    """Add to a class what its annotated fields ask for, as `dataclasses.dataclass` does.

    Raises:
        Refusal: it derives from a class of torch, or has more than 200 fields.
        RaisedException: a TypeError or ValueError: the options or the fields do not go together.
    """
    unknown = [name for name in given if name not in _OPTIONS]
    if unknown:
        interpreter.raise_("TypeError", f"dataclass() got an unexpected keyword argument {unknown[0][:80]!r}")
    if cls.native is not None or cls.node is None:
        raise Refusal(say("interpreter.module-dataclass", name=cls.name), say("interpreter.dataclass.hint"))
    options = _OPTIONS | {name: interpreter.truth(value) for name, value in given.items()}
    fields = _fields(interpreter, cls, options["kw_only"])
    if len(fields) > _MOST:
        raise Refusal(say("interpreter.dataclass-fields", most=_MOST), say("interpreter.dataclass-fields.hint"))
    _check_order(interpreter, fields)
    cls.namespace[_FIELDS] = fields
    cls.namespace["__match_args__"] = tuple(_positional(fields))
    _add_methods(cls, fields, options)
    cls.frozen = options["frozen"]


def _add_methods(cls: Class, fields: dict[str, Field], options: dict[str, bool]) -> None:
    own = cls.namespace
    compared = [name for name, field in fields.items() if field.compare]
    if options["init"]:
        own.setdefault("__init__", Native("method __init__", _init(cls, fields)))
    if options["repr"]:
        own.setdefault("__repr__", Native("method __repr__", _repr(fields)))
    if options["order"]:
        for op, name in ((ast.Lt, "__lt__"), (ast.LtE, "__le__"), (ast.Gt, "__gt__"), (ast.GtE, "__ge__")):
            own[name] = Native(f"method {name}", _comparison(op, compared))
    own_hash = own.get("__hash__") is not None
    if options["eq"]:
        own.setdefault("__eq__", Native("method __eq__", _comparison(ast.Eq, compared)))
        hashed = [name for name, field in fields.items() if (field.compare if field.hash is None else field.hash)]
        if options["unsafe_hash"] or (options["frozen"] and not own_hash):
            own["__hash__"] = Native("method __hash__", _hash(hashed))
        elif not own_hash:
            own["__hash__"] = None


def _fields(interpreter: Interpreter, cls: Class, kw_only: bool) -> dict[str, Field]:
    """Return the fields, those of bases first; what `field(...)` stands for is left in the class."""
    fields: dict[str, Field] = {}
    # From the farthest on, so that a nearer class's field replaces one of the same name and keeps its place.
    for base in reversed(cls.mro[1:]):
        if isinstance(base, Class):
            fields.update(base.namespace.get(_FIELDS, {}))
    assert cls.node is not None
    for node in cls.node.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind):
                written = ast.unparse(kind)[:40]
                if "KW_ONLY" in written:
                    kw_only = True
                elif "ClassVar" not in written:
                    fields[name] = _of_class(interpreter, cls, name, kw_only)
    return fields


def _of_class(interpreter: Interpreter, cls: Class, name: str, kw_only: bool) -> Field:
    value = cls.namespace.get(name, NOTHING)
    if not isinstance(value, Field):
        if isinstance(value, list | dict | set):
            kind = f"<class '{type(value).__name__}'>"
            interpreter.raise_(
                "ValueError", f"mutable default {kind} for field {name[:80]} is not allowed: use default_factory"
            )
        value = Field(value)
    elif value.default is NOTHING:
        # `dataclasses` removes it too: without a default the class has no such attribute.
        cls.namespace.pop(name, None)
    else:
        cls.namespace[name] = value.default
    value.kw_only = kw_only if value.kw_only is None else value.kw_only
    return value


def _is_filled(field: Field) -> bool:
    return field.default is not NOTHING or field.factory is not NOTHING


def _positional(fields: dict[str, Field]) -> list[str]:
    return [name for name, field in fields.items() if field.init and not field.kw_only]


def _check_order(interpreter: Interpreter, fields: dict[str, Field]) -> None:
    last = ""
    for name in _positional(fields):
        if _is_filled(fields[name]):
            last = name
        elif last:
            interpreter.raise_("TypeError", f"non-default argument {name!r} follows default argument")


def _init(cls: Class, fields: dict[str, Field]) -> Callable[..., Value]:
    defaults = {name: _is_filled(fields[name]) for name in _positional(fields)}
    named = [name for name, field in fields.items() if field.init]

    def init(interpreter: Interpreter, owner: Value, /, *args: Value, **kwargs: Value) -> None:
        given = given_to(f"{cls.name}.__init__", defaults, named, args, kwargs)
        lacking = [name for name in named if name not in given and not _is_filled(fields[name])]
        if lacking:
            raise missing_arguments(f"{cls.name}.__init__", "positional", lacking)
        interpreter.budget.hold(len(fields))
        for name, field in fields.items():
            if name in given:
                owner.fields[name] = given[name]
            elif _is_filled(field):
                owner.fields[name] = _default(interpreter, field)
        after = owner.cls.find("__post_init__")
        if after is not None:
            interpreter.call(after[1], owner)

    return init


def _default(interpreter: Interpreter, field: Field) -> Value:
    return field.default if field.factory is NOTHING else interpreter.call(field.factory)


def _repr(fields: dict[str, Field]) -> Callable[..., Value]:
    def show(interpreter: Interpreter, owner: Value) -> str:
        shown = [name for name, field in fields.items() if field.repr]
        parts = [f"{name}={interpreter.repr(owner.fields.get(name))}" for name in shown]
        interpreter.budget.hold(sum(map(len, parts)), "string")
        return f"{owner.cls.name}({', '.join(parts)})"

    return show


def _comparison(op: type[ast.cmpop], names: list[str]) -> Callable[..., Value]:
    def compare(interpreter: Interpreter, owner: Value, other: Value) -> Value:
        if not isinstance(other, Instance) or other.cls is not owner.cls:
            return NOT_IMPLEMENTED
        left, right = (tuple(one.fields.get(name) for name in names) for one in (owner, other))
        for a, b in zip(left, right, strict=True):
            # Tuples are ordered by the first items that differ; identical ones count as equal unasked.
            if a is not b and not interpreter.truth(operators.compare(interpreter, ast.Eq, a, b)):
                return False if op is ast.Eq else operators.compare(interpreter, op, a, b)
        return op in (ast.Eq, ast.LtE, ast.GtE)

    return compare


def _hash(names: list[str]) -> Callable[..., Value]:
    def hashed(interpreter: Interpreter, owner: Value) -> int:
        held = tuple(owner.fields.get(name) for name in names)
        interpreter.budget.key(held)
        return hash(held)

    return hashed


def check_frozen(interpreter: Interpreter, value: Instance, name: str, verb: str) -> None:
    """Refuse to change a field of an object of a frozen dataclass.

    Raises:
        RaisedException: a FrozenInstanceError.
    """
    if value.cls.frozen:
        made = Instance(FROZEN)
        made.fields["args"] = (f"cannot {verb} field {name[:80]!r}",)
        raise RaisedException(made)


def _fields_of_value(interpreter: Interpreter, value: Value, problem: str) -> dict[str, Field]:
    cls = value.cls if isinstance(value, Instance) else value
    found = cls.find(_FIELDS) if isinstance(cls, Class) else None
    if found is None:
        interpreter.raise_("TypeError", problem)
    return dict(found[1])


def _asdict(interpreter: Interpreter, value: Value) -> dict[str, Value]:
    if isinstance(value, Class):
        interpreter.raise_("TypeError", "asdict() should be called on dataclass instances")
    fields = _fields_of_value(interpreter, value, "asdict() should be called on dataclass instances")
    return {name: _plain(interpreter, value.fields.get(name)) for name in fields}


def _astuple(interpreter: Interpreter, value: Value) -> tuple[Value, ...]:
    return tuple(_asdict(interpreter, value).values())


def _plain(interpreter: Interpreter, value: Value) -> Value:
    """Return what `asdict` makes of a value inside of an object."""
    interpreter.budget.spend(1)
    if isinstance(value, Instance) and value.cls.find(_FIELDS) is not None:
        return _asdict(interpreter, value)
    if type(value) in (list, tuple):
        return type(value)(_plain(interpreter, item) for item in value)
    if type(value) is dict:
        return {key: _plain(interpreter, item) for key, item in value.items()}
    return value


def _fields_of(interpreter: Interpreter, value: Value) -> tuple[Value, ...]:
    """Return objects with the names of the fields of a dataclass, or of an object of one."""
    found = _fields_of_value(interpreter, value, "must be called with a dataclass type or instance")
    interpreter.budget.hold(len(found))
    return tuple(map(_named_field, found))


def _named_field(name: str) -> Instance:
    made = Instance(_FIELD)
    made.fields["name"] = name
    return made


_FIELD = Class("Field", (), {})


def _is_dataclass(interpreter: Interpreter, value: Value) -> bool:
    cls = value.cls if isinstance(value, Instance) else value
    return isinstance(cls, Class) and cls.find(_FIELDS) is not None


def _replace(interpreter: Interpreter, value: Value, /, **changes: Value) -> Value:
    fields = _fields_of_value(interpreter, value, "replace() should be called on dataclass instances")
    held = {name: value.fields.get(name) for name, field in fields.items() if field.init}
    return interpreter.call(value.cls, **{**held, **changes})


def _dataclass(interpreter: Interpreter, cls: Value = None, **kwargs: Value) -> Value:
    raise Refusal(say("interpreter.dataclass-place"), say("interpreter.dataclass-place.hint"))


def dataclass_module() -> ModuleValue:
    """Return `dataclasses`."""
    names: dict[str, Callable[..., Value]] = {
        "dataclass": _dataclass,
        "field": _field,
        "asdict": _asdict,
        "astuple": _astuple,
        "fields": _fields_of,
        "is_dataclass": _is_dataclass,
        "replace": _replace,
    }
    members: dict[str, Value] = {name: Native(name, made) for name, made in names.items()}
    kw_only = Instance(Class("KW_ONLY", (), {}))
    return ModuleValue("dataclasses", {**members, "FrozenInstanceError": FROZEN, "KW_ONLY": kw_only})
