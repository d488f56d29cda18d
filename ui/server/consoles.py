"""The prompts of the open documents: what was entered, what came back, and the worker that holds each network.

A prompt belongs to the document, so a reload or a second tab sees the same. Its worker ends after some
time without inputs; its variables are lost then, and the next entry says so.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from builder.errors import BuilderError, JobError, encodable
from builder.jobs import tasks
from builder.jobs.conversation import Conversation
from builder.sentences import say
from builder.settings import DEVICE

if TYPE_CHECKING:
    from builder.document.blocks import Document
    from builder.jobs.pool import Pool
    from builder.library import Head
    from ui.server.live import Live

_log = logging.getLogger(__name__)

IDLE = 900.0
"""Seconds without inputs after which a worker ends."""
MOST = 6
"""Workers of prompts at once; the one not asked for longest ends for another."""
MAX_ENTRIES = 200
MAX_SHOWN = 200_000
"""Characters of output that are kept in all; the oldest entries go first."""

GRACE = 2.0
"""Seconds that an input may take to stop before its worker is ended."""


class Entry(msgspec.Struct, frozen=True):
    """One input and what came of it."""

    id: str
    text: str
    state: Literal["waiting", "done"] = "waiting"
    output: str = ""
    problem: str | None = None
    hint: str | None = None
    line: int | None = None
    column: int | None = None
    notes: tuple[str, ...] = ()
    changed: bool = False
    used: bool = False
    """Whether a network of the prompt became the document here."""


class Source(msgspec.Struct, frozen=True):
    """How a prompt comes to a network: its document's newest revision with weights, and where changed ones go."""

    ready: Callable[[], tuple[Head, Document, Path]]
    target: Callable[[Head], Path]
    keep: Callable[[Head, Path, str | None], None]
    replace: Callable[[Head, Document, Path, str | None], None]
    shelf: Path
    may_delete: Callable[[str | None], bool]
    """Whether a person may replace and delete what is on the shelf."""


