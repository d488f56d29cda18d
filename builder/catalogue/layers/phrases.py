"""Sentences and parts of sentences that many rules say, each a row of the table."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from builder.sentences import Later, Sentence, later, say

WHERE = (later("layers.phrase.sequences"), later("layers.phrase.images"), later("layers.phrase.volumes"))
"""What 1, 2 and 3 spatial dims hold."""


def takes(name: str | Later, expected: object, received: object) -> str:
    """Say what is expected and what comes instead.

    >>> takes("Linear", least_dims(1), n_dims(0))
    'Linear takes at least 1 dim and receives a scalar.'
    """
    return say("layers.takes", name=name, expected=expected, received=received)


def takes_input(name: str | Later, input: str | Later, expected: object, received: object) -> str:
    """Say what is expected of one input, such as its dtype, and what comes instead.

    >>> takes_input("CTCLoss", "log_probs", "float32", "int64")
    'CTCLoss takes log_probs of float32 and receives int64.'
    """
    return say("layers.takes.input", name=name, input=input, expected=expected, received=received)


def takes_shape(name: str | Later, input: str | Later, expected: object, received: object) -> str:
    """Say which shape of one input is expected, and which comes instead.

    >>> takes_shape("BCELoss", "target", [2, 3], [2])
    'BCELoss takes target of shape [2, 3] and receives [2].'
    """
    return say("layers.takes.shape", name=name, input=input, expected=expected, received=received)


def takes_features(name: str | Later, expected: int, received: int) -> str:
    """Say how many features are expected, and how many come.

    >>> takes_features("Linear", 1, 3)
    'Linear takes 1 feature and receives 3.'
    """
    return say("layers.takes.features", name=name, expected=expected, received=received)


def n_dims(*counts: int) -> Sentence:
    """Name a number of dims, or any of several.

    >>> n_dims(2), n_dims(3, 4)
    ('2 dims', '3 or 4 dims')
    """
    match counts:
        case (0,):
            return Sentence(say("layers.phrase.scalar"))
        case (count,):
            return Sentence(say("layers.phrase.dims", count=count))
        case _:
            return Sentence(say("layers.phrase.any-dims", counts=any_of(counts)))


def least_dims(count: int) -> Sentence:
    """Name the least number of dims.

    >>> least_dims(1)
    'at least 1 dim'
    """
    return Sentence(say("layers.phrase.least-dims", count=count))


def any_of(values: Iterable[object]) -> Sentence:
    """Name values of which each would do.

    >>> any_of((2, 3, 4))
    '2 or 3 or 4'
    """
    first, *others = (Sentence(value) for value in values)
    return reduce(lambda one, other: Sentence(say("layers.phrase.or", one=one, other=other)), others, first)


def join_values(values: Iterable[object]) -> Sentence:
    """Name values of our own one after another; unlike a person's text the list is not cut.

    >>> join_values(["mean", "sum"])
    'mean, sum'
    """
    return Sentence(", ".join(map(str, values)))


def n_inputs(least: int, most: int) -> Sentence:
    """Name a number of inputs.

    >>> n_inputs(1, 1), n_inputs(2, 2), n_inputs(1, 3)
    ('1 input', '2 inputs', '1 to 3 inputs')
    """
    if least == most:
        return Sentence(say("layers.phrase.inputs", count=most))
    return Sentence(say("layers.phrase.inputs-range", least=least, most=most))
