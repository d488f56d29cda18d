"""What the tensors of a text begin with, and which of them begin equal."""

from __future__ import annotations

from typing import NamedTuple

from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.schemes import COPY, FIXED
from builder.interpreter.limits import Value
from builder.symbols.values import Symbol, TensorSymbol

Rows = tuple[int, int]


class Fill(NamedTuple):
    """What is initialised: by a scheme with its arguments, or by `copy_` as the tensor `of`; some rows alone."""

    tensor: TensorSymbol
    scheme: str
    args: dict[str, Value]
    rows: Rows | None = None


RESET = "reset_parameters"
"""In the place of a scheme: the tensor begins again as it is constructed."""
Fills = list[Fill]
"""All that is initialised, in order."""

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


class Begins(NamedTuple):
    """What tensors begin with, by their ids: those filled last at the end, and what fills some rows after that."""

    whole: dict[int, Begin]
    rows: dict[int, tuple[Fill, ...]]


def begins(fills: Fills) -> Begins:
    """Return what each tensor begins with that is filled or copied."""
    found, rows = dict[int, Begin](), dict[int, tuple[Fill, ...]]()
    for fill in fills:
        tensor, scheme, args, part = fill
        if part is not None:
            rows[id(tensor)] = (*rows.get(id(tensor), ()), fill)
            continue
        if scheme == COPY:
            begin = found.setdefault(id(args["of"]), Begin(args["of"]))
        else:
            begin = Begin(tensor) if scheme == RESET else Begin(tensor, scheme, args)
        found.pop(id(tensor), None)
        found[id(tensor)] = begin
        rows[id(tensor)] = rows.get(id(args["of"]), ()) if scheme == COPY else ()
    return Begins(found, rows)


def rows_of(part: Value) -> tuple[TensorSymbol, Rows] | None:
    """Return the tensor and the rows of it that `weight[i]` or `weight[i:j]` is, None for any other value."""
    if not isinstance(part, Symbol) or (part.op, part.target) != ("method", "__getitem__") or len(part.args) != 2:
        return None
    tensor, index = part.args
    if not isinstance(tensor, TensorSymbol) or not tensor.shape:
        return None
    if isinstance(index, int) and -tensor.shape[0] <= index < tensor.shape[0]:
        index = slice(index % tensor.shape[0], index % tensor.shape[0] + 1)
    if not isinstance(index, slice):
        return None
    start, end, step = index.indices(tensor.shape[0])
    return (tensor, (start, end)) if step == 1 and start < end else None
