"""Activations whose arguments go together; the others are tried on the usual shapes."""

from __future__ import annotations

from tests.catalogue.layers.oracle import example

EXAMPLES = {
    "CELU": [example((3, 4)), example(()), example((3, 4), alpha=1)],
    "RReLU": [example((3, 4)), example(()), example((3, 4), lower=0.25, upper=0.25)],
    "Hardtanh": [
        example((3, 4)),
        example(()),
        example((3, 4), min_val=0, max_val=1),
        example((3, 4), min_val=-0.5, max_val=0.5),
    ],
    "PReLU": [
        example((3, 4, 5), num_parameters=4),
        example((3, 4), num_parameters="auto", dtype="float64"),
        example((4,)),
        example(()),
    ],
    "Threshold": [example((3, 4), threshold=0.1, value=20), example((), threshold=1, value=0.5, inplace=True)],
    "GLU": [example((3, 4)), example((4, 3, 2), dim=0), example((3, 4, 5), dim=-2), example((2,))],
    "Softmax": [example((3, 4), dim=1), example((3, 4, 5)), example((), dim=0), example((3, 4, 5), dim=-3)],
    "Softmin": [example((3, 4), dim=1), example((3, 4, 5)), example((), dim=-1)],
    "LogSoftmax": [example((3, 4), dim=1), example((3, 4, 5)), example((3,), dim=-1)],
}

OMITTED = {("Hardtanh", name): "deprecated in favour of min_val and max_val" for name in ("min_value", "max_value")}
