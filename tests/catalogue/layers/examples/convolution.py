"""Convolutions."""

from __future__ import annotations

from typing import Any

from tests.catalogue.layers.oracle import Example, example

_SPATIAL = {1: (9,), 2: (9, 8), 3: (5, 6, 7)}
_ARGS: list[dict[str, Any]] = [
    {"kernel_size": 3},
    {"kernel_size": 2, "stride": 2, "padding": 1, "bias": False},
    {"kernel_size": 3, "dilation": 2, "groups": 2, "dtype": "float64"},
]
_CONV: list[dict[str, Any]] = [
    {"kernel_size": 3, "padding": "same", "padding_mode": "reflect"},
    {"kernel_size": 4, "padding": "same", "padding_mode": "circular", "dilation": 2},
    {"kernel_size": 4, "padding": "valid", "padding_mode": "circular"},
    {"kernel_size": 2, "padding": 4, "padding_mode": "reflect"},
    {"kernel_size": 2, "padding": 5, "padding_mode": "circular"},
    {"kernel_size": 2, "padding": 5, "padding_mode": "replicate"},
]
_TRANSPOSED: list[dict[str, Any]] = [
    {"kernel_size": 3, "stride": 3, "output_padding": 2, "padding": 1},
    {"kernel_size": 2, "dilation": 3, "output_padding": 2},
]


def _examples(dims: int, more: list[dict[str, Any]], **channels: Any) -> list[Example]:
    spatial = _SPATIAL[dims]
    listed = {"kernel_size": list(range(2, 2 + dims)), "stride": [2] * dims, "padding": list(range(dims))}
    batched = [example((3, 4, *spatial), out_channels=6, **channels, **args) for args in [*_ARGS, listed, *more]]
    return [*batched, example((4, *spatial), out_channels=6, **channels, kernel_size=2)]


EXAMPLES = {
    f"{lazy}Conv{transposed}{dims}d": _examples(
        dims, _TRANSPOSED if transposed else _CONV, **({} if lazy else {"in_channels": 4})
    )
    for dims in (1, 2, 3)
    for transposed in ("", "Transpose")
    for lazy in ("", "Lazy")
}
