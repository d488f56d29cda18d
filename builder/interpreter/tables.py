"""The methods of plain values, by type: `TABLES`. Methods that are not listed cannot be called."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.interpreter.formatting import fill_fields
from builder.interpreter.iteration import VIEWS, collect, iterate, pairs
from builder.interpreter.limits import Value
from builder.interpreter.operators import make_set, set_item, weigh_all
from builder.interpreter.sorting import sort
from builder.interpreter.values import Lazy, Native, ReadOnlyDict
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_Method = Callable[..., Value]


def _plain(kind: type, name: str) -> _Method:
    """Return a method of the host as it is; its arguments must be plain."""
    method = getattr(kind, name)

    def apply(interpreter: Interpreter, value: Value, *args: Value, **kwargs: Value) -> Value:
        if isinstance(value, str):
            interpreter.budget.spend(len(value) // 64)
        result = method(value, *args, **kwargs)
        if isinstance(result, str | list | tuple):
            interpreter.budget.hold(len(result), type(result).__name__)
        return result

    return apply


def _join(interpreter: Interpreter, value: str, items: Value) -> str:
    parts = collect(interpreter, items)
    if not all(isinstance(part, str) for part in parts):
        interpreter.raise_("TypeError", "join takes strings")
    interpreter.budget.hold(sum(map(len, parts)) + len(value) * len(parts), "string")
    return value.join(parts)


def _replace(interpreter: Interpreter, value: str, old: str, new: str, count: int = -1) -> str:
    found = value.count(old)
    times = found if count < 0 else min(found, count)
    interpreter.budget.hold(len(value) + times * max(len(new) - len(old), 0), "string")
    return value.replace(old, new, count)


def _pad_method(name: str) -> _Method:
    def apply(interpreter: Interpreter, value: str, width: int, *fill: str) -> Value:
        interpreter.budget.hold(max(width, len(value)), "string")
        return getattr(value, name)(width, *fill)

    return apply


def _search_method(name: str) -> _Method:
    """Return a search from the right: for that Python has no better way than to try each place."""
    plain = _plain(str, name)

    def apply(interpreter: Interpreter, value: str, part: str | None = None, *args: Value, **kwargs: Value) -> Value:
        if isinstance(part, str):
            interpreter.budget.spend(max(0, len(value) - len(part)) * len(part) // 1024)
        return plain(interpreter, value, part, *args, **kwargs)

    return apply


def _strip_method(left: bool, right: bool) -> _Method:
    """Return `strip` or one of its halves; Python's own looks through all of `chars` for each character."""

    def apply(interpreter: Interpreter, value: str, chars: str | None = None) -> str:
        interpreter.budget.spend(len(value) // 16)
        if chars is None:
            return value.strip() if left and right else value.lstrip() if left else value.rstrip()
        known, start, stop = set(chars), 0, len(value)
        while left and start < stop and value[start] in known:
            start += 1
        while right and start < stop and value[stop - 1] in known:
            stop -= 1
        return value[start:stop]

    return apply


def _format(interpreter: Interpreter, value: str, /, *args: Value, **kwargs: Value) -> Value:
    return fill_fields(interpreter, value, args, kwargs)


def _expandtabs(interpreter: Interpreter, value: str, tabsize: int = 8) -> str:
    interpreter.budget.hold(len(value) + value.count("\t") * max(tabsize, 0), "string")
    return value.expandtabs(tabsize)


def _translate(interpreter: Interpreter, value: str, table: Value) -> str:
    if type(table) is not dict:
        interpreter.raise_("TypeError", f"{interpreter.kind(table)!r} is no table of characters")
    longest = max((len(one) for one in table.values() if isinstance(one, str)), default=1)
    interpreter.budget.hold(len(value) * max(longest, 1), "string")
    return value.translate(table)


_STR: dict[str, _Method] = {
    name: _plain(str, name)
    for name in words(
        """
    capitalize casefold count endswith find index isalnum isalpha isdecimal isdigit isidentifier islower isnumeric
    isspace istitle isupper lower partition removeprefix removesuffix split splitlines startswith swapcase title upper
    """
    )
}
_STR |= {name: _pad_method(name) for name in ("ljust", "rjust", "center", "zfill")}
_STR |= {name: _search_method(name) for name in ("rfind", "rindex", "rpartition", "rsplit")}
_STR |= {"strip": _strip_method(True, True), "lstrip": _strip_method(True, False), "rstrip": _strip_method(False, True)}
_STR |= {"join": _join, "replace": _replace, "format": _format, "expandtabs": _expandtabs, "translate": _translate}


def _append(interpreter: Interpreter, value: list[Value], item: Value) -> None:
    interpreter.budget.hold(1)
    if len(value) >= interpreter.limits.elements:
        interpreter.budget.hold(len(value) + 1, "list")
    value.append(item)


def _extend(interpreter: Interpreter, value: list[Value], items: Value) -> None:
    if isinstance(items, Lazy):
        for item in iterate(interpreter, items):  # one by one, as a generator may read the list that grows
            interpreter.budget.hold(1)
            value.append(item)
        return
    new = collect(interpreter, items)
    interpreter.budget.hold(len(value) + len(new), "list")
    value += new


def _insert(interpreter: Interpreter, value: list[Value], index: int, item: Value) -> None:
    interpreter.budget.hold(1)
    # Python moves all that stands behind the place.
    interpreter.budget.spend(len(value) // 256 + 1)
    value.insert(index, item)


def _comparing_method(kind: type, name: str) -> _Method:
    """Return a method of the host that compares elements."""
    method = getattr(kind, name)

    def apply(interpreter: Interpreter, value: Value, *args: Value) -> Value:
        weigh_all(interpreter, value, *args)
        return method(value, *args)

    return apply


def _pop(interpreter: Interpreter, value: list[Value], index: int = -1) -> Value:
    # Python moves all that stands behind the place.
    interpreter.budget.spend(len(value) // 256)
    return value.pop(index)


def _sort(interpreter: Interpreter, value: list[Value], *, key: Value = None, reverse: bool = False) -> None:
    value[:] = sort(interpreter, value, key, reverse)


_LIST: dict[str, _Method] = {
    "append": _append,
    "extend": _extend,
    "insert": _insert,
    "pop": _pop,
    "sort": _sort,
    "copy": _plain(list, "copy"),
    "clear": _plain(list, "clear"),
    "reverse": _plain(list, "reverse"),
    "index": _comparing_method(list, "index"),
    "count": _comparing_method(list, "count"),
    "remove": _comparing_method(list, "remove"),
}
_TUPLE: dict[str, _Method] = {"index": _comparing_method(tuple, "index"), "count": _comparing_method(tuple, "count")}


def _key_method(kind: type, name: str) -> _Method:
    """Return a method of the host whose first argument is a key."""
    method = getattr(kind, name)

    def apply(interpreter: Interpreter, value: Value, *args: Value, **kwargs: Value) -> Value:
        if args:
            interpreter.budget.key(args[0])
        interpreter.budget.hold(1)
        return method(value, *args, **kwargs)

    return apply


def _update(interpreter: Interpreter, value: dict[Value, Value], *others: Value, **kwargs: Value) -> None:
    for other in (*others, kwargs):
        for key, item in items_of(interpreter, other):
            set_item(interpreter, value, key, item)


def items_of(interpreter: Interpreter, value: Value) -> list[tuple[Value, Value]]:
    """Return the items of a mapping or of an iterable of pairs."""
    if isinstance(value, dict):
        return pairs(interpreter, value)
    made = []
    for pair in collect(interpreter, value):
        both = collect(interpreter, pair)
        if len(both) != 2:
            interpreter.raise_("ValueError", "an item of a dict is a pair")
        made.append((both[0], both[1]))
    return made


def _copy(interpreter: Interpreter, value: Value) -> Value:
    interpreter.budget.hold(len(value))
    return value.copy()  # of a fixed dict a plain one


_DICT: dict[str, _Method] = {name: _key_method(dict, name) for name in ("get", "pop", "setdefault")}
_DICT |= {name: _plain(dict, name) for name in ("keys", "values", "items", "clear", "popitem")}
_DICT |= {"update": _update, "copy": _copy}
_ORDERED_DICT: dict[str, _Method] = {**_DICT, "move_to_end": _key_method(OrderedDict, "move_to_end")}
_ORDERED_DICT |= {name: _plain(OrderedDict, name) for name in ("keys", "values", "items", "clear", "popitem")}
_ORDERED_DICT["pop"] = _key_method(OrderedDict, "pop")


def _combining_method(name: str) -> _Method:
    def apply(interpreter: Interpreter, value: set[Value], *others: Value) -> Value:
        sets = [make_set(interpreter, collect(interpreter, other)) for other in others]
        interpreter.budget.hold(len(value) + sum(map(len, sets)), "set")
        return getattr(value, name)(*sets)

    return apply


_SET: dict[str, _Method] = {name: _key_method(set, name) for name in ("add", "discard", "remove")}
_SET |= {"pop": _plain(set, "pop"), "clear": _plain(set, "clear"), "copy": _copy}
_COMBINE = ["union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint"]
_SET |= {name: _combining_method(name) for name in (*_COMBINE, "update")}
_NUMBER: dict[type, dict[str, _Method]] = {
    int: {"bit_length": _plain(int, "bit_length")},
    float: {"is_integer": _plain(float, "is_integer")},
    bool: {},
    complex: {},
}


def _natives(methods: dict[str, _Method]) -> dict[str, Native]:
    return {name: Native(name, method) for name, method in methods.items()}


TABLES: dict[type, dict[str, Native]] = {
    str: _natives(_STR),
    list: _natives(_LIST),
    tuple: _natives(_TUPLE),
    dict: _natives(_DICT),
    OrderedDict: _natives(_ORDERED_DICT),
    set: _natives(_SET),
    frozenset: _natives({name: _SET[name] for name in _COMBINE}),
    ReadOnlyDict: _natives({name: _DICT[name] for name in ("get", "keys", "values", "items", "copy")}),
    range: {},
    slice: _natives({"indices": lambda i, value, count: value.indices(i.host.index(count))}),
    type(None): {},
    **{kind: _natives(methods) for kind, methods in _NUMBER.items()},
    **{view: {} for view in VIEWS},
}
