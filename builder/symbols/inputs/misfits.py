"""What a layer gives while a forward is read on symbols, and what is gone on with where it refuses its input."""

from __future__ import annotations

from builder.catalogue.layers.kind import TensorSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit, resolve
from builder.errors import ShapeError
from builder.interpreter.limits import Value
from builder.symbols.dataflow.operands import Kwargs
from builder.symbols.values import ModuleSymbol

_FEATURES = (("in_features", -1), ("in_channels", 1), ("num_features", 1), ("input_size", -1), ("embed_dim", -1))


def of_layer(module: ModuleSymbol, inputs: tuple[Value, ...], call: Kwargs) -> Value:
    """Return what a layer gives.

    Raises:
        ShapeError: it refuses the shapes of what it is given.
    """
    args = resolve(module.kind, module.args, inputs)
    return CATALOGUE[explicit(module.kind)].returned({**args, **call}, inputs)


def linear_misfit(module: ModuleSymbol, value: Value) -> tuple[int, int] | None:
    """Return how many features a Linear receives and takes, where what it receives is vectors."""
    wanted = module.args.get("in_features")
    if not isinstance(value, TensorSpec) or len(value.shape) != 2 or not isinstance(wanted, int):
        return None
    return int(value.shape[1]), wanted


def as_expected(module: ModuleSymbol, inputs: tuple[Value, ...], value: Value) -> Value:
    """Return the result for the number of features that the layer expects; the analysis reports the mismatch."""
    for name, dim in _FEATURES:
        features = module.args.get(name)
        if isinstance(features, int) and isinstance(inputs[0], TensorSpec) and len(inputs[0].shape) > max(dim, 0):
            shape = list(inputs[0].shape)
            shape[dim] = features
            try:
                return of_layer(module, (TensorSpec(tuple(shape), inputs[0].dtype), *inputs[1:]), {})
            except (ShapeError, ArithmeticError):
                return value
    return value
