"""Kernels of backward follow no index out of its tensor; the checks are called alone, so that no kernel could."""

import pytest
import torch

from builder.errors import SourceError
from builder.interpreter.failures import Refusal
from builder.live.backward_checks import BACKWARD_CHECKS
from builder.live.console import Console
from builder.live.forward_checks import CHECKS

aten = torch.ops.aten
FAR, GRAD = torch.tensor([[[9]]]), torch.ones(1, 1, 1)
PLANE, BATCH = torch.ones(1, 2, 2), torch.ones(3, 4)
FLAT = torch.tensor([0, 9])
OUTSIDE = {
    "max_pool2d": (aten.max_pool2d_with_indices_backward, (GRAD, PLANE, [2, 2], [2, 2], [0, 0], [1, 1], False, FAR)),
    "fractional_max_pool2d": (aten.fractional_max_pool2d_backward, (GRAD, PLANE, [2, 2], [1, 1], FAR)),
    "adaptive_max_pool2d": (aten.adaptive_max_pool2d_backward, (GRAD, PLANE, FAR)),
    "negative": (aten.adaptive_max_pool2d_backward, (GRAD, PLANE, -FAR)),
    "embedding": (aten.embedding_dense_backward, (BATCH, FLAT, 3, -1, False)),
    "embedding_bag": (aten._embedding_bag_dense_backward, (BATCH, FLAT, FLAT, FLAT, FLAT, 3, False, 0, None)),
    "bag": (aten._embedding_bag_dense_backward, (BATCH, FLAT, FLAT, FLAT, FLAT, 10, False, 0, None)),
    "nll_loss": (aten.nll_loss_backward, (GRAD, BATCH, FLAT, None, 1, -100, GRAD)),
    "multi_margin_loss": (aten.multi_margin_loss_backward, (GRAD, BATCH, FLAT, 1, 1)),
    "multilabel_margin_loss": (aten.multilabel_margin_loss_backward, (GRAD, BATCH, -FLAT, 1, BATCH)),
    "ctc_loss": (aten._ctc_loss_backward, (GRAD, torch.ones(5, 1, 3), FLAT, [5], [2], GRAD, GRAD, 0)),
    "ctc_loss lengths": (aten._ctc_loss_backward, (GRAD, torch.ones(5, 1, 3), FLAT[:1], [6], [1], GRAD, GRAD, 0)),
    "cdist": (aten._cdist_backward, (GRAD, BATCH, BATCH, 1.0, torch.ones(3, 3))),
    "pdist": (aten._pdist_backward, (torch.ones(4), BATCH, 1.0, torch.ones(3))),
}


@pytest.mark.parametrize(("operation", "args"), OUTSIDE.values(), ids=OUTSIDE)
def test_backward_follows_no_index_outside(operation, args):
    """The refusal names what is read."""
    with pytest.raises(Refusal, match=r"An index of |is not a class|A length of CTC|has shape"):
        BACKWARD_CHECKS[operation](*args)


def test_ignored_targets_are_no_index():
    """Which torch's losses leave out of the sum."""
    BACKWARD_CHECKS[aten.nll_loss_backward](GRAD, BATCH, torch.tensor([0, -100, 3]), None, 1, -100, GRAD)


LARGE = torch.iinfo(torch.int64).min
FORWARD = {
    "offsets that fall": (aten._embedding_bag, (BATCH, FLAT % 3, torch.tensor([0, 2, 1])), {}),
    "offsets beyond": (aten._embedding_bag, (BATCH, FLAT % 3, FLAT), {}),
    "samples": (aten.fractional_max_pool2d, (PLANE, [2, 2], [1, 1], torch.full((1, 1, 2), 5.0)), {}),
    "sorter": (aten.searchsorted, (torch.ones(2), torch.ones(2)), {"sorter": FLAT}),
    "unpool": (aten.max_unpool2d, (GRAD, FAR, [2, 2]), {}),
    "remainder": (aten.remainder, (torch.tensor([LARGE]), -1), {}),
    "floor": (aten.div, (torch.tensor([LARGE]), -1), {"rounding_mode": "floor"}),
    "quotient into": (aten.div_, (torch.tensor([LARGE]), torch.tensor(-1)), {"rounding_mode": "trunc"}),
}


@pytest.mark.parametrize(("operation", "args", "kwargs"), FORWARD.values(), ids=FORWARD)
def test_forward_takes_nothing_on_trust(operation, args, kwargs):
    """Neither an order of indices nor a quotient."""
    with pytest.raises(Refusal, match=r"An index|offsets|random sample|cannot be divided"):
        CHECKS[operation](*args, **kwargs)


def test_checks_hold_where_the_result_is_written_into_another():
    """An `out` is another overload of the same operation."""
    with pytest.raises(SourceError, match="cannot be divided by -1"):
        Console({}).run("x = torch.tensor([-2**63])\ntorch.div(x, -1, rounding_mode='trunc', out=x)")


def test_a_sparse_gradient_has_indices_of_its_own():
    """A later change of the forward's indices is none of it."""
    console = Console({})
    console.run("e = nn.Embedding(3, 2, sparse=True)\ni = torch.tensor([1])\ne(i).sum().backward()\ni.fill_(2)")
    gradient = console.interpreter.run("e.weight.grad")
    assert gradient._indices().tolist() == [[1]]
