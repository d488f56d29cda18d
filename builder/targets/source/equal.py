"""Merges nodes of different blocks that are written alike into one, with the ids of all."""

from __future__ import annotations

from typing import Any, cast

from builder.targets.source.nodes import Hole, Node, Variable

_BLOCKS = ("ids", "block")
"""Fields that tell which block is meant and nothing of what is written."""


def one_for_all(nodes: tuple[Node, ...]) -> Node | None:
    """Return what can be written once for all nodes, or None where they differ or are one module."""
    if len(nodes) < 2 or isinstance(nodes[0], Variable | Hole):
        return None
    first = _plain_part(nodes[0])
    if any(_plain_part(node) != first for node in nodes[1:]):
        return None
    return cast("Node", _with_ids(nodes))


def _plain_part(part: Any) -> Any:  # noqa: ANN401 - a node, or what one is made of
    if not isinstance(part, tuple):
        return part
    names = getattr(part, "_fields", None)
    if names is None:
        return tuple(map(_plain_part, part))
    return type(part), *[_plain_part(item) for name, item in zip(names, part, strict=True) if name not in _BLOCKS]


def _with_ids(parts: tuple[Any, ...]) -> Any:  # noqa: ANN401 - as the parts
    first = parts[0]
    if not isinstance(first, tuple):
        return first
    names = getattr(first, "_fields", None)
    if names is None:
        return tuple(map(_with_ids, zip(*parts, strict=True)))
    items = dict(zip(names, map(_with_ids, zip(*parts, strict=True)), strict=True))
    if "ids" in items:
        items["ids"] = tuple(dict.fromkeys(id for part in parts for id in part.ids))
    return type(first)(**items)
