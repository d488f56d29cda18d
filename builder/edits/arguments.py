"""Edits of one block's own fields: a layer's arguments, a container's count, merge or class name."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from builder.document.blocks import Document, Layer, Merge, Parallel, Repeat
from builder.edits.edit import Change
from builder.edits.references import original
from builder.edits.tree import Places, located, place_of, titled, with_block
from builder.errors import EditError
from builder.layers.catalogue import CATALOGUE
from builder.layers.wording import near


def _layer(found: Places, id: str) -> Layer:
    """Return the layer, or that which a shared block stands for."""
    block = original(found, id)
    if isinstance(block, Layer):
        return block
    raise EditError(f"{titled(block)} has no arguments.", found[id].path, "Choose a layer.")


class SetArgument(Change, frozen=True, tag="set_argument"):
    """Give a layer's argument a value; `"auto"` leaves it to the incoming shape."""

    id: str
    argument: str
    value: Any

    def changed(self, document: Document) -> Document:
        """Return the document with the value."""
        found = located(document)
        layer = _layer(found, self.id)
        args = {**layer.args, self.argument: self.value}
        return with_block(document, found, msgspec.structs.replace(layer, args=args))


class UnsetArgument(Change, frozen=True, tag="unset_argument"):
    """Give a layer's argument back its default."""

    id: str
    argument: str

    def changed(self, document: Document) -> Document:
        """Return the document without the value."""
        found = located(document)
        layer = _layer(found, self.id)
        known = [argument.name for argument in CATALOGUE[layer.kind].arguments]
        if self.argument not in known:
            hint = near(self.argument, known)
            raise EditError(f"{layer.kind} has no argument {self.argument[:64]!r}.", found[layer.id].path, hint)
        args = {name: value for name, value in layer.args.items() if name != self.argument}
        return with_block(document, found, msgspec.structs.replace(layer, args=args))


class SetRepeat(Change, frozen=True, tag="set_repeat"):
    """Set how many copies a repeat has, or their names."""

    id: str
    count: int | UnsetType = UNSET
    names: str | UnsetType = UNSET

    def changed(self, document: Document) -> Document:
        """Return the document with the changed repeat."""
        return _with_fields(document, self.id, Repeat, {"count": self.count, "names": self.names})


class SetMerge(Change, frozen=True, tag="set_merge"):
    """Set how a parallel joins what its children return."""

    id: str
    merge: Merge | UnsetType = UNSET
    dim: int | UnsetType = UNSET

    def changed(self, document: Document) -> Document:
        """Return the document with the changed parallel."""
        return _with_fields(document, self.id, Parallel, {"merge": self.merge, "dim": self.dim})


class SetClassName(Change, frozen=True, tag="set_class_name"):
    """Name the class that a parallel becomes; None lets its merge name it."""

    id: str
    class_name: str | None

    def changed(self, document: Document) -> Document:
        """Return the document with the class name."""
        return _with_fields(document, self.id, Parallel, {"class_name": self.class_name})


def _with_fields(document: Document, id: str, wanted: type[Repeat | Parallel], fields: dict[str, Any]) -> Document:
    found = located(document)
    place = place_of(found, id)
    if not isinstance(place.block, wanted):
        raise EditError(
            f"{titled(place.block)} is no {wanted.__name__.lower()}.", place.path, "Choose a block of that sort."
        )
    given = {name: value for name, value in fields.items() if value is not UNSET}
    return with_block(document, found, msgspec.structs.replace(place.block, **given))
