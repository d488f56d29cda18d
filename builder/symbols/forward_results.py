"""What a forward returns beside plain tensors: None among them, a dict, an object of a dataclass.

A graph returns a tensor or a tuple of tensors; whoever calls the module in the same text finds what its forward makes.
"""

from __future__ import annotations

import warnings
from typing import NamedTuple

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.records import Named
from builder.interpreter.values import Class, Instance
from builder.sentences import Sentence, say
from builder.symbols.operands import holds_symbols
from builder.symbols.values import ModuleSymbol, Symbol

_RECORD = "__dataclass_fields__"
_MOST_NAMES = 8


class Shape(NamedTuple):
    """How the tensors that a graph returns stand in what the forward returned."""

    like: Value
    """A dict, a list, a tuple or an object with the same parts."""
    places: tuple[Value, ...]
    """Where in it they stand, in order; None stands everywhere else."""

    def around(self, tensors: Value) -> Value:
        """Return what the forward returns with these tensors in it."""
        given = dict(zip(self.places, tensors if len(self.places) > 1 else (tensors,), strict=True))
        if isinstance(self.like, Instance):
            made = self.like.bare()
            made.fields.update({name: given.get(name) for name in self.like.fields})
            return made
        if isinstance(self.like, dict):
            return {name: given.get(name) for name in self.like}
        items = [given.get(i) for i in range(len(self.like))]
        return _named(self.like, items) if isinstance(self.like, Named) else type(self.like)(items)


def is_alike(one: Shape | None, other: Shape | None) -> bool:
    """Tell whether two results hold their tensors at the same places of the same kind of object."""
    if one is None or other is None:
        return one is other
    return _kind(one.like) == _kind(other.like) and one.places == other.places and len(_size(one)) == len(_size(other))


def _kind(like: Value) -> Value:
    if isinstance(like, Named):
        return like.title, like.names
    return id(like.cls) if isinstance(like, Instance) else type(like)


def _size(shape: Shape) -> Value:
    return shape.like.fields if isinstance(shape.like, Instance) else shape.like


def _named(like: Named, items: list[Value]) -> Named:
    return type(like)(items)


def taken_apart(output: Value, module: ModuleSymbol) -> tuple[Value, Shape | None]:
    """Return the tensors of a result, and how it holds them where it is more than a tensor or a tuple of tensors.

    Raises:
        Refusal: it holds something else than tensors and None, or nothing.
    """
    parts = _parts(output)
    shape = None
    if parts is not None and (not isinstance(output, list | tuple) or any(part is None for part in parts.values())):
        shape = Shape(output, tuple(place for place, part in parts.items() if part is not None))
        kept = tuple(parts[place] for place in shape.places)
        _tell(shape, module)
        output = kept[0] if len(kept) == 1 else kept
    fine = isinstance(output, Symbol) or (isinstance(output, list | tuple) and bool(output))
    if not fine or not all(map(holds_symbols, output if isinstance(output, list | tuple) else (output,))):
        raise Refusal(say("symbols.returns-other", name=module.cls.name), say("symbols.returns.hint"))
    return output, shape


def _parts(output: Value) -> dict[Value, Value] | None:
    if isinstance(output, list | tuple):
        return dict(enumerate(output))
    if isinstance(output, dict):
        return output
    is_record = isinstance(output, Instance) and isinstance(output.cls, Class) and output.cls.find(_RECORD) is not None
    return output.fields if is_record else None


def _tell(shape: Shape, module: ModuleSymbol) -> None:
    """Say how the result of a module differs from the text's, for whoever calls it elsewhere."""
    name = module.cls.name
    if isinstance(shape.like, list | tuple):
        message = say("symbols.returns-none", name=name)
    else:
        kind = "dict" if isinstance(shape.like, dict) else shape.like.cls.name
        shown = ", ".join(map(str, shape.places[:_MOST_NAMES]))
        message = say("symbols.returns-named", name=name, kind=kind, parts=Sentence(shown), count=len(shape.places))
    warnings.warn(message, stacklevel=2)
