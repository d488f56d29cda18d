"""Edits of one block's own fields: a layer's arguments, a container's count, merge or class name."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import Any, ClassVar, Literal, TypeAlias, assert_never

import msgspec
from msgspec import UNSET, UnsetType

from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kind import Kind
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.parametrized import Parametrization
from builder.catalogue.layers.validation import explicit
from builder.document.blocks import (
    Block,
    Document,
    Dtype,
    Function,
    Graph,
    Instance,
    Layer,
    Merge,
    Parallel,
    Repeat,
    Sequential,
    Shared,
    TensorBlock,
    Whole,
)
from builder.edits.edit import Change
from builder.edits.numbers import with_function
from builder.edits.references import original
from builder.edits.tree import Places, all_places, place_of, title, with_block
from builder.errors import EditError
from builder.expansion.definitions import definition_of, definitions_by_name
from builder.sentences import near, say

_Sort: TypeAlias = type[Block] | UnionType


def _taker(found: Places, id: str) -> Layer | Function | Instance:
    """Return what takes arguments: the block, or that which a shared block stands for."""
    block = original(found, id)
    if isinstance(block, Layer | Function | Instance):
        return block
    raise EditError(say("edits.no-arguments", block=title(block)), found[id].path, say("edits.no-arguments.hint"))


def _with_taker(document: Document, found: Places, changed: Block) -> Document:
    """Return the document with other arguments; a function is wired to the sizes that its expressions name."""
    return (with_function if isinstance(changed, Function) else with_block)(document, found, changed)  # type: ignore[arg-type]


def _argument_names(document: Document, block: Layer | Function | Instance) -> list[str]:
    """Return the names of a block's arguments."""
    match block:
        case Layer(kind=kind):
            return [argument.name for argument in CATALOGUE[kind].arguments]
        case Function(kind=kind):
            return [argument.name for argument in FUNCTIONS[kind].arguments]
        case Instance():
            return list(definition_of(block, definitions_by_name(document)).args)
        case _:
            assert_never(block)


class SetArgument(Change, frozen=True, tag="set_argument"):
    """Set an argument of a layer, function or instance; `"auto"` derives it from the incoming shape."""

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    argument: str
    value: Any

    def apply_to(self, document: Document) -> Document:
        """Return the document with the value."""
        found = all_places(document)
        layer = _taker(found, self.id)
        args = {**layer.args, self.argument: self.value}
        return _with_taker(document, found, msgspec.structs.replace(layer, args=args))


class UnsetArgument(Change, frozen=True, tag="unset_argument"):
    """Reset an argument to its default."""

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    argument: str

    def apply_to(self, document: Document) -> Document:
        """Return the document without the value.

        Raises:
            EditError: the block is not there, takes no arguments, or has no argument of that name.
        """
        found = all_places(document)
        layer = _taker(found, self.id)
        known = _argument_names(document, layer)
        if self.argument not in known:
            hint = near(self.argument, known)
            problem = say("edits.no-argument", block=title(layer), argument=self.argument)
            raise EditError(problem, found[layer.id].path, hint)
        args = {name: value for name, value in layer.args.items() if name != self.argument}
        return _with_taker(document, found, msgspec.structs.replace(layer, args=args))


class SetCall(Change, frozen=True, tag="set_call"):
    """Set a non-tensor argument of a layer's forward where a graph calls it; its default removes the entry."""

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    argument: str
    value: Any

    def apply_to(self, document: Document) -> Document:
        """Return the document with the changed call.

        Raises:
            EditError: the block is not there, or its call takes no such argument.
        """
        found = all_places(document)
        place = place_of(found, self.id)
        layer = original(found, self.id)
        known = {a.name: a for a in CATALOGUE[explicit(layer.kind)].calls} if isinstance(layer, Layer) else {}
        if self.argument not in known or not isinstance(place.block, Layer | Shared):
            problem = say("edits.no-call-argument", block=title(layer), argument=self.argument)
            raise EditError(problem, place.path, near(self.argument, known))
        call = {name: value for name, value in place.block.call.items() if name != self.argument}
        if self.value != known[self.argument].default:
            call[self.argument] = self.value
        return with_block(document, found, msgspec.structs.replace(place.block, call=call))


