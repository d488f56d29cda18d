"""Which problems are told, and how many: whether there is an error among those that are not."""

import pytest
from msgspec.structs import replace

from builder import analyse
from builder.analysis.collect import MAX_PROBLEMS, _has_error
from builder.analysis.single import _count, is_awaiting
from builder.document.blocks import Graph, Layer, Shared
from tests.analysis.told import told
from tests.edits.designs import design, linear, relu, repeat, sequential
from tests.edits.small_graphs import wired

NARROW = Layer(id="w", kind="Linear", args={"in_features": 9, "out_features": 8})
IDLE = Layer(id="d", kind="Dropout", args={"p": 0})
HELD = sequential("h", relu("z"), holder="ModuleList")
STOPPED = Graph(id="g", nodes=(relu("z"),), outputs=())
ERRORS = {
    "none": (design(linear("a"), relu("r")), False),
    "a warning": (design(IDLE), False),
    "a warning of two": (design(linear("a"), linear("b")), False),
    "an error": (design(NARROW), True),
    "an error behind warnings": (design(IDLE, relu("r"), linear("a"), linear("b"), relu("t"), NARROW), True),
    "an error inside": (design(relu("r"), sequential("s", repeat("q", sequential("t", NARROW)))), True),
    "an error of two": (design(relu("r"), HELD), True),
    "an error of two, inside": (design(linear("a"), sequential("s", relu("r"), HELD)), True),
    "an error of a container": (design(sequential("s", STOPPED)), True),
    "an error of a wire": (wired(relu("r", name="act"), outputs=("act",)), True),
    "an error at a shared place": (design(Shared(id="s", of="q"), relu("r"), sequential("q", NARROW)), True),
    "an error at another place": (
        design(Layer(id="a", kind="LazyLinear", args={"out_features": 4}), relu("r"), Shared(id="s", of="a")),
        True,
    ),
    "a warning at a shared place": (design(Shared(id="s", of="q"), relu("r"), sequential("q", IDLE)), False),
    "a note": (wired(linear("a", name="fc"), relu("r"), wires={"fc": ("x",)}, outputs=("fc",)), False),
}


@pytest.mark.parametrize("case", ERRORS)
def test_whether_there_is_an_error_anywhere(case):
    """In a block, between two, on a wire, and at whatever place."""
    document, expected = ERRORS[case]
    assert _has_error(analyse(document).root.result) is expected


SEVERAL = {
    "none": (design(linear("a")), 0, 0),
    "two errors": (design(NARROW, relu("r"), sequential("s", replace(NARROW, id="v"))), 2, 0),
    "a warning and an error": (design(IDLE, relu("r"), NARROW), 1, 1),
    "inside, at two places": (design(sequential("q", NARROW), relu("r"), Shared(id="s", of="q")), 1, 0),
    "at a place first": (design(Shared(id="s", of="q"), relu("r"), sequential("q", NARROW)), 1, 0),
    "in copies": (design(repeat("q", sequential("t", IDLE, relu("r")), count=3)), 0, 3),
}


@pytest.mark.parametrize("case", SEVERAL)
def test_how_many_are_told_in_a_run(case):
    """By what they are, each as often as its block runs: a run with one sample is held against that with the batch."""
    document, errors, warnings = SEVERAL[case]
    result = analyse(document).root.result
    assert (_count(result, "error"), _count(result, "warning"), is_awaiting(result)) == (errors, warnings, False)


def many(count, *more):
    """Return a network of so many layers that do nothing, and what comes after them."""
    return design(*(Layer(id=f"d{i}", kind="Dropout", args={"p": 0}) for i in range(count)), *more)


NOTHING = "Dropout with p=0 does nothing. | Remove it or raise p. | Remove it | Remove("
MORE = "The network has more than 2,000 problems; only the first 2,000 are shown. | Fix some of them to see the others."


@pytest.mark.parametrize(
    ("document", "last"),
    [
        (many(MAX_PROBLEMS), f"warning 1999 d1999 | {NOTHING}('d1999',))"),
        (many(MAX_PROBLEMS + 1), f"warning - root | {MORE}"),
        (many(MAX_PROBLEMS + 1, NARROW), f"error - root | {MORE}"),
    ],
    ids=["as many", "one more", "an error more"],
)
def test_as_many_problems_are_told_as_a_person_reads(document, last):
    """And one more says that there are others, which is an error where one of them is."""
    lines = told(document)
    assert (len(lines), lines[-1]) == (MAX_PROBLEMS + ("more than" in last), last)
