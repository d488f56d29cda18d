"""Tries candidates with the values that were chosen and guesses for the rest, until the network can be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from builder.candidates.calls import Call, calls_of, line_to_add, short_call
from builder.candidates.candidate import Candidate
from builder.errors import SourceError
from builder.sentences import Sentence, say

T = TypeVar("T")
_MOST_CANDIDATES = 3
_MOST_WORK = 300_000
"""Steps after which no further call of a candidate is tried, about 0.3 s; a clock would make it depend on the load."""
_MOST_ALIKE = 3
"""How often a candidate may fail in the same way before it is given up."""


_OF_NONE = re.compile(r"\bNone(?:Type)?\b|\bis null\b")
"""In what is said of None where a value is needed."""


class Attempt(NamedTuple, Generic[T]):
    """What came of a call: how many steps it took, and what was read, or why it cannot be."""

    work: int
    read: T | None = None
    fits: bool = False
    """Whether all layers accept what flows into them."""
    error: SourceError | None = None


class FoundCall(NamedTuple, Generic[T]):
    """The candidate that was read, by which call, and what is there for it."""

    candidate: Candidate
    call: Call
    read: T


def first_read(
    candidates: Sequence[Candidate], chosen: Mapping[str, str], attempt: Callable[[Candidate, Call], Attempt[T]]
) -> FoundCall[T]:
    """Return the first call that can be read and whose shapes fit, else the first that can be read.

    Raises:
        SourceError: none can; why the likeliest candidate that could be tried cannot, and the line to add to the text.
    """
    tried_and_failed, unknown = [], []
    for candidate in candidates[:_MOST_CANDIDATES]:
        tried = _Trials[T]()
        tried.all_of(candidate, chosen, attempt)
        for other in candidate.without_none() if tried.lacks_a_value else ():
            tried.all_of(other, chosen, attempt)
            if tried.found or tried.work > _MOST_WORK:
                break
        if tried.found:
            # Trials end with the first one that fits, so that is the last.
            return tried.found[-1 if tried.fits else 0]
        if tried.failures and not set(candidate.unknown) - chosen.keys():
            tried_and_failed.append(_attempts_error(candidate, chosen, tried.failures))
        else:
            unknown.append(_unknown(candidate, chosen))
    raise next(iter((*tried_and_failed, *unknown)))


class _Trials(Generic[T]):
    """What came of the calls of one candidate."""

    def __init__(self) -> None:
        self.work = 0
        self.found: list[FoundCall[T]] = []
        self.failures: list[tuple[Call, SourceError]] = []
        self.before = 0
        """How many failures there were before this form of the candidate was tried."""
        self.fits = False

    def all_of(
        self, candidate: Candidate, chosen: Mapping[str, str], attempt: Callable[[Candidate, Call], Attempt[T]]
    ) -> None:
        """Try the calls of a candidate until one fits, or enough was tried."""
        self.before = len(self.failures)
        for call in calls_of(candidate, chosen):
            made = attempt(candidate, call)
            self.add(candidate, call, made)
            self.fits = made.fits
            if made.fits or self.ended:
                break

    @property
    def lacks_a_value(self) -> bool:
        """Whether nothing was read, and something fails that is None where a value is needed."""
        return not self.found and any(_OF_NONE.search(error.problem) for _, error in self.failures)

    def add(self, candidate: Candidate, call: Call, made: Attempt[T]) -> None:
        self.work += made.work
        if made.read is not None:
            self.found.append(FoundCall(candidate, call, made.read))
        if made.error is not None:
            self.failures.append((call, made.error))

    @property
    def ended(self) -> bool:
        """Whether enough was tried."""
        problems = [error.problem for _, error in self.failures[self.before :]]
        # Only the problem that was met last can have become that frequent.
        return self.work > _MOST_WORK or any(problems.count(one) >= _MOST_ALIKE for one in problems[-1:])


def _attempts_error(
    candidate: Candidate, chosen: Mapping[str, str], failures: list[tuple[Call, SourceError]]
) -> SourceError:
    call, error = failures[0]
    if not call.guessed:
        return error
    problem = say("candidates.failed", call=Sentence(short_call(call.text)), problem=Sentence(error.problem))
    if error.hint == say("symbols.absent.hint"):  # no other values would help
        return SourceError(problem, error.line, error.column, error.hint)
    hint = _add(candidate, chosen)
    if error.hint is not None:
        hint = say("candidates.or-add", hint=Sentence(error.hint), line=line_to_add(candidate, chosen))
    return SourceError(problem, error.line, error.column, hint)


def _unknown(candidate: Candidate, chosen: Mapping[str, str]) -> SourceError:
    names = [name for name in candidate.unknown if name not in chosen]
    problem = say("candidates.unknown", name=candidate.name, names=", ".join(names), count=len(names))
    return SourceError(problem, candidate.line, 1, _add(candidate, chosen))


def not_guessed(candidate: Candidate, chosen: Mapping[str, str]) -> SourceError:
    """Return why a candidate is not created where nothing may be guessed."""
    names = candidate.needs(chosen)
    problem = say("candidates.needs", name=candidate.name, names=", ".join(names))
    return SourceError(problem, candidate.line, 1, _add(candidate, chosen))


def _add(candidate: Candidate, chosen: Mapping[str, str]) -> str:
    return say("candidates.add", line=line_to_add(candidate, chosen))
