"""Candidates for sharing: equal blocks, and tensors of one role and shape in different blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

import msgspec

from builder.document.blocks import Layer, Shared, TensorPlace, Tie
from builder.document.sharing import shared_targets
from builder.document.tree import Place, children, is_container, scopes_above
from ui.server.reading import Reading

_ASIDE = {"id", "name", "args", "call", "children", "child", "nodes", "positions"}
"""Fields that do not decide whether two blocks are alike, or that are compared in a way of their own."""
_TABLES = ("Embedding", "EmbeddingBag")


class Tensor(NamedTuple):
    """A learned tensor by its block and name, with its path and shape, and the kind of layer that owns it."""

    block: str
    name: str
    path: str
    shape: tuple[int, ...]
    kind: str = ""
    dtype: str = "float32"

    @property
    def place(self) -> TensorPlace:
        """As the document names it."""
        return TensorPlace(self.block, self.name)

    @property
    def shown(self) -> str:
        """As a person reads it."""
        return f"{self.path}  {list(self.shape)}"

    @property
    def role(self) -> tuple[object, ...]:
        """The role that two tensors must share to be tied; Embedding and Linear have the same."""
        is_table = self.name == "weight" and self.kind in (*_TABLES, "Linear")
        return ("table" if is_table else self.kind, self.name, self.shape, self.dtype)


def modules(reading: Reading) -> dict[str, list[str]]:
    """Return the ids of the places of each module that has several, by its block's id; the first holds it."""
    targets = [id for ids in shared_targets(reading.document, reading.places).values() for id in ids]
    targets.sort(key=lambda id: reading.places[id].order)
    return {
        target: sorted(reading.shared[target], key=lambda id: reading.same_as(id) is not None) for target in targets
    }


def tieable_tensors(reading: Reading) -> list[Tensor]:
    """Return every learned tensor that a document can tie, each repeat's at its first copy."""
    if "learned" not in reading.views:
        reading.views["learned"] = [
            tensor
            for place in reading.places.values()
            if isinstance(place.block, Layer)
            for tensor in _of_layer(reading, place, place.block)
        ]
    return reading.views["learned"]  # type: ignore[no-any-return]


def _of_layer(reading: Reading, place: Place, layer: Layer) -> list[Tensor]:
    seen = reading.analysis.blocks.get(place.path)
    specs = () if seen is None else seen.tensors
    lead = f"{place.path}." if place.path else ""
    return [
        Tensor(layer.id, spec.name, lead + spec.name, spec.shape, layer.kind, spec.dtype)
        for spec in specs
        if not spec.buffer
    ]


class Ties:
    """Which tensors can be tied to which: those of one role in different blocks that are not one yet."""

    def __init__(self, tensors: Sequence[Tensor], ties: Sequence[Tie]) -> None:
        self._one_with = {tie.tensor: tie.of for tie in ties}
        self._roles: dict[object, list[Tensor]] = {}
        for one in tensors:
            self._roles.setdefault(one.role, []).append(one)
        likely = sorted(tensors, key=self._unlikely)
        self.choices = {one.path: one for one in likely if self.partners(one, most=1)}
        """By path, all that have a partner: first embeddings that a Linear could share, then weights before vectors."""

    def partners(self, of: Tensor, most: int | None = None) -> list[Tensor]:
        """Return what a tensor can be tied to; between an embedding and a Linear first, then in document order."""
        group = self._roles[of.role]
        mine = self._held(of)
        found = (one for one in group if one.block != of.block and self._held(one) != mine)
        if most is not None:
            return list(islice(found, most))
        return sorted(found, key=lambda one: (one.kind in _TABLES) == (of.kind in _TABLES))

    def _held(self, tensor: Tensor) -> TensorPlace:
        return self._one_with.get(tensor.place, tensor.place)

    def _unlikely(self, of: Tensor) -> tuple[bool, bool]:
        is_classic = of.kind in _TABLES and any(one.kind == "Linear" for one in self._roles[of.role])
        return not is_classic, len(of.shape) < 2


class Twins:
    """Which places could hold the module of which block: those of blocks with tensors that are equal all through.

    Blocks that are equal never hold one another.
    """

    def __init__(self, reading: Reading) -> None:
        self._found = reading.places
        self._numbers = _numbers(reading)
        self._groups: dict[int, list[str]] = {}
        for id, place in self._found.items():
            known = reading.analysis.blocks.get(place.path)
            has_tensors = known is not None and (known.bytes > 0 or len(known.tensors) > 0)
            if has_tensors and place.parent is not None and not isinstance(place.block, Shared):
                self._groups.setdefault(self._numbers[id], []).append(id)
        seen = Counter(
            (self._numbers[id], scope)
            for group in self._groups.values()
            for id in group
            for scope in scopes_above(self._found, id)
        )
        members = {id for group in self._groups.values() for id in group}
        self.choices = [
            id
            for id, place in self._found.items()
            if id in members and seen[self._numbers[id], place.scope] > 1  # it sees itself
        ]
        """All blocks that another could hold, in document order."""

    def partners(self, of: str) -> list[str]:
        """Return the places that could hold the module of a block."""
        scope = self._found[of].scope
        return [
            id for id in self._groups.get(self._numbers[of], ()) if id != of and scope in scopes_above(self._found, id)
        ]


def _numbers(reading: Reading) -> dict[str, int]:
    """Return a number for each block by its id: equal ones are of one kind, with the same arguments, all through."""
    found = reading.places
    known: dict[object, int] = {}
    numbers: dict[str, int] = {}
    for id, place in reversed(found.items()):  # what is inside a block comes before it
        block = place.block
        fields = {name: getattr(block, name) for name in block.__struct_fields__ if name not in _ASIDE}
        inside = tuple((found[kid.id].name, numbers[kid.id]) for kid in children(block)) if is_container(block) else ()
        text = msgspec.json.encode([type(block).__name__, fields, _arguments(reading, place)], order="deterministic")
        numbers[id] = known.setdefault((text, inside), len(known))
    return numbers


def _arguments(reading: Reading, place: Place) -> object:
    """Return a block's arguments, a layer's with every `"auto"` decided."""
    known = reading.analysis.blocks.get(place.path) if isinstance(place.block, Layer) else None
    return getattr(place.block, "args", None) if known is None or known.args is None else known.args
