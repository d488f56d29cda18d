"""Finds out by their names and shapes which arrays are inputs, which are targets, and which are a test part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from builder.datasets.own.reading import Array
from builder.errors import BuilderError
from builder.sentences import Sentence, near, say

_TARGETS = frozenset({"y", "label", "labels", "target", "targets"})
_TESTS = frozenset({"test", "t10k"})
_WORDS = re.compile(r"[^a-z0-9]+")
_SHOWN = 4
_MOST = 3
"""Parts that a file may have: to learn from, to look at meanwhile, to look at last."""


class Pair(NamedTuple):
    """Inputs and their targets."""

    inputs: Array
    targets: Array
    is_test: bool


def pairs_of(arrays: Sequence[Array], target: str) -> list[Pair]:
    """Return the pairs of arrays, test parts last; `target` names targets that are called otherwise than usual.

    Raises:
        BuilderError: it cannot be told which they are, or a pair has different rows.
    """
    if not arrays:  # what is damaged may still be a file of arrays
        raise BuilderError(say("datasets.own.no-arrays"), hint=say("datasets.own.no-pair.hint"))
    names = [one.name for one in arrays]
    if target and target not in names:
        hint = near(target, names) or say("datasets.own.names.hint", names=_array_list(arrays))
        raise BuilderError(say("datasets.own.no-array", name=target), hint=hint)
    targets = [one for one in arrays if (one.name == target if target else _words(one.name) & _TARGETS)]
    inputs = [one for one in arrays if one not in targets]
    if not targets and len(arrays) == 2 and _is_list(arrays[0]) != _is_list(arrays[1]):
        inputs, targets = sorted(arrays, key=_is_list)[:1], sorted(arrays, key=_is_list)[1:]
    if not inputs or len(inputs) != len(targets) or len(inputs) > _MOST:
        problem = say("datasets.own.no-pair", names=_array_list(arrays))
        raise BuilderError(problem, hint=_hint(arrays, has_targets=bool(targets)))
    return sorted((_pair(one, inputs, targets) for one in inputs), key=lambda pair: pair.is_test)


def _hint(arrays: Sequence[Array], *, has_targets: bool) -> str:
    """Return what to give where no pair is found."""
    if len(arrays) > 1:
        return say("datasets.own.no-pair.hint")
    is_target = has_targets or _is_list(arrays[0])
    return say("datasets.own.no-inputs.hint") if is_target else say("datasets.own.no-targets.hint")


def is_main(name: str) -> tuple[bool, bool]:
    """Tell by a name whether it is of what is learned from, and whether of inputs, for the greatest to be chosen.

    >>> max("t10k-images", "train-labels", "train-images", key=is_main)
    'train-images'
    """
    words = _words(name)
    return not words & _TESTS, not words & _TARGETS


def _pair(inputs: Array, others: Sequence[Array], targets: Sequence[Array]) -> Pair:
    """Return the targets of inputs: of as many rows, of which those with the same words in their names.

    Raises:
        BuilderError: there are none.
    """
    words = _words(inputs.name)
    mine = max(targets, key=lambda one: (one.shape[0] == inputs.shape[0], len(_words(one.name) & words)))
    if mine.shape[0] != inputs.shape[0]:
        raise BuilderError(
            say(
                "datasets.own.rows",
                inputs=inputs.name,
                count=inputs.shape[0],
                targets=mine.name,
                others=mine.shape[0],
            ),
            hint=say("datasets.own.rows.hint"),
        )
    return Pair(inputs, mine, len(others) > 1 and bool(words & _TESTS))


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORDS.split(name.lower()))


def _is_list(array: Array) -> bool:
    return len(array.shape) == 1 or (len(array.shape) == 2 and array.shape[1] == 1)


def _array_list(arrays: Sequence[Array]) -> Sentence:
    words = [f"{one.name[:40]} {one.shape}" for one in arrays[:_SHOWN]]
    return Sentence(", ".join([*words, "…"] if len(arrays) > _SHOWN else words))
