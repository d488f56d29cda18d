import copy

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from builder import analyse
from builder.document.blocks import Definition, Document, Input, Instance, Layer, Sequential
from builder.module.counter import FlopCounter

LAYERS = [
    nn.LSTM(4, 6, batch_first=True),
    nn.LSTM(4, 6, num_layers=2, bidirectional=True, bias=False),
    nn.GRU(4, 6),
    nn.TransformerEncoderLayer(4, 2, 3, batch_first=True),
]
LOOKS = """
class Looks(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(4, 4, batch_first=True)
        self.encoder = nn.TransformerEncoderLayer(4, 1, 3, 0.0, batch_first=True)

    def forward(self, x):
        if x.sum() > 1e9:
            return x
        return self.encoder(self.lstm(x)[0])
"""


@pytest.mark.parametrize("layer", LAYERS, ids=str)
def test_a_cpu_counts_what_the_meta_device_counts(layer):
    """Where one kernel does it all, torch's own counter would see nothing."""
    with FlopCounter() as here:
        layer(torch.ones(2, 5, 4))
    with FlopCounterMode(display=False) as meta:
        copy.deepcopy(layer).to("meta")(torch.ones(2, 5, 4, device="meta"))
    assert here.total == meta.get_total_flops() > 0


def test_a_written_class_that_looks_at_values_costs_what_its_layers_do():
    """It runs on numbers, and a CPU counts no less than the meta device."""
    inputs = (Input(name="X", shape=("N", 5, 4)),)
    looks = Sequential(id="root", children=(Instance(id="i", definition="Looks"),))
    definitions = (Definition("Looks", source=LOOKS),)
    cost = analyse(Document(inputs=inputs, root=looks, definitions=definitions)).multiply_adds
    lstm = 5 * (16 * 4 + 16 * 4)
    args = {"d_model": 4, "nhead": 1, "dim_feedforward": 3, "batch_first": True}
    encoder = Layer(id="e", kind="TransformerEncoderLayer", args=args)
    plain = analyse(Document(inputs=inputs, root=Sequential(id="root", children=(encoder,)))).multiply_adds
    assert cost == lstm + plain
