"""Lists that a forward is given and changes, as `skips.pop()` does: whoever calls it finds them changed.

A dict that it changes is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.sentences import say
from builder.symbols.dataflow.operands import parts_of

Lists = tuple[tuple[str, tuple[int, ...]], ...]
"""The names of arguments that are lists, each with what it holds in the end: its items, by where they stood."""
ListContents = list[tuple[Value, Value]]
"""Lists and dicts, each with what it held."""


def list_contents(variables: Mapping[str, Value]) -> ListContents:
    """Return what all lists and dicts hold that a forward is given, those inside others as well."""
    return [(one, _copy(one)) for value in variables.values() for one in _all(value)]


def _all(value: Value) -> Iterator[Value]:
    if isinstance(value, list | dict):
        yield value
    for _, item in parts_of(value):
        yield from _all(item)


def _copy(one: Value) -> Value:
    return dict(one) if isinstance(one, dict) else list(one)


def _restore(one: Value, held: Value) -> None:
    if isinstance(one, dict):
        one.clear()
        one.update(held)
    else:
        one[:] = held


def _has_same_items(now: Value, held: Value) -> bool:
    pairs = zip(parts_of(now), parts_of(held), strict=False)
    return len(now) == len(held) and all(a is b and key == other for (key, a), (other, b) in pairs)


def changed_lists(variables: Mapping[str, Value], before: ListContents) -> Lists:
    """Return which lists have changed since, and give all of them what they held, for a forward is read several times.

    Raises:
        Refusal: one holds something else than before, or it is no argument itself but in another list.
    """
    after = [_copy(one) for one, _ in before]
    for one, held in before:
        _restore(one, held)
    names = {id(value): name for name, value in variables.items()}
    found: list[tuple[str, tuple[int, ...]]] = []
    for (one, held), now in zip(before, after, strict=True):
        if _has_same_items(now, held):
            continue
        places = {id(item): i for i, item in parts_of(held)}
        if isinstance(one, dict) or id(one) not in names or not all(id(item) in places for item in now):
            raise Refusal(say("symbols.changes-list"), say("symbols.changes-list.hint"))
        found.append((names[id(one)], tuple(places[id(item)] for item in now)))
    return tuple(found)


def change(variables: Mapping[str, Value], lists: Lists) -> None:
    """Change the lists of a call as its forward does."""
    for name, places in lists:
        held = list(variables[name])
        variables[name][:] = [held[i] for i in places]
