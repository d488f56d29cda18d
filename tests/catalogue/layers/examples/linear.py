"""Linear, Bilinear, Identity."""

from __future__ import annotations

from tests.catalogue.layers.oracle import example

EXAMPLES = {
    "Linear": [
        example((3, 20), in_features=20, out_features=6),
        example((3, 4, 5), in_features="auto", out_features=6, bias=False),
        example((5,), in_features=5, out_features=6),
        example((3, 5), in_features=5, out_features=6, dtype="float64"),
    ],
    "LazyLinear": [example((3, 20), out_features=6)],
    "Bilinear": [
        example((3, 4), (3, 5), in1_features=4, in2_features=5, out_features=6),
        example((3, 2, 4), (3, 2, 5), in1_features="auto", in2_features="auto", out_features=6, bias=False),
    ],
    "Identity": [example((3, 4)), example(())],
}
