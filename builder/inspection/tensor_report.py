"""What is found about the tensors of a network apart from their values: frozen data from a worker; no torch."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Kind: TypeAlias = Literal["parameter", "buffer", "non-persistent", "plain"]
"""`plain` is a tensor that a module keeps as an attribute like any other, also in a list or a dict."""


class TensorRow(msgspec.Struct, frozen=True):
    """One tensor at one place.

    `shared` is the first place that holds the same tensor; `is_view` says that only the memory is the same.
    """

    path: str
    kind: Kind
    shape: tuple[int, ...]
    dtype: str
    device: str
    in_state_dict: bool
    moves: bool
    """Whether `.to()`, `.cuda()` and their kin reach it."""
    half: str
    """Its dtype after `.half()`."""
    shared: str | None = None
    is_view: bool = False


class LazyRow(msgspec.Struct, frozen=True):
    """One tensor of a network with lazy layers, as torch prints it before the first forward, and its shape after."""

    path: str
    before: str
    after: str | None = None


class LazyTensors(msgspec.Struct, frozen=True):
    """The tensors and the printed tree of a network before its first forward, and after it where there was one.

    `asked` is the code that asks the first tensor without a shape for it, and what torch says then; `answered` the same
    after.
    """

    rows: tuple[LazyRow, ...]
    before: str
    asked: tuple[str, ...]
    answered: tuple[str, ...] = ()
    after: str | None = None
    returned: tuple[str, ...] = ()
