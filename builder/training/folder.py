"""A run at rest: a folder that holds all that decides it and all that came of it; no torch, so that a page can look.

| file | is |
| --- | --- |
| `plan.json`, `document.json`, `initial.safetensors` | what is trained, on what, how, from which weights |
| `state.json` | where it is; rewritten twice a second |
| `measurements.jsonl` | its records, a line each, appended |
| `seen.json` | what was last seen of the network while it learned, and what that says |
| `wanted.json` | what a person asks of it while it runs |
| `checkpoint.safetensors`, `epochs/`, `best.safetensors` | where it goes on from, what it can go back to, its best |
| `weights/` | the weights it gave: `last.safetensors` and `best.safetensors` |
| `lock` | held by the one process that runs it, and let go by the system however that ends |
| `turn` | the same of the server that has it in its queue; names who has asked for it |
"""

from __future__ import annotations

import contextlib
import fcntl
import math
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Literal, TypeAlias

import msgspec

from builder.atomic_write import write_whole
from builder.datasets.prepare import Preparation
from builder.document.blocks import Document
from builder.errors import BuilderError, StorageError
from builder.sentences import say
from builder.training.recipe import Recipe
from builder.training.records import EpochRecord, StepRecord, TimeRecord

State: TypeAlias = Literal["queued", "running", "paused", "finished", "failed", "resumable"]
Line: TypeAlias = StepRecord | EpochRecord | TimeRecord

PLAN, DOCUMENT, INITIAL = "plan.json", "document.json", "initial.safetensors"
STATE, WANTED, LINES, LOCK, TURN = "state.json", "wanted.json", "measurements.jsonl", "lock", "turn"
CHECKPOINT, BEST, EPOCHS, WEIGHTS = "checkpoint.safetensors", "best.safetensors", "epochs", "weights"

MOST_NAME = 60
"""Characters of a run's name."""


class Parent(msgspec.Struct, frozen=True):
    """The run that another one branches off, at the end of an epoch, and how it was trained up to there."""

    name: str
    epoch: int
    recipe: Recipe


class Plan(msgspec.Struct, frozen=True):
    """What decides a run beside its document and its first weights; `data` is the folder of a stored data set."""

    name: str
    recipe: Recipe
    data: Path
    preparation: Preparation = Preparation()
    parent: Parent | None = None
    created: float = 0.0


class Status(msgspec.Struct, frozen=True):
    """Where a run is: `step` of `steps`, `epoch` of `epochs`, both whole ones; `seconds` it has trained.

    `ended` says why it is finished: "finished", "stopped" early, "diverged" where a loss was no number any more, or
    "asked". `message` is a sentence for a person.
    """

    state: State
    step: int = 0
    steps: int = 0
    epoch: int = 0
    epochs: int = 0
    best: int = 0
    ended: str = ""
    message: str = ""
    seconds: float = 0.0
    begun: int = 0
    """How often a process has begun or gone on with it."""
    examples: float = 0.0
    """Examples a second, of late."""
    updated: float = 0.0


class RunControl(msgspec.Struct, frozen=True):
    """What a person asks of a run: to go on, up to a step or an epoch, to pause, or to end here.

    `take` says which weights are wanted where it ends; it always gives both.
    """

    action: Literal["run", "pause", "stop"] = "run"
    step: int | None = None
    epoch: int | None = None
    take: Literal["last", "best"] = "last"


def create(folder: Path, document: Document | bytes, weights: Path, plan: Plan) -> Path:
    """Make the folder of a run, which then is queued; its first weights are those of a safetensors file.

    Args:
        folder: is made, and must not be there yet; its name is the run's in messages.
        document: itself, or its JSON in UTF-8.
        weights: the file, which is linked where the disk allows it: nobody may change it in place afterwards.
        plan: its `created`, in seconds since 1970, is set to now where it is 0.

    Raises:
        BuilderError: there is one of that name.
        StorageError: the disk cannot be written.
    """
    try:
        folder.mkdir(parents=True)
        copy_file(weights, folder / INITIAL)
        text = document if isinstance(document, bytes) else document.to_json().encode()
        write_whole(folder / DOCUMENT, text)
        created = plan.created or time.time()
        write_whole(folder / PLAN, msgspec.json.encode(msgspec.structs.replace(plan, created=created), enc_hook=str))
        set_status(folder, Status("queued"))
    except FileExistsError:
        raise BuilderError(say("training.folder.exists", name=folder.name)) from None
    except OSError as error:
        raise _unwritable(error) from error
    return folder


