"""Written classes on live tensors: a real subclass of `nn.Module` of that name, its methods interpreted.

What a forward may spend is bounded by its steps, so that it always ends; how long it takes is up to whoever runs it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

import torch
from torch import nn

from builder.caching import cached_property
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


class TextClasses:
    """The text classes of one network, live: each statement of their texts is run once, as it stands in its file once.

    What a class keeps (attributes, defaults, names of the file) is so shared by the objects of one network, and by no
    other one of the same text. A line that is told of a statement of two texts is that of the first.
    """

    def __init__(self, sources: Iterable[str], limits: Limits = FORWARD) -> None:
        """Keep the texts; they run when the first object is made."""
        self._sources = tuple(dict.fromkeys(sources))
        self._limits = limits

    @cached_property
    def _interpreter(self) -> Interpreter:
        interpreter = torch_interpreter(self._limits)
        interpreter.host.has_yield = True
        offer_standard(interpreter)
        done: set[str] = set()
        # What stands around a class is drawn by numbers of its own, as before a file sets its seed.
        with torch.random.fork_rng(devices=[]):
            torch.default_generator.manual_seed(_AROUND)  # that of no other device
            for source in self._sources:
                fresh = [one for one in read_text(source).statements if one.text not in done]
                interpreter.run_tree(ast.Module([node for one in fresh for node in one.nodes], []))
                done.update(one.text for one in fresh)
        return interpreter

    def build(self, source: str, args: Mapping[str, ArgumentValue]) -> nn.Module:
        """Make an object of the class of one of the texts, drawing from torch's global generator as Python would.

        Raises:
            SourceError: one of the texts or the `__init__` cannot be run.
            DocumentError: it does not take these arguments.
        """
        interpreter = self._interpreter
        cls = interpreter.globals.variables[read_text(source).node.name]
        assert isinstance(cls, Class)
        with interpreter.run_scope():
            positional, named = bound_arguments(interpreter, cls, args)
            made = interpreter.call(cls, *positional, **named)
        assert isinstance(made, nn.Module)
        return made


def build_written(source: str, args: Mapping[str, ArgumentValue], limits: Limits = FORWARD) -> nn.Module:
    """Make an object of a written class that shares nothing with any other one.

    Raises:
        SourceError: its text or its `__init__` cannot be run.
        DocumentError: it does not take these arguments.
    """
    return TextClasses((source,), limits).build(source, args)
