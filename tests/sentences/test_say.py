import pytest

from builder.sentences import Sentence, later, near, say, short
from builder.sentences.say import Field, fields, parts
from builder.sentences.table import table

SOME_KEY = next(key for key, text in sorted(table().items()) if not fields(text))


def worded(text, **values):
    """Fill a text in, as `say` does with one of the table."""
    return "".join(part.worded(values[part.name]) if isinstance(part, Field) else part for part in parts(text))


def test_a_key_gives_its_sentence():
    """As the table has it."""
    assert say(SOME_KEY) == table()[SOME_KEY]
    assert type(say(SOME_KEY)) is str  # msgspec writes no other


def test_an_unknown_key_is_an_error():
    """It is a defect of ours."""
    with pytest.raises(KeyError, match="no such key"):
        say("no such key")


def test_a_value_without_a_field_is_an_error():
    """A sentence that lost its field is found by its first reader's test."""
    with pytest.raises(TypeError, match=r"was given \['name'\]"):
        say(SOME_KEY, name="x")


@pytest.mark.parametrize(("count", "expected"), [(1, "1 block"), (0, "0 blocks"), (2000, "2,000 blocks")])
def test_a_count_has_its_form(count, expected):
    """One is singular, none and many are plural."""
    assert worded("{count:,} {count:block|blocks}", count=count) == expected


def test_a_persons_text_is_cut():
    """A sentence repeats at most 80 characters of it."""
    assert worded("{name} is taken.", name="x" * 1000) == "x" * 79 + "… is taken."


def test_a_sentence_in_a_sentence_is_whole():
    """It was cut where it quotes."""
    assert worded("{part}!", part=Sentence("so " * 50)) == f"{'so ' * 50}!"


def test_what_is_said_later_is_the_same():
    """When it is read, as a part of another sentence too."""
    assert later(SOME_KEY).said == say(SOME_KEY)
    assert worded("{part}!", part=later(SOME_KEY)) == f"{table()[SOME_KEY]}!"


def test_what_cannot_be_printed_is_shown_as_a_question_mark():
    """A name cannot break a sentence over lines, nor turn its direction."""
    assert short("a\n\u202eb") == "a??b"


def test_a_wrong_letter_is_asked_about():
    """In whatever case."""
    assert near("linaer", ["Linear", "ReLU", "Bilinear"]) == "Did you mean Linear?"


@pytest.mark.parametrize("word", ["Embed", "forward_pass", "x", "", "q" * 1000, None])
def test_nothing_is_asked_where_no_word_is_likely(word):
    """A guess that is wrong sends people the wrong way."""
    assert near(word, ["Linear", "ReLU", "pad", "forward", "y"]) is None
