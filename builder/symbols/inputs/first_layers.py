"""Which input of a network a value still is, element by element: the layer that takes it tells the input's features."""

from __future__ import annotations

from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit
from builder.interpreter.limits import Value
from builder.symbols.values import ModuleSymbol, Symbol


def start_of(value: Value) -> Symbol | None:
    """Return the input of the whole network that a value is, element by element; None where it is anything else."""
    while isinstance(value, Symbol):
        if value.op == "input" and value.origin is not None:
            value = value.origin
        elif value.op == "module" and tells_nothing(value.target) and value.args:
            value = value.args[0]
        else:
            return value if value.op == "input" else None
    return None


def tells_nothing(layer: Value) -> bool:
    """Tell whether a layer takes any shape and keeps it, or there is none."""
    return layer is None or (
        isinstance(layer, ModuleSymbol) and layer.is_layer and CATALOGUE[explicit(layer.kind)].elementwise
    )
