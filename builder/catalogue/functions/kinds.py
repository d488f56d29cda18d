"""`FUNCTIONS`: every function by name. A new family is one import and one word here; `ALIASES`: other spellings."""

from __future__ import annotations

from builder.catalogue.functions import (
    arithmetic,
    attention,
    constants,
    einsum,
    elementwise,
    from_layers,
    functional,
    index,
    join,
    products,
    rearrange,
    reduction,
    shape,
    sizes,
)
from builder.catalogue.functions.function import FunctionKind

MODULES = (
    arithmetic,
    from_layers,
    elementwise,
    reduction,
    join,
    products,
    einsum,
    shape,
    index,
    rearrange,
    functional,
    attention,
    constants,
    sizes,
)

FUNCTIONS: dict[str, FunctionKind] = {kind.name: kind for module in MODULES for kind in module.KINDS}
ALIASES: dict[str, str] = {alias: kind.name for kind in FUNCTIONS.values() for alias in kind.aliases}


def names_below(module: str) -> tuple[str, ...]:
    """Return the names below a module of torch by which functions of the catalogue are called.

    >>> "relu" in names_below("F"), "linalg.norm" in names_below("torch")
    (True, False)
    """
    names = (name.rpartition(".") for name in (*FUNCTIONS, *ALIASES))
    return tuple(dict.fromkeys(name for place, _, name in names if place == module and name[0] != "_"))


def canonical(name: str) -> str | None:
    """Return the name that documents use for a spelling, or None for one that is not in the catalogue.

    >>> canonical("Tensor.flatten")
    'torch.flatten'
    """
    return name if name in FUNCTIONS else ALIASES.get(name)
