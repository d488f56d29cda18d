import msgspec
import pytest
import torch

from builder import to_module
from builder.document.blocks import Layer
from builder.edits import apply
from builder.inspection.verdicts import with_verdicts
from tests.inspection.networks import document_of, inspected

X = torch.randn(8, 4, generator=torch.Generator().manual_seed(1))
SMALL = "net = nn.Sequential(nn.Linear(4, 16), nn.{kind}(), nn.Linear(16, 3))"
DEEP = "net = nn.Sequential(*[layer for _ in range({count}) for layer in (nn.Linear(8, 8), nn.{kind}())])"
LOG = """
class Log(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)
    def forward(self, x):
        return self.b(torch.log(self.a(x)))
net = Log()
"""
MASK = """
class Mask(nn.Module):
    def forward(self, x):
        return F.softmax(x.masked_fill(x > 1, float("-inf")), -1)
net = Mask()
"""


def verdicts(text, x=X, change=None, **settings):
    """Return the document, and its verdicts after a change of the network."""
    document = document_of(text)
    network = to_module(document)
    with torch.no_grad():
        if change is not None:
            change(network)
    return document, with_verdicts(inspected(network, x, **settings), document).verdicts


def scaled(times):
    """Return a change that makes the weights of all linear layers larger."""
    return lambda network: [one.weight.mul_(times) for one in network.modules() if isinstance(one, torch.nn.Linear)]


WIDE = torch.randn(4, 8, generator=torch.Generator().manual_seed(2))
CASES = {
    "dead": (SMALL.format(kind="ReLU"), X, lambda net: net[0].bias.fill_(-50.0), {}, "1", "LeakyReLU"),
    "saturated": (SMALL.format(kind="Sigmoid"), X, lambda net: net[0].weight.mul_(100), {}, "1", "ReLU"),
    "exploding": (DEEP.format(kind="ReLU", count=8), WIDE, scaled(30), {}, "14", None),
    "vanishing": (DEEP.format(kind="Sigmoid", count=9), WIDE, None, {"loss": "mse"}, "0", None),
    "not_finite": (LOG, X, None, {}, "log", None),
    "constant": (SMALL.format(kind="ReLU"), X, lambda net: net[2].weight.zero_(), {}, "", None),
    "batch_of_one": (
        "net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2))",
        torch.randn(1, 1, 5, 5),
        None,
        {"mode": "train"},
        "1",
        None,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_sick_network_is_recognised(name):
    """By its rule, at its block, with a sentence, and with an edit that can be made where it says one."""
    text, x, change, settings, path, kind = CASES[name]
    document, found = verdicts(text, x, change, **settings)
    verdict = next(one for one in found if one.rule_name == name)
    assert (verdict.path, bool(verdict.problem), bool(verdict.rule)) == (path, True, True)
    if kind is not None:
        mended = apply(document, verdict.fix)
        assert [one.kind for one in mended.root.children if isinstance(one, Layer)][1] == kind
    elif verdict.fix is not None:
        apply(document, verdict.fix)


@pytest.mark.parametrize("x", [X, X[:2], X[:1]], ids=["eight", "two", "one"])
def test_a_healthy_network_has_no_verdict(x):
    """Half of a ReLU's units are 0 by chance, and of one sample nothing can be told."""
    assert verdicts(SMALL.format(kind="ReLU"), x, loss="cross_entropy", mode="train")[1] == ()


def test_a_mask_of_minus_infinity_is_no_mistake():
    """What a softmax makes of it is finite."""
    assert verdicts(MASK)[1] == ()


def test_an_input_that_is_not_finite_is_named():
    """No block is to be blamed."""
    _, (verdict, *_) = verdicts(SMALL.format(kind="ReLU"), torch.full((2, 4), torch.nan))
    assert verdict.problem == "The input input 0 holds NaN or infinity."


def test_without_a_document_there_are_no_fixes():
    """A network of one's own is judged as well."""
    text, x, change, settings, *_ = CASES["dead"]
    network = to_module(document_of(text))
    with torch.no_grad():
        change(network)
    assert [
        one.fix for one in with_verdicts(inspected(network, x, **settings), None).verdicts if one.rule_name == "dead"
    ] == [None]


@pytest.mark.parametrize("batch", [1, 2])
def test_more_samples_are_offered_only_where_they_are_drawn(batch):
    """Where a person gave the one sample, no edit of the document adds to it."""
    text, x, *_ = CASES["batch_of_one"]
    document = msgspec.structs.replace(document_of(text), batch=batch)
    (verdict,) = with_verdicts(inspected(to_module(document), x, mode="train"), document).verdicts
    assert (verdict.fix is None) == (batch == 2)


def test_an_embedding_is_not_said_to_hardly_learn():
    """Only the rows that were looked up have a gradient; of all the others it is 0."""
    text = "net = nn.Sequential(nn.Embedding(100_000, 4), nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 2))"
    _, found = verdicts(text, torch.tensor([[1, 2, 3]]), loss="mse")
    assert [one.rule_name for one in found] == []


def test_a_gradient_of_zero_is_not_called_infinitely_small():
    """A ReLU that never fires passes nothing back."""
    text = SMALL.format(kind="ReLU").replace("nn.Linear(16, 3)", "nn.Linear(16, 16), nn.Linear(16, 3)")
    _, found = verdicts(text, X, lambda net: net[0].bias.fill_(-50.0), loss="mse")
    problem = next(one.problem for one in found if one.rule_name == "vanishing")
    assert problem.startswith("The gradient of 0.weight is 0 everywhere")
