import pytest

from builder.errors import LimitError
from builder.module.memory import available_memory, check_memory


def test_what_fits_is_let_through():
    """To the last byte."""
    check_memory(100, available=100)


def test_what_does_not_fit_is_refused_with_both_numbers():
    """In units that a person reads."""
    with pytest.raises(LimitError, match=r"The network needs 3\.9 GiB of memory; 954 MiB is free"):
        check_memory(4_200_000_000, "The network", available=1_000_000_000)


def test_a_control_group_sets_a_limit(tmp_path):
    """What is used counts, but for the cache of files, which gives way."""
    (tmp_path / "memory.max").write_text("1000\n")
    (tmp_path / "memory.current").write_text("700\n")
    (tmp_path / "memory.stat").write_text("anon 500\ninactive_file 200\n")
    assert available_memory(tmp_path) == 500


def test_a_control_group_without_a_limit_changes_nothing(tmp_path):
    """Its file says max."""
    (tmp_path / "memory.max").write_text("max\n")
    (tmp_path / "memory.current").write_text("700\n")
    assert available_memory(tmp_path) > 1000
