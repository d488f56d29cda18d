"""The classes that `parallel` blocks become in a live network; the emitted file writes the same ones out."""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import add, mul
from typing import Any

import torch
from torch import nn

from builder.document.blocks import Merge, Parallel
from builder.module.holders import BlockModule


class Branches(BlockModule, nn.Module):
    """Every child gets the same inputs; `merge` joins what they return, in the order of the children."""

    __merge__: Merge = "none"  # a child may be called "merge" or "_merge"
    __dim__: int = 1

    def forward(self, *inputs: Any) -> Any:  # noqa: ANN401 - tensors, or tuples of what layers return
        """Run every child on the inputs and join their outputs."""
        outputs = tuple(child(*inputs) for child in self._modules.values() if child is not None)
        match self.__merge__:
            case "add":
                return reduce(add, outputs)
            case "mul":
                return reduce(mul, outputs)
            case "cat":
                return torch.cat(outputs, dim=self.__dim__)
            case "stack":
                return torch.stack(outputs, dim=self.__dim__)
            case "none":
                return outputs


def parallel_class(name: str, block: Parallel) -> type[Branches]:
    """Return the class of a `parallel` block under the name it has in the emitted file."""
    return _class(name, block.merge, block.dim)


@lru_cache(maxsize=256)
def _class(name: str, merge: Merge, dim: int) -> type[Branches]:
    members = {"__doc__": Branches.__doc__, "__module__": __name__, "__merge__": merge, "__dim__": dim}
    return type(name, (Branches,), members)
