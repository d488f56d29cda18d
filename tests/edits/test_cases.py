"""The table of edits, which the canvas's tests read as well: what it shows ahead is what these edits make."""

import json
from typing import get_args

import pytest

from builder.document.blocks import Document
from builder.edits import Edit
from tests.edits.cases import FILE, after, by_id, drawn, filled

TABLE = json.loads(FILE.read_text("utf-8"))
DOCUMENTS = [Document.from_json(json.dumps(one["document"])) for one in TABLE["documents"]]
CASES = [pytest.param(*case, id=f"{case[1]['edit']} {i}") for i, case in enumerate(TABLE["cases"])]


@pytest.mark.parametrize(("document", "told"), [*zip(DOCUMENTS, TABLE["documents"], strict=True)])
def test_the_table_shows_its_documents_as_they_are_drawn(document, told):
    """What the canvas starts from is what it is sent."""
    assert drawn(document) == told["tree"]


@pytest.mark.parametrize(("number", "edit", "made"), CASES)
def test_an_edit_makes_the_tree_of_the_table(number, edit, made):
    """After a wanted change of what an edit makes: `python -m tests.edits.cases`."""
    assert after(DOCUMENTS[number], edit) == filled(made, by_id(TABLE["documents"][number]["tree"]))


def test_the_table_has_every_kind_of_edit():
    """One that is new is entered in tests/edits/case_edits.py."""
    kinds = {kind.__struct_config__.tag for kind in get_args(Edit)}
    assert kinds == {edit["edit"] for _, edit, _ in TABLE["cases"]}
