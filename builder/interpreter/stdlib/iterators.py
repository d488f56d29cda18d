"""`itertools`: one value after another, as lazily as Python's own."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from builder.interpreter import operators
from builder.interpreter.iteration import collect, iterate
from builder.interpreter.limits import Value
from builder.interpreter.values import Lazy, ModuleValue, Native

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_Items = Iterator[Value]


def _spent(interpreter: Interpreter, items: _Items) -> _Items:
    for item in items:
        interpreter.budget.spend(1)
        yield item


def _lazy(name: str, make: Callable[..., _Items]) -> Native:
    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Lazy:
        return Lazy(_spent(interpreter, make(interpreter, *args, **kwargs)), name, args)

    return Native(name, call)


def _count(interpreter: Interpreter, start: Value = 0, step: Value = 1) -> _Items:
    while True:
        yield start
        start = operators.binary(interpreter, ast.Add, start, step)


def _cycle(interpreter: Interpreter, items: Value) -> _Items:
    return itertools.cycle(collect(interpreter, items))


def _repeat(interpreter: Interpreter, item: Value, times: Value = None) -> _Items:
    return itertools.repeat(item) if times is None else itertools.repeat(item, interpreter.host.index(times))


def _chain(interpreter: Interpreter, *parts: Value) -> _Items:
    return (item for part in parts for item in iterate(interpreter, part))


def _from_iterable(interpreter: Interpreter, parts: Value) -> _Items:
    return (item for part in iterate(interpreter, parts) for item in iterate(interpreter, part))


def _islice(interpreter: Interpreter, items: Value, *bounds: Value) -> _Items:
    whole = [None if bound is None else interpreter.host.index(bound) for bound in bounds]
    # Items that are skipped count too.
    return itertools.islice(_spent(interpreter, iterate(interpreter, items)), *whole)


def _zip_longest(interpreter: Interpreter, *columns: Value, fillvalue: Value = None) -> _Items:
    return itertools.zip_longest(*(iterate(interpreter, column) for column in columns), fillvalue=fillvalue)


def _filter_native(name: str) -> Callable[..., _Items]:
    function = getattr(itertools, name)

    def make(interpreter: Interpreter, items: Value, r: Value = None) -> _Items:
        pool = collect(interpreter, items)
        if r is None and name != "permutations":
            interpreter.raise_("TypeError", f"{name}() missing required argument 'r' (pos 2)")
        count = len(pool) if r is None else interpreter.host.index(r)
        interpreter.budget.hold(max(count, 0))
        return function(pool, count)  # type: ignore[no-any-return]

    return make


def _product(interpreter: Interpreter, *parts: Value, repeat: Value = 1) -> _Items:
    columns = [collect(interpreter, part) for part in parts]
    # Python sets up all columns, each as often as it is repeated, before the first item.
    interpreter.budget.hold(max(interpreter.host.index(repeat), 0) * max(len(columns), 1))
    return itertools.product(*columns, repeat=repeat)


def _test(interpreter: Interpreter, function: Value) -> Callable[[Value], bool]:
    return lambda item: interpreter.truth(item if function is None else interpreter.call(function, item))


def _predicate_native(name: str) -> Callable[..., _Items]:
    function = getattr(itertools, name)

    def make(interpreter: Interpreter, test: Value, items: Value) -> _Items:
        # Counted before the test, as items that it drops never come out.
        source = _spent(interpreter, iterate(interpreter, items))
        return function(_test(interpreter, test), source)  # type: ignore[no-any-return]

    return make


def _starmap(interpreter: Interpreter, function: Value, rows: Value) -> _Items:
    return (interpreter.call(function, *collect(interpreter, row)) for row in iterate(interpreter, rows))


def _compress(interpreter: Interpreter, items: Value, selectors: Value) -> _Items:
    pairs = zip(iterate(interpreter, items), iterate(interpreter, selectors), strict=False)
    return (item for item, chosen in pairs if interpreter.truth(chosen))


def _accumulate(interpreter: Interpreter, items: Value, function: Value = None, *, initial: Value = None) -> _Items:
    def both(total: Value, item: Value) -> Value:
        if function is None:
            return operators.binary(interpreter, ast.Add, total, item)
        return interpreter.call(function, total, item)

    return itertools.accumulate(iterate(interpreter, items), both, initial=initial)


def _pairwise(interpreter: Interpreter, items: Value) -> _Items:
    return itertools.pairwise(iterate(interpreter, items))


def _groupby(interpreter: Interpreter, items: Value, key: Value = None) -> _Items:
    """Yield each key with its items; a group is there as a list of its own once it is asked for."""
    group: list[Value] = []
    last: Value = None
    for item in iterate(interpreter, items):
        here = item if key is None else interpreter.call(key, item)
        if group and not interpreter.truth(operators.compare(interpreter, ast.Eq, here, last)):
            yield last, Lazy(iter(group), "_grouper")
            group = []
        interpreter.budget.hold(1)
        group.append(item)
        last = here
    if group:
        yield last, Lazy(iter(group), "_grouper")


def _tee(interpreter: Interpreter, items: Value, n: Value = 2) -> Value:
    held = collect(interpreter, items)
    count = interpreter.host.index(n)
    interpreter.budget.hold(max(count, 0), "tuple")
    interpreter.budget.spend(max(count, 0))
    return tuple(Lazy(iter(held), "_tee") for _ in range(count))


_MAKERS: dict[str, Callable[..., _Items]] = {
    "count": _count, "cycle": _cycle, "repeat": _repeat, "islice": _islice, "zip_longest": _zip_longest,
    "product": _product, "starmap": _starmap, "compress": _compress, "accumulate": _accumulate, "pairwise": _pairwise,
    "groupby": _groupby, "chain": _chain, "from_iterable": _from_iterable,
    **{name: _filter_native(name) for name in ("combinations", "combinations_with_replacement", "permutations")},
    **{name: _predicate_native(name) for name in ("takewhile", "dropwhile", "filterfalse")},
}  # fmt: skip
_FUNCTIONS: dict[str, Value] = {name: _lazy(name, make) for name, make in _MAKERS.items()}
_FROM_ITERABLE = _FUNCTIONS.pop("from_iterable")


class _Chain(Native):
    """`chain`, which can be called in another way too."""

    __slots__ = ()

    def part(self, name: str) -> Value:
        """Return that other way."""
        return _FROM_ITERABLE if name == "from_iterable" else NotImplemented


_FUNCTIONS["chain"] = _Chain("chain", _FUNCTIONS["chain"].function)


def itertools_module() -> ModuleValue:
    """Return the module."""
    return ModuleValue("itertools", {**_FUNCTIONS, "tee": Native("tee", _tee)})
