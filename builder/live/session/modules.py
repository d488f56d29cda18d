"""The modules that only a prompt can import."""

from __future__ import annotations

from torch import nn

from builder.interpreter.values import ModuleValue
from builder.live.session.clocks import time_module
from builder.live.session.datasets import dataset_modules
from builder.live.session.optimizers import optimizer_module
from builder.live.session.paths import path_modules
from builder.live.session.randomness import random_module
from builder.live.values import native
from builder.word_list import words

GRADIENTS = words("parameters_to_vector clip_grad_norm_ clip_grad_value_")


def session_modules() -> dict[str, ModuleValue]:
    """Return the modules by dotted name."""
    gradients = {name: native(name, getattr(nn.utils, name)) for name in GRADIENTS}
    return {
        "time": time_module(),
        "random": random_module(),
        **path_modules(),
        "torch.optim": optimizer_module(),
        "torch.nn.utils": ModuleValue("torch.nn.utils", gradients),
        **dataset_modules(),
    }
