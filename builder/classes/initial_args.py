"""Chooses initial values for the required arguments of a text class."""

from __future__ import annotations

from collections.abc import Mapping

from builder.classes.text_class import check_definition, made_symbol
from builder.document.blocks import ArgumentValue
from builder.errors import BuilderError

_BY_NAME: dict[str, ArgumentValue] = {
    "p": 0.1, "dropout": 0.1, "drop": 0.1, "rate": 0.1, "dropout_rate": 0.1, "drop_prob": 0.1, "eps": 1e-5,
    "bias": True, "num_layers": 2, "n_layers": 2, "depth": 2, "num_heads": 2, "n_heads": 2, "heads": 2, "nhead": 2,
    "kernel_size": 3, "stride": 1, "padding": 1, "layer": {"kind": "Identity"}, "module": {"kind": "Identity"},
    "block": {"kind": "Identity"}, "fn": {"kind": "Identity"}, "activation": {"kind": "ReLU"}, "act": {"kind": "ReLU"},
}  # fmt: skip
_CANDIDATES: tuple[ArgumentValue, ...] = (8, 1, [8, 8], {"kind": "Identity"}, 0.5, "relu", True)


def start_values(source: str, given: Mapping[str, ArgumentValue]) -> dict[str, ArgumentValue]:
    """Return values for what the class requires; those `given` stay where it takes them.

    Raises:
        SourceError: with none that is tried its `__init__` runs; or the text cannot be read.
        DocumentError: it cannot take what is given.
    """
    checked = check_definition(source)
    kept = {argument.name: given[argument.name] for argument in checked.arguments if argument.name in given}
    missing = [argument.name for argument in checked.arguments if argument.required and argument.name not in kept]
    first: BuilderError | None = None
    for candidate in _CANDIDATES if missing else ():
        for named in (True, False):
            values = {name: _BY_NAME.get(name, candidate) if named else candidate for name in missing}
            try:
                made_symbol(source, {**kept, **values})
            except BuilderError as error:
                first = first or error
            else:
                return {**kept, **values}
    if first is not None:
        raise first
    return kept
