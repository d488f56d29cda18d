"""The types of edits that the canvas is checked by."""

from builder.edits.typescript import CANVAS, typescript


def test_the_canvas_has_the_types_of_the_edits_that_are_decoded():
    """`make fix` has been run after the last change of an edit or of a block."""
    assert CANVAS.read_text("utf-8") == typescript()


def test_a_field_with_a_default_may_be_left_out():
    """The canvas sends no `index` where a wire goes behind all others."""
    assert "  node: string | null;\n  index?: number | null;\n" in typescript()