def copy_file(source: Path, target: Path) -> None:
    """Have a file under another name as well: nobody changes it in place, so it need take no room of its own.

    Args:
        source: the file that is there.
        target: the other name; a file that has it is replaced.
    """
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copyfile(source, target)


def epoch_file(folder: Path, epoch: int) -> Path:
    """Return where the checkpoint of an epoch is kept."""
    return folder / EPOCHS / f"{epoch:06d}.safetensors"


def kept_epochs(folder: Path) -> list[int]:
    """Return the epochs that have a checkpoint of their own."""
    return sorted(int(one.stem) for one in (folder / EPOCHS).glob("[0-9]*.safetensors"))


def plan_of(folder: Path) -> Plan:
    """Return what decides a run.

    Args:
        folder: of the run, as `create` made it.

    Raises:
        StorageError: there is no such run.
    """
    try:
        return msgspec.json.decode((folder / PLAN).read_bytes(), type=Plan, dec_hook=_from_plain)
    except (OSError, msgspec.MsgspecError):
        raise StorageError(
            say("training.folder.missing", name=folder.name), hint=say("training.folder.missing.hint")
        ) from None


def rename(folder: Path, name: str) -> None:
    """Give a run another name; all else that decides it stays.

    Args:
        folder: of the run.
        name: for a person; an empty one changes nothing, and of a long one the beginning is kept.

    Raises:
        StorageError: there is no such run, or the disk cannot be written.
    """
    plan, name = plan_of(folder), " ".join(name.split())[:MOST_NAME]
    if not name:
        return
    try:
        write_whole(folder / PLAN, msgspec.json.encode(msgspec.structs.replace(plan, name=name), enc_hook=str))
    except OSError as error:
        raise _unwritable(error) from error


def _unwritable(error: OSError) -> StorageError:
    reason = (error.strerror or str(error)).lower()
    return StorageError(say("training.folder.disk", reason=reason), hint=say("training.folder.disk.hint"))


def _from_plain(kind: type, value: object) -> object:
    return Path(str(value)) if issubclass(kind, Path) else value


def status_of(folder: Path) -> Status:
    """Return where a run is; one whose process has ended without a word is resumable.

    Args:
        folder: of the run, as `create` made it.

    Raises:
        StorageError: there is no such run.
    """
    found = _status(folder)
    if found.state == "running" and not is_held(folder):
        again = _status(folder)  # it may have ended in a good way between both looks
        return msgspec.structs.replace(again, state="resumable") if again.state == "running" else again
    return found


def _status(folder: Path) -> Status:
    try:
        return msgspec.json.decode((folder / STATE).read_bytes(), type=Status)
    except (OSError, msgspec.MsgspecError):
        raise StorageError(
            say("training.folder.missing", name=folder.name), hint=say("training.folder.missing.hint")
        ) from None


def set_status(folder: Path, status: Status) -> None:
    """Write where a run is; for the process that holds it, or before there is one."""
    write_whole(folder / STATE, msgspec.json.encode(msgspec.structs.replace(status, updated=time.time())))


def ask(folder: Path, wanted: RunControl) -> None:
    """Ask something of a run; the process that runs it looks between two batches.

    Args:
        folder: of the run.
        wanted: takes the place of what was asked before; its `step` and `epoch` count from the beginning of the run.

    Raises:
        StorageError: there is no such run.
    """
    _status(folder)
    write_whole(folder / WANTED, msgspec.json.encode(wanted))


