"""The calls that parametrize a layer in the emitted file, and take that off again."""

from __future__ import annotations

from collections.abc import Iterator

from builder.catalogue.layers.parametrized import PARAMETRIZATIONS, Parametrization, Parametrizations
from builder.targets.literals import plain, string

_DEFAULT = "weight"
"""The tensor that the functions take where none is named."""


def registrations(given: Parametrizations) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the function that registers each parametrization, and what it is given beside the layer.

    >>> list(registrations({"weight": Parametrization("weight_norm", "old", {"dim": 2})}))
    [('nn.utils.weight_norm', ('dim=2',))]
    """
    for name, one in given.items():
        arguments = [
            f"{argument.name}={plain(one.args[argument.name])}"
            for argument in PARAMETRIZATIONS[one.kind].arguments
            if argument.name in one.args and one.args[argument.name] != argument.default
        ]
        where = "nn.utils.parametrizations" if one.form == "new" else "nn.utils"
        yield f"{where}.{one.kind}", (*_name_args(name), *arguments)


def removals(name: str, one: Parametrization) -> tuple[str, tuple[str, ...]]:
    """Return the function that takes a parametrization off, and what it is given beside the layer."""
    if one.form == "new":
        return "nn.utils.parametrize.remove_parametrizations", (string(name),)
    return f"nn.utils.remove_{one.kind}", _name_args(name)


def _name_args(name: str) -> tuple[str, ...]:
    return () if name == _DEFAULT else (string(name),)
