"""Sizes that a forward asks for: numbers that know of which tensor they are, and what was computed of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import torch

from builder.catalogue.functions.index import Item, index_text
from builder.document.arithmetic import MAX_TEXT
from builder.document.numbers import substitute
from builder.sentences import say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.examples import BATCH_SIZE
from builder.trace.steps import Source

_LARGEST = 40
"""How many sizes, numbers and signs one number is computed of at most."""
_OURS = frozenset({"builder", "torch"})


class Place(NamedTuple):
    """Where a size was measured: a dim of an input or of what a step returned."""

    source: Source
    dim: int


class Asker:
    """One run of a forward, which asks for sizes."""

    compared = False
    """Whether it has compared one, and may have gone on by what came out."""


class MeasuredSize(int):
    """A size, or a number computed of sizes; the batch is none, which a document has a letter for."""

    formula: Place | tuple[Any, ...]
    """Where it was measured, or the sign with its two sides."""
    asker: Asker
    extent: int

    @classmethod
    def of(cls, value: int, formula: Place | tuple[Any, ...], asker: Asker, extent: int = 1) -> int:
        """Return a number that knows where it comes from; a plain one where that hangs on the batch or is too long."""
        if (value and value % BATCH_SIZE == 0) or extent > _LARGEST:
            return value
        found = cls(value)
        found.formula, found.asker, found.extent = formula, asker, extent
        return found

    def __add__(self, other: int) -> Any:  # noqa: ANN401
        return _compute("+", int.__add__, self, other)

    def __radd__(self, other: int) -> Any:  # noqa: ANN401
        return _compute("+", int.__add__, other, self)

    def __sub__(self, other: int) -> Any:  # noqa: ANN401
        return _compute("-", int.__sub__, self, other)

    def __rsub__(self, other: int) -> Any:  # noqa: ANN401
        return _compute("-", int.__sub__, other, self)

    def __mul__(self, other: int) -> Any:  # noqa: ANN401
        return _compute("*", int.__mul__, self, other)

    def __rmul__(self, other: int) -> Any:  # noqa: ANN401
        return _compute("*", int.__mul__, other, self)

    def __floordiv__(self, other: int) -> Any:  # noqa: ANN401
        return _compute("//", int.__floordiv__, self, other)

    def __rfloordiv__(self, other: int) -> Any:  # noqa: ANN401
        return _compute("//", int.__floordiv__, other, self)

    def __mod__(self, other: int) -> Any:  # noqa: ANN401
        return _compute("%", int.__mod__, self, other)

    def __rmod__(self, other: int) -> Any:  # noqa: ANN401
        return _compute("%", int.__mod__, other, self)

    def __neg__(self) -> Any:  # noqa: ANN401
        # As 0 - x, since a formula has two sides.
        return _compute("-", int.__sub__, 0, self)


def _noting_comparison(name: str) -> Callable[..., Any]:
    compare = getattr(int, name)

    def compared(self: MeasuredSize, *others: Any) -> Any:  # noqa: ANN401 - as of int
        """Compare as int does; where a forward asks, and no function of torch's or of ours, note it."""
        name = str(sys._getframe(1).f_globals.get("__name__"))
        self.asker.compared |= name.startswith("torch.nn.modules.") or name.partition(".")[0] not in _OURS
        return compare(self, *others)

    return compared


for _name in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__", "__bool__"):
    setattr(MeasuredSize, _name, _noting_comparison(_name))
MeasuredSize.__hash__ = int.__hash__  # type: ignore[method-assign]


class OpenIndex(str):
    """The text of an index, with the items that it was written of."""

    items: tuple[Item, ...]


def measured_shape(shape: torch.Size, source: Source, asker: Asker) -> torch.Size:
    """Return the shape of a tensor, each of whose sizes knows of which it is."""
    return torch.Size(MeasuredSize.of(n, Place(source, i), asker) for i, n in enumerate(shape))


def asked_by(asker: Asker, value: Any) -> Any:  # noqa: ANN401 - an argument
    """Return an argument without what other runs have measured, as a function that remembers results returns it."""
    if isinstance(value, MeasuredSize):
        return value if value.asker is asker else int(value)
    if isinstance(value, OpenIndex):
        found = [part for item in value.items for part in _parts(item) if isinstance(part, MeasuredSize)]
        return value if all(part.asker is asker for part in found) else str(value)
    if type(value) is list:
        return [asked_by(asker, item) for item in value]
    return value


