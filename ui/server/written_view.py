"""What the canvas shows of objects of written classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builder.document.blocks import ArgumentValue, Written

_INDEXED = ("ModuleList", "ModuleDict", "Sequential")
_LONGEST = 24
"""Characters of one value that are shown on a block."""


def fields(block: Written) -> dict[str, Any]:
    """Return what such a block shows of itself; what is inside comes beside it."""
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


def step(parent: Written, name: str) -> str:
    """Return what one types after an object to reach what is inside it.

    >>> step(Written(id="a", class_name="Chain"), "0"), step(Written(id="b", class_name="ModuleList"), "0")
    ('.get_submodule("0")', '[0]')
    """
    if name.isidentifier():
        return f".{name}"
    if parent.class_name in _INDEXED:
        return f"[{name}]" if name.isdecimal() else f'["{name}"]'
    return f'.get_submodule("{name}")'


def mark(kids: list[dict[str, Any]], class_name: str) -> None:
    """Say of all blocks inside an object that its class decides them."""
    for kid in kids:
        kid["written_in"] = class_name
        mark(kid.get("children", []), class_name)
