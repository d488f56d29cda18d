import pytest

from builder.sentences.export import CANVAS, PREFIX, typescript
from builder.sentences.say import fields
from builder.sentences.short import LONGEST_SENTENCE
from builder.sentences.table import FILE, rows, sentence, table, to_csv
from tests.sentences.calls import PYTHON, ROOT, canvas_keys, python_calls, rooms, said_at_import


def test_the_table_has_its_one_form():
    """Sorted, with no more quotes than needed: `make fix` brings it there."""
    text = FILE.read_bytes().decode()
    assert text == to_csv(rows(text))


def test_each_sentence_is_found_by_its_key():
    """Where it stands says the order of the keys."""
    assert all(sentence(key) == english for key, english in table().items())
    for key in ("analysis", "analysis.nothing", "zz", "key,"):
        with pytest.raises(KeyError, match=key):
            sentence(key)


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


def is_script(file):
    """Tell whether Streamlit runs a file anew for each visit."""
    return file.parent == ROOT / "pages" or file == ROOT / "ui" / "main.py"


def test_nothing_is_said_at_import():
    """It would have one language for all; what is kept for later is said by `later`."""
    files = [file for file in PYTHON if not is_script(file) and "node_modules" not in file.parts]
    assert not [(file.name, call) for file in files for call in said_at_import(file.read_text("utf-8"))]


@pytest.mark.parametrize(
    "code",
    [
        'NAME = say("a")',
        '@dialog(say("a"))\ndef show(): ...',
        'def show(name=say("a")): ...',
        'class A:\n  b = say("a")',
    ],
)
def test_what_is_said_at_import_is_found(code):
    """A constant, a decorator, a default, an attribute of a class."""
    assert said_at_import(code) == ["say('a')"]


def test_what_a_function_says_is_not_said_at_import():
    """It is said when the function is called."""
    assert not said_at_import('def show():\n  say("a")\nkey = lambda: say("a")')


def test_every_sentence_is_used():
    """A translator has no row to translate that nobody reads."""
    used = {call.key for call in python_calls()} | canvas_keys()
    assert not table().keys() - used


def test_the_canvas_takes_its_own_sentences():
    """And Python none of them, so that a row has one reader."""
    assert all(key.startswith(PREFIX) for key in canvas_keys())
    assert not [call.place for call in python_calls() if (call.key or "").startswith(PREFIX)]


def test_every_key_begins_with_a_place_that_says_it():
    """Whoever reads the table knows where to look, and whoever adds a row how to call it."""
    places = {}
    for call in python_calls():
        places.setdefault(call.key, set()).update(rooms(call.place))
    assert not [key for key, said in places.items() if key.partition(".")[0] not in said]


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
