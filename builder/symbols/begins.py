"""What the tensors of a text begin with, and which of them begin equal."""

from __future__ import annotations

from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.schemes import COPY, FIXED
from builder.interpreter.limits import Value
from builder.symbols.values import TensorSymbol

Fills = list[tuple[TensorSymbol, str, dict[str, Value]]]
"""What is initialised, in order: by a scheme with its arguments, or by `copy_` as the tensor `of`."""

_FIXED_KINDS = frozenset({"PReLU"})


class Begin:
    """The values that a tensor begins with: what a scheme fills it with, or those that `root` is constructed with."""

    __slots__ = ("args", "root", "scheme")

    def __init__(self, root: TensorSymbol, scheme: str | None = None, args: dict[str, Value] | None = None) -> None:
        self.root = root
        self.scheme = scheme
        self.args = args or {}

    def is_fixed(self, fixed: set[int], key: int) -> bool:
        """Tell whether a tensor begins so without a copy, no random numbers being drawn; those in `fixed` do."""
        if self.scheme is not None:
            return self.scheme in FIXED
        owner = self.root.owner
        if owner is None:
            return key in fixed
        kind = CATALOGUE.get(owner.kind)
        return self.root.role == "buffer" or owner.kind in _FIXED_KINDS or (
            kind is not None and kind.category == "normalisation"
        )  # fmt: skip


def begins(fills: Fills) -> dict[int, Begin]:
    """Return what each tensor begins with that is filled or copied, by its id, those filled last at the end."""
    found: dict[int, Begin] = {}
    for tensor, scheme, args in fills:
        begin = found.setdefault(id(args["of"]), Begin(args["of"])) if scheme == COPY else Begin(tensor, scheme, args)
        found.pop(id(tensor), None)
        found[id(tensor)] = begin
    return found
