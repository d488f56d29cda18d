"""The text of an index is read strictly, and means what it means in torch."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from builder.catalogue.functions.index import index_shape, index_text, parse_index
from builder.errors import ShapeError
from tests.catalogue.layers.oracle import REFUSED, quietly

NUMBER = st.integers(-4, 4)
BOUND = st.just("") | NUMBER.map(str)
SLICE = st.builds(lambda a, b, c: f"{a}:{b}{c}", BOUND, BOUND, st.sampled_from(["", ":", ":1", ":2", ":3"]))
ITEM = NUMBER.map(str) | SLICE | st.sampled_from([":", "None", "..."])
INDEX = st.lists(ITEM, min_size=1, max_size=5).map(", ".join)


class Brackets:
    """Gives back what stands between the brackets."""

    def __getitem__(self, index):
        return index


@given(text=INDEX, shape=st.lists(st.integers(0, 4), max_size=4).map(tuple))
def test_an_index_returns_the_shape_that_torch_does(text, shape):
    """Numbers take a dim away, slices shorten it, None adds one, and the ellipsis stands for the rest."""
    if quietly(lambda: parse_index(text)) == REFUSED:
        assert text.count("...") > 1
        return
    index = eval(f"brackets[{text}]", {"brackets": Brackets()})
    assert quietly(lambda: index_shape(shape, parse_index(text))) == quietly(
        lambda: tuple(torch.zeros(shape)[index].shape)
    )


@given(text=INDEX)
def test_an_index_written_and_read_again_is_itself(text):
    """What is emitted means what was read."""
    items = quietly(lambda: parse_index(text))
    assert items == REFUSED or parse_index(index_text(items)) == items


@given(text=st.text(alphabet="0123456789:,.- +Nonex[]()_'\u0660\n", max_size=12))
def test_no_text_does_anything_but_be_read_or_refused(text):
    """Whatever is read is an index in Python as well, of these four sorts and no other."""
    items = quietly(lambda: parse_index(text))
    assert items == REFUSED or all(item is None or isinstance(item, int | slice | type(...)) for item in items)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not valid at ''"),
        ("a", "is not valid at 'a'"),
        ("0, , 1", "is not valid at ''"),
        ("__import__('os')", "is not valid"),
        ("1:2:3:4", "a slice with 4 parts"),
        ("..., 0, ...", "two ellipses"),
        ("::-1", r"at least 1\. Use Tensor\.flip"),
        ("True", "is not valid at 'True'"),
        ("[0, 1]", "is not valid"),
        ("\u0663", "is not valid"),
    ],
)
def test_what_cannot_be_read_is_named(text, message):
    """The sentence shows the part that has no meaning."""
    with pytest.raises(ShapeError, match=message):
        parse_index(text)


class Batch(int):
    """An int that says it is the batch, as the analysis uses one."""


def test_the_batch_stays_marked():
    """A wire shows the letter N behind x[:, 0] as well."""
    assert type(index_shape((Batch(2), 3), parse_index(":, 0"))[0]) is Batch
