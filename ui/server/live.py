"""`Live`: a document that is open, one object for all who look at it in this process.

Two tabs on one document so make their edits to the same newest revision, one after the other. Each accepted edit is in
the library before anybody is told; what another process has saved there meanwhile is read first, and where one is
faster still, the edit is made again on its revision.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from builder.document.blocks import Document
from builder.edits import Edit, SetName, SetPositions, decode_edit
from builder.edits.action import Action
from builder.edits.step_name import step_name
from builder.errors import BuilderError, BusyError, EditError, StorageError
from builder.library import Head, Library, Origin, RevisionWeights, StaleRevisionError
from builder.sentences import say
from ui.server import pace
from ui.server.canvas_tree import Trees
from ui.server.commands import Batch, Command, Refusal, check_count
from ui.server.reading import Reading
from ui.server.renames import overwritten
from ui.server.trials import Trials

MAX_CLIENTS = 16
"""Canvas clients whose last number is remembered for a document."""
MAX_LIVE = 200
"""Documents that are kept in memory; one that was not looked at for longest is read again from the library."""

AT_ONCE = 2.0
"""Seconds after which a request's further steps are left for the next one, so that others get at the document."""
LOCK_WAIT = 2.0
"""Seconds that a request waits for the others of its document."""

JUST_NOW = 0.2
"""Seconds within which other processes' edits are looked for once, but before each edit."""
TRIES = 32
"""Times that an edit is made again on a newer revision before a person is asked to."""

_LOOKS = (SetName, SetPositions)
"""Edits after which all weights are the same."""


Way: TypeAlias = Literal["undo", "redo"]

_log = logging.getLogger(__name__)


