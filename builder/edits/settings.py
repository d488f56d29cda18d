"""Edits of what belongs to the whole document: inputs, init rules, frozen tensors, seed, lazy layers and name."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

from builder.document.blocks import Document, InitRule, Input, Lazy, Selector
from builder.edits.edit import Change
from builder.errors import EditError
from builder.sentences import say


class SetInputs(Change, frozen=True, tag="set_inputs"):
    """Set the inputs of the network, or the batch of samples."""

    inputs: tuple[Input, ...] | UnsetType = UNSET
    batch: int | UnsetType = UNSET

    def apply_to(self, document: Document) -> Document:
        """Return the document with the inputs."""
        return msgspec.structs.replace(
            document,
            inputs=document.inputs if isinstance(self.inputs, UnsetType) else self.inputs,
            batch=document.batch if isinstance(self.batch, UnsetType) else self.batch,
        )


class SetInit(Change, frozen=True, tag="set_init"):
    """Set the ordered list of init rules, and the seed where one is given."""

    rules: tuple[InitRule, ...]
    seed: int | UnsetType = UNSET

    def apply_to(self, document: Document) -> Document:
        """Return the document with the rules."""
        seed = document.seed if isinstance(self.seed, UnsetType) else self.seed
        return msgspec.structs.replace(document, init=self.rules, seed=seed)


class SetSeed(Change, frozen=True, tag="set_seed"):
    """Set the seed of the initial weights."""

    seed: int

    def apply_to(self, document: Document) -> Document:
        """Return the document with the seed."""
        return msgspec.structs.replace(document, seed=self.seed)


class SetLazy(Change, frozen=True, tag="set_lazy"):
    """Choose what code and print have of lazy layers: their sizes, or the layers as lazy ones."""

    lazy: Lazy

    def apply_to(self, document: Document) -> Document:
        """Return the document with the choice."""
        return msgspec.structs.replace(document, lazy=self.lazy)


class SetName(Change, frozen=True, tag="set_name"):
    """Name the network; `before` is what the person saw it called, so that an overwritten name can be told."""

    name: str
    before: str | None = None

    def apply_to(self, document: Document) -> Document:
        """Return the document with the name."""
        return msgspec.structs.replace(document, name=self.name)


class Freeze(Change, frozen=True, tag="freeze"):
    """Keep the selected parameters from learning."""

    select: Selector

    def apply_to(self, document: Document) -> Document:
        """Return the document with the selection among its frozen ones."""
        if self.select in document.frozen:
            return document
        return msgspec.structs.replace(document, frozen=(*document.frozen, self.select))


class Unfreeze(Change, frozen=True, tag="unfreeze"):
    """Let the parameters of a frozen selection learn again."""

    select: Selector

    def apply_to(self, document: Document) -> Document:
        """Return the document without the selection.

        Raises:
            EditError: the selection is not among the frozen ones.
        """
        if self.select not in document.frozen:
            raise EditError(say("edits.not-frozen"), self.select.block, say("edits.not-frozen.hint"))
        return msgspec.structs.replace(
            document, frozen=tuple(select for select in document.frozen if select != self.select)
        )