def queue(folder: Path, wanted: RunControl | None = None) -> None:
    """Say what a run is to do next, before a process takes it.

    Args:
        folder: of the run.
        wanted: to go on to the end when left out.

    Raises:
        BuilderError: a process has it already.
        StorageError: there is no such run.
    """
    with lock_run(folder):
        ask(folder, wanted or RunControl())
        set_status(folder, msgspec.structs.replace(_status(folder), state="queued", message=""))


def wanted_of(folder: Path) -> RunControl:
    """Return what was last asked of a run."""
    try:
        return msgspec.json.decode((folder / WANTED).read_bytes(), type=RunControl)
    except (OSError, msgspec.MsgspecError):
        return RunControl()


_LINE = msgspec.json.Decoder(Line)


def measurements(folder: Path, start: int = 0) -> tuple[list[Line], int]:
    """Return the records of a run from a byte of its file on, and the byte to go on from.

    A run that was killed goes on from its checkpoint and measures again what came after it: whoever has read that
    begins anew where `Status.begun` has changed.

    Args:
        folder: of the run; without a file of measurements there are none yet.
        start: a byte, not a record: 0, or what this function returned before.
    """
    try:
        with (folder / LINES).open("rb") as file:
            file.seek(start)
            content = file.read()
    except FileNotFoundError:
        return [], 0
    whole = content.rpartition(b"\n")[0]
    return [_line(line) for line in whole.split(b"\n") if line], start + len(whole) + bool(whole)


def _line(line: bytes) -> Line:
    """Return a record; JSON has no word for a loss that is no number, which is written as null."""
    with contextlib.suppress(msgspec.ValidationError):
        return _LINE.decode(line)
    found = msgspec.json.decode(line)
    record: Line = msgspec.convert({key: math.nan if value is None else value for key, value in found.items()}, Line)
    return record


@contextmanager
def lock_run(folder: Path, seconds: float = 0.2) -> Iterator[None]:
    """Be the one process that runs a run.

    Args:
        folder: of the run; the lock is released when the process ends, however it ends.
        seconds: that are waited for another process; somebody may just be looking whether it is held.

    Raises:
        BuilderError: another one is.
        StorageError: there is no such run.
    """
    with closing(_lock(folder, LOCK, seconds)):
        yield


def take_turn(folder: Path, person: str | None = None) -> Callable[[], None]:
    """Be the one server that has a run in its queue or in a worker; return what lets go of it.

    Args:
        folder: of the run; it is let go of when the server ends, however it ends.
        person: who has asked for it, to whom the next server gives it back.

    Raises:
        BuilderError: another server has it.
        StorageError: there is no such run.
    """
    file = _lock(folder, TURN, 0.2)
    file.truncate(0)
    file.write((person or "").encode())
    file.flush()
    return file.close


def person_of(folder: Path) -> str | None:
    """Return who has asked for a run that a server had in its queue."""
    try:
        return (folder / TURN).read_text() or None
    except OSError:
        return None


def leave_queue(folder: Path) -> None:
    """Have a run rest that was cancelled before any process took it.

    Args:
        folder: of the run.

    Raises:
        StorageError: there is no such run.
    """
    status = _status(folder)
    if status.state == "queued":
        set_status(folder, msgspec.structs.replace(status, state="paused"))


def _lock(folder: Path, name: str, seconds: float) -> IO[bytes]:
    _status(folder)
    file = (folder / name).open("ab")
    for _ in range(max(1, round(seconds / _WAIT))):
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return file
        time.sleep(_WAIT)
    file.close()
    raise BuilderError(say("training.folder.held"), hint=say("training.folder.held.hint"))


_WAIT = 0.01


def is_held(folder: Path) -> bool:
    """Tell whether a process runs a run."""
    return _is_locked(folder / LOCK)


def is_taken(folder: Path) -> bool:
    """Tell whether a server, this or another, has a run in its queue or in a worker."""
    return _is_locked(folder / TURN)


def _is_locked(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
