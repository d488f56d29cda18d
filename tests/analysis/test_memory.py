from hypothesis import given

from builder import analyse, from_json
from tests.edits.drawing import versions


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
