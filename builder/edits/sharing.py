"""Edits that share a module or tie tensors between places, and edits that undo that."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from builder.document.blocks import Document, Graph, Shared, TensorBlock, TensorPlace, Tie, Written
from builder.document.graph import call_of, nodes_by_name
from builder.document.tree import is_container
from builder.edits.edit import Change
from builder.edits.references import forgotten, handed_over, independent, original
from builder.edits.tree import Places, all_places, place_of, replace_blocks, title, within
from builder.errors import EditError
from builder.expansion.instances import expanded
from builder.sentences import say


class Share(Change, frozen=True, tag="share"):
    """Let the place `id` hold the module of the block `of`; the block that stood there goes."""

    places: ClassVar[tuple[str, ...]] = ("id", "of")
    id: str
    of: str

    def apply_to(self, document: Document) -> Document:
        """Return the document with the shared block.

        Raises:
            EditError: a block is not there, the place is the root, both are one module already, or one is inside the
                other.
        """
        found = all_places(document)
        target = original(found, self.of)
        place = place_of(found, self.id)
        if place.parent is None:
            raise EditError(say("edits.share-root"), "", say("edits.inside-root.hint"))
        if target.id in (self.id, getattr(place.block, "of", self.id)):
            raise EditError(say("edits.shared-already"), place.path, say("edits.another-block.hint"))
        if target.id in within(found, [self.id]) or self.id in within(found, [target.id]):
            raise EditError(say("edits.share-inside"), place.path, say("edits.share-inside.hint"))
        document = _repoint(document, self.id, target.id)
        document, _ = handed_over(document, [self.id])
        found = all_places(document)
        document = forgotten(document, within(found, [self.id]))
        place = found[self.id]
        # Beside its module in a graph it is a second call of it, which has no name.
        name = None if _stand_in_one_graph(found, self.id, target.id) else place.block.name
        call = call_of(place.block) if getattr(place.block, "kind", "") == getattr(target, "kind", None) else {}
        shared = Shared(id=self.id, name=name, of=target.id, call=call)
        return msgspec.structs.replace(document, root=replace_blocks(document.root, found, {self.id: (shared,)}))


def _stand_in_one_graph(found: Places, id: str, other: str) -> bool:
    above = found[id].parent
    assert above is not None  # the root is not shared
    return above == found[other].parent and isinstance(found[above].block, Graph)


def _repoint(document: Document, old: str, new: str) -> Document:
    """Let all that shares `old` share `new`."""
    found = all_places(document)
    users = [place.block for place in found.values() if isinstance(place.block, Shared) and place.block.of == old]
    changes = {user.id: (msgspec.structs.replace(user, of=new),) for user in users}
    return msgspec.structs.replace(document, root=replace_blocks(document.root, found, changes)) if users else document


class Unshare(Change, frozen=True, tag="unshare"):
    """Replace a shared place by a copy of the module; the other places keep sharing it."""

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str

    def apply_to(self, document: Document) -> Document:
        """Return the document with the copy.

        Raises:
            EditError: the block is not there, or is not shared.
        """
        found = all_places(document)
        place = place_of(found, self.id)
        if isinstance(place.block, Shared):
            known = found if place.block.of in found else all_places(expanded(document))  # it stands inside an instance
            copy = independent(known[place.block.of].block, place.block)
            return msgspec.structs.replace(document, root=replace_blocks(document.root, found, {self.id: (copy,)}))
        # It holds the module: another place takes that over, and this one is parted like any that shares.
        if any(isinstance(other.block, Shared) and other.block.of == self.id for other in found.values()):
            document, (id,) = handed_over(document, [self.id])
            return Unshare(id).apply_to(document)
        raise EditError(say("edits.not-shared", block=title(place.block)), place.path, say("edits.not-shared.hint"))


class TieTensors(Change, frozen=True, tag="tie"):
    """Make a tensor one and the same parameter as another; a tie that it had is replaced."""

    tensor: TensorPlace
    of: TensorPlace

    def apply_to(self, document: Document) -> Document:
        """Return the document with the tie.

        Raises:
            EditError: a block is not there or has no tensors of its own, or both are one tensor already.
        """
        found = all_places(expanded(document))
        tensor, of = _tensor(found, self.tensor), _tensor(found, self.of)
        # A tie names the tensor that is tied to no other itself.
        of = next((tie.of for tie in document.ties if tie.tensor == of), of)
        if tensor == of:
            raise EditError(say("edits.tied-already"), found[tensor.block].path, say("edits.tied-already.hint"))
        kept = [Tie(tie.tensor, of if tie.of == tensor else tie.of) for tie in document.ties if tie.tensor != tensor]
        return msgspec.structs.replace(document, ties=(*kept, Tie(tensor, of)))


class Untie(Change, frozen=True, tag="untie"):
    """Remove a tie, so that the tensor has its own values again."""

    tensor: TensorPlace

    def apply_to(self, document: Document) -> Document:
        """Return the document without the tie.

        Raises:
            EditError: the block is not there or has no tensors of its own, or the tensor is not tied.
        """
        found = all_places(expanded(document))
        tensor = _tensor(found, self.tensor)
        kept = tuple(tie for tie in document.ties if tie.tensor != tensor)
        if len(kept) == len(document.ties):
            users = [tie.tensor for tie in document.ties if tie.of == tensor]
            other = users[0] if users else None
            hint = (
                None
                if other is None
                else say("edits.not-tied.hint", tensor=other.tensor, place=found[other.block].path)
            )
            raise EditError(say("edits.not-tied", tensor=tensor.tensor), found[tensor.block].path, hint)
        return msgspec.structs.replace(document, ties=kept)


def _tensor(found: Places, place: TensorPlace) -> TensorPlace:
    """Return the tensor by the block that owns it."""
    block = original(found, place.block)
    if isinstance(block, TensorBlock):
        stands = found[block.id]
        return TensorPlace(str(stands.parent), stands.name)
    if isinstance(block, Graph) and isinstance(nodes_by_name(block).get(place.tensor), TensorBlock):
        return TensorPlace(block.id, place.tensor)
    if isinstance(block, Written) and any(
        isinstance(node, TensorBlock) and node.name == place.tensor for node in block.nodes
    ):
        return TensorPlace(block.id, place.tensor)
    if is_container(block):
        raise EditError(
            say("edits.no-tensors", block=title(block)), found[place.block].path, say("edits.no-tensors.hint")
        )
    return TensorPlace(block.id, place.tensor)
