"""Runs and recipes as files to train with elsewhere: made by a worker when somebody downloads them."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import msgspec

from builder.document.blocks import Document
from builder.errors import BuilderError
from builder.jobs import tasks
from builder.sentences import say
from builder.training import folder as runs
from builder.training.folder import Plan
from ui.server import trainings, weights
from ui.server.downloads import Offer
from ui.server.live import Live
from ui.server.offers import Visitor
from ui.server.service import service
from ui.server.trainings import TrainingChoice
from ui.server.weight_jobs import WeightJob

FILES = ("train.zip", "train.ipynb")
"""What is made: the script with all that it needs, and the same as a notebook."""
MOST = 4
"""Runs and recipes of a document whose files stay on the disk; those that were made longest ago make room."""
_STARTED = time.time()


def run_urls(live: Live, visitor: Visitor, run: str) -> list[str]:
    """Return the addresses of `FILES` for a run."""
    folder = trainings.folder_of(live.id, run)
    return _urls(live, visitor, run, lambda target: _write_files(folder, target))


def recipe_urls(live: Live, visitor: Visitor, chosen: TrainingChoice) -> list[str]:
    """Return the addresses of `FILES` for a recipe that no run has, with the weights of the newest revision."""
    document, place = live.document, live.head.place
    plan = Plan(say("train.recipe.plain"), chosen.recipe, chosen.data, chosen.preparation)
    content = msgspec.json.encode((plan, place), enc_hook=str)
    key = f"recipe-{hashlib.sha256(content).hexdigest()[:32]}"

    def make(target: Path) -> Future[Any]:
        return after(weights.begin_weights(live), lambda: _of_recipe(live, document, plan, target))

    return _urls(live, visitor, key, make)


def _of_recipe(live: Live, document: Document, plan: Plan, target: Path) -> Future[Any]:
    """Begin to write a recipe's files, of a run that nobody trains."""
    kept = weights.current(live)
    if kept is None or live.document != document:
        raise BuilderError(say("files.edited"), hint=say("files.edited.hint"))
    folder = target / "run"

    def create() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        runs.create(folder, document, kept.path, plan)

    return _write_files(folder, target, create)


def _write_files(folder: Path, target: Path, before: Callable[[], None] = lambda: None) -> Future[Any]:
    """Return the work that writes a run's files, which is one for all who ask meanwhile."""

    def start() -> WeightJob:
        before()
        return WeightJob(service().pool.submit(tasks.take_away, folder, target), (), lambda: None)

    going = service().making.begin(("away", target), start)
    assert going is not None
    return going


def _urls(live: Live, visitor: Visitor, key: str, make: Callable[[Path], Future[Any]]) -> list[str]:
    made = service().library.training(live.id) / "away"
    target = made / key

    def prepare() -> Future[Any] | None:
        # A browser asks twice, once whether there is a file. One of an earlier process another release may have made.
        if all((target / name).is_file() and (target / name).stat().st_mtime > _STARTED for name in FILES):
            return None
        _make_room(made, target)
        return make(target)

    return [
        service().downloads.offer(
            f"{live.id}-{key}-{name}", Offer(visitor.session, name, target / name, prepare, visitor.person)
        )
        for name in FILES
    ]


def _make_room(made: Path, target: Path) -> None:
    others = sorted((one for one in made.glob("*") if one != target), key=lambda one: one.stat().st_mtime)
    for old in others[: max(0, len(others) - MOST + 1)]:
        shutil.rmtree(old, ignore_errors=True)


def after(first: Future[Any] | None, then: Callable[[], Future[Any]]) -> Future[Any]:
    """Return a future of what begins once another has ended, or of what that raised.

    Args:
        first: what has to end before; nothing when None.
        then: begins the rest; called in the thread in which `first` ends.
    """
    if first is None:
        return then()
    whole: Future[Any] = Future()

    def settle(done: Future[Any]) -> None:
        if done.cancelled():
            whole.cancel()
        elif (error := done.exception()) is not None:
            whole.set_exception(error)
        else:
            whole.set_result(done.result())

    def begin(done: Future[Any]) -> None:
        if done.cancelled() or done.exception() is not None:
            settle(done)
            return
        try:
            then().add_done_callback(settle)
        except BuilderError as error:
            whole.set_exception(error)

    first.add_done_callback(begin)
    return whole
