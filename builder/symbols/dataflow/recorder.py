"""The record of one forward that is run on symbols: its calls, and what is known of their results."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from builder.catalogue.dtypes import COMPLEX, FLOATING
from builder.catalogue.layers.kind import SizeSpec, TensorSpec
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import next_serial
from builder.sentences import say
from builder.symbols.dataflow.sequences import is_batch
from builder.symbols.dataflow.sizes import at
from builder.symbols.values import ModuleSymbol, Symbol

_NAMED = frozenset({"Tensor.max", "Tensor.min", "Tensor.sort", "Tensor.topk"})


class ValuesAndIndices(tuple[Value, ...]):
    """Values and indices, which have those names as well."""

    __slots__ = ()


class Recorder:
    """Records one forward: its module, its mode, and its calls in order."""

    def __init__(self, module: ModuleSymbol | None, training: bool = True) -> None:
        """Start with no calls."""
        self.module = module
        self.training = training
        self.begun = next_serial()
        self.asked = False
        """Whether the forward looked at `self.training`."""
        self.reads: list[tuple[ModuleSymbol, str]] = []
        """The plain attributes of other modules that the forward looked at."""
        self.inputs: list[Symbol] = []
        self.steps: list[Symbol] = []
        self.numbers: dict[int, tuple[Value, Symbol]] = {}
        """The sizes of the input that are used as numbers, by their id."""
        self.without_gradient = 0
        """How many `with torch.no_grad()` are around what the forward does now."""
        self.recomputed: list[tuple[int, list[Symbol], list[int]]] = []
        """What a checkpoint took and gave, with the number of steps and the changes of each tensor by then."""

    @contextmanager
    def no_gradient(self) -> Iterator[None]:
        """Stand for `torch.no_grad()` while the forward is in it."""
        self.without_gradient += 1
        try:
            yield
        finally:
            self.without_gradient -= 1

    def write(self, symbol: Symbol, value: Value) -> None:
        """Write down a call that returned `value`.

        Raises:
            Refusal: torch would stop a gradient here that a graph lets through.
        """
        if self.without_gradient and _stops_gradient(symbol, value):
            raise Refusal(say("symbols.no-grad"), say("symbols.no-grad.hint"))
        self.steps.append(symbol)

    def owns(self, symbol: Symbol) -> bool:
        """Tell whether nobody outside of this forward sees a change in place: it is none of an input or parameter."""
        return symbol.home is self and all(symbol.storage is not given.storage for given in self.inputs)

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
    if isinstance(value, Symbol) and value.number is not None:
        return SizeSpec(value.number)
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
        return ValuesAndIndices(parts) if named else tuple(parts)
    if isinstance(value, SizeSpec):
        symbol.number = at(value.value, symbol, None)
        return symbol.number
    if value is not None:
        symbol.shape, symbol.dtype = value.shape, str(value.dtype)
    return symbol


def _stops_gradient(symbol: Symbol, value: Value) -> bool:
    """Tell whether a call could hand a gradient on: whole numbers and bools have none, and `detach` stops it anyway."""
    if symbol.call is not None and symbol.call.kind == "Tensor.detach":
        return False
    given = None if symbol.call is None else symbol.call.operands
    return _is_floating(value) and (given is None or any(_is_floating(spec_of(operand)) for operand in given))


def _is_floating(spec: Value) -> bool:
    """Tell whether a tensor may have a gradient; one of which nothing is known may."""
    if isinstance(spec, tuple):
        return any(map(_is_floating, spec))
    return not isinstance(spec, TensorSpec) or spec.dtype in FLOATING or spec.dtype in COMPLEX
