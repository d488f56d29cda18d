"""Schemes of a person's own on live tensors."""

import pytest
import torch
from torch import nn

from builder.document.blocks import OwnScheme
from builder.errors import SourceError
from builder.live.scheme import Schemes
from tests.own_schemes import BY_HAND, ENDLESS, OWN


@pytest.mark.parametrize("case", BY_HAND)
def test_a_tensor_is_changed_as_worked_out_by_hand(case):
    """In place, its values alone."""
    body, before, after = BY_HAND[case]
    weight = nn.Parameter(torch.tensor(before))
    Schemes((OwnScheme("f", f"def f(w):\n    {body}\n"),)).fill("f", weight)
    assert torch.equal(weight, torch.tensor(after))
    assert weight.requires_grad


@pytest.mark.parametrize("scheme", OWN, ids=lambda scheme: scheme.name)
def test_the_numbers_are_those_that_python_draws(scheme):
    """Bit for bit under one seed, whatever is filled before."""
    theirs, ours = (nn.Parameter(torch.arange(12.0).reshape(3, 4)) for _ in range(2))
    found = {"torch": torch, "nn": nn}
    exec(scheme.source, found)
    torch.manual_seed(3)
    for _ in range(2):
        found[scheme.name](theirs.data)
    torch.manual_seed(3)
    for _ in range(2):
        schemes = Schemes(OWN)
        schemes.fill(scheme.name, ours)
    assert torch.equal(ours, theirs)


@pytest.mark.parametrize("text", ENDLESS)
def test_what_would_never_end_is_stopped_at_its_line(text):
    """By steps or elements, the same on each machine."""
    with pytest.raises(SourceError, match=ENDLESS[text]) as stopped:
        Schemes((OwnScheme("f", text),)).fill("f", torch.zeros(4))
    assert stopped.value.line > 1


def test_an_exception_names_its_line():
    """As torch words it."""
    schemes = Schemes((OwnScheme("f", "def f(w):\n    w *= 2\n    nn.init.orthogonal_(w)"),))
    with pytest.raises(SourceError, match="Only tensors with 2 or more dimensions") as raised:
        schemes.fill("f", torch.zeros(4))
    assert raised.value.line == 3


def test_numbers_are_given_beside_the_tensor():
    """As in the call of the emitted file."""
    tensor = torch.zeros(1000)
    Schemes(OWN).fill("between", tensor, {"low": 5, "high": 7})
    assert 5 <= tensor.min() < 5.1 < 6.9 < tensor.max() <= 7
