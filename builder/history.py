"""The history of a document: who made which step, which of them stand, and the way that undo and redo take.

Each revision knows the one that it was made of and the steps that were made, undone or redone on the way from there. So
each has a set of steps that stand in it, and it is what these make one after the other, oldest first.
A person takes back the newest of their own. Where a revision has just the steps that stand then, the document goes back
to it; otherwise the steps since are made again on the nearest one before.

A step of nobody, as of a browser that keeps no cookies, anybody may take back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import takewhile
from typing import Literal, TypeAlias

import msgspec

from builder.caching import cached_property
from builder.document.blocks import Document
from builder.edits.action import Action
from builder.errors import BuilderError, EditError
from builder.sentences import Sentence, say

KEPT = 200
"""Revisions of a document that are kept, and so can be gone back to."""
_SPARE = 20
"""Revisions that may be too many, so that not each edit has some to forget."""
Means: TypeAlias = Literal["edits", "weights", "whole", "forgotten"]
"""What a step changed: its edits, the weights alone, or the document as a whole; a forgotten one is not redone."""


class Revision(msgspec.Struct, frozen=True):
    """One revision of a document, but for the document itself."""

    number: int
    base: int | None = None
    """The one that it was made of, and whose weights it takes over; None where all before it is forgotten."""
    steps: tuple[int, ...] = ()
    """The steps made, undone or redone since, each by the number of the revision that it was first made in."""
    author: str | None = None
    name: str = ""
    means: Means = "edits"

    @property
    def is_step(self) -> bool:
        """Whether somebody made it by an action of their own, which can be undone and redone."""
        return self.steps == (self.number,) and self.means != "forgotten"


class Turn(msgspec.Struct, frozen=True):
    """One undo or redo: the revision to go to, or to make the steps `again` on, oldest first."""

    step: Revision
    is_undo: bool
    start: int
    again: tuple[Revision, ...]
    base: int
    steps: tuple[int, ...]

    def document(self, start: Document, actions: Callable[[int], Action | None]) -> Document:
        """Return the document that the turn leads to, from that of its start.

        Raises:
            EditError: a step cannot be made again.
        """
        for one in self.again:
            if one.means == "weights":
                continue
            action = actions(one.number)
            if action is None:
                raise in_the_way(self, one)
            try:
                start = action.done(start)
            except EditError as error:
                raise in_the_way(self, one, error) from None
        return start


class History(msgspec.Struct, frozen=True, dict=True):
    """The revisions of a document, oldest first, and the number of the one that is on the screen.

    >>> history = History(1, (Revision(1),)).made("ada", "Add Linear").made("bob", "Add ReLU")
    >>> history.undoable("ada").name, history.redoable("ada")
    ('Add Linear', None)
    >>> [one.name for one in history.undo("ada").again]
    ['Add ReLU']
    """

    position: int
    revisions: tuple[Revision, ...]

    @cached_property
    def standing(self) -> frozenset[int]:
        """The steps that stand, but those before the first revision that is kept."""
        by_number = {one.number: one for one in self.revisions}
        found: set[int] = set()
        for one in _chain(by_number, self.position):
            found ^= set(one.steps)
        return frozenset(found)

    def undoable(self, person: str | None) -> Revision | None:
        """Return the step that undo takes back: the newest of a person's own that stands."""
        return next((one for one in reversed(self._own(person)) if one.number in self.standing), None)

    def redoable(self, person: str | None) -> Revision | None:
        """Return the step that redo makes again: the first of a person's own after the newest that stands."""
        newest = self.undoable(person)
        start = 0 if newest is None else newest.number
        return next((one for one in self._own(person) if one.number > start), None)

    def undo(self, person: str | None) -> Turn:
        """Return how a person's undo is made.

        Raises:
            BuilderError: there is nothing to undo, or another step is in the way.
        """
        step = self.undoable(person)
        if step is None:
            raise BuilderError(say("history.nothing-to-undo"))
        return self._turn(step, self.standing - {step.number})

    def redo(self, person: str | None) -> Turn:
        """Return how a person's redo is made.

        Raises:
            BuilderError: there is nothing to redo, or another step is in the way.
        """
        step = self.redoable(person)
        if step is None:
            raise BuilderError(say("history.nothing-to-redo"))
        return self._turn(step, self.standing | {step.number})

    def made(self, person: str | None, name: str = "", means: Means = "edits") -> History:
        """Return the history after one more step; what its person has undone is forgotten."""
        undone = {one.number for one in self._own(person) if one.number not in self.standing}
        by_number = {one.number: one for one in self.revisions}
        behind = {one.number for one in _chain(by_number, self.position)}
        kept = [
            msgspec.structs.replace(one, means="forgotten") if one.number in undone else one
            for one in self.revisions
            if one.number not in undone or one.number in behind
        ]
        if undone:
            kept = _useful(kept, behind, undone)
        number = kept[-1].number + 1
        return History(number, (*kept, Revision(number, self.position, (number,), person, name, means)))

    def turned(self, turn: Turn, person: str | None) -> History:
        """Return the history after an undo or redo."""
        if not turn.again:
            return History(turn.start, self.revisions)
        number = self.revisions[-1].number + 1
        return History(number, (*self.revisions, Revision(number, turn.base, turn.steps, person)))

    @property
    def is_long(self) -> bool:
        """Whether there are revisions to forget."""
        return len(self.revisions) > KEPT + _SPARE

    def pruned(self, weighted: Collection[int]) -> History:
        """Return the history without its oldest revisions, but for the one whose weights the rest takes over.

        `weighted` are those that have weights of their own.
        """
        kept = {one.number: one for one in self.revisions[-KEPT:]}
        *_, first = _chain(kept, self.position)
        held = History(first.number, self.revisions).standing
        behind = _chain({one.number: one for one in self.revisions}, first.number)
        source = next((one.number for one in behind if one.number in weighted), first.number)
        undone = [one for one in kept.values() if one.number < first.number and one.is_step and one.number not in held]
        start = Revision(first.number, None if source == first.number else source)
        return History(
            self.position,
            (
                *([] if start.base is None else [Revision(source)]),
                *undone,
                start,
                *(one for one in kept.values() if one.number > first.number),
            ),
        )

    def restored(self, number: int, since: int) -> list[int]:
        """Return the revisions that hold what undo and redo brought back on the way from one revision to another."""
        by_number = {one.number: one for one in self.revisions}
        way = takewhile(lambda one: one.number != since, _chain(by_number, number))
        turned = [by_number[step] for one in way if not one.is_step for step in one.steps if step in by_number]
        return [place for one in turned for place in (one.base, one.number) if place in by_number]

    def _own(self, person: str | None) -> list[Revision]:
        return [one for one in self.revisions if one.is_step and one.author in (person, None)]

    def _turn(self, step: Revision, target: frozenset[int]) -> Turn:
        sets = _sets(self.revisions)
        # Of the revisions that hold the first steps of those that shall stand, and no others, the one with the most.
        start = max((n for n, held in sets.items() if _begins(held, target)), key=lambda n: (len(sets[n]), n))
        by_number = {one.number: one for one in self.revisions}
        lost = Revision(0, means="whole")
        again = tuple(by_number.get(number, lost) for number in sorted(target - sets[start]))
        turn = Turn(step, step.number not in target, start, again, self.position, (step.number,))
        for one in again:
            changes_weights = {step.means, one.means} == {"weights"} and one.number > step.number
            if one.means == "whole" or changes_weights:
                raise in_the_way(turn, one)
        # Weights are those of before the step, or after it; else they are what they are now.
        other = step.number if step.number in target else step.base
        if step.means != "weights" or other not in sets:
            return turn
        return msgspec.structs.replace(turn, base=other, steps=tuple(sorted(target ^ sets[other])))


