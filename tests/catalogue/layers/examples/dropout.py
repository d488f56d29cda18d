"""Dropout."""

from __future__ import annotations

from tests.catalogue.layers.oracle import example

_SHAPES = {"Dropout1d": (3, 4, 5), "Dropout2d": (3, 4, 5, 6), "Dropout3d": (3, 4, 5, 6, 2)}

EXAMPLES = {
    kind: [
        example(shape := _SHAPES.get(kind, (3, 4))),
        example(shape[1:], p=0.1),
        example(shape, p=0, inplace=True),
        example(shape, p=1.0),
    ]
    for kind in ("Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout")
} | {"FeatureAlphaDropout": [example((3, 4, 5)), example((3, 4), p=0.1), example((3,), p=0), example((3,), p=1)]}

EXAMPLES["Dropout3d"].append(example((3,)))
