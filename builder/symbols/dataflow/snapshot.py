"""What a network and the text around it hold before a forward is read: one that changes it does so in each call."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from builder.interpreter.enums import Member, fields_of_member, members_of
from builder.interpreter.limits import Value
from builder.interpreter.lru_cache import is_alike
from builder.interpreter.scope import Scope
from builder.interpreter.stdlib.containers import Queue
from builder.interpreter.stdlib.standard import Partial
from builder.interpreter.values import (
    BoundMethod,
    CachedProperty,
    Class,
    Function,
    Instance,
    Property,
    Results,
    StaticMethod,
)
from builder.symbols.values import ModuleSymbol, TensorSymbol, walk

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter
    from builder.symbols.host import DocumentHost

_MOST = 20_000
"""Values that are looked at; those beyond count as unchanged."""


class _Module(NamedTuple):
    module: ModuleSymbol
    args: dict[str, Value]
    children: dict[str, Value]
    tensors: dict[str, TensorSymbol | None]
    training: bool
    learns: tuple[bool, ...]
    """Which of its tensors are learned."""


class Snapshot:
    """The modules below one, and the lists and tables that a forward can reach, with what they hold."""

    def __init__(self, interpreter: Interpreter, module: ModuleSymbol) -> None:
        """Note all of it."""
        host: DocumentHost = interpreter.host  # type: ignore[assignment]
        self.host = host
        self.fills, self.begun = len(host.fills), len(host.begun)
        self.modules = [_module_snapshot(inner) for _, inner in walk(module)]
        variables = interpreter.globals.variables
        classes = [one for inner in self.modules if isinstance(inner.module.cls, Class) for one in inner.module.cls.mro]
        fields = [value for inner in self.modules for value in inner.module.fields.values()]
        self.tables = [(table, _items(table)) for table in _tables((variables, *classes, *fields))]

    def restore(self) -> bool:
        """Give all of it what it held; return whether it had changed."""
        changed = (self.fills, self.begun) != (len(self.host.fills), len(self.host.begun))
        del self.host.fills[self.fills :], self.host.fillers[self.fills :]
        for before in self.modules:
            if _module_snapshot(before.module) != before:
                changed = True
                _give_back(before)
        for table, items in self.tables:
            now = _items(table)
            if not _are_same(now, items):
                # What `lru_cache` remembers may grow, as long as a second call would return the same.
                changed |= not isinstance(table, Results) or not _are_same(_objects(now), _objects(items))
                _refill(table, items)
        return changed


def _module_snapshot(module: ModuleSymbol) -> _Module:
    learns = tuple(tensor is not None and tensor.requires_grad for tensor in module.tensors.values())
    return _Module(module, module.args, {**module.children}, {**module.tensors}, module.training, learns)


def _give_back(before: _Module) -> None:
    module = before.module
    module.args, module.training = before.args, before.training
    for table, held in ((module.children, before.children), (module.tensors, before.tensors)):
        table.clear()  # which a copy of the module may share
        table.update(held)
    for tensor, learns in zip(before.tensors.values(), before.learns, strict=True):
        if tensor is not None:
            tensor.requires_grad = learns


def _tables(values: Iterable[Value]) -> Iterator[Value]:
    """Yield the lists and tables that values are or hold."""
    return (value for value in reachable(values) if isinstance(value, list | dict | set | deque))


def reachable(values: Iterable[Value]) -> Iterator[Value]:
    """Yield values and all that they hold; of objects, classes and queues what they hold it in, each once."""
    met: set[int] = set()
    waiting, left = list(values), _MOST
    while waiting:
        value = waiting.pop()
        waiting.extend(_held_by(value))
        table = _table(value)
        if not isinstance(table, list | dict | set | tuple | deque):
            yield value
        elif id(table) not in met:
            met.add(id(table))
            left -= len(table)
            if left < 0:
                return
            waiting.extend(table.values() if isinstance(table, dict) else table)
            yield table


def _table(value: Value) -> Value:
    """Return what holds the items of a class, an object or a queue; any other value as it is."""
    if isinstance(value, Class):
        return value.namespace
    if isinstance(value, Instance):
        return value.fields
    if isinstance(value, Member):
        return fields_of_member(value)
    return value.held if isinstance(value, Queue) else value


def _held_by(value: Value) -> Iterator[Value]:
    """Yield what a function keeps for its next call: attributes, defaults, variables around it, what is filled in."""
    if isinstance(value, BoundMethod):
        yield from (value.owner, value.function)
    elif isinstance(value, StaticMethod | CachedProperty):
        yield value.function
    elif members_of(value) is not None:
        yield from members_of(value)
    elif isinstance(value, Property):
        yield from (value.getter, value.setter)
    elif isinstance(value, Partial):
        yield from (value.filled, value.args, value.kwargs)
    elif isinstance(value, Function):
        yield from (value.fields, value.defaults, value.keyword_defaults, value.results)
        scope: Scope | None = value.closure
        while scope is not None and scope.parent is not None:
            yield scope.variables
            scope = scope.parent


def _items(table: Value) -> list[Value]:
    return [part for pair in table.items() for part in pair] if isinstance(table, dict) else list(table)


def _are_same(one: list[Value], other: list[Value]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _objects(items: list[Value]) -> list[Value]:
    """Return what a function remembers that a second call would not return alike."""
    return [value for value in items[1::2] if not is_alike(value)]


def _refill(table: Value, items: list[Value]) -> None:
    table.clear()
    if isinstance(table, list | deque):
        table.extend(items)
    else:
        table.update(zip(items[::2], items[1::2], strict=True) if isinstance(table, dict) else items)
