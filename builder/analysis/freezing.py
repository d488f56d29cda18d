"""Which edits keep one tensor of a network from learning, or let it learn again; it is named by its key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from builder.analysis.analysis import Analysis
from builder.analysis.nodes import Node, node_at, nodes
from builder.analysis.selection import Tensor, Tensors, TooManyError
from builder.document.blocks import Document, Repeat, Selector
from builder.document.tree import child_path
from builder.edits import Edit, Freeze, Unfreeze
from builder.errors import EditError
from builder.sentences import say

MOST_APART = 64
"""Tensors that are frozen one by one where a selection that names them all is taken apart."""


class Freezing:
    """What freezes the tensors of one document; nothing is looked at before it is asked for."""

    def __init__(self, document: Document, analysis: Analysis) -> None:
        self._document = document
        self._analysis = analysis
        self._tensors = Tensors(analysis.root)

    def frozen(self, key: str) -> Iterator[Selector]:
        """Yield what keeps a tensor from learning, be it the document's or a class's own.

        Args:
            key: the tensor's name in the `state_dict`, at any of its places.

        Raises:
            EditError: there is no such tensor, or the selections are too many to be looked at.
        """
        own = self._own(key)
        for select in dict.fromkeys(self._analysis.expanded.frozen):
            if own in self._selected(select):
                yield select

    def freeze(self, key: str) -> tuple[Edit, ...]:
        """Return the edits that keep a tensor from learning, at all its places.

        Args:
            key: the tensor's name in the `state_dict`, at any of its places.

        Raises:
            EditError: no selection names this tensor alone.
        """
        if any(self.frozen(key)):
            return ()
        return (Freeze(self._select(key)),)

    def unfreeze(self, key: str) -> tuple[Edit, ...]:
        """Return the edits that let a tensor learn again; what was frozen together with it stays frozen.

        Args:
            key: the tensor's name in the `state_dict`, at any of its places.

        Raises:
            EditError: a class freezes it itself, or too many others are frozen together with it.
        """
        edits: dict[Edit, None] = {}
        own, lasting = self._own(key), set[str]()
        covering = list(self.frozen(key))
        for select in self._analysis.expanded.frozen:
            if select not in covering:
                lasting |= self._selected(select).keys()
        for select in covering:
            if select not in self._document.frozen:
                raise EditError(say("analysis.freeze.by-class", name=key), hint=say("analysis.freeze.by-class.hint"))
            edits[Unfreeze(select)] = None
            others = {one: tensor for one, tensor in self._selected(select).items() if one != own}
            left = [tensor for one, tensor in others.items() if one not in lasting]
            if len(left) > MOST_APART:
                problem = say("analysis.freeze.together", name=key, count=len(left))
                raise EditError(problem, hint=say("analysis.freeze.together.hint"))
            edits |= {Freeze(self._select(tensor.own)): None for tensor in left}
        return tuple(edits)

    def _selected(self, select: Selector) -> dict[str, Tensor]:
        """Return what a selection names, by the key where the network meets each tensor first, ties included."""
        try:
            return {self._same.get(one.own, one.own): one for one in self._tensors.selected(select)}
        except TooManyError:
            raise EditError(
                say("analysis.freeze.many", count=len(self._analysis.expanded.frozen)),
                hint=say("analysis.freeze.many.hint"),
            ) from None

    @cached_property
    def _same(self) -> dict[str, str]:
        """The key of each tensor that is tied to another, and that of the other."""
        home = self._tensors.home
        return {
            child_path(home(node), name): child_path(home(first), first_name)
            for (first, first_name), *others in self._analysis.ties.groups
            for node, name in others
        }

    @cached_property
    def _places(self) -> dict[str, Node]:
        """The node at which each learned tensor stands, by its key; inside a shared container by that of one place."""
        return {
            child_path(node.path, spec.name) if spec.name else node.path: node
            for node in nodes(self._analysis.root)
            for spec in (() if node.layer is None else node.layer.tensors)
            if not spec.buffer
        }

    def _own(self, key: str) -> str:
        node = self._places.get(key) or self._within(key)
        home = (
            child_path(self._tensors.home(node), rest) if (rest := _rest(key, node.path)) else self._tensors.home(node)
        )
        return self._same.get(home, home) if home in self._places else self._own(home)

    def _within(self, key: str) -> Node:
        """Return the shared place under which a tensor has a further key.

        Raises:
            EditError: there is none.
        """
        path = key
        while path:
            path = path.rpartition(".")[0]
            node = node_at(self._analysis.root, path) if path else None
            if node is not None and node.again is not None:
                return node
        raise EditError(say("analysis.freeze.unknown", name=key), hint=say("analysis.freeze.unknown.hint"))

    def _select(self, key: str) -> Selector:
        """Return a selection of one tensor and no other: by its block, its copy, or at last its whole key.

        Raises:
            EditError: none names it alone.
        """
        own = self._own(key)
        for select in self._candidates(own):
            if list(self._selected(select)) == [own]:
                return select
        raise EditError(say("analysis.freeze.alike", name=key), hint=say("analysis.freeze.alike.hint"))

    def _candidates(self, key: str) -> Iterator[Selector]:
        node = self._places[key]
        block = self._of_document(node.block.id)
        path = self._above(node, block)
        yield Selector(block=block, tensor=_below(key, path))
        copies, here = list[tuple[str, str]](), self._analysis.root
        for name in path.split(".") if path else ():
            if isinstance(here.block, Repeat):
                copies.append((here.block.id, here.path))
            here = _child(here, name)
        for id, above in copies:
            yield Selector(block=self._of_document(id), tensor=_below(key, above))
        yield Selector(block=block, tensor=key)

    def _above(self, node: Node, block: str) -> str:
        """Return the path of a block around a node: that of an instance where the node is a part of one."""
        here = self._analysis.root
        for name in node.path.split(".") if node.path else ():
            if here.block.id == block:
                break
            here = _child(here, name)
        return here.path

    def _of_document(self, id: str) -> str:
        """Return the block of the document in which a block of the written-out network stands."""
        return id.partition("/")[0]


def _child(node: Node, name: str) -> Node:
    below = node_at(node, name)
    assert below is not None
    return below


def _rest(key: str, path: str) -> str:
    return key[len(path) :].lstrip(".")


def _below(key: str, path: str) -> str | None:
    """Return a pattern for a tensor below a path: its name, or the end of its key, which stays when blocks move."""
    rest = _rest(key, path)
    return f"*.{rest}" if "." in rest and path else rest or None
