"""What a training script is written from; no torch."""

from __future__ import annotations

from typing import Literal

import msgspec

from builder.datasets.prepare import Preparation
from builder.datasets.stored import DataSet
from builder.training.losses import LOSSES
from builder.training.recipe import Optimizer, Recipe


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What only the built network and its first batch tell: see `facts.py`."""

    optimizers: tuple[Literal["first", "rest"], ...]
    """Those of the recipe's two that have tensors."""
    sparse: tuple[str, ...] = ()
    """Keys of tensors whose gradients are sparse."""
    vectors: bool = True
    """Whether tensors of fewer than two dims learn."""
    matrices: bool = True
    frozen: tuple[str, ...] = ()
    tied: tuple[tuple[str, ...], ...] = ()
    unused: tuple[str, ...] = ()
    """Keys of tensors that learn and had no gradient of the first batch."""
    branches: bool = False
    """Whether a class written as text could use other tensors in another forward."""
    norms: bool = False
    lazy: bool = False
    turned: bool = False
    """Whether a tensor is made with its values in another order in memory than a weights file has them."""
    buffers: bool = False
    kept: tuple[str, ...] = ()
    """Attributes, and buffers that no file holds, which a forward may change."""
    output: str = ""
    """What leads from the output to the tensor that is compared: `[0]`."""
    flattened: bool = False
    """Whether output and targets are compared as rows of classes."""
    reshaped: bool = False
    """Whether targets take the shape of the output."""
    cast: str = ""
    """The method that gives targets the dtype of the output: `float`."""


class Subject(msgspec.Struct, frozen=True):
    """A run to write: `source` is the file of its network, `training` and `validation` count examples."""

    name: str
    source: str
    recipe: Recipe
    data: DataSet
    preparation: Preparation
    training: int
    validation: int
    is_scaled: bool
    facts: Facts

    @property
    def optimizers(self) -> list[Optimizer]:
        """The optimizers that have tensors."""
        recipe = self.recipe
        chosen = {"first": recipe.optimizer, "rest": recipe.rest}
        return [one for name in self.facts.optimizers if (one := chosen[name]) is not None]

    @property
    def has_accuracy(self) -> bool:
        """Whether targets can be met."""
        kind = LOSSES[self.recipe.loss.kind]
        return kind.targets == "classes" or kind.yes_no

    @property
    def is_sum(self) -> bool:
        """Whether the loss adds examples up."""
        return self.recipe.loss.args.get("reduction") == "sum"
