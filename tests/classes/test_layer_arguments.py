"""Layers that a class kept as code is given: what JSON has no form for reaches them as torch takes it."""

import pytest

from builder.document.blocks import Definition, Instance
from tests.classes.test_text_class import net, network
from tests.targets.laws import holds

TEXT = net("return self.body(x) if x.sum() < 1e9 else x", "self.body, self.layer = body, layer", "self, body, layer")
BODY = {"kind": "Linear", "args": {"in_features": 6, "out_features": 6, "dtype": "float32"}}


@pytest.mark.parametrize(
    "layer",
    [
        {"kind": "Linear", "args": {"in_features": 6, "out_features": 2, "dtype": "float64"}},
        {"kind": "Linear", "args": {"in_features": 6, "out_features": 2, "dtype": None}},
        {"kind": "Conv2d", "args": {"in_channels": 2, "out_channels": 2, "kernel_size": [3, 1], "dtype": "bfloat16"}},
        {"kind": "CrossEntropyLoss", "args": {"weight": [0.5, 2.0], "ignore_index": -1}},
        {"kind": "BCEWithLogitsLoss", "args": {"pos_weight": [3.0]}},
    ],
)
def test_a_layer_gets_dtypes_and_tensors(layer):
    """Its dtype by name, its kernel as a tuple, the class weights of a loss as a tensor: as the emitted call gives."""
    args = {"body": BODY, "layer": layer}
    holds(
        network(Instance(id="i", definition="Net", args=args), definitions=(Definition("Net", args=args, source=TEXT),))
    )
