from contextlib import suppress

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from builder.document.blocks import Document
from builder.edits import apply, decode_edit
from builder.errors import EditError
from builder.expansion.validation import validate
from tests.edits.random_edits import edits, versions
from tests.strategies import documents


@given(versions())
def test_what_edits_make_is_valid(made):
    """However many edits, each document obeys every rule."""
    for document in made:
        validate(document)


@given(documents(), st.data())
def test_an_edit_leaves_its_input_as_it_was(document, data):
    """Law 6: a new document is returned, or a refusal raised; the old one reads the same."""
    text = document.to_json()
    with suppress(EditError):
        apply(document, data.draw(edits(document)))
    assert document.to_json() == text


@given(versions())
def test_what_edits_make_survives_a_round_trip(made):
    """Law 5: as JSON and back it is the same document."""
    assert Document.from_json(made[-1].to_json()) == made[-1]


@given(documents(), st.data())
def test_an_edit_survives_a_round_trip(document, data):
    """The canvas sends an edit as JSON; so does a fix, there and back."""
    edit = data.draw(edits(document))
    assert decode_edit(msgspec.json.encode(edit)) == edit
    assert decode_edit(msgspec.to_builtins(edit)) == edit
