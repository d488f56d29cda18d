"""Which dim of the inputs is the batch, worked out by hand."""

from __future__ import annotations

import pytest

from builder.document.batch import Shape, Trial, batch_placed, count_misplaced


def tried(fitting: set[tuple[Shape, ...]], misplaced: int = 1):
    """Return a network that runs, and finds nothing misplaced, with these shapes alone."""

    def run(shapes: list[Shape], batch: int) -> Trial:
        fits = tuple(shapes) in fitting
        return Trial(fits, 0 if fits else misplaced)

    return run


PLACED = {
    "the first dim": ([(4, 3)], set(), False, [("N", 3)], 4),
    "the first of all": ([(4, 3), (4, 5)], set(), False, [("N", 3), ("N", 5)], 4),
    "only where it is the first": ([(4, 3), (5, 4)], set(), False, [("N", 3), (5, 4)], 4),
    "none in a scalar": ([(), (4,)], set(), False, [(), ("N",)], 4),
    "two of nothing": ([()], set(), False, [()], 2),
    "the second where layers say so": ([(10, 4, 16)], {((10, "N", 16),)}, True, [(10, "N", 16)], 4),
    "the first where nobody asks": ([(10, 4, 16)], {((10, "N", 16),)}, False, [("N", 4, 16)], 10),
    "the first where both would do": (
        [(10, 4, 16)],
        {((10, "N", 16),), (("N", 4, 16),)},
        True,
        [("N", 4, 16)],
        10,
    ),
    "the second where lengths differ": (
        [(10, 4, 16), (7, 4, 16)],
        {((10, "N", 16), (7, "N", 16))},
        False,
        [(10, "N", 16), (7, "N", 16)],
        4,
    ),
    "the second of a state beside its sequence": (
        [(4, 10, 16), (1, 4, 16)],
        {(("N", 10, 16), (1, "N", 16))},
        True,
        [("N", 10, 16), (1, "N", 16)],
        4,
    ),
    "of a state, but no second of a picture beside": (
        [(4, 10, 16), (1, 4, 16), (1, 4, 8, 8)],
        {(("N", 10, 16), (1, "N", 16), (1, 4, 8, 8))},
        True,
        [("N", 10, 16), (1, "N", 16), (1, 4, 8, 8)],
        4,
    ),
    "the second of a matrix": ([(10, 4)], {((10, "N"),)}, True, [(10, "N")], 4),
    "the first where there is no second": ([(4,)], {((4,),), ()}, True, [("N",)], 4),
    "no batch of nothing": ([(10, 0, 16)], {((10, "N", 16),)}, True, [("N", 0, 16)], 10),
    "the second, and the first of what has no second": (
        [(10, 4, 16), (4,), (4, 3)],
        {((10, "N", 16), ("N",), ("N", 3))},
        True,
        [(10, "N", 16), ("N",), ("N", 3)],
        4,
    ),
}


@pytest.mark.parametrize("case", PLACED)
def test_where_the_batch_is(case: str) -> None:
    """The shapes with N, and how many that is."""
    sizes, fitting, told, shapes, batch = PLACED[case]
    assert batch_placed(sizes, tried(fitting), told) == (shapes, batch)


LIKELY = {
    "sequences of two lengths": ([(10, 4, 16), (7, 4, 16)], [(10, "N", 16), (7, "N", 16)]),
    "a matrix beside, with N in front": ([(10, 4, 16), (4, 3)], [(10, "N", 16), ("N", 3)]),
    "a matrix beside, with N behind": ([(10, 4, 16), (7, 4)], [("N", 4, 16), (7, 4)]),
    "a sequence without N beside": ([(10, 4, 16), (7, 3, 16)], [("N", 4, 16), (7, 3, 16)]),
}


LIKELY["the second of all before that of a state"] = ([(4, 4, 16), (7, 4, 16)], [(4, "N", 16), (7, "N", 16)])


@pytest.mark.parametrize("case", LIKELY)
def test_of_two_ways_that_both_run_the_likely_one_is_taken(case: str) -> None:
    """Where first dims differ: N in all sequences, and in the second dim of nothing else."""
    sizes, shapes = LIKELY[case]
    assert batch_placed(sizes, lambda shapes, batch: Trial(True, 0), False)[0] == shapes


OTHERS = {
    "as much is misplaced": lambda shapes: Trial(True, 1),
    "what does not run": lambda shapes: Trial(shapes == [("N", 4, 16)], int(shapes == [("N", 4, 16)])),
    "more is misplaced": lambda shapes: Trial(True, 1 + (shapes != [("N", 4, 16)])),
}


@pytest.mark.parametrize("case", OTHERS)
def test_the_first_dim_stays_the_batch_where_another_is_no_better(case: str) -> None:
    """It has to run, and to be misplaced less often."""
    assert batch_placed([(10, 4, 16)], lambda shapes, _: OTHERS[case](shapes), True) == ([("N", 4, 16)], 10)


@pytest.mark.parametrize(("sizes", "told"), [([(4,)], True), ([()], True), ([(10, 4, 16)], False), ([(3, 3)], False)])
def test_a_network_is_not_tried_where_nothing_is_to_choose(sizes: list[tuple[int, ...]], told: bool) -> None:
    """One way alone, or nobody asks for another."""
    batch_placed(sizes, lambda shapes, batch: pytest.fail("tried in vain"), told)


def test_a_network_is_tried_no_more_than_needed() -> None:
    """Where nothing is misplaced by the first dim."""
    asked = []
    batch_placed([(10, 4, 16)], lambda shapes, batch: asked.append(shapes) or Trial(True, 0), True)
    assert asked == [[("N", 4, 16)]]


def test_the_batch_of_a_trial_is_no_other_size() -> None:
    """The next number that stands nowhere in the inputs: for 10 it is 12, for 4 it is 5."""
    asked = []

    def run(shapes: list[Shape], batch: int) -> Trial:
        asked.append((shapes, batch))
        return Trial(False, 1)

    batch_placed([(10, 4, 11)], run, True)
    assert asked == [([("N", 4, 11)], 12), ([(10, "N", 11)], 5)]


MISPLACED = {
    "a sequence by steps": (False, [(False, True, False)], [], 0),
    "one by batches": (False, [(True, False, False)], [], 1),
    "one by batches that are meant first": (True, [(True, False, False)], [], 0),
    "one by steps that are meant second": (True, [(False, True, False)], [], 1),
    "one without a batch": (False, [(False, False)], [], 0),
    "two dims are no sequence": (False, [(True, False)], [], 0),
    "a state by layers": (True, [], [(False, True, False)], 0),
    "a state by batches": (True, [], [(True, False, False)], 1),
    "a state without layers": (True, [], [(True, False)], 0),
    "one each": (False, [(True, False, False)], [(True, False, False)], 2),
}


@pytest.mark.parametrize("case", MISPLACED)
def test_what_is_misplaced(case: str) -> None:
    """By what a layer takes for the steps, or its states."""
    batch_first, sequences, states, count = MISPLACED[case]
    assert count_misplaced(batch_first, sequences, states) == count
