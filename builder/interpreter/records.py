"""Records: tuples whose items have names, of `namedtuple` and of classes that derive from `NamedTuple`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from builder.interpreter.arguments import given_to, missing_arguments
from builder.interpreter.iteration import collect
from builder.interpreter.limits import Value
from builder.interpreter.values import Native, NativeClass

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST = 200
NOTHING = object()
"""The default of a field that has none."""


class NamedTupleValue(tuple[Value, ...]):
    """A tuple whose items have names as well; each class of them derives from this one."""

    names: tuple[str, ...] = ()
    title = ""
    cls: NativeClass | None = None
    methods: Mapping[str, Value] = {}
    """What a class of the text adds: its methods and constants."""

    def with_values(self, interpreter: Interpreter, changes: dict[str, Value]) -> NamedTupleValue:
        """Return a record with other values for some names."""
        unknown = [name for name in changes if name not in self.names]
        if unknown:
            interpreter.raise_("ValueError", f"Got unexpected field names: {unknown!r}"[:200])
        return type(self)(changes.get(name, item) for name, item in zip(self.names, self, strict=True))


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


def record(title: str, fields: dict[str, Value], methods: Mapping[str, Value] | None = None) -> RecordClass:
    """Return a class of tuples whose items have names, with what a class of the text adds."""
    added = dict(methods or {})
    own = {"names": tuple(fields), "title": title, "methods": added, "__module__": "__main__"}
    kind: Any = type(title, (NamedTupleValue,), own)

    def construct(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        defaults = {name: value is not NOTHING for name, value in fields.items()}
        given = given_to(f"{title}.__new__", defaults, list(fields), args, kwargs)
        whole = {name: given.get(name, default) for name, default in fields.items()}
        if lacking := [name for name, value in whole.items() if value is NOTHING]:
            raise missing_arguments(f"{title}.__new__", "positional", lacking)
        return kind(whole.values())

    def make(interpreter: Interpreter, items: Value) -> Value:
        return interpreter.call(made, *collect(interpreter, items))

    members = {"_fields": tuple(fields), "_make": Native("_make", make), **added}
    made = RecordClass(title, construct, (kind,), members)
    made.fields = fields
    kind.cls = made
    return made


def _is_name(name: Value) -> bool:
    return isinstance(name, str) and name.isidentifier() and not name.startswith("_") and len(name) <= 80


NAMEDTUPLE = Native("namedtuple", _namedtuple)
