"""Which sizes are tried to find a rule and to hold it against, by hand."""

import pytest

from builder.analysis.sizes_taken import SizeRule, _is_taken, _last, _mixed_sizes, _nth, _sizes_to_check, _steps

HERE = ((0, 2),)
FOURS = SizeRule(HERE, 8, 4, 4, None)
CHECKED = {
    "every fourth": (FOURS, 40, [4, 8, 12], [4, 4, 8, 12, 16, 16, 20, 24, 28, 28, 32, 36, 40], [3, 2, 5, 39, 21]),
    "two": (SizeRule(HERE, 8, 1, 8, 9), 99, [8, 9], [8] * 12 + [9], [7, 4, 9, 8, 5, 10, 10, 18]),
    "one": (SizeRule(HERE, 5, 3, 5, 5), 99, [5], [5] * 13, [4, 2, 6, 4, 3, 6, 8, 10]),
    "from 1": (SizeRule(HERE, 2, 1, 1, None), 13, [1, 2, 3], [*range(1, 14)], [2, 12, 7]),
    "up to what is tried": (
        SizeRule(HERE, 5, 3, 5, 20),
        22,
        [5, 8, 11],
        [5, 5, 5, 8, 8, 11, 11, 11, 14, 14, 17, 17, 20],
        [4, 2, 6, 19, 11, 21],
    ),
}


@pytest.mark.parametrize("case", CHECKED)
def test_what_a_rule_is_held_against(case):
    """The first three, thirteen over all, and those beside both ends, as far as they are tried."""
    taken, highest, *expected = CHECKED[case]
    assert list(_sizes_to_check(taken, highest)) == [n for some in expected for n in some]


@pytest.mark.parametrize(
    ("taken", "sizes"),
    [
        (FOURS, [4, 8, 12, 16, 20, 24, 28]),
        (SizeRule(HERE, 9, 4, 5, None), [5, 9, 13, 17, 21, 25, 29]),
        (SizeRule(HERE, 8, 1, 8, 9), [8, 9]),
        (SizeRule(HERE, 8, 4, 4, 12), [4, 8, 12]),
    ],
)
def test_which_sizes_a_rule_takes(taken, sizes):
    """From the least to the most, those a number of steps away."""
    assert [n for n in range(1, 31) if _is_taken(taken, n)] == sizes
    assert [_nth(taken, n) for n in range(len(sizes))] == sizes


def test_the_largest_comes_again_beyond_it():
    """Where no more are taken."""
    assert [_nth(SizeRule(HERE, 8, 4, 4, 12), n) for n in (2, 3, 9)] == [12, 12, 12]


def test_how_large_a_step_may_be():
    """Up to 64, and what divides the size."""
    assert list(_steps(3)) == list(_steps(64)) == list(range(1, 65))
    assert list(_steps(65)) == list(range(1, 66))
    assert list(_steps(260))[63:] == [64, 65, 130, 260]


@pytest.mark.parametrize("most", [-1, 0, 1, 2, 5, 6, 7])
@pytest.mark.parametrize("last", range(8))
def test_the_last_that_works(last, most):
    """Found by halving, never asked for what is beyond."""
    asked = []
    assert _last(lambda n: asked.append(n) or n <= last, most) == max(0, min(last, most))
    assert all(0 < n <= most for n in asked)
    assert len(asked) <= 4


def test_sizes_of_several_dims_are_mixed():
    """The least of all, then larger ones apart from each other; dims of one size stay so."""
    pair, threes = ((0, 3), (1, 1)), ((1, 0),)
    found = [FOURS, SizeRule(pair, 9, 1, 1, 3), SizeRule(threes, 3, 3, 3, None)]
    rows = [(4, 1, 6), (8, 3, 9), (20, 2, 18), (4, 3, 6)]
    assert list(_mixed_sizes(found)) == [{(0, 2): a, (0, 3): b, (1, 1): b, (1, 0): c} for a, b, c in rows]
    assert list(_mixed_sizes(found[:1])) == []
