"""Layers are parametrized at the prompt as by torch, and what their kernels take on trust is looked at first."""

import pytest

from builder.errors import SourceError
from builder.live.console import Console, warm
from builder.live.costs import PER_ELEMENT
from builder.live.sizes import BY_VALUE
from builder.live.work import WORK
from tests.live.operations import run_text

NEW, OLD = "nn.utils.parametrizations.", "nn.utils."


@pytest.fixture(autouse=True, scope="module")
def _warmed():
    """Run a first operation outside the time limit of any input."""
    warm()


def answer(*lines):
    """Return what the last line prints."""
    console = Console({})
    return [console.run(line) for line in lines][-1]


def test_keys_and_print_are_those_of_torch():
    """Of the new form and the old one, put on and taken off."""
    keys = "print(list(net.state_dict()))"
    assert answer(f"net = {NEW}weight_norm(nn.Linear(3, 2, bias=False))", keys) == (
        "['parametrizations.weight.original0', 'parametrizations.weight.original1']\n"
    )
    assert answer(f"net = {OLD}spectral_norm(nn.Linear(3, 2, bias=False))", keys) == (
        "['weight_orig', 'weight_u', 'weight_v']\n"
    )
    assert answer(f"net = {OLD}remove_weight_norm({OLD}weight_norm(nn.Linear(3, 2)))", keys) == "['bias', 'weight']\n"


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ((f"net = {OLD}weight_norm(nn.Linear(3, 2))", "net.weight_g = nn.Parameter(torch.ones(2, 2))",
          "net(torch.ones(1, 3))"), r"weight_g .*\[2, 2\].*\[2, 1\]"),
        ((f"{NEW}weight_norm(nn.Linear(3, 2), '__dict__')",), "no parameter '__dict__'"),
        ((f"{NEW}spectral_norm({NEW}spectral_norm(nn.Linear(3, 2)))",), "is parametrized already"),
        (("nn.utils.parametrize.register_parametrization(nn.Linear(3, 3), 'weight', nn.ReLU())",), "class of its own"),
    ],
)  # fmt: skip
def test_what_would_go_wrong_is_refused(lines, problem):
    """In a sentence."""
    with pytest.raises(SourceError, match=problem):
        answer(*lines)


@pytest.mark.parametrize(
    "call",
    [
        "weight_norm(nn.Linear(4, 4))",
        "spectral_norm(nn.Linear(4, 4))",
        "orthogonal(nn.Linear(4, 4))",
        "orthogonal(nn.Linear(4, 3))",
        "orthogonal(nn.Linear(4, 4), orthogonal_map='cayley')",
    ],
)
def test_every_operation_is_decided(call):
    """What registering, a forward and a backward run has a cost."""
    operations = run_text(f"{NEW}{call}(torch.ones(2, 4)).sum().backward()")
    assert operations is not None
    assert operations <= {*PER_ELEMENT, *WORK, *BY_VALUE, "addmm", "mm", "bmm"}
