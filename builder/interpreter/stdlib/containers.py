"""`collections`: dicts that make what they lack, counts, and queues with two ends."""

from __future__ import annotations

import itertools
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from builder.interpreter import operators
from builder.interpreter.iteration import collect, iterate
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue
from builder.interpreter.tables import TABLES, items_of
from builder.interpreter.values import BoundMethod, Native, NativeClass

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class DefaultDict(dict[Value, Value]):
    """A dict that calls a function of the text for a key that it lacks."""

    def __init__(self, items: Iterable[tuple[Value, Value]] = (), factory: Value = None) -> None:
        super().__init__(items)
        self.factory = factory
        self.make: Callable[[Value], Value] | None = None

    def __missing__(self, key: Value) -> Value:
        """Make what is lacking."""
        if self.make is None:
            raise KeyError(key)
        return self.make(key)

    def copy(self) -> DefaultDict:
        """Return a copy that makes the same."""
        made = DefaultDict(self, self.factory)
        made.make = self.make
        return made


def _default_dict(
    interpreter: Interpreter, factory: Value = None, items: Value = (), /, **kwargs: Value
) -> DefaultDict:
    made = DefaultDict((), factory)
    for key, value in [*items_of(interpreter, items), *kwargs.items()]:
        operators.set_item(interpreter, made, key, value)
    if factory is not None:

        def make(key: Value) -> Value:
            value = interpreter.call(factory)
            operators.set_item(interpreter, made, key, value)
            return value

        made.make = make
    return made


def _counter(interpreter: Interpreter, items: Value = (), /, **kwargs: Value) -> Counter[Value]:
    made: Counter[Value] = Counter()
    _update(interpreter, made, items, **kwargs)
    return made


def _update(interpreter: Interpreter, counter: Counter[Value], items: Value = (), /, **kwargs: Value) -> None:
    _count(interpreter, counter, items, kwargs, 1)


def _subtract(interpreter: Interpreter, counter: Counter[Value], items: Value = (), /, **kwargs: Value) -> None:
    _count(interpreter, counter, items, kwargs, -1)


def _count(
    interpreter: Interpreter, counter: Counter[Value], items: Value, kwargs: dict[str, Value], sign: int
) -> None:
    if isinstance(items, dict):
        pairs: Iterable[tuple[Value, Value]] = [*items_of(interpreter, items), *kwargs.items()]
    else:
        pairs = itertools.chain(((item, 1) for item in iterate(interpreter, items)), kwargs.items())
    for key, count in pairs:
        interpreter.budget.key(key)
        interpreter.budget.spend(1)
        if key not in counter:
            interpreter.budget.hold(1)
        counter[key] += sign * count


def _most_common(interpreter: Interpreter, counter: Counter[Value], n: Value = None) -> list[Value]:
    interpreter.budget.hold(len(counter), "list")
    interpreter.budget.spend(len(counter))
    return counter.most_common(None if n is None else interpreter.host.index(n))


def _elements(interpreter: Interpreter, counter: Counter[Value]) -> list[Value]:
    interpreter.budget.hold(sum(max(count, 0) for count in counter.values()), "list")
    return list(counter.elements())


_COUNTS: dict[str, Callable[..., Value]] = {
    "most_common": _most_common, "update": _update, "subtract": _subtract, "elements": _elements,
    "total": lambda interpreter, counter: sum(counter.values()),
}  # fmt: skip
_COUNTER = {**TABLES[dict], **{name: Native(name, method) for name, method in _COUNTS.items()}}
MAPPINGS: dict[type, dict[str, Native]] = {DefaultDict: TABLES[dict], Counter: _COUNTER}
"""The methods of each kind of dict."""


