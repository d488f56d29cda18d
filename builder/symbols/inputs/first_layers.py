"""Which input of a network a value still is, element by element: the layer that takes it tells the input's features."""

from __future__ import annotations

from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit
from builder.interpreter.failures import LimitExceeded
from builder.interpreter.limits import Value
from builder.symbols.values import ModuleSymbol, Symbol
from builder.word_list import words


class InferenceComplete(LimitExceeded):
    """All inputs have flowed into a layer, and no more was to be learned; nobody is told."""

    def __init__(self) -> None:
        super().__init__("")


def start_of(value: Value) -> Symbol | None:
    """Return the input of the whole network that a value is, element by element; None where it is anything else."""
    while isinstance(value, Symbol):
        if value.op == "input" and value.origin is not None:
            value = value.origin
        elif (value.op == "module" and tells_nothing(value.target) and value.args) or _keeps_shape(value):
            value = value.args[0]
        else:
            return value if value.op == "input" else None
    return None


def _keeps_shape(value: Symbol) -> bool:
    """Tell whether a call works on one tensor element by element, whatever its shape, and with numbers beside it."""
    name = str(value.target).rpartition(".")[2] if value.op in ("method", "function", "operator") else ""
    return (
        name in _ELEMENTWISE
        and isinstance(value.args[0], Symbol)
        and not any(isinstance(one, Symbol) for one in value.args[1:])
    )


_ELEMENTWISE = frozenset(
    words(
        """
        float double half to type contiguous clone detach clamp relu relu_ leaky_relu tanh sigmoid gelu silu elu
        dropout exp log sqrt abs add sub mul div truediv pow
        """
    )
)


def tells_nothing(layer: Value) -> bool:
    """Tell whether a layer takes any shape and keeps it, or there is none."""
    return layer is None or (
        isinstance(layer, ModuleSymbol) and layer.is_layer and CATALOGUE[explicit(layer.kind)].elementwise
    )
