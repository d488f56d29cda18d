import pytest

from builder.sentences.export import CANVAS, PREFIX, typescript
from builder.sentences.say import fields
from builder.sentences.short import LONGEST_SENTENCE
from builder.sentences.table import FILE, rows, table, written
from tests.sentences.calls import canvas_keys, python_calls


def test_the_table_has_its_one_form():
    """Sorted, with no more quotes than needed: `make fix` brings it there."""
    text = FILE.read_bytes().decode()
    assert text == written(rows(text))


def test_the_canvas_has_its_rows_and_no_others():
    """`make fix` has been run after the last change of the table."""
    assert CANVAS.read_text("utf-8") == typescript(list(table().items()))


def test_every_key_in_the_code_is_written_out():
    """A key that is put together could not be looked up here."""
    assert not [call.place for call in python_calls() if call.key is None or "**" in call.fields]


def test_every_key_in_the_code_has_a_sentence():
    """Nobody meets a KeyError in place of a sentence."""
    assert not [call.place for call in python_calls() if call.key not in table()]


def test_every_sentence_is_given_just_its_fields():
    """Nobody meets a TypeError in place of a sentence."""
    ours = [call for call in python_calls() if call.key in table()]
    assert not [call.place for call in ours if call.fields != fields(table()[call.key])]


def test_every_sentence_is_used():
    """A translator has no row to translate that nobody reads."""
    used = {call.key for call in python_calls()} | canvas_keys()
    assert not table().keys() - used


def test_the_canvas_takes_its_own_sentences():
    """And Python none of them, so that a row has one reader."""
    assert all(key.startswith(PREFIX) for key in canvas_keys())
    assert not [call.place for call in python_calls() if (call.key or "").startswith(PREFIX)]


def test_every_sentence_is_short():
    """One can be read at a glance."""
    assert not [key for key, english in table().items() if len(english) > LONGEST_SENTENCE]


def test_a_key_that_stands_twice_is_refused():
    """Two engineers who add one key hear of it."""
    with pytest.raises(ValueError, match=r"two rows: \['a'\]"):
        rows("key,en\na,One\na,Two\n")


def test_a_row_without_a_sentence_is_refused():
    """A row that lost its sentence in a merge does not pass as an empty one."""
    with pytest.raises(ValueError, match="has not the cells"):
        rows("key,en\na\n")
