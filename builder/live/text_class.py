"""Written classes on live tensors: a real subclass of `nn.Module` of that name, its methods interpreted.

What a forward may spend is bounded by its steps, so that it always ends; how long it takes is up to whoever runs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import torch
from torch import nn

from builder.classes.text import read_text
from builder.classes.text_class import offer_standard
from builder.classes.values import bound_arguments
from builder.document.blocks import ArgumentValue
from builder.interpreter.interpreter import Interpreter
from builder.interpreter.limits import Limits
from builder.interpreter.values import Class
from builder.live.console import torch_interpreter

_MANY = 2**50
_AROUND = 2**31 - 1
"""The seed of tensors that a text makes around its classes."""
FORWARD = Limits(
    steps=5_000_000,
    seconds=3600.0,
    elements=10_000_000,
    elements_together=100_000_000,
    tensor_elements=_MANY,
    tensor_elements_together=_MANY,
    multiply_adds=_MANY,
)
"""Limits for running a network: its process limits the memory, and its batch may be large."""
TRIAL = Limits()
"""Limits for a trial run of a class on one input."""


@lru_cache(maxsize=256)
def _class(source: str, limits: Limits, device: str) -> tuple[Interpreter, Class]:
    """Run a text on a device; what stands around its class is drawn by numbers of its own, as before a file's seed."""
    interpreter = torch_interpreter(limits)
    interpreter.host.has_yield = True
    offer_standard(interpreter)
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(_AROUND)  # that of no other device
        interpreter.run(source)
    cls = interpreter.globals.variables[read_text(source).node.name]
    assert isinstance(cls, Class)
    return interpreter, cls


def build_written(source: str, args: Mapping[str, ArgumentValue], limits: Limits = FORWARD) -> nn.Module:
    """Make an object of a written class, drawing from torch's global generator as Python would.

    Raises:
        SourceError: its text or its `__init__` cannot be run.
        DocumentError: it does not take these arguments.
    """
    interpreter, cls = _class(source, limits, str(torch.get_default_device()))
    with interpreter.entered():
        positional, named = bound_arguments(interpreter, cls, args)
        made = interpreter.call(cls, *positional, **named)
    assert isinstance(made, nn.Module)
    return made
