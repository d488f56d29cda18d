"""`heapq`, `bisect`, `statistics` and `textwrap` at a prompt, where the text may say what comes first."""

from __future__ import annotations

import statistics
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.interpreter.arrays.array import NumpyValue
from builder.interpreter.iteration import collect
from builder.interpreter.limits import Value
from builder.interpreter.sorting import smaller, sort
from builder.interpreter.values import ModuleValue, Native
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_STATISTICS = words(
    "mean fmean median median_low median_high mode multimode stdev pstdev variance pvariance harmonic_mean quantiles"
)
_LONGEST = 20_000
"""Characters that are wrapped, and at most so many in a line."""


def _heap(interpreter: Interpreter, heap: Value) -> list[Value]:
    if not isinstance(heap, list):
        interpreter.raise_("TypeError", f"heap argument must be a list, not {interpreter.kind(heap)}")
    return heap


def _rise(interpreter: Interpreter, heap: list[Value], first: int, place: int) -> None:
    """Let an item rise to where it belongs; as in Python's own heapq, so that the list is the same."""
    item = heap[place]
    while place > first:
        parent = (place - 1) // 2
        interpreter.budget.spend(1)
        if not smaller(interpreter, item, heap[parent]):
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = item


def _sink(interpreter: Interpreter, heap: list[Value], place: int) -> None:
    """Let the smaller children rise until the item is at a leaf, then let it rise from there."""
    first, item, child = place, heap[place], 2 * place + 1
    while child < len(heap):
        interpreter.budget.spend(1)
        if child + 1 < len(heap) and not smaller(interpreter, heap[child], heap[child + 1]):
            child += 1
        heap[place] = heap[child]
        place, child = child, 2 * child + 1
    heap[place] = item
    _rise(interpreter, heap, first, place)


def _heapify(interpreter: Interpreter, heap: Value) -> None:
    for place in reversed(range(len(_heap(interpreter, heap)) // 2)):
        _sink(interpreter, heap, place)


def _push(interpreter: Interpreter, heap: Value, item: Value) -> None:
    interpreter.budget.hold(1)
    _heap(interpreter, heap).append(item)
    _rise(interpreter, heap, 0, len(heap) - 1)


def _pop(interpreter: Interpreter, heap: Value) -> Value:
    if not _heap(interpreter, heap):
        interpreter.raise_("IndexError", "index out of range")
    last = heap.pop()
    if not heap:
        return last
    first, heap[0] = heap[0], last
    _sink(interpreter, heap, 0)
    return first


def _push_pop(interpreter: Interpreter, heap: Value, item: Value) -> Value:
    if _heap(interpreter, heap) and smaller(interpreter, heap[0], item):
        item, heap[0] = heap[0], item
        _sink(interpreter, heap, 0)
    return item


def _replace(interpreter: Interpreter, heap: Value, item: Value) -> Value:
    first, heap[0] = _heap(interpreter, heap)[0], item
    _sink(interpreter, heap, 0)
    return first


def _extremes(reverse: bool) -> Callable[..., Value]:
    def apply(interpreter: Interpreter, n: Value, iterable: Value, key: Value = None) -> Value:
        return sort(interpreter, collect(interpreter, iterable), key, reverse)[: max(interpreter.host.index(n), 0)]

    return apply


def _place(right: bool) -> Callable[..., int]:
    def apply(  # noqa: PLR0913 - as Python's
        interpreter: Interpreter, a: Value, x: Value, lo: Value = 0, hi: Value = None, *, key: Value = None
    ) -> int:
        if lo < 0:
            interpreter.raise_("ValueError", "lo must be non-negative")
        hi = len(a) if hi is None else hi
        while lo < hi:
            middle = (lo + hi) // 2
            item = a[middle] if key is None else interpreter.call(key, a[middle])
            before = not smaller(interpreter, x, item) if right else smaller(interpreter, item, x)
            lo, hi = (middle + 1, hi) if before else (lo, middle)
        return int(lo)

    return apply


def _insert(right: bool) -> Callable[..., None]:
    place = _place(right)

    def apply(  # noqa: PLR0913 - as Python's
        interpreter: Interpreter, a: Value, x: Value, lo: Value = 0, hi: Value = None, *, key: Value = None
    ) -> None:
        wanted = x if key is None else interpreter.call(key, x)
        interpreter.budget.hold(1)
        interpreter.budget.spend(len(a) // 256 + 1)
        a.insert(place(interpreter, a, wanted, lo, hi, key=key), x)

    return apply


def _of_numbers(name: str) -> Callable[..., Value]:
    function = getattr(statistics, name)

    def apply(interpreter: Interpreter, data: Value, *args: Value, **kwargs: Value) -> Value:
        items = [item.held if isinstance(item, NumpyValue) else item for item in collect(interpreter, data)]
        plain = (int, float) if "mode" not in name else (int, float, str)
        if not all(isinstance(item, plain) for item in (*items, *args, *kwargs.values())):
            interpreter.raise_("TypeError", f"{name} takes numbers")
        interpreter.budget.spend(len(items))
        return function(items, *args, **kwargs)

    return apply


def _of_text(name: str) -> Callable[..., Value]:
    function = getattr(textwrap, name)

    def apply(interpreter: Interpreter, text: Value, *args: Value, **kwargs: Value) -> Value:
        given = (text, *args, *kwargs.values())
        plain = all(isinstance(one, str | int | bool) for one in given)
        if not plain or max(len(one) if isinstance(one, str) else one for one in given) > _LONGEST:
            interpreter.raise_(
                "ValueError", f"{name} takes texts of at most {_LONGEST:,} characters, and numbers up to that"
            )
        interpreter.budget.spend(len(text) // 4 + 1)
        made = function(text, *args, **kwargs)
        interpreter.budget.weigh(made)
        interpreter.budget.hold(len(made) if isinstance(made, str) else sum(map(len, made)), "string")
        return made

    return apply


def algorithm_modules() -> dict[str, ModuleValue]:
    """Return the modules by name."""
    heaps: dict[str, Callable[..., Value]] = {
        "heapify": _heapify, "heappush": _push, "heappop": _pop, "heappushpop": _push_pop, "heapreplace": _replace,
        "nlargest": _extremes(True), "nsmallest": _extremes(False),
    }  # fmt: skip
    places: dict[str, Callable[..., Value]] = {
        "bisect_left": _place(False), "bisect_right": _place(True), "bisect": _place(True),
        "insort_left": _insert(False), "insort_right": _insert(True), "insort": _insert(True),
    }  # fmt: skip
    found = {
        "heapq": heaps,
        "bisect": places,
        "statistics": {name: _of_numbers(name) for name in _STATISTICS},
        "textwrap": {name: _of_text(name) for name in ("dedent", "indent", "fill", "wrap", "shorten")},
    }
    return {
        module: ModuleValue(module, {name: Native(name, function) for name, function in functions.items()})
        for module, functions in found.items()
    }
