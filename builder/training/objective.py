"""What a run makes smaller: the loss of what a network returns against targets, and how many of these it meets."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from builder.errors import BuilderError
from builder.inspection.tensors import tensors_in
from builder.sentences import say
from builder.training.losses import LOSSES
from builder.training.recipe import Loss

TENSORS = ("weight", "pos_weight")
"""Arguments of losses that torch takes as tensors."""


class Objective:
    """A loss of torch, and the accuracy where targets can be met.

    Args:
        loss: what the recipe says.
        last_classes: whether classes stand in the last dim even where they could stand in the second, as of tokens.
    """

    def __init__(self, loss: Loss, last_classes: bool = False) -> None:
        self._kind = LOSSES[loss.kind]
        self._last = last_classes
        args = {name: tuple(value) if isinstance(value, list) else value for name, value in loss.args.items()}
        args |= {name: torch.tensor(args[name]) for name in TENSORS if args.get(name) is not None}
        self.module: nn.Module = getattr(nn, loss.kind)(**args)
        self.is_sum = loss.args.get("reduction") == "sum"
        self.has_classes = self._kind.targets == "classes"
        self.has_accuracy = self._kind.targets == "classes" or self._kind.yes_no

    def paired(self, output: object, targets: Tensor) -> tuple[Tensor, Tensor]:
        """Return what the loss compares: classes stand in dim 1, or targets have the shape of the output.

        Raises:
            BuilderError: the network returns no tensor, or one that the targets do not fit.
        """
        first = output if isinstance(output, Tensor) else next(iter(tensors_in(output)), None)
        if first is None:
            raise BuilderError(say("training.no-tensor"), hint=say("training.no-tensor.hint"))
        if self._kind.targets == "classes":
            return self._classes(first, targets)
        if first.numel() != targets.numel():
            raise _misfit(first, targets)
        # Torch would spread (N, 1) against (N,) to N x N numbers with a warning, and learn something else.
        return first, targets.reshape(first.shape).to(first.dtype if first.element_size() >= 4 else torch.float32)

    def _classes(self, output: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        rest = output.shape[:-1]
        second = output.dim() > 1 and output.shape[:1] + output.shape[2:] == targets.shape
        if rest == targets.shape and (self._last or not second):
            return (output.flatten(0, -2), targets.flatten()) if output.dim() > 2 else (output, targets)
        if second:
            return output, targets
        raise _misfit(output, targets)

    def correct(self, output: Tensor, targets: Tensor) -> Tensor:
        """Return how many targets are met, of a pair that `paired` has returned."""
        if self._kind.targets == "classes":
            return (output.argmax(1) == targets).sum()
        threshold = 0.0 if self._kind.expects == "logits" else 0.5
        return ((output > threshold) == (targets > 0.5)).sum()


def _misfit(output: Tensor, targets: Tensor) -> BuilderError:
    return BuilderError(
        say("training.targets", output=tuple(output.shape), targets=tuple(targets.shape)),
        hint=say("training.targets.hint"),
    )
