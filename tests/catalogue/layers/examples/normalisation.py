"""Normalisation."""

from __future__ import annotations

from typing import Any

from tests.catalogue.layers.oracle import Example, example

_SPATIAL = {1: (5,), 2: (5, 6), 3: (3, 4, 5)}
_ARGS: list[dict[str, Any]] = [
    {},
    {"affine": True, "dtype": "float64"},
    {"affine": True, "bias": False, "track_running_stats": False, "dtype": "float16"},
    {"affine": False, "track_running_stats": True, "momentum": 0.5},
    {"affine": False, "track_running_stats": False, "eps": 0.001},
]


def _running(dims: int, **more: Any) -> list[Example]:
    return [example((3, 4, *_SPATIAL[dims]), **args, **more) for args in _ARGS]


EXAMPLES = {
    f"{lazy}{norm}{dims}d": _running(dims, **({} if lazy else {"num_features": 4}))
    for norm in ("BatchNorm", "InstanceNorm")
    for dims in (1, 2, 3)
    for lazy in ("", "Lazy")
} | {
    "SyncBatchNorm": _running(1, num_features=4),
    "GroupNorm": [
        example((3, 4, 5), num_groups=2, num_channels=4),
        example((3, 4), num_groups=4, num_channels="auto", dtype="bfloat16"),
        example((3, 4, 5, 6), num_groups=1, num_channels=4, affine=False),
        example((3, 4, 5), num_groups=2, num_channels=4, bias=False, dtype="float64"),
    ],
    "LayerNorm": [
        example((3, 4, 5), normalized_shape=5),
        example((3, 4, 5), normalized_shape=[4, 5], bias=False),
        example((3, 4, 5), normalized_shape="auto", elementwise_affine=False),
        example((5,), normalized_shape=[5], dtype="float64"),
    ],
    "RMSNorm": [
        example((3, 4, 5), normalized_shape=5),
        example((3, 4, 5), normalized_shape=[4, 5], eps=0.001),
        example((3, 4, 5), normalized_shape="auto", elementwise_affine=False),
        example((5,), normalized_shape=[5], dtype="float16"),
    ],
    "LocalResponseNorm": [
        example((3, 4, 5), size=2),
        example((3, 4, 5, 6), size=3, k=2),
        example((3, 4, 5, 6, 2), size=9),
    ],
    "CrossMapLRN2d": [example((3, 4, 5, 6), size=2), example((3, 4, 5, 6), size=9, k=2.0)],
}
EXAMPLES["BatchNorm1d"].append(example((3, 4), num_features="auto", momentum=None))
EXAMPLES["SyncBatchNorm"].append(example((3, 4, 2, 2, 2, 2), num_features="auto", momentum=None))
EXAMPLES["InstanceNorm1d"].append(example((4, 5), num_features="auto"))
EXAMPLES["InstanceNorm2d"].append(example((4, 5, 1), num_features=3))
EXAMPLES["InstanceNorm3d"].append(example((4, 1, 1, 2), num_features="auto", affine=True))

OMITTED = {("SyncBatchNorm", "process_group"): "an object of a running process"}
