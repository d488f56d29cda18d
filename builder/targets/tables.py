"""`parameter_table`: every learned tensor of a live network, one row for each place it stands at."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from torch import Tensor, nn

from builder.targets.access import step
from builder.weights.inspect import statistics

if TYPE_CHECKING:
    import pandas

BY_VALUE = ("mean", "std", "min", "max", "grad_norm")
"""Columns that no network on the meta device can fill."""
COLUMNS = (
    "path",
    "access",
    "kind",
    "shape",
    "dtype",
    "count",
    "bytes",
    "trainable",
    "tied_to",
    *BY_VALUE,
)


def parameter_table(network: nn.Module) -> pandas.DataFrame:
    """Tabulate the parameters of a network, which is left bit for bit as it was.

    `access` is what one types in Python to reach the tensor. A place that holds the parameter of another place names
    it in `tied_to` and has a `count` and `bytes` of 0, so that the columns add up. `std` is unbiased; on the meta
    device, and for tensors without finite elements, the statistics are NaN. `grad_norm` is the 2-norm of the
    gradient where there is one.

    Args:
        network: on any device; `count` is in elements, `bytes` in bytes as they lie in memory.
    """
    import pandas  # which takes longer to load than most tables to make

    columns = parameter_columns(network)
    table = pandas.DataFrame(columns, dtype=None if columns["path"] else object).astype(
        dict.fromkeys(BY_VALUE, "float64")
    )
    # Kept as objects, so that what is not tied is None and not NaN.
    table["tied_to"] = pandas.Series(columns["tied_to"], dtype=object)
    return table


def parameter_columns(network: nn.Module) -> dict[str, list[Any]]:
    """Return the columns of `parameter_table` as plain lists, and load no pandas for it."""
    first: dict[int, str] = {}
    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for path, access, owner, parameter in _places(network):
        for name, value in _row(path, access, owner, parameter, first.setdefault(id(parameter), path)).items():
            columns[name].append(math.nan if value is None and name in BY_VALUE else value)
    return columns


def _row(path: str, access: str, owner: nn.Module, parameter: nn.Parameter, first: str) -> dict[str, Any]:
    tied = first != path
    moments = None if parameter.is_meta else statistics(parameter)
    return {
        "path": path,
        "access": access,
        "kind": type(owner).__name__,
        "shape": tuple(parameter.shape),
        "dtype": str(parameter.dtype).removeprefix("torch."),
        "count": 0 if tied else parameter.numel(),
        "bytes": 0 if tied else parameter.numel() * parameter.element_size(),
        "trainable": parameter.requires_grad,
        "tied_to": first if tied else None,
        "mean": moments and moments.mean,
        "std": moments and moments.std,
        "min": moments and moments.min,
        "max": moments and moments.max,
        "grad_norm": _norm(parameter.grad),
    }


def _norm(gradient: Tensor | None) -> float | None:
    return None if gradient is None or gradient.is_meta else float(gradient.detach().norm())


def _places(network: nn.Module) -> Iterator[tuple[str, str, nn.Module, nn.Parameter]]:
    """Yield path, access, owner and parameter of every place, in `state_dict` order, shared modules at each place."""
    stack: list[tuple[str, str, nn.Module]] = [("", "net", network)]
    while stack:
        path, access, module = stack.pop()
        kind = _class_of(module)
        for name, parameter in module._parameters.items():
            if parameter is not None:
                # The names in a list are numbers, between which those of plain tensors are missing.
                index = int(name) if name.isdecimal() else -1
                yield (
                    f"{path}.{name}" if path else name,
                    access + step(kind, name, index, "parameter"),
                    module,
                    parameter,
                )
        below = [
            (f"{path}.{name}" if path else name, access + step(kind, name, i), child)
            for i, (name, child) in enumerate(module._modules.items())
            if child is not None
        ]
        stack.extend(reversed(below))


def _class_of(parent: nn.Module) -> str | None:
    """Return the class that decides how what is in a module is reached, as `access.class_of` does for a block."""
    kinds = (nn.Sequential, nn.ModuleList, nn.ModuleDict, nn.ParameterList, nn.ParameterDict)
    return next((kind.__name__ for kind in kinds if isinstance(parent, kind)), None)
