"""The cost of an operation is counted before it runs, of all that a text can reach."""

import pytest
import torch
from torch.utils.flop_counter import flop_registry

from builder.catalogue import torch_names as tables
from builder.errors import SourceError
from builder.live.console import Console
from builder.live.costs import HEAVY, LIGHT, PER_ELEMENT, SLOW
from builder.live.session.modules import CLIPS
from builder.live.session.optimizers import OPTIMIZERS
from builder.live.sizes import BY_VALUE
from builder.live.work import WORK
from tests.live.operations import DISTRIBUTIONS, EXAMPLES, MORE, ask, batches, functions, run, run_layer, run_text, step

DECIDED = {*PER_ELEMENT, *WORK, *BY_VALUE, *(packet.__name__ for packet in flop_registry)}


@pytest.mark.parametrize("key", functions())
def test_every_function_is_decided(key):
    """One that is new stands in `operations.py`, and what it runs in a table of costs."""
    operations = run(key)
    assert operations is not None
    assert operations <= DECIDED


@pytest.mark.parametrize("text", MORE)
def test_every_mode_is_decided(text):
    """What a function does for other arguments stands in a table of costs too."""
    operations = run_text(text)
    assert operations is not None
    assert operations <= DECIDED


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_layer_is_decided(kind):
    """Forwards and backwards."""
    operations = run_layer(kind)
    assert operations is not None
    assert operations <= DECIDED


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_is_decided(name):
    """With momentum, decay and all else that has it do more."""
    assert step(name) <= DECIDED


@pytest.mark.parametrize("name", CLIPS)
def test_what_goes_over_gradients_is_decided(name):
    """As functions are."""
    operations = run_text(f"nn.utils.{name}([x.sum().backward() or x], 1.0, foreach=False)")
    assert operations is not None
    assert operations <= DECIDED


@pytest.mark.parametrize("text", DISTRIBUTIONS)
def test_every_distribution_is_decided(text):
    """Its samples, its densities, and all else that can be asked of it."""
    assert ask(text) <= DECIDED


def test_the_distributions_are_all_tried():
    """Each class that a text can make, from the file that torch has it in."""
    assert {text.partition("(")[0] for text in DISTRIBUTIONS} == set(tables.DISTRIBUTIONS)
    files = {name: getattr(torch.distributions, name).__module__ for name in tables.DISTRIBUTIONS}
    assert files == {name: f"torch.distributions.{file}" for name, file in tables.DISTRIBUTIONS.items()}


def test_loading_batches_is_decided():
    """Shuffled ones too."""
    assert batches() <= DECIDED


def test_an_operation_stands_in_one_table():
    """Two decisions would contradict each other."""
    assert len({*LIGHT, *HEAVY, *SLOW, *WORK, *BY_VALUE}) == sum(map(len, (LIGHT, HEAVY, SLOW, WORK, BY_VALUE)))


def spent(text):
    """Return the multiply-adds that are counted for the last line of a text."""
    console = Console({})
    first, _, last = text.rpartition("\n")
    if first:
        console.run(first)
    console.run(last)
    return console.interpreter.budget.multiply_adds


