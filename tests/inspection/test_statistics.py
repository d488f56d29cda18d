import math

import pytest
import torch

from builder.inspection.gathered import StatisticsQueue
from builder.inspection.statistics import CHUNK, COUNTED, statistics

RANDOM = torch.Generator().manual_seed(0)
TENSORS = {
    "small": torch.randn(3, 4, generator=RANDOM),
    "several chunks": torch.randn(2 * CHUNK + 17, generator=RANDOM) * 3 + 100,
    "not contiguous": torch.randn(6, 5, 4, generator=RANDOM).transpose(0, 2),
    "expanded": torch.randn(3, 1, generator=RANDOM).expand(3, 9),
    "half": torch.randn(50, generator=RANDOM).half(),
    "bfloat16": torch.randn(50, generator=RANDOM).bfloat16(),
    "double": torch.randn(50, generator=RANDOM, dtype=torch.float64) * 1e-200,
    "whole": torch.randint(-9, 9, (70,), generator=RANDOM),
    "bool": torch.tensor([True, False, True]),
    "one": torch.tensor(3.0),
    "zeros": torch.zeros(5),
    "negated": torch.randn(30, generator=RANDOM, dtype=torch.complex64).conj().imag,
    "huge": torch.tensor([3e38, -3e38, 3e38]),
}


@pytest.mark.parametrize("tensor", TENSORS.values(), ids=TENSORS)
def test_statistics_are_those_of_torch(tensor):
    """Each number is what torch says in double precision."""
    found, exact = statistics(tensor), tensor.double()
    assert (found.shape, found.bytes) == (tuple(tensor.shape), tensor.numel() * tensor.element_size())
    assert (found.min, found.max) == (exact.min().item(), exact.max().item())
    assert found.mean == pytest.approx(exact.mean().item(), rel=1e-5, abs=1e-6 * exact.abs().max().item())
    assert found.mean_abs == pytest.approx(exact.abs().mean().item(), rel=1e-5)
    assert found.zeros == (exact == 0).double().mean().item()
    if tensor.numel() > 1:
        assert found.std == pytest.approx(exact.std().item(), rel=1e-5)
    assert found.rms == pytest.approx((exact / 1e20).square().mean().sqrt().item() * 1e20, rel=1e-5)


def test_tensors_that_wait_for_others_have_the_same_statistics():
    """Each has the numbers that it has alone, as it was when it came, with enough of them for several rounds."""
    odd = [
        torch.tensor([1.0, math.nan, -math.inf]),
        torch.zeros(0, 3),
        torch.zeros(2, device="meta"),
        torch.full((9,), -2e38),
    ]
    given = [torch.randn(1 + 37 * i % 8000, generator=RANDOM) for i in range(150)] + [*TENSORS.values(), *odd]
    gathered, found, copies = StatisticsQueue(), {}, [one.clone() for one in given]
    alone = [statistics(tensor) for tensor in copies]
    for i, tensor in enumerate(copies):
        gathered.add(tensor, lambda numbers, i=i: found.update({i: numbers}))
    for tensor in copies:
        tensor.zero_()
    gathered.settle()
    assert [found[i] for i in range(len(given))] == alone


def test_what_is_not_finite_is_counted_apart():
    """The other numbers are those of the finite elements."""
    found = statistics(torch.tensor([1.0, -3.0, math.nan, math.inf, -math.inf]))
    assert (found.not_finite, found.mean, found.min, found.max) == (3, -1.0, -3.0, 1.0)
    assert statistics(torch.tensor([math.nan])).mean is None


def test_a_histogram_counts_by_powers_of_two():
    """Each bin holds the magnitudes from one power of two to the next."""
    found = statistics(torch.tensor([1.0, 1.5, 2.0, -0.5, -0.75, 0.0, math.nan])).histogram
    assert (found.first, found.positive, found.negative, found.zero, found.of) == (-1, (0, 2, 1), (2, 0, 0), 1, 7)


def test_a_large_tensor_is_counted_by_a_part_and_says_so():
    """`of` is the number of elements that were looked at."""
    found = statistics(torch.ones(4 * COUNTED + 4)).histogram
    assert found.of <= COUNTED
    assert sum(found.positive) == found.of


def test_an_empty_tensor_has_no_numbers():
    """There is nothing to take a mean of."""
    assert statistics(torch.zeros(0, 3)).mean is None
