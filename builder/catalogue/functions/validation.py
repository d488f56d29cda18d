"""Check the arguments of one function as a document gives them, and resolve them to what the rules take.

Paths in errors are relative to the block: `kind`, `args.dim`.
"""

from __future__ import annotations

from typing import Any

from builder.catalogue.functions.kinds import ALIASES, FUNCTIONS
from builder.catalogue.layers.argument_words import short_json
from builder.catalogue.layers.kind import Args, Value
from builder.catalogue.layers.validation import check_arguments
from builder.errors import DocumentError
from builder.sentences import near, say

_DEFAULTS: dict[str, Args] = {name: {a.name: a.default for a in kind.arguments} for name, kind in FUNCTIONS.items()}


def check_function(kind_name: str, args: dict[str, Any]) -> None:
    """Refuse a kind or arguments that are not in the catalogue, not of their type or not within their bounds.

    Raises:
        DocumentError: with the place, relative to the block, and the remedy.
    """
    kind = FUNCTIONS.get(kind_name) if isinstance(kind_name, str) else None
    if kind is None:
        other = ALIASES.get(kind_name) if isinstance(kind_name, str) else None
        hint = say("functions.use.hint", name=other) if other else near(kind_name, FUNCTIONS)
        raise DocumentError(
            say("functions.validation.unknown", kind=short_json(kind_name)),
            "kind",
            hint or say("functions.validation.unknown.hint"),
        )
    check_arguments(kind.name, kind.arguments, args)


def resolve_function(kind_name: str, args: dict[str, Any], inputs: tuple[Value, ...] = ()) -> Args:
    """Return all arguments: defaults filled in, lists as tuples. `args` must have passed `check_function`.

    The inputs decide nothing so far; they stand here as in `builder.catalogue.layers.validation.resolve`.
    """
    resolved = {**_DEFAULTS[kind_name], **args}
    for name, value in args.items():
        if value.__class__ is list:
            resolved[name] = tuple(value)
    return resolved
