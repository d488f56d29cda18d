"""Runs of training of one document: what the Train page begins, asks of them, and reads again from their folders.

Whatever a page shows of a run it reads from the run's folder, so it finds it again after a reload or a restart.
"""

from __future__ import annotations

import csv
import io
import re
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import msgspec
from msgspec.structs import replace

from builder.datasets.builtin import BUILT_IN
from builder.datasets.own.reading import Reading
from builder.datasets.prepare import Preparation
from builder.datasets.preview import Preview
from builder.datasets.stored import DataSet, info_of
from builder.document.blocks import Document
from builder.errors import BuilderError, DocumentError, StorageError
from builder.expansion.validation import from_json
from builder.jobs import tasks
from builder.jobs.run import JobFuture
from builder.sentences import say
from builder.training import folder as runs
from builder.training.folder import Plan, RunControl, Status
from builder.training.predictions import Predictions
from builder.training.recipe import Recipe
from ui.server import training_limits, uploads
from ui.server.live import Live
from ui.server.service import service
from ui.server.training_limits import TRAIN
from ui.server.weight_jobs import WeightJob
from ui.server.weights import BY_HAND, new_path

Weights: TypeAlias = Literal["last", "best"]
_NUMBER = re.compile(r"\d+$")
_RUN = re.compile(r"[A-Za-z0-9_-]{8,32}")
GOING = ("queued", "running")
"""States in which a run is in a worker's hands."""
DIVERGED = "diverged"
"""How a run has ended whose loss was no number any more."""
WITH_EPOCHS = 3
"""Runs that keep a checkpoint of each epoch, up to 512 MiB each."""
MOST_RUNS = 40
"""Runs that are kept of one document; the oldest that does not go on makes room."""
MOST_DATA = 12
"""Data sets of a person's own that are kept of one document, those in use aside."""
MOST_BYTES = 2**20
"""Bytes of measurements in one answer; the browser asks for the rest at once."""


class Run(NamedTuple):
    """One run as a list shows it."""

    id: str
    plan: Plan
    status: Status


class TrainingChoice(msgspec.Struct, frozen=True):
    """Data and recipe that a person has chosen."""

    data: Path
    recipe: Recipe
    preparation: Preparation = Preparation()


def data_folder(live: Live) -> Path:
    """Return where the data sets of a document lie."""
    return service().library.training(live.id) / "data"


def data_sets(live: Live) -> dict[Path, DataSet]:
    """Return the data sets that a document has, by folder."""
    found = {}
    for folder in sorted(data_folder(live).glob("[0-9a-f]*")):
        with suppress(StorageError):  # another process has just removed it
            found[folder] = info_of(folder)
    return found


def store_builtin(live: Live, name: str) -> JobFuture[tasks.Data]:
    """Return the work that makes a data set which is built in."""
    return service().pool.submit(tasks.make_data, data_folder(live), name)


def reading(live: Live, token: str, how: Reading) -> JobFuture[tasks.Data]:
    """Return the work that reads the files of a drop as a data set.

    Raises:
        BuilderError: they are gone, or there is no room for what is in them.
    """
    found = uploads.files(live.id, token)
    _make_data_room(live)
    training_limits.check_disk()
    return service().pool.submit(tasks.read_data, data_folder(live), found, how)


def _make_data_room(live: Live) -> None:
    """Remove the oldest data sets of a person's own beyond those that are kept, but none that a run learns from."""
    used = {run.plan.data for run in list_runs(live)}
    own = [folder for folder, info in data_sets(live).items() if info.name not in BUILT_IN]
    for folder in sorted(own, key=lambda one: one.stat().st_mtime)[: -MOST_DATA + 1]:
        if folder not in used:
            shutil.rmtree(folder, ignore_errors=True)


def preview_data(folder: Path) -> JobFuture[Preview]:
    """Return the work that looks through a data set."""
    return service().pool.submit(tasks.preview_data, folder)


def draw_weights(live: Live) -> JobFuture[Path]:
    """Return the work that draws weights by the document's rules and seed, and gives their file."""
    path = service().library.training(live.id) / "fresh.safetensors"
    return service().pool.submit(tasks.draw_weights, live.document, path)


def folder_of(document: str, run: str) -> Path:
    """Return the folder of a run.

    Raises:
        DocumentError: it is no name of a run.
    """
    if not _RUN.fullmatch(run):
        raise DocumentError(say("train.no-run"))
    return service().library.training(document) / "runs" / run


