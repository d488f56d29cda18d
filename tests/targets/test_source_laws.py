import black
from hypothesis import given

from builder import to_source
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
