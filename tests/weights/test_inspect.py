import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from torch import nn

from builder.errors import DocumentError
from builder.weights import inspect
from builder.weights.checkpoint import save_safetensors
from builder.weights.inspect import statistics, summarise, summarise_both, summary


@given(st.lists(st.floats(-1e3, 1e3, width=32), min_size=2, max_size=40))
def test_statistics_are_those_of_torch(values):
    """In double precision, with the unbiased standard deviation."""
    tensor = torch.tensor(values, dtype=torch.float64)
    found = statistics(tensor)
    assert math.isclose(found.mean, tensor.mean(), abs_tol=1e-6)
    assert math.isclose(found.std, tensor.std(), abs_tol=1e-6)
    assert (found.min, found.max) == (tensor.min(), tensor.max())


def test_statistics_of_chunks_are_those_of_the_whole():
    """However a large tensor is cut."""
    tensor = torch.randn(100, dtype=torch.float64) + 1000
    assert math.isclose(statistics(tensor, chunk=7).std, tensor.std(), rel_tol=1e-9)


def test_what_is_not_finite_is_counted_apart():
    """The other numbers look at the rest."""
    found = summarise("w", torch.tensor([1.0, float("nan"), 3.0, float("inf")]))
    assert (found.mean, found.max, found.not_finite) == (2.0, 3.0, 2)


def test_an_empty_tensor_has_no_statistics():
    """And no histogram."""
    found = summarise("w", torch.zeros(0, 3))
    assert (found.mean, found.counts, found.excerpt) == (None, (), ())


def test_the_histogram_counts_every_element():
    """From the smallest to the largest."""
    found = summarise("w", torch.arange(100.0), bins=10)
    assert found.counts == (10,) * 10
    assert (found.edges[0], found.edges[-1]) == (0.0, 99.0)


def test_two_histograms_are_over_the_same_edges():
    """From the smallest value of either to the largest of either."""
    one, other = summarise_both("w", torch.tensor([0.0, 1.0]), torch.tensor([3.0, 4.0, 4.0]))
    assert one.edges == other.edges == pytest.approx([i / 10 for i in range(41)])
    assert (one.counts[0], one.counts[10], other.counts[30], other.counts[39]) == (1, 1, 1, 2)


def test_a_tensor_of_nothing_is_compared_with_numbers():
    """The empty side has no elements in any bin."""
    one, other = summarise_both("w", torch.tensor([float("nan")]), torch.tensor([1.0, 2.0]))
    assert (sum(one.counts), sum(other.counts), one.edges == other.edges) == (0, 2, True)


def test_the_excerpt_shows_the_first_rows_and_columns():
    """Of the first matrix, where there are more dims."""
    found = summarise("w", torch.arange(24.0).reshape(2, 3, 4), excerpt=(2, 3))
    assert found.excerpt == ((0.0, 1.0, 2.0), (4.0, 5.0, 6.0))


def test_a_tied_name_stands_for_its_tensor(tmp_path):
    """Its summary is that of the tensor it is tied to."""
    layer = nn.Linear(3, 3)
    save_safetensors(nn.Sequential(layer, layer), tmp_path / "net.safetensors")
    one, other = (summary(tmp_path / "net.safetensors", name) for name in ("0.weight", "1.weight"))
    assert replace(one, name="") == replace(other, name="")


def test_an_unknown_name_is_refused(tmp_path):
    """The message names it."""
    save_safetensors(nn.Linear(3, 3), tmp_path / "net.safetensors")
    with pytest.raises(DocumentError, match="no tensor 'gamma'"):
        summary(tmp_path / "net.safetensors", "gamma")


ROWS = torch.arange(6.0).reshape(2, 3)
SUMMARIES = {
    "a matrix": (ROWS, (2.5, 1.8708287, 0.0, 5.0, 0), ((0, 1, 2), (3, 4, 5))),
    "one number": (torch.tensor(3.0), (3.0, None, 3.0, 3.0, 0), ((3,),)),
    "a row": (torch.tensor([1.0, 3.0]), (2.0, 1.4142136, 1.0, 3.0, 0), ((1, 3),)),
    "complex by its absolute value": (torch.tensor([3 + 4j, 0]), (2.5, 3.5355339, 0.0, 5.0, 0), ((5, 0),)),
    "whole numbers": (torch.tensor([[2], [4]]), (3.0, 1.4142136, 2.0, 4.0, 0), ((2,), (4,))),
    "truth": (torch.tensor([True, False]), (0.5, 0.7071068, 0.0, 1.0, 0), ((True, False),)),
    "one finite": (torch.tensor([math.inf, 2.0]), (2.0, None, 2.0, 2.0, 1), ((math.inf, 2),)),
    "none finite": (torch.tensor([math.inf]), (None, None, None, None, 1), ((math.inf,),)),
    "four dims": (torch.arange(8.0).reshape(2, 2, 2, 1), (3.5, 2.4494897, 0.0, 7.0, 0), ((0,), (1,))),
}


@pytest.mark.parametrize("case", SUMMARIES)
def test_a_summary_by_hand(case):
    """Mean, unbiased standard deviation, bounds, what is not finite, and the first matrix."""
    tensor, numbers, excerpt = SUMMARIES[case]
    found = summarise("w", tensor)
    assert (found.mean, found.std, found.min, found.max, found.not_finite) == pytest.approx(numbers)
    assert found.excerpt == excerpt


def test_equal_values_lie_in_the_middle_of_a_histogram():
    """Half a unit to each side."""
    found = summarise("w", torch.full((3,), 2.0), bins=4)
    assert (found.counts, found.edges) == ((0, 0, 3, 0), (1.5, 1.75, 2.0, 2.25, 2.5))


def test_a_histogram_of_chunks_is_that_of_the_whole(monkeypatch):
    """Each is counted over the same edges."""
    monkeypatch.setattr(inspect, "_chunks", lambda flat, size=3: iter([flat[:3], flat[3:]]))
    assert summarise("w", torch.arange(8.0), bins=4).counts == (2, 2, 2, 2)
