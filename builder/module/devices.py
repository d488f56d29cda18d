"""Devices by name, as far as this machine has them."""

from __future__ import annotations

import torch

from builder.errors import BuilderError
from builder.live.device import cpu_words, gpus
from builder.sentences import say


def device_of(name: str) -> torch.device:
    """Return a device that is here: `cpu`, `cuda`, `cuda:1`, `mps`.

    Raises:
        BuilderError: it is none that runs a network, or not here.
    """
    try:
        device = torch.device(name)
    except RuntimeError:
        raise BuilderError(say("module.no-device", name=name), hint=say("module.no-device.hint")) from None
    count = {"cpu": 1, "cuda": torch.cuda.device_count(), "mps": int(torch.backends.mps.is_available())}
    if (device.index or 0) >= count.get(device.type, 0):
        hint = say("module.no-device.hint")
        raise BuilderError(say("module.device-away", name=name), hint=hint if gpus() else f"{cpu_words()} {hint}")
    return device