class SetParametrization(Change, frozen=True, tag="set_parametrization"):
    """Set how a tensor of a layer is worked out of others; None makes it a parameter again."""

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    tensor: str
    parametrization: Parametrization | None

    def apply_to(self, document: Document) -> Document:
        """Return the document with the parametrization.

        Raises:
            EditError: the block is not there, or is no layer.
        """
        found = all_places(document)
        layer = original(found, self.id)
        if not isinstance(layer, Layer):
            problem = say("edits.no-parametrization", block=title(layer))
            raise EditError(problem, found[layer.id].path, say("edits.no-parametrization.hint"))
        given = {name: one for name, one in layer.parametrizations.items() if name != self.tensor}
        if self.parametrization is not None:
            given = layer.parametrizations | {self.tensor: self.parametrization}
        return with_block(document, found, msgspec.structs.replace(layer, parametrizations=given))


class SetKind(Change, frozen=True, tag="set_kind"):
    """Change the kind of a layer or function; arguments that both kinds take are kept."""

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    kind: str

    def apply_to(self, document: Document) -> Document:
        """Return the document with the other kind.

        Raises:
            EditError: the block is not there, is neither a layer nor a function, or cannot be of that kind.
        """
        found = all_places(document)
        block = original(found, self.id)
        kinds: Mapping[str, Kind | FunctionKind] = FUNCTIONS if isinstance(block, Function) else CATALOGUE
        if not isinstance(block, Layer | Function) or self.kind not in kinds:
            problem = say("edits.no-kind", block=title(block), kind=self.kind)
            raise EditError(problem, found[block.id].path, near(self.kind, kinds))
        known = {argument.name for argument in kinds[self.kind].arguments}
        args = {name: value for name, value in block.args.items() if name in known}
        changed = msgspec.structs.replace(block, kind=self.kind, args=args)
        if isinstance(changed, Layer):
            calls = {argument.name for argument in CATALOGUE[explicit(self.kind)].calls}
            changed = msgspec.structs.replace(changed, call={n: v for n, v in changed.call.items() if n in calls})
            if CATALOGUE[self.kind].category != CATALOGUE[block.kind].category:
                changed = msgspec.structs.replace(changed, parametrizations={})
        return _with_taker(document, found, changed)


class SetRepeat(Change, frozen=True, tag="set_repeat"):
    """Set how many copies a repeat has, or their names."""

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    count: Whole | UnsetType = UNSET
    names: str | UnsetType = UNSET

    def apply_to(self, document: Document) -> Document:
        """Return the document with the changed repeat."""
        return _with_fields(document, self.id, Repeat, {"count": self.count, "names": self.names})


class SetMerge(Change, frozen=True, tag="set_merge"):
    """Set how a parallel joins what its children return."""

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    merge: Merge | UnsetType = UNSET
    dim: Whole | UnsetType = UNSET

    def apply_to(self, document: Document) -> Document:
        """Return the document with the changed parallel."""
        return _with_fields(document, self.id, Parallel, {"merge": self.merge, "dim": self.dim})


class SetClassName(Change, frozen=True, tag="set_class_name"):
    """Name the class that a sequential, parallel or graph becomes; None lets what it does name it."""

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    class_name: str | None

    def apply_to(self, document: Document) -> Document:
        """Return the document with the class name."""
        return _with_fields(document, self.id, Sequential | Parallel | Graph, {"class_name": self.class_name})


def _sort(wanted: _Sort) -> str:
    sorts = wanted.__args__ if isinstance(wanted, UnionType) else (wanted,)
    return " or ".join(sort.__name__.lower().removesuffix("block") for sort in sorts)


class SetTensor(Change, frozen=True, tag="set_tensor"):
    """Set the shape, dtype, role and initial value of a tensor of a graph."""

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    shape: tuple[Whole, ...] | UnsetType = UNSET
    dtype: Dtype | UnsetType = UNSET
    role: Literal["parameter", "buffer"] | UnsetType = UNSET
    init: dict[str, Any] | UnsetType | None = UNSET

    def apply_to(self, document: Document) -> Document:
        """Return the document with the changed tensor."""
        fields = {"shape": self.shape, "dtype": self.dtype, "role": self.role, "init": self.init}
        return _with_fields(document, self.id, TensorBlock, fields)


def _with_fields(document: Document, id: str, wanted: _Sort, fields: dict[str, Any]) -> Document:
    found = all_places(document)
    place = place_of(found, id)
    if not isinstance(place.block, wanted):
        problem = say("edits.wrong-block", block=title(place.block), wanted=_sort(wanted))
        raise EditError(problem, place.path, say("edits.wrong-block.hint"))
    given = {name: value for name, value in fields.items() if value is not UNSET}
    return with_block(document, found, msgspec.structs.replace(place.block, **given))
