"""What a night does: each part runs, whatever became of the one before, and all that failed is told at its end."""

import sys
from pathlib import Path

import pytest

from tests.nightly import __main__ as night
from tests.nightly.__main__ import SIZED, Part, failures, parts

RESULTS = """
<testsuites><testsuite>
<testcase classname="tests.a" name="test_one[x]"/>
<testcase classname="tests.a" name="test_two"><failure message="no"/></testcase>
<testcase classname="tests.a" name="test_three"><skipped/></testcase>
<testcase classname="" name="tests.b"><error message="cannot be collected"/></testcase>
</testsuite></testsuites>
"""


def ending(status):
    """Return a command that does nothing and ends so."""
    return (sys.executable, "-I", "-S", "-c", f"raise SystemExit({status})")


@pytest.mark.parametrize(
    ("status", "written", "told"),
    [
        (0, None, []),
        (0, RESULTS, []),
        (1, RESULTS, ["p: tests.a::test_two", "p: ::tests.b"]),
        (1, "<testsuites/>", ["p: exit status 1"]),
        (3, None, ["p: exit status 3"]),
    ],
)
def test_a_part_tells_which_tests_failed_or_how_it_ended(tmp_path, status, written, told):
    """As far as it has written which."""
    file = tmp_path / "results.xml"
    if written is not None:
        file.write_text(written)
    assert failures(Part("p", ending(status), file)) == told


def test_a_part_that_fails_does_not_stop_the_next(monkeypatch, capfd):
    """All that failed is told at the end, and the whole fails."""
    said = [Part("first", ending(2)), Part("second", ending(0)), Part("third", ending(4))]
    monkeypatch.setattr(night, "parts", lambda *asked: said)
    monkeypatch.setattr(sys, "argv", ["nightly", "--seed", "3"])
    with pytest.raises(SystemExit, match="True"):
        night.main()
    _, _, end = capfd.readouterr().out.partition("\nFailed this night:\n")
    assert end == "  first: exit status 2\n  third: exit status 4\n"


def test_a_night_without_failures_says_so(monkeypatch, capfd):
    """And ends well."""
    monkeypatch.setattr(night, "parts", lambda *asked: [Part("first", ending(0))])
    monkeypatch.setattr(sys, "argv", ["nightly"])
    with pytest.raises(SystemExit, match="False"):
        night.main()
    assert capfd.readouterr().out.endswith("\nNothing failed this night.\n")


def test_the_tests_take_further_options_and_the_same_seed(tmp_path):
    """The mutants take the seed alone."""
    marked, sized, mutants = parts(tmp_path, 7, ["tests/edits", "-x"])
    assert [part.command[-2:] for part in (marked, sized)] == [("tests/edits", "-x")] * 2
    assert all("--hypothesis-seed=7" in part.command for part in (marked, sized))
    assert mutants.command[1:] == ("-m", "tests.mutation", "--seed", "7")
    assert marked.results != sized.results


def test_what_does_more_at_night_knows_that_it_is_night():
    """Each file that is named is there and asks."""
    assert all("NIGHTLY" in Path(file).read_text() for file in SIZED)
