"""The data that the canvas shows of instances of text classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builder.document.blocks import ArgumentValue, Written

_LONGEST = 24
"""Characters of one value that are shown on a block."""


def fields(block: Written) -> dict[str, Any]:
    """Return the fields of such a block, without the blocks inside."""
    return {"title": block.class_name, "class_name": block.class_name, "detail": detail(block.args)}


def detail(args: Mapping[str, ArgumentValue]) -> str:
    """Return the arguments in one line.

    >>> detail({"features": 20, "act": {"kind": "ReLU"}, "sizes": [1, 2]})
    'features=20  act=ReLU  sizes=[1, 2]'
    """
    return "  ".join(f"{name}={_short(value)}" for name, value in args.items())


def _short(value: ArgumentValue) -> str:
    text = _text(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _text(value: ArgumentValue) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_text, value))}]"
    if isinstance(value, dict):
        if isinstance(value.get("tuple"), list):
            return f"({', '.join(map(_text, value['tuple']))})"
        named = value.get("kind", value.get("name"))
        return (
            named
            if isinstance(named, str)
            else f"{{{', '.join(f'{key}: {_text(one)}' for key, one in value.items())}}}"
        )
    return str(value)


def mark(kids: list[dict[str, Any]], class_name: str) -> None:
    """Mark all blocks inside an instance as defined by its class."""
    for kid in kids:
        kid["written_in"] = class_name
        mark(kid.get("children", []), class_name)
