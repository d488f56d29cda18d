"""What a forward returns beside plain tensors: None among them, lists in lists, a dict, an object of a dataclass.

A graph returns a tensor or a tuple of tensors; whoever calls the module in the same text finds what its forward makes.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import NamedTuple

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.records import NamedTupleValue
from builder.interpreter.values import Class, Instance
from builder.sentences import Sentence, say
from builder.symbols.dataflow.operands import whole
from builder.symbols.values import ModuleSymbol, Symbol

_RECORD = "__dataclass_fields__"
_MOST_NAMES = 8


_DEEPEST = 6
_Place = tuple[Value, ...]


class Shape(NamedTuple):
    """How the tensors that a graph returns stand in what the forward returned."""

    like: Value
    """A dict, a list, a tuple or an object with the same parts, which may be such themselves."""
    places: tuple[_Place, ...]
    """Where in it they stand, in order, each from the outermost part in; None stands everywhere else."""

    def around(self, tensors: Value) -> Value:
        """Return what the forward returns with these tensors in it."""
        given = dict(zip(self.places, tensors if len(self.places) > 1 else (tensors,), strict=True))
        return _rebuilt(self.like, (), given)


def _rebuilt(like: Value, place: _Place, given: dict[_Place, Value]) -> Value:
    parts = None if place in given else _parts(like)
    if parts is None:
        return given.get(place)
    made = {name: _rebuilt(part, (*place, name), given) for name, part in parts.items()}
    if isinstance(like, Instance):
        one = like.bare()
        one.fields.update(made)
        return one
    if isinstance(like, dict):
        return made
    items = list(made.values())
    return (
        _like_named(like, items)
        if isinstance(like, NamedTupleValue)
        else tuple(items)
        if isinstance(like, tuple)
        else items
    )


def is_alike(one: Shape | None, other: Shape | None) -> bool:
    """Tell whether two results hold their tensors at the same places of the same kind of object."""
    if one is None or other is None:
        return one is other
    return one.places == other.places and _outline(one.like, (), one.places) == _outline(other.like, (), other.places)


def _outline(like: Value, place: _Place, places: tuple[_Place, ...]) -> Value:
    """Return the kinds of all that holds tensors, and how many parts each has."""
    parts = None if place in places else _parts(like)
    if parts is None:
        return None
    return _kind(like), [(name, _outline(part, (*place, name), places)) for name, part in parts.items()]


def _kind(like: Value) -> Value:
    if isinstance(like, NamedTupleValue):
        return like.title, like.names
    return like.cls if isinstance(like, Instance) else type(like)


def _like_named(like: NamedTupleValue, items: list[Value]) -> NamedTupleValue:
    return type(like)(items)


def taken_apart(output: Value, module: ModuleSymbol) -> tuple[Value, Shape | None]:
    """Return the tensors of a result, and how it holds them where it is more than a tensor or a tuple of tensors.

    Raises:
        Refusal: it holds something else than tensors and None, or nothing.
    """
    leaves = dict(_leaves(output, ()))
    kept = {place: leaf for place, leaf in leaves.items() if leaf is not None}
    if not kept or not all(isinstance(whole(leaf), Symbol) for leaf in kept.values()):
        raise Refusal(say("symbols.returns-other", name=module.cls.name), say("symbols.returns.hint"))
    is_flat = isinstance(output, list | tuple) and all(len(place) == 1 for place in leaves)
    if () in leaves or (is_flat and len(kept) == len(leaves) == len(output)):
        return output, None
    shape = Shape(output, tuple(kept))
    _tell(shape, module, is_flat)
    tensors = tuple(kept.values())
    return tensors[0] if len(tensors) == 1 else tensors, shape


def _leaves(value: Value, place: _Place) -> Iterator[tuple[_Place, Value]]:
    """Yield what stands in a result, each with its place; an empty list holds nothing."""
    parts = None if len(place) > _DEEPEST or isinstance(whole(value), Symbol) else _parts(value)
    if parts is None:
        yield place, value
    else:
        for name, part in parts.items():
            yield from _leaves(part, (*place, name))


def _parts(output: Value) -> dict[Value, Value] | None:
    if isinstance(output, list | tuple):
        return dict(enumerate(output))
    if isinstance(output, dict):
        return output
    is_record = isinstance(output, Instance) and isinstance(output.cls, Class) and output.cls.find(_RECORD) is not None
    return output.fields if is_record else None


def _tell(shape: Shape, module: ModuleSymbol, has_none: bool) -> None:
    """Say how the result of a module differs from the text's, for whoever calls it elsewhere."""
    name = module.cls.name
    if has_none:
        message = say("symbols.returns-none", name=name)
    elif isinstance(shape.like, list | tuple):
        message = say("symbols.returns-nested", name=name, count=len(shape.places))
    else:
        kind = "dict" if isinstance(shape.like, dict) else shape.like.cls.name
        places = [".".join(map(str, place)) for place in shape.places]
        shown = ", ".join(places[:_MOST_NAMES])
        message = say("symbols.returns-named", name=name, kind=kind, parts=Sentence(shown), count=len(shape.places))
    warnings.warn(message, stacklevel=2)
