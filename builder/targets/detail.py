"""The short text on a block's card: its most important arguments, abbreviated."""

from __future__ import annotations

from typing import Any

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kind import REQUIRED
from builder.catalogue.layers.kinds import CATALOGUE

_PAIRS = (
    ("in_features", "out_features", "→"),
    ("in_channels", "out_channels", "→"),
    ("input_size", "hidden_size", "→"),
    ("num_embeddings", "embedding_dim", "×"),
)
_BARE = frozenset({"kernel_size", "normalized_shape", "num_features", "output_size", "p", "dim", "index", "shape"})
_SQUARES = frozenset({"kernel_size", "output_size"})
MAX_LENGTH = 60


def detail(kind: str, args: dict[str, Any], resolved: dict[str, Any]) -> str:
    """Return the text for a layer or a function; `resolved` holds what the incoming shape has decided.

    >>> detail("Linear", {"in_features": "auto", "out_features": 32}, {"in_features": 20})
    '20 → 32'

    Args:
        kind: a layer of `CATALOGUE` or a function of `FUNCTIONS`.
        args: as the document stores them, `"auto"` included.
        resolved: the arguments that take the place of `"auto"`; may be empty.
    """
    known = {**args, **resolved}
    parts, used = [], set[str]()
    for first, second, sign in _PAIRS:
        if first in known and second in known:
            parts.append(f"{_value(known[first])} {sign} {_value(known[second])}")
            used = {first, second}
            break
    # A number in the place of the second wire: `* 0.5`.
    constants = {"other"} & {*FUNCTIONS[kind].constants} if kind in FUNCTIONS else set[str]()
    for argument in (CATALOGUE.get(kind) or FUNCTIONS[kind]).arguments:
        name = argument.name
        if name in used or name not in known or known[name] == argument.default:
            continue
        bare = name in (*_BARE, *constants) or (argument.default is REQUIRED and (not parts or kind in FUNCTIONS))
        shown = _value(known[name], ", " if kind in FUNCTIONS else "×")
        if name in _SQUARES and kind.endswith("2d") and shown.isdecimal():
            shown = f"{shown}×{shown}"
        parts.append(shown if bare else f"{name} {shown}")
    text = ", ".join(parts)
    return text if len(text) <= MAX_LENGTH else f"{text[: MAX_LENGTH - 1]}…"


def _value(value: object, between: str = "×") -> str:
    match value:
        case dict():
            return str(value.get("kind", "layer"))
        case bool():
            return "on" if value else "off"
        case list() | tuple():
            return between.join(map(_value, value))
        case float():
            return f"{value:g}"
        case str():
            return value.removeprefix("=")
        case _:
            return str(value)
