"""What is drawn, what is kept and by which seed, worked out by torch itself."""

import pytest
import torch
from msgspec.structs import replace
from torch import nn

from builder.document.blocks import Document, InitRule, Layer, Repeat, Selector, Sequential
from builder.errors import LimitError
from builder.weights import carry
from builder.weights.carry import materialise
from builder.weights.checkpoint import open_safetensors, save_safetensors
from tests.targets.laws import same

SEVENS = 7.0
"""What every tensor of an old file holds, so that what is kept shows."""


def linear(id, **args):
    """Make a Linear, 4 to 4 unless said otherwise."""
    return Layer(id=id, kind="Linear", args={"in_features": 4, "out_features": 4} | args)


def network(*children, **fields):
    """Make a document with a sequential at its root."""
    return Document(root=Sequential(id="root", children=children), **fields)


@pytest.fixture
def carried(tmp_path):
    """Give a function that writes a document's weights over a file full of sevens."""

    def carry_over(before, after, progress=None):
        materialise(before, tmp_path / "drawn")
        sevens = {key: torch.full_like(tensor, 7) for key, tensor in open_safetensors(tmp_path / "drawn").items()}
        save_safetensors(sevens, tmp_path / "old")
        materialise(after, tmp_path / "new", (before, tmp_path / "old"), progress=progress)
        return open_safetensors(tmp_path / "new")

    return carry_over


def kept(state):
    """Name the tensors that hold sevens alone."""
    return {key for key, tensor in state.items() if bool((tensor == SEVENS).all())}


BATCH_NORM = Layer(id="a", kind="BatchNorm1d", args={"num_features": 4})
CONV = Layer(id="a", kind="Conv1d", args={"in_channels": 4, "out_channels": 4, "kernel_size": 1})
LSTM = Layer(id="a", kind="LSTM", args={"input_size": 4, "hidden_size": 4})
WEIGHT, BIAS = {"0.weight"}, {"0.bias"}
NORM = {"0.weight", "0.bias", "0.running_mean", "0.running_var", "0.num_batches_tracked"}
FIRST = {f"0.{name}_l0" for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
KEPT = {
    "nothing changed": (linear("a"), linear("a"), WEIGHT | BIAS),
    "another id": (linear("a"), linear("b"), set()),
    "another dtype": (linear("a"), linear("a", dtype="float64"), set()),
    "no bias any more": (linear("a"), linear("a", bias=False), WEIGHT),
    "a bias now": (linear("a", bias=False), linear("a"), WEIGHT),
    "wider input": (linear("a"), linear("a", in_features=5), BIAS),
    "as many numbers in another shape": (linear("a", out_features=8), linear("a", in_features=8), set()),
    "buffers": (BATCH_NORM, BATCH_NORM, NORM),
    "fewer buffers": (BATCH_NORM, replace(BATCH_NORM, args={"num_features": 4, "affine": False}), NORM - WEIGHT - BIAS),
    "a dim more": (linear("a"), CONV, BIAS),
    "a second layer of an LSTM": (LSTM, replace(LSTM, args={**LSTM.args, "num_layers": 2}), FIRST),
    "more copies": (
        Repeat(id="r", child=linear("a"), count=1),
        Repeat(id="r", child=linear("a"), count=2),
        {"0.0.weight", "0.0.bias"},
    ),
    "into a repeat": (linear("a"), Repeat(id="r", child=linear("a"), count=1), set()),
    "into a sequential": (linear("a"), Sequential(id="s", children=(linear("a"),)), {"0.0.weight", "0.0.bias"}),
}


@pytest.mark.parametrize("case", KEPT)
def test_what_is_kept_after_a_change(case, carried):
    """Tensor by tensor: those of the same block, name, shape and dtype."""
    before, after, expected = KEPT[case]
    assert kept(carried(network(before), network(after))) == expected


def test_a_tensor_of_another_dtype_is_drawn_in_it(carried):
    """As torch draws it under the document's seed."""
    new = carried(network(linear("a")), network(linear("a", dtype="float64"), seed=5))
    torch.manual_seed(5)
    assert same(new["0.weight"], nn.Linear(4, 4, dtype=torch.float64).weight)


def test_new_layers_are_drawn_in_the_order_of_blocks_by_the_documents_seed(carried):
    """What is kept draws nothing."""
    new = carried(network(linear("a")), network(linear("b"), linear("a"), linear("c"), seed=3))
    torch.manual_seed(3)
    b, c = nn.Linear(4, 4), nn.Linear(4, 4)
    assert same(new["0.weight"], b.weight)
    assert same(new["2.weight"], c.weight)


def test_rules_draw_by_the_seed_after_the_documents(carried):
    """For what is new alone."""
    rule = InitRule(Selector(tensor="weight"), "normal_")
    new = carried(network(linear("a")), network(linear("a"), linear("b"), init=(rule,), seed=3))
    torch.manual_seed(4)
    assert same(new["1.weight"], nn.init.normal_(torch.empty(4, 4)))
    assert kept(new) == WEIGHT | BIAS


def test_a_layer_that_keeps_its_weight_gets_a_bias_of_its_own(carried):
    """Drawn as the whole layer would be, of which the weight is dropped."""
    new = carried(network(linear("a", bias=False)), network(linear("a"), seed=3))
    torch.manual_seed(3)
    assert same(new["0.bias"], nn.Linear(4, 4).bias)


@pytest.fixture
def asked(monkeypatch):
    """Note how much memory is asked for, and let nothing have it."""
    amounts = []

    def refuse(needed, what):
        amounts.append(needed)
        raise LimitError(what)

    monkeypatch.setattr(carry, "check_memory", refuse)
    return amounts


def test_memory_is_asked_for_what_is_drawn_alone(asked, tmp_path):
    """A Linear of 4 to 4 is 20 numbers of 4 bytes; the weight of the other is kept, 4 numbers of 4 bytes are not."""
    before = network(linear("a", bias=False))
    save_safetensors({"0.weight": torch.zeros(4, 4)}, tmp_path / "old")
    after = network(linear("a"), linear("b"))
    with pytest.raises(LimitError, match="The new part"):
        materialise(after, tmp_path / "new", (before, tmp_path / "old"))
    assert asked == [16 + 80]


def test_progress_tells_what_is_done_and_how_far(carried):
    """Half of it is drawing, each new block alike, and the other half is writing."""
    told = []
    carried(network(linear("a")), network(*map(linear, "abc")), lambda fraction, words: told.append((fraction, words)))
    drawing, writing = "creating the weights", "writing"
    assert told[:3] == [(0.0, "reading"), (0.0, drawing), (0.25, drawing)]
    assert {words for _, words in told[3:-1]} == {writing}
    assert min(fraction for fraction, words in told if words == writing) == 0.5
    assert told[-1] == (1.0, "written")
