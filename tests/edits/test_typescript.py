"""The types of edits that the canvas is checked by."""

import pytest

from builder.edits import typescript as writer
from builder.edits.typescript import CANVAS, FILES, typescript


@pytest.mark.parametrize("name", FILES)
def test_the_canvas_has_what_is_written_for_it(name):
    """`make fix` has been run after the last change of an edit, of a block or of the names that are taken."""
    assert (CANVAS / name).read_text("utf-8") == FILES[name]()


def test_a_field_with_a_default_may_be_left_out():
    """The canvas sends no `index` where a wire goes behind all others."""
    assert "  node: string | null;\n  index?: number | null;\n" in typescript()


def test_the_files_are_written_where_the_canvas_looks(tmp_path, monkeypatch):
    """All of them, with line ends of one character."""
    monkeypatch.setattr(writer, "CANVAS", tmp_path)
    writer.main()
    assert {file.name: file.read_bytes().decode() for file in tmp_path.iterdir()} == {
        name: text() for name, text in FILES.items()
    }
