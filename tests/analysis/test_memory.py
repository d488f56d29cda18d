import pytest
from hypothesis import given

from builder import analyse, from_json
from builder.edits import Insert, Move, Remove, SetArgument, apply
from tests.edits.designs import design, linear, relu
from tests.edits.random_edits import versions


def facts(document):
    """Return all that an analysis says, without the ids that fixes draw."""
    analysis = analyse(document)
    problems = [(p.severity, p.path, p.id, p.problem, p.hint, p.fix and p.fix.label) for p in analysis.problems]
    return dict(analysis.blocks), problems, analysis.parameters, analysis.trainable, analysis.bytes


@given(versions())
def test_what_is_remembered_is_what_would_be_found_out_anew(made):
    """After any edits the analysis that reuses the last one equals one that starts from nothing."""
    remembered = [facts(document) for document in made]
    for document, known in zip(made, remembered, strict=True):
        assert facts(from_json(document.to_json())) == known


CHAIN = design(relu("r"), linear("a"), linear("b"), relu("s"), linear("c"), linear("d"), relu("t"), linear("e"))
"""Two pairs of layers without an activation between them, at b and at d."""
EDITS = {
    "in front": (Insert("root", 0, relu("new")), "bd"),
    "between the pairs": (Insert("root", 4, linear("new")), "bcd"),
    "inside the first": (Insert("root", 2, relu("new")), "d"),
    "inside the last": (Insert("root", 5, relu("new")), "b"),
    "behind": (Insert("root", 8, linear("new")), ["b", "d", "new"]),
    "the first gone": (Remove(("r",)), "bd"),
    "half of a pair gone": (Remove(("a",)), "d"),
    "an activation gone": (Remove(("s",)), "bcd"),
    "both pairs gone": (Remove(("a", "d")), ""),
    "wider": (SetArgument("a", "bias", False), "bd"),
    "moved": (Move(("e",), "root", 0), "bd"),
    "the last activation first": (Move(("t",), "root", 0), "bde"),
}


@pytest.mark.parametrize("case", EDITS)
def test_what_is_said_of_neighbours_follows_an_edit(case):
    """Those that stood before the change stay, those behind it move along, those it touches are looked at again."""
    edit, ids = EDITS[case]
    analyse(CHAIN)
    made = apply(CHAIN, edit)
    assert [problem.id for problem in analyse(made).problems] == [*ids]
    assert facts(made) == facts(from_json(made.to_json()))
