"""What is said of the lines of a pasted text that were left out."""

from builder.symbols.files.left_out import LeftOut


def test_lines_with_one_reason_are_said_together():
    """By their first line; a full stop of the reason is no second one."""
    note = LeftOut({9: "a is not here.", 5: "b", 2: "a is not here."})
    assert str(note) == "Ignored: lines 2, 9: a is not here; line 5: b."
    assert (note.lines, note.is_whole) == (["line 2: a is not here", "line 5: b", "line 9: a is not here"], True)


def test_what_a_sentence_has_no_room_for_is_counted():
    """No reason is cut in the middle, and all lines are kept."""
    note = LeftOut({line: f"{line} {'a ' * 40}is not here" for line in range(1, 11)})
    assert str(note).endswith("is not here; and 8 more lines.")
    assert (len(note.lines), note.is_whole) == (10, False)


def test_many_lines_with_one_reason_are_not_all_named():
    """The first six; of the list behind it none is missing."""
    note = LeftOut(dict.fromkeys(range(1, 10), "a"))
    assert str(note) == "Ignored: lines 1, 2, 3, 4, 5, 6, …: a."
    assert (len(note.lines), note.is_whole) == (9, False)
