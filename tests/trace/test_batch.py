"""Where the batch is among the dims of a live network's inputs: where its layers say it is."""

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from builder import Document, analyse
from builder.module import to_module

pytestmark = pytest.mark.filterwarnings("ignore:enable_nested_tensor")
SIZES = {"num_encoder_layers": 1, "num_decoder_layers": 1, "dim_feedforward": 32}


def encoder(**args):
    """Return a stack of two encoder layers."""
    return nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 2, 32, **args), 2)


class Tagger(nn.Module):
    """Reads tokens step by step, and asks for both sizes."""

    def __init__(self):
        super().__init__()
        self.table, self.rnn, self.head = nn.Embedding(20, 8), nn.GRU(8, 16), nn.Linear(16, 5)

    def forward(self, x):
        """Tag each token."""
        steps, batch = x.shape
        out = self.rnn(self.table(x))[0]
        return self.head(out.reshape(steps * batch, 16)).view(steps, batch, -1) + torch.ones(batch, 5)


class Last(nn.Module):
    """Reads sequences; `last` takes the last step, or what a beginner takes for it."""

    def __init__(self, last):
        super().__init__()
        self.rnn, self.head, self.last = nn.LSTM(8, 16), nn.Linear(16, 3), last

    def forward(self, x):
        """Classify."""
        return self.head(self.last(self.rnn(x)[0]))


class Turned(nn.Module):
    """Puts the steps first itself."""

    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(8, 16)

    def forward(self, x):
        """Turn what comes in."""
        return self.rnn(x.transpose(0, 1))[0]


CASES = {
    "transformer": (
        lambda: nn.Transformer(16, 2, **SIZES), [(10, 4, 16), (20, 4, 16)], [(10, "N", 16), (20, "N", 16)],
    ),
    "transformer, equal lengths": (
        lambda: nn.Transformer(16, 2, **SIZES), [(10, 4, 16), (10, 4, 16)], [(10, "N", 16), (10, "N", 16)],
    ),
    "transformer, batch first": (
        lambda: nn.Transformer(16, 2, batch_first=True, **SIZES),
        [(4, 10, 16), (4, 20, 16)], [("N", 10, 16), ("N", 20, 16)],
    ),
    "encoder": (encoder, [(10, 4, 16)], [(10, "N", 16)]),
    "encoder, batch first": (lambda: encoder(batch_first=True), [(4, 10, 16)], [("N", 10, 16)]),
    "lstm": (lambda: nn.LSTM(8, 16), [(10, 4, 8)], [(10, "N", 8)]),
    "lstm, batch first": (lambda: nn.LSTM(8, 16, batch_first=True), [(4, 10, 8)], [("N", 10, 8)]),
    "state": (lambda: nn.GRU(10, 20, 2), [(5, 3, 10), (2, 3, 20)], [(5, "N", 10), (2, "N", 20)]),
    "state, batch first": (
        lambda: nn.GRU(10, 20, 2, batch_first=True), [(3, 5, 10), (2, 3, 20)], [("N", 5, 10), (2, "N", 20)],
    ),
    "attention": (
        lambda: nn.MultiheadAttention(16, 2), [(4, 3, 16), (6, 3, 16), (6, 3, 16)],
        [(4, "N", 16), (6, "N", 16), (6, "N", 16)],
    ),
    "tokens": (Tagger, [torch.zeros(7, 3, dtype=torch.int64)], [(7, "N")]),
    "last step": (lambda: Last(lambda x: x[-1]), [(10, 4, 8)], [(10, "N", 8)]),
    "turned": (Turned, [(4, 10, 8)], [("N", 10, 8)]),
    "pictures": (lambda: nn.Conv1d(3, 5, 3), [(8, 3, 16)], [("N", 3, 16)]),
}  # fmt: skip


def flops(network, document, batch):
    """Count what torch does for a batch, on meta."""
    shapes = [(entry.dtype, [batch if n == "N" else n for n in entry.shape]) for entry in document.inputs]
    with FlopCounterMode(display=False) as counter:
        network.to("meta")(*(torch.zeros(s, dtype=getattr(torch, dtype), device="meta") for dtype, s in shapes))
    return counter.get_total_flops() // 2


@pytest.mark.parametrize(("build", "given", "inputs"), CASES.values(), ids=CASES)
def test_the_batch_is_where_layers_say(build, given, inputs):
    """N stands at dim 1 where sequences are read step by step, else at dim 0."""
    assert [entry.shape for entry in Document.from_module(build(), given).inputs] == inputs


@pytest.mark.parametrize(("build", "given", "inputs"), CASES.values(), ids=CASES)
def test_costs_are_those_of_one_sample(build, given, inputs):
    """They are what torch counts for N = 1, whichever dim that is."""
    document = Document.from_module(build(), given)
    assert analyse(document).multiply_adds == flops(to_module(document), document, 1)


def test_an_lstm_costs_its_steps():
    """10 steps of 4 gates of 16, each reading 8 features and 16 of the state."""
    assert analyse(Document.from_module(nn.LSTM(8, 16), (10, 4, 8))).multiply_adds == 10 * 4 * 16 * (8 + 16)


def test_other_batches_run():
    """What a forward computes of both sizes goes with another batch, bit by bit."""
    network, x = Tagger().eval(), torch.randint(0, 20, (7, 5))
    ours = to_module(Document.from_module(network, x[:, :3])).eval()
    ours.load_state_dict(network.state_dict())
    assert torch.equal(ours(x), network(x))


def test_a_batch_that_would_vanish_is_left_first():
    """Who takes the last of dim 1 means the batch to be first; the analysis says what the layer takes it for."""
    document = Document.from_module(Last(lambda x: x[:, -1]), (4, 10, 8))
    assert document.inputs[0].shape == ("N", 10, 8)
    assert [problem.problem for problem in analyse(document).warnings if "the batch is treated" in problem.problem]


def test_a_named_batch_stays():
    """What the caller says is not looked at again."""
    assert Document.from_module(nn.LSTM(8, 16), ("N", 4, 8)).inputs[0].shape == ("N", 4, 8)
