"""What is said of a network that was created by a guess, or chosen among several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from builder.candidates.attempts import FoundCall
from builder.candidates.calls import short_call
from builder.candidates.candidate import Candidate
from builder.errors import SourceError
from builder.sentences import Sentence, say

_MOST_NAMES = 6
_LONGEST_NAME = 25


def first_names(names: Sequence[str]) -> str:
    """Return the first names.

    >>> first_names(["a", "b"])
    'a, b'
    """
    shown = [name[:_LONGEST_NAME] for name in names[:_MOST_NAMES]]
    return ", ".join([*shown, "…"] if len(names) > _MOST_NAMES else shown)


class GuessWarning(UserWarning):
    """Says what was guessed; `values` are the guesses by the names of the arguments, for a form that shows them."""

    def __init__(self, sentence: str, values: dict[str, str]) -> None:
        """Take a sentence, and the values."""
        super().__init__(sentence)
        self.values = values


def notes_of(
    found: FoundCall[Any], among: Sequence[Candidate], instead_of: SourceError | None = None
) -> list[str | GuessWarning]:
    """Return what is said of the network that was read: what was guessed, and which others there are.

    `instead_of` says why the line of the text that would have created it cannot be read.
    """
    guessed = found.call.guessed
    call = Sentence(short_call(found.call.text))
    notes: list[str | GuessWarning] = []
    if instead_of is not None:
        problem = Sentence(instead_of.problem)
        sentence = say("candidates.instead", line=instead_of.line, problem=problem, call=call)
        notes.append(GuessWarning(sentence, found.call.guesses))
    elif guessed:
        sentence = say("candidates.guessed", call=call, names=Sentence(first_names(guessed)), count=len(guessed))
        notes.append(GuessWarning(sentence, found.call.guesses))
    others = [one.name for one in among if one.name != found.candidate.name]
    if others and guessed:
        notes.append(say("candidates.others", others=Sentence(first_names(others))))
    elif others:
        notes.append(say("candidates.chosen", call=call, others=Sentence(first_names(others))))
    return notes