GROWTH = {
    "matmul": ("torch.ones({n}, {n}) @ torch.ones({n}, {n})", 8),
    "add": ("torch.ones({n}, {n}) + 1", 4),
    "cdist": ("torch.cdist(torch.ones({n}, {n}), torch.ones({n}, {n}), p=1.5)", 8),
    "pdist": ("F.pdist(torch.ones({n}, {n}))", 8),
    "pool": ("F.avg_pool2d(torch.ones(1, 1, 400, 400), {n}, {n}, {n} // 2)", 1),
    "response norm": ("F.local_response_norm(torch.ones(1, 400, 30, 30), {n})", 2),
    "adaptive pool": ("F.adaptive_avg_pool2d(torch.ones(1, 1, {n} * 9, 1), (1, {n} * 9))", 4),
    "grid": ("F.grid_sample(torch.ones(1, {n}, 9, 9), torch.zeros(1, {n}, {n}, 2), align_corners=True)", 8),
    "permutation": ("torch.randperm({n} * 1000)", 2),
    "bag": ("F.embedding_bag(torch.zeros(1, {n} * 50, dtype=torch.long), torch.ones(1, {n} * 10))", 4),
    "index_fill": ("torch.ones({n}, 1).index_fill(1, torch.zeros({n} * 9, dtype=torch.long), 2.0)", 4),
    "index": ("torch.ones(3)[torch.zeros({n}, {n}, dtype=torch.long)]", 4),
    "item": ("torch.ones(3).index_put_((torch.zeros({n}, {n}, dtype=torch.long),), torch.ones(1))", 4),
    "mask": ("torch.ones({n}, {n})[torch.ones({n}, {n}) > 0]", 4),
    "nuclear norm": ("torch.linalg.norm(torch.ones({n}, {n}), 'nuc')", 8),
    "bilinear": ("F.bilinear(torch.ones({n}, {n}), torch.ones({n}, {n}), torch.ones(1, {n}, {n}))", 8),
    "margin": ("nn.MultiLabelMarginLoss()(torch.ones(1, {n}), torch.zeros(1, {n}, dtype=torch.long))", 4),
    "lstm": ("lstm = nn.LSTM({n}, {n})\nlstm(torch.ones({n}, 1, {n}))", 8),
}


@pytest.mark.parametrize(("text", "factor"), GROWTH.values(), ids=GROWTH)
def test_work_grows_as_the_operation_does(text, factor):
    """Twice the size, so many times the multiply-adds, but for what the inputs take to be made."""
    small, large = (spent(text.format(n=n)) for n in (60, 120))
    assert 0.6 * factor <= large / small <= 1.3 * factor


def test_backward_is_counted_as_well():
    """Of a product it takes twice as much again."""
    forward = (
        "a = torch.ones(200, 200, requires_grad=True)\nb = torch.ones(200, 200, requires_grad=True)\n(a @ b).sum()"
    )
    assert 2.5 <= spent(f"{forward}.backward()") / spent(forward) <= 3.5


def test_whole_numbers_take_longer():
    """Which torch multiplies one by one."""
    assert spent("x = torch.ones(99, 99).long()\nx @ x") > 20 * spent("x = torch.ones(99, 99)\nx @ x")


EXPENSIVE = {
    "cdist": "torch.cdist(torch.ones(5000, 900), torch.ones(5000, 900), p=1.5)",
    "response norm": "F.local_response_norm(torch.ones(1, 1000, 60, 60), 9000)",
    "module": "nn.LocalResponseNorm(9000)(torch.ones(1, 1000, 60, 60))",
    "permutation": "torch.randperm(10**8)",
    "adaptive": "F.adaptive_avg_pool2d(torch.ones(1, 1, 10**5, 1), (1, 10**5))",
    "bag": "F.embedding_bag(torch.zeros(1, 10**6, dtype=torch.long), torch.ones(1, 10**6))",
    "fill": "torch.ones(10**5, 1).index_fill(1, torch.zeros(10**7, dtype=torch.long), 2.0)",
    "items": "x = torch.ones(3, 3)\ni = torch.zeros(10**5, dtype=torch.long)\nx[i.view(-1, 1), i] = 1",
    "masks": "torch.ones(2, 10**4, 9)[torch.zeros(10**5, 1, dtype=torch.long), torch.ones(10**4) > 0]",
    "margin": "nn.MultiLabelMarginLoss()(torch.ones(10**6), torch.zeros(10**6, dtype=torch.long))",
    "whole numbers": "torch.ones(3000, 3000).long() @ torch.ones(3000, 3000).long()",
    "text": "class A(nn.Module):\n    def forward(self, x): return torch.cdist(x, x, 3)\nA()(torch.ones(5000, 900))",
    "list": "torch.zeros(10**15, 0).tolist()",
    "range": "torch.tensor(range(10**8))",
    "series": "torch.distributions.Gamma(1.0, 1.0).cdf(torch.ones(2 * 10**7))",
    "covariance": "torch.distributions.MultivariateNormal(torch.zeros(9000), torch.eye(9000))",
}


@pytest.mark.parametrize("text", EXPENSIVE.values(), ids=EXPENSIVE)
def test_what_takes_too_long_is_refused_before(text):
    """With the limit that it would pass."""
    with pytest.raises(SourceError, match=r"multiply-adds|elements"):
        Console({}).run(text)