class LiveConsole:
    """The prompt of one document."""

    def __init__(self, pool: Callable[[], Pool], source: Source, began: Callable[[LiveConsole], None]) -> None:
        self._pool = pool
        self._source = source
        self._began = began
        # One thread, so that inputs run one after the other, in the order in which they came.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="nnblocks-console")
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._work: Future[None] | None = None
        self._talk: Conversation | None = None
        self._bound: Path | None = None
        self._lived = False
        self._timer: threading.Timer | None = None
        self.words: tuple[str, tasks.Words] | None = None
        self.networks: tuple[str, ...] = ()
        """The variables that hold networks of the prompt's own, the newest first."""
        self.device = DEVICE.value
        """Where the network of the next input is to be."""
        self._bound_device = self.device
        self.asked = time.monotonic()

    @property
    def entries(self) -> list[Entry]:
        """All that was entered, oldest first."""
        with self._lock:
            return list(self._entries.values())

    @property
    def busy(self) -> bool:
        """Whether an input is still running."""
        return self._work is not None and not self._work.done()

    def enter(self, id: str, text: str, person: str | None = None) -> None:
        """Run a person's input after those before it; one that came already is not run again."""
        text = encodable(text)
        with self._lock:
            if id in self._entries:
                return
            self._entries[id] = Entry(id, text)
            while len(self._entries) > MAX_ENTRIES:
                self._entries.popitem(last=False)
        self._work = self._thread.submit(self._enter, id, text, person)

    def use(self, name: str, person: str | None = None) -> None:
        """Make a network that a variable holds the document, after what is running."""
        self._work = self._thread.submit(self._use, name, person)

    def complete(self, id: str, text: str) -> None:
        """Return completions of a name, unless an input is running."""
        if not self.busy and (self.words is None or self.words[0] != id):
            self._work = self._thread.submit(self._complete, id, text)

    def wait(self, seconds: float) -> None:
        """Wait for what is going on, for so long at most."""
        if self._work is not None:
            wait([self._work], seconds)

    def stop(self) -> None:
        """Stop the current input; variables are kept, unless it does not stop in time."""
        talk, work = self._talk, self._work
        if talk is not None and work is not None and not work.done():
            talk.interrupt()
            timer = threading.Timer(GRACE, lambda: None if work.done() else talk.end())
            timer.daemon = True
            timer.start()

    def restart(self) -> None:
        """Begin a fresh session, after what is running."""
        self._work = self._thread.submit(self._restart)

    def clear(self) -> None:
        """Forget what was entered; variables stay."""
        with self._lock:
            self._entries = OrderedDict((id, one) for id, one in self._entries.items() if one.state == "waiting")

    def rest(self) -> None:
        """End the idle worker."""
        if not self.busy:
            # By the thread that talks to the worker, which alone may close the conversation.
            self._thread.submit(self._hang_up)

    def close(self) -> None:
        """End for good."""
        if self._talk is not None:
            self._talk.end()
        self._thread.shutdown(wait=False, cancel_futures=True)
        if self._timer is not None:
            self._timer.cancel()

    def _enter(self, id: str, text: str, person: str | None) -> None:
        notes: list[str] = []
        try:
            head, talk = self._ready(notes)
            target = self._source.target(head)
            answer = talk.ask(tasks.Enter(text, target, self._source.may_delete(person)), tasks.Answer)
            changed = answer.changed and self._keep(head, target, notes, person)
            self._note(id, answer, changed, notes)
        except BuilderError as error:
            # A worker that never began held no variables that could be lost.
            lost = isinstance(error, JobError) and self._lived
            self._hang_up()
            self._set(
                id,
                state="done",
                problem=error.problem,
                hint=say("console.lost") if lost else error.hint,
                notes=tuple(notes),
            )
        except Exception:  # an entry without an end would keep the page waiting for ever
            _log.exception("an input of the prompt could not be run")
            self._set(id, state="done", problem=say("console.defect"), hint=say("console.lost"), notes=tuple(notes))
            self._hang_up()
        finally:
            self._rearm()

    def _use(self, name: str, person: str | None) -> None:
        try:
            head, talk = self._ready([])
            target = self._source.target(head)
            used = talk.ask(tasks.Use(name, target), tasks.UsedNetwork)
            if used.document is None:
                return self._say(problem=used.problem, hint=used.hint)
            # The worker holds another network by now: if that does not become the document, it is bound to it again.
            self._bound, self.networks = None, ()
            self._source.replace(head, used.document, target, person)
            self._bound = target
            self._say(notes=(say("console.used", name=name),), used=True)
        except BuilderError as error:
            self._say(problem=error.problem, hint=error.hint)
        except Exception:
            _log.exception("a network of the prompt could not be made the document")
            self._say(problem=say("console.defect"), hint=say("console.lost"))
            self._hang_up()
        finally:
            self._rearm()

    def _say(self, **fields: object) -> None:
        """Add an entry that nobody entered."""
        entry = msgspec.structs.replace(Entry(uuid.uuid4().hex, "", "done"), **fields)
        with self._lock:
            self._entries[entry.id] = entry

    def _restart(self) -> None:
        self._hang_up()
        self._lived = False
        self._say(notes=(say("console.fresh"),))

    def _ready(self, notes: list[str]) -> tuple[Head, Conversation]:
        """Return a conversation about the newest revision, begun or told of it where it must be."""
        head, document, path = self._source.ready()
        device = self.device
        if self._talk is None:
            self._talk = Conversation(self._pool(), tasks.console, document, path, self._source.shelf, device)
            if self._lived:
                notes.append(say("console.fresh"))
            self._lived = True
            self._began(self)
        elif path != self._bound or device != self._bound_device:
            self._talk.ask(tasks.Bind(document, path, device), bool)
            notes.append(self._rebound(device))
        self._bound, self._bound_device = path, device
        return head, self._talk

    def _rebound(self, device: str) -> str:
        return say("console.rebound") if device == self._bound_device else say("console.moved-to", device=device)

    def _keep(self, after: Head, target: Path, notes: list[str], person: str | None) -> bool:
        try:
            self._source.keep(after, target, person)
        except BuilderError:
            self._bound = None
            # With no file known as its own the worker is given the newest weights before the next input.
            target.unlink(missing_ok=True)
            notes.append(say("console.moved"))
            return False
        self._bound = target
        return True

    def _note(self, id: str, answer: tasks.Answer, changed: bool, notes: list[str]) -> None:
        self.networks = answer.networks
        if answer.parted:
            notes.append(say("console.own"))
        if answer.reshaped:
            notes.append(say("console.reshaped"))
        self._set(
            id, state="done", output=answer.output, problem=answer.problem, hint=answer.hint, line=answer.line,
            column=answer.column, changed=changed, notes=tuple(notes),
        )  # fmt: skip

    def _set(self, id: str, **fields: object) -> None:
        with self._lock:
            if id in self._entries:
                self._entries[id] = msgspec.structs.replace(self._entries[id], **fields)
            shown = sum(len(one.output) for one in self._entries.values())
            while shown > MAX_SHOWN and len(self._entries) > 1:
                shown -= len(self._entries.popitem(last=False)[1].output)

    def _complete(self, id: str, text: str) -> None:
        try:
            _, talk = self._ready([])
            self.words = (id, talk.ask(tasks.Complete(text), tasks.Words, 5.0))
        except Exception as error:
            if not isinstance(error, BuilderError):
                _log.exception("a name at the prompt could not be completed")
            self.words = (id, tasks.Words(0, []))
            self._hang_up()
        finally:
            self._rearm()

    def _hang_up(self) -> None:
        talk, self._talk, self._bound = self._talk, None, None
        self.networks = ()
        if talk is not None:
            talk.close()

    def _rearm(self) -> None:
        self.asked = time.monotonic()
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(IDLE, self.rest)
        self._timer.daemon = True
        self._timer.start()

    @property
    def alive(self) -> bool:
        """Whether it has a worker."""
        return self._talk is not None


class Consoles:
    """The prompts of one process, by document."""

    def __init__(self, pool: Callable[[], Pool]) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._open: dict[str, LiveConsole] = {}

    def get(self, live: Live, source: Callable[[Live], Source]) -> LiveConsole:
        """Return the prompt of a document, which has a worker from the first input on."""
        with self._lock:
            if live.id not in self._open:
                self._open[live.id] = LiveConsole(self._pool, source(live), self._make_room)
            return self._open[live.id]

    def _make_room(self, begun: LiveConsole) -> None:
        with self._lock:
            others = [one for one in self._open.values() if one is not begun and one.alive and not one.busy]
        others.sort(key=lambda one: one.asked)
        for one in others[: max(0, len(others) + 1 - MOST)]:
            one.rest()

    def close(self) -> None:
        """End all."""
        with self._lock:
            for one in self._open.values():
                one.close()
            self._open.clear()