class Queue(TableValue):
    """A deque."""

    attributes = ("maxlen",)
    methods = ("append", "appendleft", "pop", "popleft", "extend", "extendleft", "clear", "rotate", "reverse", "count",
               "copy")  # fmt: skip

    def __init__(self, held: deque[Value]) -> None:
        self.held = held

    @property
    def maxlen(self) -> int | None:
        """How many it holds at most."""
        return self.held.maxlen

    def append(self, interpreter: Interpreter, item: Value) -> None:
        """Add at the right."""
        interpreter.budget.hold(1)
        self.held.append(item)

    def appendleft(self, interpreter: Interpreter, item: Value) -> None:
        """Add at the left."""
        interpreter.budget.hold(1)
        self.held.appendleft(item)

    def pop(self, interpreter: Interpreter) -> Value:
        """Take from the right."""
        return self.held.pop()

    def popleft(self, interpreter: Interpreter) -> Value:
        """Take from the left."""
        return self.held.popleft()

    def extend(self, interpreter: Interpreter, items: Value) -> None:
        """Add several at the right."""
        self.held.extend(collect(interpreter, items))

    def extendleft(self, interpreter: Interpreter, items: Value) -> None:
        """Add several at the left, one after another."""
        self.held.extendleft(collect(interpreter, items))

    def clear(self, interpreter: Interpreter) -> None:
        """Take all."""
        self.held.clear()

    def rotate(self, interpreter: Interpreter, n: Value = 1) -> None:
        """Move what falls out at one end to the other."""
        interpreter.budget.spend(len(self.held) // 64)
        self.held.rotate(interpreter.host.index(n))

    def reverse(self, interpreter: Interpreter) -> None:
        """Turn it around."""
        self.held.reverse()

    def count(self, interpreter: Interpreter, item: Value) -> int:
        """Count what is equal to an item."""
        return sum(_equal(interpreter, one, item) for one in self.held)

    def copy(self, interpreter: Interpreter) -> Queue:
        """Return a copy."""
        interpreter.budget.hold(len(self.held))
        return Queue(self.held.copy())

    def part(self, interpreter: Interpreter, index: Value) -> Value:
        """Return an item."""
        interpreter.budget.spend(len(self.held) // 256)
        return self.held[interpreter.host.index(index)]

    def iterate(self, interpreter: Interpreter) -> Iterator[Value]:
        """Go through the items."""
        return iter(self.held)

    def length(self) -> int:
        """Count the items."""
        return len(self.held)

    def to_text(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write it as Python does."""
        shown = interpreter.repr(list(self.held))
        return f"deque({shown})" if self.held.maxlen is None else f"deque({shown}, maxlen={self.held.maxlen})"


def _equal(interpreter: Interpreter, left: Value, right: Value) -> bool:
    import ast

    interpreter.budget.spend(1)
    return interpreter.truth(operators.compare(interpreter, ast.Eq, left, right))


def _queue(interpreter: Interpreter, items: Value = (), maxlen: Value = None) -> Queue:
    return Queue(deque(collect(interpreter, items), maxlen))


class _MappingClass(NativeClass):
    """The class of such dicts, as Python shows it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<class 'collections.{self.name}'>"


DEFAULT_DICT = _MappingClass("defaultdict", _default_dict, (DefaultDict,))
COUNTER = _MappingClass("Counter", _counter, (Counter,))
_CLASSES: dict[type[Value], NativeClass] = {DefaultDict: DEFAULT_DICT, Counter: COUNTER}


def class_of_mapping(value: Value) -> NativeClass | None:
    """Return the class of such a dict, or None for any other value."""
    return _CLASSES.get(type(value))


def method_of_mapping(value: Value, name: str) -> BoundMethod | None:
    """Return a method of such a dict, or None."""
    table = MAPPINGS.get(type(value), {})
    return BoundMethod(value, table[name]) if name in table else None


def written_mapping(interpreter: Interpreter, value: Value) -> str | None:
    """Write such a dict as Python does; None for any other value."""
    if isinstance(value, DefaultDict):
        factory = interpreter.repr(value.factory)
        return f"defaultdict({factory}, {interpreter.repr(dict(value))})"
    if isinstance(value, Counter):
        shown = interpreter.repr(dict(_most_common(interpreter, value)))
        return f"Counter({shown})" if value else "Counter()"
    return None


COLLECTIONS: dict[str, Value] = {
    "defaultdict": DEFAULT_DICT, "Counter": COUNTER, "deque": TableClass("collections.deque", Queue, _queue),
}  # fmt: skip
"""What of `collections` is here."""
