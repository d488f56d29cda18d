"""A person's own schemes on live tensors: their texts are interpreted, under limits by the size of a tensor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace
from torch import Tensor

from builder.caching import cached_property
from builder.classes.text_class import offer_standard
from builder.document.blocks import OwnScheme
from builder.interpreter.interpreter import Interpreter
from builder.interpreter.limits import Limits
from builder.live.console import torch_interpreter
from builder.symbols.initial.scheme_text import read_scheme

LIMITS = Limits(steps=100_000, seconds=60.0)
_TIMES = 8
"""Tensors of the size of the one that is filled which may be alive beside it."""
_FEW = 2**20
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Schemes:
    """The own schemes of one document; what is needed to run them is made once it is needed."""

    def __init__(self, schemes: Iterable[OwnScheme]) -> None:
        """Keep their texts by name."""
        self.sources = {scheme.name: scheme.source for scheme in schemes}

    @cached_property
    def _interpreter(self) -> Interpreter:
        """An interpreter for all of them: no text can leave something behind in it, for names of its own are local."""
        interpreter = torch_interpreter(LIMITS)
        offer_standard(interpreter)
        for source in self.sources.values():
            read_scheme(source)
            interpreter.run(source)
        return interpreter

    def fill(self, name: str, tensor: Tensor, args: Mapping[str, Any] = _NOTHING) -> None:
        """Run a scheme on a tensor, which it changes in place; it draws from torch's global generator.

        The function is given `tensor.data`, as in the emitted file, so that it changes values and nothing else.

        Raises:
            SourceError: its text is refused, raises an exception or passes a limit, with the line.
        """
        interpreter = self._interpreter
        room = _TIMES * tensor.numel() + _FEW
        interpreter.budget.limits = replace(LIMITS, tensor_elements=room, tensor_elements_together=room)
        with interpreter.run_scope():
            interpreter.call(interpreter.globals.variables[name], tensor.data, **args)
        interpreter.output()  # nobody reads what it prints
