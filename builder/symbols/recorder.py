"""The record of one forward that is run on symbols: its calls, and what is known of their results."""

from __future__ import annotations

from builder.catalogue.layers.kind import TensorSpec
from builder.interpreter.limits import Value
from builder.symbols.sequences import is_batch
from builder.symbols.values import ModuleSymbol, Symbol

_NAMED = frozenset({"Tensor.max", "Tensor.min", "Tensor.sort", "Tensor.topk"})


class Returned(tuple[Value, ...]):
    """Values and indices, which have those names as well."""

    __slots__ = ()


class Recorder:
    """Records one forward: its module, its mode, and its calls in order."""

    def __init__(self, module: ModuleSymbol | None, training: bool = True) -> None:
        """Start with no calls."""
        self.module = module
        self.training = training
        self.asked = False
        """Whether the forward looked at `self.training`."""
        self.inputs: list[Symbol] = []
        self.steps: list[Symbol] = []

    def batch(self) -> Symbol | None:
        """Return a tensor whose dim 0 is the batch, if there is one."""
        for symbol in (*self.inputs, *self.steps):
            if symbol.shape and is_batch(symbol.shape[0]):
                return symbol
        return None


def spec_of(value: Value) -> Value:
    """Return what is known of a tensor, or of tensors in tuples; None where it is nothing."""
    if isinstance(value, list | tuple):
        return tuple(map(spec_of, value))
    if isinstance(value, Symbol) and value.shape is not None:
        return TensorSpec(tuple(value.shape), value.dtype or "float32")
    return None


def is_known(spec: Value) -> bool:
    """Tell whether nothing in a spec is unknown."""
    return all(map(is_known, spec)) if spec.__class__ is tuple else spec is not None


def results(symbol: Symbol, value: Value, home: Recorder | None) -> Value:
    """Return what a call gives, as `value` is shaped: the symbol itself or a tuple of its parts."""
    symbol.home = home
    if value.__class__ is tuple:
        symbol.width = len(value)
        parts = []
        for i, part in enumerate(value):
            item = Symbol("item", i, (symbol,))
            item.storage, item.version = symbol.storage, symbol.storage[0]
            parts.append(results(item, part, home))
        named = symbol.call is not None and symbol.call.kind in _NAMED
        return Returned(parts) if named else tuple(parts)
    if value is not None:
        symbol.shape, symbol.dtype = value.shape, str(value.dtype)
    return symbol
