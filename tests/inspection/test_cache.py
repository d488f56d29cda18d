import os

import msgspec
import pytest
import torch

from builder.inspection import cache
from builder.inspection.report import Report, Settings
from tests.inspection.networks import inspected, sequential

REPORT = inspected(sequential(lambda: torch.nn.Linear(3, 2)), torch.ones(1, 3), loss="sum")


def test_a_kept_report_is_the_same(tmp_path):
    """With the times that were taken, which lie in a file of their own."""
    cache.keep_report(tmp_path, "a", REPORT)
    assert cache.kept_report(tmp_path, "a") == REPORT
    content = msgspec.msgpack.decode((tmp_path / "a.report").read_bytes(), type=Report)
    assert REPORT.backward_seconds is not None
    assert all(call.seconds is call.backward_seconds is None for call in content.calls)


@pytest.mark.parametrize("content", [b"", b"x", msgspec.msgpack.encode({"calls": 3})])
def test_a_damaged_file_is_no_report(tmp_path, content):
    """It is worked out anew."""
    cache.keep_report(tmp_path, "a", REPORT)
    (tmp_path / "a.report").write_bytes(content)
    assert cache.kept_report(tmp_path, "a") is None


def test_a_key_hangs_on_everything_that_goes_in(tmp_path):
    """The settings, and the content of files."""
    file = tmp_path / "w"
    file.write_bytes(b"1")
    keys = {cache.key_of((Settings(),), (file,)), cache.key_of((Settings(seed=1),), (file,))}
    file.write_bytes(b"22")
    assert len({*keys, cache.key_of((Settings(),), (file,))}) == 3


def test_what_is_old_or_too_much_is_removed(tmp_path, monkeypatch):
    """By age first, then the oldest."""
    for i in range(5):
        (tmp_path / f"{i}.report").write_bytes(b"x" * 10)
        os.utime(tmp_path / f"{i}.report", (1000 + i, 1000 + i))
    monkeypatch.setattr(cache, "MOST_BYTES", 30)
    monkeypatch.setattr(cache, "MOST_SECONDS", 3)
    cache.sweep(tmp_path, now=1005)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["2.report", "3.report", "4.report"]
    cache.sweep(tmp_path, now=1007)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["4.report"]
