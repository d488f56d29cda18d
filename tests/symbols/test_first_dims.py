"""Inputs whose first dims differ: each keeps its own length, as torch has it, and N stands where all share a size."""

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from builder import analyse, from_source, to_module

pytestmark = pytest.mark.filterwarnings("ignore:enable_nested_tensor", "ignore:Net is kept as code")
HEAD = "import torch\nimport torch.nn as nn\n"
SIZES = "d_model=16, nhead=2, num_encoder_layers=1, num_decoder_layers=1, dim_feedforward=32"
CASES = {
    "transformer": (f"nn.Transformer({SIZES})", [(10, 4, 16), (20, 4, 16)], [(10, "N", 16), (20, "N", 16)]),
    "attention": (
        "nn.MultiheadAttention(16, 2)",
        [(4, 3, 16), (6, 3, 16), (6, 3, 16)],
        [(4, "N", 16), (6, "N", 16), (6, "N", 16)],
    ),
    "attention of one sample": (
        "nn.MultiheadAttention(16, 2)", [(4, 16), (6, 16), (6, 16)], [("N", 16), (6, 16), (6, 16)],
    ),
    "state": ("nn.GRU(10, 20, 2)", [(5, 3, 10), (2, 3, 20)], [(5, "N", 10), (2, "N", 20)]),
    "state, batch first": (
        "nn.GRU(10, 20, 2, batch_first=True)", [(3, 5, 10), (2, 3, 20)], [("N", 5, 10), (2, "N", 20)],
    ),
    "lstm": ("nn.LSTM(8, 16)", [(10, 4, 8)], [(10, "N", 8)]),
    "lstm, batch first": ("nn.LSTM(8, 16, batch_first=True)", [(4, 10, 8)], [("N", 10, 8)]),
    "encoder": (
        "nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 2, 32), 2)", [(10, 4, 16)], [(10, "N", 16)],
    ),
    "channels are no batch": ("nn.Bilinear(7, 7, 2)", [(3, 3, 7), (3, 3, 7)], [("N", 3, 7), ("N", 3, 7)]),
}  # fmt: skip


def called(maker, shapes):
    """Return the document of a layer that the text calls with inputs of these shapes."""
    return from_source(f"{HEAD}net = {maker}\nnet({', '.join(f'torch.rand{shape}' for shape in shapes)})\n")


def tensors(value):
    """Flatten what a network returns."""
    return [inner for item in value for inner in tensors(item)] if isinstance(value, tuple) else [value]


def run(document, batch):
    """Run the network on meta with a batch; return the shapes of what comes out, and its multiply-adds."""
    sizes = [[batch if n == "N" else n for n in entry.shape] for entry in document.inputs]
    with FlopCounterMode(display=False) as counter:
        out = to_module(document, device="meta")(*(torch.empty(size, device="meta") for size in sizes))
    return [tuple(one.shape) for one in tensors(out)], counter.get_total_flops() // 2


@pytest.mark.parametrize(("maker", "shapes", "inputs"), CASES.values(), ids=CASES)
def test_inputs_are_as_they_are_called(maker, shapes, inputs):
    """The batch is N where it is shared; any other size is the number in the call."""
    assert [entry.shape for entry in called(maker, shapes).inputs] == inputs


@pytest.mark.parametrize(("maker", "shapes", "inputs"), CASES.values(), ids=CASES)
def test_shapes_are_those_of_a_run(maker, shapes, inputs):
    """Law 3 for inputs of different lengths."""
    document = called(maker, shapes)
    assert list(analyse(document).output_shapes) == run(document, document.batch)[0]


@pytest.mark.parametrize(("maker", "shapes", "inputs"), CASES.values(), ids=CASES)
def test_costs_are_those_of_one_sample(maker, shapes, inputs):
    """Each with its own number of steps."""
    document = called(maker, shapes)
    assert analyse(document).multiply_adds == run(document, 1)[1]


def test_channels_that_two_pictures_share_are_no_batch():
    """The second dim is the batch only if the network takes another one."""
    text = (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.c = nn.Conv1d(3, 5, 3)\n"
        "    def forward(self, x, y):\n        return self.c(x) + self.c(y)\nnet = Net()\n"
        "net(torch.randn(8, 3, 16), torch.randn(1, 3, 16))\n"
    )
    document = from_source(HEAD + text)
    assert ([entry.shape for entry in document.inputs], document.batch) == ([("N", 3, 16), (1, 3, 16)], 8)


READER = (
    "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    "        self.table, self.rnn, self.head = nn.Embedding(20, 8), nn.GRU(8, 16), nn.Linear(16, 5)\n"
    "    def forward(self, x):\n        out = self.rnn(self.table(x))[0]\n        {}\nnet = Net()\n"
)
CALL = "net(torch.randint(0, 20, (7, 3)))\n"
BOTH = "t, b, h = out.shape; return self.head(out.reshape(t * b, h)).view(t, b, -1)"


@pytest.mark.parametrize(
    ("end", "call", "shape", "outputs"),
    [
        ("return self.head(out[-1])", CALL, (7, "N"), ((3, 5),)),
        ("return self.head(out[:, -1])", CALL, ("N", 3), ((7, 5),)),
        (BOTH, CALL, (7, "N"), ((7, 3, 5),)),
        ("return self.head(out[-1])", "", (16, "N"), ((2, 5),)),
    ],
)
def test_one_input_is_read_as_its_layers_say(end, call, shape, outputs):
    """Steps come first, in a class kept as code and for a guessed input too, unless the batch would vanish so."""
    document = from_source(HEAD + READER.format(end) + call)
    assert document.inputs[0].shape == shape
    assert analyse(document).output_shapes == outputs


def test_offsets_are_counted_by_themselves():
    """EmbeddingBag returns a row for each offset, not for each index."""
    text = "net = nn.EmbeddingBag(10, 3)\nnet(torch.randint(0, 10, (6,)), torch.zeros(2, dtype=torch.long))\n"
    assert analyse(from_source(HEAD + text)).output_shapes == ((2, 3),)
