from contextlib import suppress

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from builder.document.blocks import Document
from builder.edits import apply, decode_edit
from builder.errors import EditError
from tests.edits.random_edits import edits, versions
from tests.strategies import documents


@given(versions())
def test_what_edits_make_survives_a_round_trip(made):
    """Law 5: as JSON, whose reader checks every rule, and back each document is the same after any edits."""
    for document in made:
        assert Document.from_json(document.to_json()) == document


@given(documents(), st.data())
def test_an_edit_leaves_its_input_as_it_was(document, data):
    """Law 6: a new document is returned, or a refusal raised; the old one reads the same."""
    text = document.to_json()
    with suppress(EditError):
        apply(document, data.draw(edits(document)))
    assert document.to_json() == text


@given(documents(), st.data())
def test_an_edit_survives_a_round_trip(document, data):
    """The canvas sends an edit as JSON; so does a fix, there and back."""
    edit = data.draw(edits(document))
    assert decode_edit(msgspec.json.encode(edit)) == edit
    assert decode_edit(msgspec.to_builtins(edit)) == edit