def in_the_way(turn: Turn, other: Revision, error: EditError | None = None) -> EditError:
    """Return the refusal of an undo or redo that a step made since does not allow."""
    name, reason = Sentence(shown_name(turn.step)), Sentence("" if error is None else f" {error.problem}")
    if other is turn.step:
        return EditError(say("history.not-again", name=name, reason=reason), hint=say("history.redo.hint"))
    built = Sentence(shown_name(other))
    if turn.is_undo:
        problem = say("history.undo-in-the-way", name=name, other=built, reason=reason)
        return EditError(problem, hint=say("history.undo.hint"))
    return EditError(
        say("history.redo-in-the-way", name=name, other=built, reason=reason), hint=say("history.redo.hint")
    )


def shown_name(revision: Revision) -> str:
    """Return what a step is called; those of earlier releases have no name."""
    return revision.name or say("history.unnamed")


def _chain(by_number: dict[int, Revision], number: int | None) -> Iterable[Revision]:
    """Yield a revision and those that it goes back to, newest first."""
    one = by_number.get(number or 0)
    while one is not None:
        yield one
        one = by_number.get(one.base or 0)


def _sets(revisions: Iterable[Revision]) -> dict[int, frozenset[int]]:
    """Return the steps that stand in each revision that goes back to the first one."""
    found: dict[int, frozenset[int]] = {}
    for one in revisions:
        if one.base is None:
            found[one.number] = frozenset()
        elif one.base in found:
            found[one.number] = found[one.base].symmetric_difference(one.steps)
    return found


def _useful(revisions: list[Revision], behind: Collection[int], forgotten: set[int]) -> list[Revision]:
    """Return the revisions without those that only led to, or from, what is forgotten."""
    sets = _sets(revisions)
    return [
        one
        for one in revisions
        if one.is_step or one.number in behind or sets.get(one.number, forgotten).isdisjoint(forgotten)
    ]


def _begins(held: frozenset[int], target: frozenset[int]) -> bool:
    return held <= target and (held == target or max(held, default=0) < min(target - held))
