import random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from builder import analyse, to_source
from builder.document.blocks import Document
from builder.document.tree import all_places, places
from builder.edits import apply, decode_edit
from builder.edits.inner import changed_within, follow_tensors
from builder.errors import BuilderError, EditError
from builder.expansion.validation import validate
from tests.call_counts import lines_of
from tests.edits.malformed_edits import Garbler
from tests.nightly import NIGHTLY
from tests.strategies import documents

EDITS = 25
"""Edits of one document, one after another."""
MOST = 1_000_000
"""Lines of Python that an edit of these small documents may run; the longest seen took a tenth."""
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Of a seed there is no simpler one."""
SLICES = 400 if NIGHTLY else settings.default.max_examples


def made(document, edit):
    """Return the document with the edit made within the lines it may take, or itself where that is refused."""
    after = []
    try:
        change = decode_edit(edit)
        lines_of(lambda: after.append(apply(document, change)), MOST)
    except EditError:
        return document
    return after[0]


@settings(max_examples=SLICES, phases=UNSHRUNK)
@given(documents(), st.integers(0, 2**32))
def test_any_edit_is_made_or_refused(document, seed):
    """Never another error, never a document that breaks a rule, and each within the lines that it may take."""
    chance = random.Random(seed)
    for _ in range(EDITS):
        document = made(document, Garbler(document, chance).edit())
        validate(document)
    assert Document.from_json(document.to_json()) == document


@settings(max_examples=SLICES, phases=UNSHRUNK)
@given(documents(), st.integers(0, 2**32))
def test_what_any_edit_makes_is_compiled_or_refused(document, seed):
    """Shapes and source of it are told, or there is a sentence why not."""
    chance = random.Random(seed)
    for _ in range(EDITS):
        before, document = document, made(document, Garbler(document, chance).edit())
        if document is not before:
            analyse(document)
            compiled(document)


def compiled(document):
    """Emit the source or see a refusal."""
    try:
        return to_source(document)
    except BuilderError as error:
        return str(error)


def refusal(document, before=None):
    """Return why a document is not valid, or None."""
    try:
        return validate(document, before)
    except BuilderError as error:
        return type(error)


@settings(max_examples=SLICES, phases=UNSHRUNK)
@given(documents(), st.integers(0, 2**32))
def test_what_an_edit_changed_is_checked_as_all_would_be(document, seed):
    """Validation of the changed blocks alone and of the whole document agree, and so do the places of the blocks."""
    chance = random.Random(seed)
    for _ in range(EDITS):
        changed = unchecked(document, Garbler(document, chance).edit())
        found = refusal(changed, document)
        assert found is refusal(changed)
        if found is None:
            assert list(all_places(changed, document).items()) == list(places(changed).items())
            document = changed


def unchecked(document, edit):
    """Return what an edit makes of a document before that is checked, or the document where it makes nothing."""
    try:
        return follow_tensors(document, changed_within(document, decode_edit(edit)))
    except BuilderError:
        return document


@pytest.mark.parametrize("value", ["\ud800", [[]] * 2 + ["\udfff"]])
def test_what_cannot_be_saved_is_no_edit(value):
    """It is refused before a document holds it."""
    with pytest.raises(EditError, match="This edit is not valid"):
        decode_edit({"edit": "set_argument", "id": "a", "argument": "p", "value": value})
