"""Pooling."""

from __future__ import annotations

from typing import Any

from builder.catalogue.layers.kind import TensorSpec
from tests.catalogue.layers.oracle import Example, example, ints

_SPATIAL = {1: (9,), 2: (9, 8), 3: (5, 6, 7)}


def _examples(dims: int, *cases: dict[str, Any], second: bool = False) -> list[Example]:
    shapes = [(3, 4, *_SPATIAL[dims])] * len(cases) + [(4, *_SPATIAL[dims])]
    return [
        example(shape, *((ints(*shape),) if second else ()), **args)
        for shape, args in zip(shapes, (*cases, cases[0]), strict=True)
    ]


def _of(dims: int) -> dict[str, list[Example]]:
    end = f"{dims}d"
    listed = {"kernel_size": [3] * dims, "stride": list(range(1, dims + 1)), "padding": [1] * dims}
    some = {"kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": True}
    lp_stride = {"stride": 2} if dims == 1 else {"stride": [2] * dims}
    override = {} if dims == 1 else {"divisor_override": 2}
    floats = TensorSpec((3, 4, *_SPATIAL[dims]), "float64")
    return {
        f"MaxPool{end}": _examples(
            dims, {"kernel_size": 2}, listed, some, {**some, "dilation": 2}, {**some, "return_indices": True}
        ),
        f"AvgPool{end}": [
            *_examples(dims, {"kernel_size": 2}, listed, some | override, {"kernel_size": 4, "ceil_mode": True}),
            example(floats, kernel_size=2, count_include_pad=False),
        ],
        f"LPPool{end}": _examples(
            dims,
            {"norm_type": 2, "kernel_size": 2},
            {"norm_type": 1.5, "kernel_size": 4, "ceil_mode": True},
            {"norm_type": 1, "kernel_size": 3, **lp_stride},
        ),
        f"AdaptiveAvgPool{end}": _examples(dims, {"output_size": 3}, {"output_size": [12, *[None] * (dims - 1)]}),
        f"AdaptiveMaxPool{end}": _examples(
            dims, {"output_size": 3}, {"output_size": [12, *[None] * (dims - 1)], "return_indices": True}
        ),
        f"MaxUnpool{end}": _examples(
            dims, {"kernel_size": 2}, listed, {"kernel_size": 3, "stride": 1, "padding": 1}, second=True
        ),
    }


def _fractional(dims: int) -> list[Example]:
    return _examples(
        dims,
        {"kernel_size": 2, "output_size": 3},
        {"kernel_size": [2] * dims, "output_size": [3] * dims, "return_indices": True},
        {"kernel_size": 2, "output_ratio": 0.5},
        {"kernel_size": 2, "output_ratio": [0.7] * dims},
        {"kernel_size": 2, "output_size": [n - 1 for n in _SPATIAL[dims]]},
    )


EXAMPLES = {
    **_of(1),
    **_of(2),
    **_of(3),
    "FractionalMaxPool2d": _fractional(2),
    "FractionalMaxPool3d": _fractional(3),
}

OMITTED = {
    (f"FractionalMaxPool{dims}d", "_random_samples"): "a tensor, private to torch's own tests" for dims in (2, 3)
}
