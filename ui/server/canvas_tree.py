"""`CanvasTree`: the tree that the canvas draws, built from the previous one, and its difference to a known one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, NamedTuple

from builder.analysis.results import Result
from builder.document.blocks import Block, Definition

KEPT = 6
"""Trees of a document that a canvas may still hold; it keeps more of them itself."""


class NodeParts(NamedTuple):
    """One block's node, and all that it was made from."""

    block: Block
    result: Result
    single: Result | None
    path: str
    access: str
    frozen: bool
    node: dict[str, Any]


class CanvasTree(NamedTuple):
    """A whole tree and its problems; `amiss` has the numbers of each block's; `ui.server.view` says what is `plain`."""

    root: dict[str, Any]
    problems: list[dict[str, Any]]
    made: dict[str, NodeParts]
    amiss: dict[str, list[int]]
    frozen: frozenset[str]
    plain: bool
    definitions: tuple[Definition, ...] = ()

    def unchanged(self, now: NodeParts, otherwise: frozenset[str]) -> NodeParts | None:
        """Return what was made of the same block, if that and all inside it would be made just so again.

        `otherwise` are the blocks in or on which other problems stand than before.
        """
        old = self.made.get(now.block.id)
        if old is None or old.block is not now.block or old.result is not now.result:
            return None
        if old.single is not now.single:
            return None
        return old if old[3:6] == now[3:6] and old.block.id not in otherwise else None

    def since(self, base: CanvasTree) -> dict[str, Any] | str:
        """Return the tree with the id alone for each block that is in `base` as it is here, all inside included."""
        return _since(self.root, base.made)


def _since(node: dict[str, Any], known: dict[str, NodeParts]) -> dict[str, Any] | str:
    old = known.get(node["id"])
    if old is not None and old.node is node:
        return str(node["id"])
    kids = node.get("children")
    return node if kids is None else {**node, "children": [_since(kid, known) for kid in kids]}


def alike(drawn: CanvasTree, before: CanvasTree) -> CanvasTree:
    """Return the tree with the very nodes of the one before wherever they say the same."""

    def settle(node: dict[str, Any]) -> dict[str, Any]:
        if "children" in node:
            node["children"] = [settle(kid) for kid in node["children"]]
        old = before.made.get(node["id"])
        kept = old.node if old is not None and _same(old.node, node) else node
        drawn.made[node["id"]] = drawn.made[node["id"]]._replace(node=kept)
        return kept

    return drawn._replace(root=settle(drawn.root))


def _same(a: dict[str, Any], b: dict[str, Any]) -> bool:
    # To Python 1, 1.0 and True are equal; as arguments they are not written alike.
    return a == b and all(repr(a.get(key)) == repr(b.get(key)) for key in ("args", "resolved", "definition_args"))


class Trees:
    """The newest trees of one document, by the token of their reading."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._drawn: dict[str, CanvasTree] = {}

    def of(self, token: str, draw: Callable[[CanvasTree | None], CanvasTree]) -> CanvasTree:
        """Return the tree of a reading, drawn from the newest one where it is not there yet."""
        with self._lock:
            # Drawn under the lock, so that two who ask at once get the same tree, drawn once.
            found = self._drawn.get(token)
            if found is None:
                newest = next(reversed(self._drawn.values()), None)
                found = self._drawn[token] = draw(newest)
                while len(self._drawn) > KEPT:
                    del self._drawn[next(iter(self._drawn))]
            return found

    def find(self, token: str | None) -> CanvasTree | None:
        """Return the tree of a reading, if it is still known."""
        return None if token is None else self._drawn.get(token)
