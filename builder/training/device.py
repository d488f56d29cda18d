"""Whether this machine has what a recipe asks for."""

from __future__ import annotations

import torch

from builder.errors import BuilderError
from builder.sentences import Sentence, say
from builder.training.recipe import Recipe

FLOATS = {"bfloat16": torch.bfloat16, "float16": torch.float16}


def check_device(recipe: Recipe) -> None:
    """Refuse a device that is not here, or a precision that it computes no faster than float32.

    Raises:
        BuilderError: with what is here.
    """
    try:
        device = torch.empty(0, device=recipe.device).device
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        reason = Sentence(str(error).splitlines()[0].rstrip("."))
        raise BuilderError(
            say("training.device", device=recipe.device, reason=reason), hint=say("training.device.hint")
        ) from None
    if recipe.precision != "float32" and not _has(device, recipe.precision):
        raise BuilderError(
            say("training.precision", device=recipe.device, precision=recipe.precision),
            hint=say("training.check.precision.hint"),
        )


def _has(device: torch.device, precision: str) -> bool:
    if device.type == "cpu":
        return precision == "bfloat16" and bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
    if device.type == "cuda":
        return precision == "float16" or torch.cuda.is_bf16_supported()
    return precision == "float16"
