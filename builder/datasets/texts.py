"""A text as examples for a model of characters: pieces of one length, and the same moved on by one character."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from builder.datasets.stored import DataSet
from builder.errors import BuilderError, LimitError
from builder.sentences import say

LENGTH = 64
"""Characters of one example, where nothing else is asked for."""
MOST_LENGTH = 8_192
MOST_CHARACTERS = 20_000
"""Different characters: each is a class."""
_BYTE = 256


class TextExamples(NamedTuple):
    """A description, and the tokens that go in and those that are to come out."""

    info: DataSet
    inputs: npt.NDArray[Any]
    targets: npt.NDArray[Any]


def text_examples(text: str, length: int, name: str, origin: str) -> TextExamples:
    """Cut a text into pieces that do not overlap, so that none is both learned and looked at; what is left over goes.

    Args:
        text: its line ends may be of any system.
        length: characters of one example, from 1 to `MOST_LENGTH`.
        name: of the data set, for a person.
        origin: a sentence on where it comes from.

    Raises:
        BuilderError: the text is shorter than one example, or the length is none.
        LimitError: it has too many different characters.
    """
    if not 1 <= length <= MOST_LENGTH:
        raise BuilderError(
            say("datasets.text.length", length=length), hint=say("datasets.text.length.hint", most=MOST_LENGTH)
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) <= length:
        raise BuilderError(
            say("datasets.text.short", name=name, count=len(text), length=length),
            hint=say("datasets.text.short.hint"),
        )
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    characters, ids = np.unique(codes, return_inverse=True)
    if len(characters) > MOST_CHARACTERS:
        raise LimitError(
            say("datasets.text.characters", name=name, count=len(characters), most=MOST_CHARACTERS),
            hint=say("datasets.text.characters.hint"),
        )
    tokens = ids.astype(np.uint8 if len(characters) <= _BYTE else np.uint16)
    rows = (len(tokens) - 1) // length
    info = DataSet(
        name=name,
        task="tokens",
        shape=(length,),
        dtype="int64",
        target_shape=(length,),
        target_dtype="int64",
        classes=tuple(map(chr, characters)),
        origin=origin,
    )
    inputs, targets = tokens[: rows * length], tokens[1 : rows * length + 1]
    return TextExamples(info, inputs.reshape(rows, length), targets.reshape(rows, length))