def list_runs(live: Live) -> list[Run]:
    """Return the runs of a document, the newest first."""
    found = []
    for folder in (service().library.training(live.id) / "runs").glob("*"):
        try:
            found.append(Run(folder.name, runs.plan_of(folder), _status(folder)))
        except BuilderError:  # it is just being made or removed
            continue
    return sorted(found, key=lambda run: run.plan.created, reverse=True)


def _status(folder: Path) -> Status:
    """Return where a run is; one that waits for a server that has ended would wait for ever."""
    status = runs.status_of(folder)
    if status.state == "queued" and not runs.is_taken(folder):
        status = runs.status_of(folder)  # it may have ended between both looks
        return replace(status, state="resumable") if status.state == "queued" else status
    return status


def begin(live: Live, weights: Path, chosen: TrainingChoice, name: str, person: str | None) -> str:
    """Begin a run from weights of the newest revision, and return its id.

    Raises:
        BuilderError: the disk cannot be written, or a limit is reached: of jobs that wait, of a person's runs, of disk.
    """
    training_limits.check_person(person)
    training_limits.check_disk()
    make_room(live)
    id = secrets.token_urlsafe(9)
    plan = Plan(name, chosen.recipe, chosen.data, chosen.preparation)
    runs.create(folder_of(live.id, id), live.document, weights, plan)
    submit(live, id, person)
    return id


def go_on(live: Live, id: str, person: str | None, wanted: RunControl | None = None) -> None:
    """Have a run that rests go on.

    Raises:
        BuilderError: it goes on already, or the person has as many runs as they may have.
    """
    training_limits.check_person(person)
    runs.queue(folder_of(live.id, id), wanted)
    submit(live, id, person)


def submit(live: Live, id: str, person: str | None) -> None:
    """Put a queued run into this server's queue; where it finishes, its weights become the network's, as a step.

    Raises:
        BuilderError: another server has it, or too many jobs wait.
    """
    folder, place = folder_of(live.id, id), live.head.place

    def note() -> None:
        with suppress(BuilderError):  # it was deleted, or the network edited meanwhile; the page offers the weights
            if runs.status_of(folder).state == "finished" and live.head.place == place:
                takes_best = runs.wanted_of(folder).take == "best" and has_weights(live, id, "best")
                use(live, id, "best" if takes_best else "last", person)

    def start() -> WeightJob:
        return WeightJob(training_limits.training(folder, person), (), note)

    future = service().making.begin((TRAIN, folder), start)
    if future is not None:
        service().jobs.add(person, say("train.job", name=runs.plan_of(folder).name), future)


def pause(live: Live, id: str) -> None:
    """Ask a run to pause."""
    runs.ask(folder_of(live.id, id), RunControl("pause"))


def stop(live: Live, id: str) -> None:
    """Ask a run to end here, as if this had been its last step."""
    runs.ask(folder_of(live.id, id), RunControl("stop"))


def remove(live: Live, id: str) -> None:
    """Remove a run that rests.

    Raises:
        BuilderError: a process works on it.
    """
    folder = folder_of(live.id, id)
    with runs.lock_run(folder):
        shutil.rmtree(folder, ignore_errors=True)


def make_room(live: Live) -> None:
    """Remove the oldest runs beyond those that are kept, and of all but the newest the checkpoints of epochs."""
    resting = [run for run in list_runs(live) if run.status.state not in GOING]
    # One less, for the run that is about to begin.
    for run in resting[MOST_RUNS - 1 :]:
        remove(live, run.id)
    for run in resting[WITH_EPOCHS - 1 :]:
        shutil.rmtree(folder_of(live.id, run.id) / runs.EPOCHS, ignore_errors=True)


def fits(live: Live, id: str) -> bool:
    """Tell whether the weights of a run are those of the network as it is now."""
    return _is_of(folder_of(live.id, id), live.document)


def _is_of(folder: Path, now: Document) -> bool:
    try:
        before = from_json((folder / runs.DOCUMENT).read_bytes())
    except (BuilderError, OSError):
        return False
    return replace(before, name=now.name, frozen=now.frozen, seed=now.seed) == now


