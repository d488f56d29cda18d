"""The spread of activations and gradients by depth: frozen data that travels from a worker to a page; no torch."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Variant: TypeAlias = Literal["default", "rules"]


class Step(msgspec.Struct, frozen=True):
    """One call: the variance of what it returned, and of the gradient that reached that."""

    path: str
    activations: float | None
    gradients: float | None


class Depth(msgspec.Struct, frozen=True):
    """One network with fresh weights: by PyTorch's defaults or by the rules, and by which seed."""

    variant: Variant
    seed: int
    steps: tuple[Step, ...]
    partial: str | None = None
