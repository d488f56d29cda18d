import black
import pytest
from hypothesis import given

from builder import to_source
from builder.targets.source.calls import _space_colons
from tests.strategies import documents
from tests.targets.laws import holds


@given(documents())
def test_the_emitted_file_builds_the_same_network_where_there_is_only_torch(document):
    """Same text, keys, order, shapes, dtypes and initial weights; with given weights the same outputs."""
    holds(document)


@given(documents())
def test_the_emitted_file_is_as_black_would_leave_it(document):
    """Black has nothing to change."""
    source = to_source(document)
    assert source == black.format_str(source, mode=black.Mode())


@pytest.mark.parametrize(
    "index", ["..., :x.shape[-1] // 2 + 1, None", ":, :x.shape[1]", "0, x.size(0):, -1", ":-1, 2", ":x.size(0), ::2"]
)
def test_an_index_of_expressions_is_written_as_black_writes_it(index):
    """With blanks around its colons."""
    assert f"x[{_space_colons(index)}]\n" == black.format_str(f"x[{index}]\n", mode=black.Mode())