class Live:
    """An open document: its newest revision, what can be undone, and how far each canvas client has come."""

    def __init__(self, library: Library, id: str, trials: Trials) -> None:
        self.id = id
        self._library = library
        self._trials = trials
        self._turn = threading.RLock()
        self.head: Head = library.head(id)
        self.reading = Reading(library.open(id), trials)
        self.trees = Trees()
        self.refused: tuple[Refusal, ...] = ()
        self.stamp = int(self.head.updated * 1e6)
        """When the newest picture of the document came to be, in microseconds since 1970: a later one has a larger."""
        self._looked = 0.0
        self._weights: tuple[Head, RevisionWeights | None] | None = None
        """The weights found last, and where the document stood then: numbers are given again after an undo."""

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Let one request at a time look at the document and change it.

        Raises:
            BusyError: others take too long.
        """
        if not self._turn.acquire(timeout=LOCK_WAIT):
            raise BusyError(say("server.busy.edits"), hint=say("server.busy.edits.hint"))
        try:
            yield
        finally:
            self._turn.release()

    @property
    def document(self) -> Document:
        """The newest revision."""
        return self.reading.document

    def at(self) -> tuple[Head, Document]:
        """Return the state of the document, and the document."""
        with self._lock():
            return self.head, self.document

    def weights(self) -> RevisionWeights | None:
        """Return the weights of the newest revision, where they are made."""
        with self._lock():
            known = self._weights
            if known is None or known[0] is not self.head or known[1] is None or not known[1].path.is_file():
                known = self._weights = self.head, self._library.lineage.of(self.id, self.head.position)
            return known[1]

    def keep_weights(self, document: Document, kept: RevisionWeights) -> bool:
        """Note that weights were made for a revision, if it still is this document; return whether it is."""
        with self._lock():
            self._weights = None
            return self._library.keep_weights(self.id, document, kept)

    @contextmanager
    def _next_to(self, after: Head) -> Iterator[None]:
        """Hold the document as it was at a revision.

        Raises:
            EditError: it has moved on.
        """
        with self._lock():
            self.refresh()
            if self.head.place != after.place:
                raise EditError(say("server.weights-overtaken"), hint=say("server.weights-overtaken.hint"))
            yield

    def change_weights(self, after: Head, path: Path, rules: str, person: str | None, name: str) -> None:
        """Save other weights for the same document, as a step of the person with this name.

        Raises:
            EditError: the document has moved on from `after`.
        """
        with self._next_to(after):
            made = Origin(person, name, weights=RevisionWeights(0, path, rules))
            self.head = self._library.save(self.id, self.document, self.head.acks, self.head, made)
            self._moved()

    def replace(self, after: Head, document: Document, path: Path, rules: str, person: str | None, name: str) -> None:  # noqa: PLR0913, PLR0917 - what a step has
        """Save another document with its weights, as one step of the person with this name.

        Raises:
            EditError: the document has moved on from `after`.
        """
        with self._next_to(after):
            document = msgspec.structs.replace(document, name=self.document.name)
            made = Origin(person, name, weights=RevisionWeights(0, path, rules), is_whole=True)
            self.head = self._library.save(self.id, document, self.head.acks, self.head, made)
            self.reading = self.reading.of_next(document)
            self._weights = None
            self._moved()

    def refresh(self, age: float = 0.0) -> None:
        """Take over what another process has saved, unless it was looked for less than `age` seconds ago.

        Where the library cannot be read, what is on the screen stays; an edit is then refused with the reason.
        """
        with self._lock():
            if age and time.monotonic() - self._looked < age:
                return
            try:
                head = self._library.head(self.id, self.head)
                # Of one that is gone every look says so: the page that is drawn next, too.
                self._looked = time.monotonic()
                if head is not self.head:
                    self.reading = self.reading.of_next(self._library.open(self.id))
                    self.head = msgspec.structs.replace(head, acks=_newest(self.head.acks, head.acks))
                    self._moved()
            except StorageError as error:
                self._looked = time.monotonic()
                _log.warning("%s", error.problem)

    def claim(self, person: str) -> None:
        """Give the document to a person if it belongs to nobody."""
        with self._lock():
            if self.head.owner is None:
                self.head = msgspec.structs.replace(self.head, owner=self._library.owners.claim(self.id, person))

    def renew(self) -> None:
        """Read the newest revision again where workers have said since what its analysis waits for."""
        with self._lock():
            if self.reading.is_stale:
                self.reading = Reading(self.document, self._trials)
                self._moved()

    def commit(self, *edits: Edit, person: str | None = None) -> None:
        """Make the edits as one step of a person's and save it.

        Raises:
            EditError: one of them cannot be made; then none is.
        """
        with self._lock():
            self.refresh()
            self._on_newest(lambda: self._make(edits, self.head.acks, person))
            self._moved()

    def undo(self, person: str | None = None) -> None:
        """Undo the newest step of a person.

        Raises:
            BuilderError: there is nothing to undo, or another step is in the way.
        """
        with self._lock():
            self._on_newest(lambda: self._go("undo", self.head.acks, person))
            self._moved()

    def redo(self, person: str | None = None) -> None:
        """Redo the step that a person has undone last; raises as `undo` does."""
        with self._lock():
            self._on_newest(lambda: self._go("redo", self.head.acks, person))
            self._moved()

    def receive(self, batch: Batch, person: str | None = None) -> None:
        """Make the edits of a person's canvas, each number once and in order; refusals are kept for the canvas to show.

        What takes too long for one request is made as far as that: the canvas sends again what is not acknowledged.

        Raises:
            LimitError: there are too many; none is made.
            BusyError, StorageError: they cannot be made or saved now; they are to come again.
        """
        check_count(len(batch.commands))
        with self._lock():
            self.refresh()
            fresh = [one for one in batch.commands if one.number > self.head.acks.get(batch.client, 0)]
            fresh.sort(key=lambda command: command.number)
            notes: list[Refusal] = []
            end = time.monotonic() + AT_ONCE
            for i, (_, group) in enumerate(groupby(fresh, key=lambda command: command.step or command.number)):
                if i and time.monotonic() > end:
                    break
                pace.rest()
                commands = tuple(group)
                before = self.document
                refusal = self._refusal(batch.client, commands, person)
                if refusal is not None:
                    # Acknowledged all the same, or the canvas would send it again for ever.
                    self.head = msgspec.structs.replace(self.head, acks=self._acks(batch.client, commands))
                    notes.append(refusal)
                else:
                    notes.extend(_overtaken(batch.client, commands[0], before))
            if fresh:
                others = tuple(one for one in self.refused if one.client != batch.client)
                self.refused = (*others, *notes)[-MAX_CLIENTS:]
                self._moved()

    def _refusal(self, client: str, commands: tuple[Command, ...], person: str | None) -> Refusal | None:
        """Make the edits of one step, or return why they are not made.

        Raises:
            StorageError: they cannot be saved now; they are to come again.
        """
        try:
            self._run(client, commands, person)
        except StorageError:
            raise
        except BuilderError as error:
            place = f"{error.path}: " if error.path else ""
            return Refusal(client, commands[0].number, f"{place}{error.problem}", error.hint)
        except Exception:
            # Sent again it would fail again, and all that comes after it would wait for ever.
            kinds = ", ".join(sorted({repr(command.said.edit)[:32] for command in commands}))
            _log.exception("an edit could not be made: %s", kinds)
            return Refusal(client, commands[0].number, say("server.edit.defect"), say("server.edit.defect.hint"))
        return None

    def _moved(self) -> None:
        # Where a clock goes back, or nothing was saved, it is later all the same.
        self.stamp = max(int(self.head.updated * 1e6), self.stamp + 1)

    def _acks(self, client: str, commands: tuple[Command, ...]) -> dict[str, int]:
        return _with_ack(self.head.acks, client, commands[-1].number)

    def _run(self, client: str, commands: tuple[Command, ...], person: str | None) -> None:
        names = {str(command.said.edit) for command in commands}
        if names & {"undo", "redo"}:
            if len(commands) > 1:
                raise EditError(say("server.undo-alone"), hint=say("server.undo-alone.hint"))
            way: Way = "undo" if "undo" in names else "redo"
            self._on_newest(lambda: self._go(way, self._acks(client, commands), person))
        elif "set_source" in names:
            if len(commands) > 1:
                raise EditError(say("server.source-alone"), hint=say("server.source-alone.hint"))
            # A text says all of a network: made of an older one it would take back what was changed meanwhile.
            document = _rewritten(self.document, commands[0].said.text, self._trials)
            self._take(document, self._acks(client, commands), Origin(person, say("server.step.set-source")))
        else:
            edits = tuple(decode_edit(bytes(command.edit)) for command in commands)
            self._on_newest(lambda: self._make(edits, self._acks(client, commands), person))

    def _on_newest(self, action: Callable[[], None]) -> None:
        """Save a revision; where another process was faster, repeat the change on the newest one.

        An edit names blocks and no revision, so it can be made to any that has those blocks.

        Raises:
            BuilderError: it cannot be made to the newest one, or others were faster each time.
        """
        for _ in range(TRIES):
            try:
                return action()
            except StaleRevisionError:
                self.refresh()
        return action()

    def _make(self, edits: tuple[Edit, ...], acks: dict[str, int], person: str | None) -> None:
        action, before = Action(edits), self.document
        after = action.done(before)
        # A step that only looks different keeps the very file.
        kept = self.weights() if all(isinstance(edit, _LOOKS) for edit in edits) else None
        self._take(after, acks, Origin(person, step_name(edits, before), action, kept))

    def _take(self, document: Document, acks: dict[str, int], made: Origin) -> None:
        """Save another document as the next revision."""
        if document is self.document or document == self.document:
            self.head = msgspec.structs.replace(self.head, acks=acks)
            return
        self.head = self._library.save(self.id, document, acks, self.head, made)
        self.reading = self.reading.of_next(document)

    def _go(self, way: Way, acks: dict[str, int], person: str | None) -> None:
        turned = self._library.undo if way == "undo" else self._library.redo
        self.head, document = turned(self.id, person, acks, self.head)
        self.reading = self.reading.of_next(document)


def _overtaken(client: str, command: Command, before: Document) -> Iterator[Refusal]:
    """Yield what a person is to know who has just overwritten what another did."""
    problem = overwritten(before, command.said)
    if problem is not None:
        yield Refusal(client, command.number, problem, say("server.name-replaced.hint"))


def _rewritten(document: Document, text: object, trials: Trials) -> Document:
    """Return what an edited text of the document stands for; the interpreter is loaded by the first that comes."""
    from builder.targets.source.rewrite import rewrite

    if not isinstance(text, str):
        raise EditError(say("server.source-text"), hint=say("server.source-text.hint"))
    return rewrite(document, text, trials.ask)


def _with_ack(acks: dict[str, int], client: str, number: int) -> dict[str, int]:
    """Return the last numbers with this client's newest, the clients heard of last at the end."""
    others = [(name, last) for name, last in acks.items() if name != client]
    return dict([*others[1 - MAX_CLIENTS :], (client, number)])


def _newest(here: dict[str, int], saved: dict[str, int]) -> dict[str, int]:
    """Return the highest number of each client: what was refused is known here only."""
    return {client: max(here.get(client, 0), saved.get(client, 0)) for client in here | saved}


class LiveDocuments:
    """The open documents of one process, by id."""

    def __init__(self, library: Library, trials: Trials) -> None:
        self._library = library
        self._trials = trials
        self._lock = threading.Lock()
        self._live: OrderedDict[str, Live] = OrderedDict()

    def get(self, id: str) -> Live:
        """Return the open document, reading it from the library where nobody has it open.

        Raises:
            DocumentError: there is no such document.
        """
        with self._lock:
            known = self._live.get(id)
        # Others need not wait while it is read.
        opened = Live(self._library, id, self._trials) if known is None else known
        with self._lock:
            # Two may have read it at once; all are to have one object, whose lock puts their edits in order.
            found = self._live.setdefault(id, opened)
            self._live.move_to_end(id)
            while len(self._live) > MAX_LIVE:
                self._live.popitem(last=False)
            return found

    def held(self, id: str) -> Live | None:
        """Return the document if this process still holds it, be it in the library or not."""
        with self._lock:
            return self._live.get(id)
