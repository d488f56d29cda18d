"""Ways of a run beside straight on: one step or epoch, back to an epoch, another run from there, rates tried first."""

from __future__ import annotations

import secrets
import shutil
import time
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from msgspec.structs import replace

from builder.jobs import tasks
from builder.jobs.run import JobFuture
from builder.training import branches
from builder.training import folder as runs
from builder.training.folder import Plan, RunControl
from builder.training.rates import Rates
from ui.server import training_limits, trainings
from ui.server.live import Live
from ui.server.service import service
from ui.server.trainings import TrainingChoice

STALE = 3600.0
"""Seconds after which nobody tries rates any more."""
Unit: TypeAlias = Literal["step", "epoch"]


class Fork(NamedTuple):
    """Where another run begins, and what it does otherwise; `epochs` is None where a recipe counts steps."""

    epoch: int
    rate: float
    epochs: int | None


def further(live: Live, id: str, unit: Unit, person: str | None) -> None:
    """Have a run that rests make one more step, or go on to the end of an epoch, and pause there.

    Raises:
        BuilderError: it goes on already.
    """
    status = runs.status_of(trainings.folder_of(live.id, id))
    wanted = RunControl(step=status.step + 1) if unit == "step" else RunControl(epoch=status.epoch + 1)
    trainings.go_on(live, id, person, wanted)


def back(live: Live, id: str, epoch: int, person: str | None) -> None:
    """Put a run back to the end of an epoch, where it pauses; 0 is its start.

    Raises:
        BuilderError: it goes on just now, or has not come so far, or the person has as many runs as they may have.
    """
    training_limits.check_person(person)
    branches.go_back(trainings.folder_of(live.id, id), epoch)
    trainings.submit(live, id, person)


def fork(live: Live, id: str, how: Fork, person: str | None) -> str:
    """Begin another run that is this one up to the end of an epoch, and return its id.

    Raises:
        BuilderError: the run has not come so far, what is to be otherwise does not do, the disk cannot be written, or a
            limit of runs or disk is reached.
    """
    training_limits.check_person(person)
    training_limits.check_disk()
    folder, new = trainings.folder_of(live.id, id), secrets.token_urlsafe(9)
    recipe = runs.plan_of(folder).recipe
    optimizer = replace(recipe.optimizer, args={**recipe.optimizer.args, "lr": how.rate})
    recipe = replace(recipe, optimizer=optimizer, epochs=recipe.epochs if how.epochs is None else how.epochs)
    target, name = trainings.folder_of(live.id, new), trainings.next_name(live)
    try:
        branches.branch_off(folder, target, how.epoch, recipe, name)
    except Exception:
        shutil.rmtree(target, ignore_errors=True)
        raise
    trainings.make_room(live)  # not before: what makes room may be this very run
    trainings.submit(live, new, person)
    return new


def stop_at_best(live: Live, id: str) -> None:
    """Ask a run to end here and to leave the weights of its best epoch.

    Raises:
        StorageError: there is no such run.
    """
    runs.ask(trainings.folder_of(live.id, id), RunControl("stop", take="best"))


def try_rates(live: Live, weights: Path, chosen: TrainingChoice) -> JobFuture[Rates]:
    """Return the work that tries learning rates, on a run of its own that is gone with it.

    Raises:
        BuilderError: the disk cannot be written.
    """
    folder = service().library.training(live.id) / "rates" / secrets.token_urlsafe(9)
    for old in folder.parent.glob("*"):  # of a server that has ended meanwhile
        if time.time() - old.stat().st_mtime > STALE:
            shutil.rmtree(old, ignore_errors=True)
    runs.create(folder, live.document, weights, Plan("", chosen.recipe, chosen.data, chosen.preparation))
    future = service().pool.submit(tasks.try_rates, folder)
    future.add_done_callback(lambda _: shutil.rmtree(folder, ignore_errors=True))
    return future
