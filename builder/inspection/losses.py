"""The loss that goes backward: of what a network returns, and of a target where it needs one."""

from __future__ import annotations

from math import prod

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor

from builder.errors import BuilderError
from builder.inspection.report import Loss
from builder.inspection.tensors import tensors_in
from builder.sentences import say


def loss_against(kind: Loss, output: object, target: Tensor | None, seed: int) -> Tensor:
    """Return the loss, against a random target by `seed` where it needs one and has none.

    Args:
        kind: any but "none".
        output: what the network returned, tensors in tuples, lists and dicts.
        target: on any device; only `cross_entropy` and `mse` need one.
        seed: of the target that is drawn where one is needed and None is given.

    Raises:
        BuilderError: as `loss_of`.
    """
    first = next(iter(tensors_in(output)), None)
    if target is None and first is not None:
        target = random_target(kind, first, torch.Generator().manual_seed(seed))
    return loss_of(kind, output, None if target is None or first is None else target.to(first.device))


def loss_of(kind: Loss, output: object, target: Tensor | None) -> Tensor:
    """Return the loss of what a network returned: for a sum or a mean of all its tensors, else of the first.

    Args:
        kind: any but "none".
        output: what the network returned, tensors in tuples, lists and dicts.
        target: on the device of the output; only `cross_entropy` and `mse` need one.

    Raises:
        BuilderError: no gradient leads from it to anything, or the target does not fit.
    """
    found = [one for one in tensors_in(output) if one.requires_grad]
    if not found:
        raise BuilderError(say("inspection.no-way-back"), hint=say("inspection.no-way-back.hint"))
    if kind in ("sum", "mean"):
        flat = [one.abs() if one.is_complex() else one for one in found]
        total = torch.stack([one.sum() for one in flat]).sum() if len(flat) > 1 else flat[0].sum()
        return total if kind == "sum" else total / sum(one.numel() for one in flat)
    first = found[0]
    if target is None:
        raise BuilderError(say("inspection.no-target"), hint=say("inspection.no-target.hint"))
    return _mse(first, target) if kind == "mse" else _cross_entropy(first, target)


def _mse(output: Tensor, target: Tensor) -> Tensor:
    if target.numel() != output.numel():
        raise _misfit(output, target, tuple(output.shape))
    return F.mse_loss(output, target.reshape(output.shape).to(output.dtype))


def _cross_entropy(output: Tensor, target: Tensor) -> Tensor:
    """Return torch's loss; the classes may stand last, as those of a sequence of words do."""
    classes = class_dim(output)
    if target.shape == output.shape and target.is_floating_point():
        return F.cross_entropy(output.movedim(classes, 1) if output.dim() > 1 else output, target.movedim(classes, 1))
    wanted = tuple(size for dim, size in enumerate(output.shape) if dim != classes)
    target = target.reshape(wanted) if target.numel() == prod(wanted) else target
    if target.shape != wanted or target.is_floating_point() or target.is_complex():
        raise _misfit(output, target, wanted)
    most = output.shape[classes]
    if target.numel() and not 0 <= int(target.min()) <= int(target.max()) < most:
        least, largest = int(target.min()), int(target.max())
        raise BuilderError(say("inspection.classes", count=most, least=least, most=largest, last=most - 1))
    return F.cross_entropy(output.movedim(classes, 1) if output.dim() > 1 else output, target.long())


def class_dim(output: Tensor) -> int:
    """Return the dim in which the classes stand: the last of a vector, a matrix or a sequence, else the second."""
    return output.dim() - 1 if output.dim() <= 3 else 1


def random_target(kind: Loss, output: Tensor, generator: torch.Generator) -> Tensor | None:
    """Return a target drawn at random for a loss that compares: classes, each as likely, or normal numbers."""
    if kind == "mse":
        return torch.randn(output.shape, generator=generator).to(output.device, output.dtype)
    if kind != "cross_entropy" or not output.dim():
        return None
    classes = class_dim(output)
    shape = [size for dim, size in enumerate(output.shape) if dim != classes]
    return torch.randint(0, max(1, output.shape[classes]), shape, generator=generator).to(output.device)


def _misfit(output: Tensor, target: Tensor, wanted: tuple[int, ...]) -> BuilderError:
    return BuilderError(
        say("inspection.target", shape=tuple(target.shape), output=tuple(output.shape)),
        hint=say("inspection.target.hint", wanted=wanted),
    )