def use(live: Live, id: str, which: Weights, person: str | None) -> None:
    """Take the weights of a run as the network's, as a step of a person's.

    Raises:
        BuilderError: the network was changed since, or there are no such weights.
    """
    folder = folder_of(live.id, id)
    head, document = live.at()
    if not has_weights(live, id, which):
        raise BuilderError(say("training.no-weights"), hint=say("training.no-weights.hint"))
    if not _is_of(folder, document):
        raise BuilderError(say("train.changed"), hint=say("train.changed.hint"))
    path = new_path(live, head.position)
    try:
        runs.copy_file(folder / runs.WEIGHTS / f"{which}.safetensors", path)
        live.change_weights(head, path, BY_HAND, person, say("train.step", name=runs.plan_of(folder).name))
    except OSError:
        raise StorageError(say("run.unwritable", name=path.name), hint=say("jobs.disk.hint")) from None
    except BuilderError:  # it was edited just now
        path.unlink(missing_ok=True)
        raise


def has_weights(live: Live, id: str, which: Weights) -> bool:
    """Tell whether a run has given these weights; the last ones of one that diverged are no numbers."""
    folder = folder_of(live.id, id)
    is_lost = which == "last" and runs.status_of(folder).ended == DIVERGED
    return not is_lost and (folder / runs.WEIGHTS / f"{which}.safetensors").is_file()


def predict_run(live: Live, id: str, which: Weights) -> JobFuture[Predictions]:
    """Return the work that runs a run's network on what it has not learned from."""
    return service().pool.submit(tasks.predict, folder_of(live.id, id), which)


def next_name(live: Live) -> str:
    """Return what the next run is called: a number that no other run has."""
    numbers = [int(found[0]) for run in list_runs(live) if (found := _NUMBER.search(run.plan.name))]
    return say("train.name", number=max(numbers, default=0) + 1)


def data_name(live: Live, folder: Path) -> str:
    """Return what the data set of a run is called."""
    found = data_sets(live).get(folder)
    return "" if found is None else found.name


def state_word(status: Status) -> str:
    """Return what is said of a run that rests."""
    return state_words()[DIVERGED if status.ended == DIVERGED else status.state]


def state_words() -> dict[str, str]:
    """Return what the states of runs are called, and how one has ended that is told apart from the others."""
    return {
        "queued": say("train.state.queued"),
        "running": say("train.state.running"),
        "paused": say("train.state.paused"),
        "finished": say("train.state.finished"),
        "failed": say("train.state.failed"),
        "resumable": say("train.state.resumable"),
        "gone": say("train.state.gone"),
        DIVERGED: say("train.state.diverged"),
    }


def as_csv(live: Live, id: str) -> str:
    """Return all measurements of a run as a table, a row each.

    Raises:
        BuilderError: there is no such run.
    """
    lines, _ = runs.measurements(folder_of(live.id, id))
    rows = [line for line in map(msgspec.to_builtins, lines) if line["type"] in ("step", "epoch")]
    columns = list(dict.fromkeys(key for row in rows for key in row))
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def read_records(document: str, run: str, start: int, begun: int) -> bytes:
    """Return where a run is, as a line of JSON, and its measurements from a byte of their file on.

    `begun` is the number that the last answer had: a run that went on from an earlier checkpoint has measured what
    comes after it anew, and is told from its beginning.

    Raises:
        BuilderError: there is no such run.
    """
    folder = folder_of(document, run)
    status = _status(folder)
    lines, start, is_all = _lines(folder, start if begun == status.begun else 0)
    left = (status.steps - status.step) * status.seconds / status.step if status.step else None
    told = {
        "state": status.state,
        "queue": training_limits.queue_words(folder) if status.state == "queued" else "",
        "step": status.step,
        "steps": status.steps,
        "epoch": status.epoch,
        "epochs": status.epochs,
        "speed": status.examples,
        "left": left,
        "begun": status.begun,
        "start": start,
        "end": start + len(lines),
        "more": not is_all,
        "ended": status.ended,
        "message": status.message,
    }
    return msgspec.json.encode(told) + b"\n" + lines


def _lines(folder: Path, start: int) -> tuple[bytes, int, bool]:
    """Return whole lines from a byte on, that byte, and whether these are all; a shorter file begins anew."""
    try:
        with (folder / runs.LINES).open("rb") as file:
            size = file.seek(0, 2)
            start = start if 0 <= start <= size else 0
            file.seek(start)
            content = file.read(MOST_BYTES)
    except OSError:
        return b"", 0, True
    # A worker may be in the middle of the last line.
    return content[: content.rfind(b"\n") + 1], start, start + len(content) == size