def open_index(items: tuple[Item, ...]) -> str:
    """Return the text of an index; one with sizes in it keeps them."""
    text = OpenIndex(index_text(items))
    text.items = items
    return text if any(isinstance(part, MeasuredSize) for item in items for part in _parts(item)) else str(text)


def plain(value: Any) -> Any:  # noqa: ANN401 - an argument
    """Return an argument in which no number knows where it comes from."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(map(plain, value))
    return int(value) if isinstance(value, MeasuredSize) else str(value) if isinstance(value, OpenIndex) else value


def join_runs(values: Sequence[Any], name: Callable[[Place], str]) -> Any:  # noqa: ANN401 - an argument
    """Return the one argument that all these are, each in a run of its own; `name` is what a size is called.

    Raises:
        UntraceableError: there is none.
    """
    one = values[0]
    if all(value == one for value in values):
        return plain(one)
    # Where a forward has compared sizes, at others it may take another branch than the one that was seen.
    if any(isinstance(value, MeasuredSize) and value.asker.compared for value in values):
        raise fixed_size()
    if all(isinstance(value, MeasuredSize) for value in values):
        formulas = [_key(value) for value in values]
        if any(formula != formulas[0] for formula in formulas):
            raise fixed_size()
        return _check_length(f"={_text(one, name)}")
    if all(isinstance(value, OpenIndex) for value in values):
        return _check_length(f"={_index([value.items for value in values], name)}")
    if all(type(value) is list and len(value) == len(one) for value in values):
        return [join_runs(column, name) for column in zip(*values, strict=True)]
    raise fixed_size()


def fixed_size() -> UntraceableError:
    """Return what is said of a forward that does something else at other sizes."""
    return UntraceableError(say("trace.fixed-size"))


def _check_length(text: str) -> str:
    if len(text) >= MAX_TEXT:
        raise fixed_size()
    return text


def _index(several: Sequence[tuple[Item, ...]], name: Callable[[Place], str]) -> str:
    if any(len(items) != len(several[0]) for items in several):
        raise fixed_size()
    texts = []
    for column in zip(*several, strict=True):
        parts = [_parts(item) for item in column]
        if len(set(map(len, parts))) > 1:
            raise fixed_size()
        found = [_slice_part(join_runs(one, name), len(parts[0]) > 1) for one in zip(*parts, strict=True)]
        if len(found) == 3 and not found[2]:
            found.pop()
        texts.append(":".join(found))
    return ", ".join(texts)


def _slice_part(value: Any, is_bound: bool) -> str:  # noqa: ANN401 - a number, an expression, the ellipsis or None
    if value is None and is_bound:
        return ""
    return "..." if value is ... else str(value).removeprefix("=")


def _parts(item: Item) -> tuple[Any, ...]:
    return (item.start, item.stop, item.step) if isinstance(item, slice) else (item,)


def _compute(form: str, operation: Callable[[int, int], int], left: Any, right: Any) -> Any:  # noqa: ANN401
    if not (isinstance(left, int) and isinstance(right, int)):
        return NotImplemented
    value, sides = operation(int(left), int(right)), (left, right)
    askers = {side.asker for side in sides if isinstance(side, MeasuredSize)}
    hangs_on_batch = any(not isinstance(side, MeasuredSize) and side and side % BATCH_SIZE == 0 for side in sides)
    if len(askers) > 1 or hangs_on_batch:
        return value
    extent = 1 + sum(side.extent if isinstance(side, MeasuredSize) else 1 for side in sides)
    return MeasuredSize.of(value, (form, left, right), askers.pop(), extent)


def _key(value: int) -> Any:  # noqa: ANN401 - what tells two formulas apart
    if not isinstance(value, MeasuredSize) or isinstance(value.formula, Place):
        return value.formula if isinstance(value, MeasuredSize) else value
    form, left, right = value.formula
    return form, _key(left), _key(right)


def _text(value: int, name: Callable[[Place], str]) -> str:
    if not isinstance(value, MeasuredSize):
        return str(value)
    if isinstance(value.formula, Place):
        return name(value.formula)
    form, left, right = value.formula
    return substitute(f"=left{form}right", {"left": _text(left, name), "right": _text(right, name)})
