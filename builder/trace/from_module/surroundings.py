"""What a caller may have switched on around a whole network and no document says: it is off while one is read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import torch

from builder.module.rng import kept_rng

DEVICES = ("cpu", "cuda")
"""Those for which a forward may ask for another precision."""


@contextmanager
def plainly() -> Iterator[None]:
    """Run with gradients, in full precision, what is compiled as it was before, and leave random numbers alone."""
    with ExitStack() as stack:
        stack.enter_context(torch.inference_mode(False))
        for device in DEVICES:
            if torch.is_autocast_enabled(device):
                stack.enter_context(torch.autocast(device, enabled=False))
        if "torch._dynamo" in sys.modules:  # else nothing has been compiled, and to ask would import the compiler
            stack.enter_context(torch.compiler.set_stance("force_eager"))
        stack.enter_context(kept_rng())
        yield


def has_other_precision() -> bool:
    """Tell whether torch would now compute in another precision than that of the tensors."""
    return any(torch.is_autocast_enabled(device) for device in DEVICES)
