"""The cells of whole chapters in order, in one session: the prompt answers each as Python's own does.

The chapters, in `chapters/`, are worded here; they hold what textbooks and teachers' notes on layers, parameters, files
and devices have. Numbers drawn at random are the same on both sides; addresses and times are compared by their form.
"""

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.live.python import TIMES, answers_here, answers_of_python

CHAPTERS = Path(__file__).parent / "chapters"
CELL = re.compile(r"^# %%\n", re.MULTILINE)


def cells(chapter):
    """Return the cells of a chapter."""
    return CELL.split((CHAPTERS / f"{chapter}.txt").read_text(encoding="utf-8"))[1:]


@cache
def answers(chapter):
    """Return what Python and the prompt print for each cell."""
    with TemporaryDirectory() as folder:
        return list(zip(answers_of_python(cells(chapter), folder), answers_here(cells(chapter), folder), strict=True))


def form(text):
    """Return an answer without what differs from run to run, and without spaces at the end of a line."""
    text = re.sub(r"0x[0-9a-f]+", "0x0", text)
    return re.sub(r"[ \t]+$", "", re.sub(r"CPU times: .*\nWall time: .*\n", TIMES, text), flags=re.MULTILINE)


NUMBERED = [(path.stem, number) for path in sorted(CHAPTERS.glob("*.txt")) for number in range(len(cells(path.stem)))]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("chapter", "number"), NUMBERED)
def test_a_cell_is_answered_as_by_python(chapter, number):
    """What it prints, its last value, and the exception it raises."""
    python, here = answers(chapter)[number]
    assert form(here) == form(python)


def test_the_chapters_are_whole():
    """They have more cells than a long chapter of a textbook."""
    assert len(NUMBERED) > 400
