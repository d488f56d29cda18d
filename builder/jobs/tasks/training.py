"""Jobs that train: a run in its folder, which a page reads without them, and a look at learning rates."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from builder.document.blocks import Document
from builder.jobs.limits import Limits, with_limits
from builder.jobs.progress import report
from builder.jobs.tasks.files import make
from builder.sentences import later
from builder.settings import MAX_RUN_HOURS
from builder.training.asked import Answer, Asked
from builder.training.folder import Status
from builder.training.predictions import Predictions
from builder.training.rates import Rates

_LONGEST = (MAX_RUN_HOURS + 24) * 3600.0
"""Seconds after which a run is ended that has not paused when its time was over."""


@with_limits(Limits(later("jobs.title.train"), _LONGEST, is_long=True, travels=True, goes_on=True))
def train(folder: Path, hours: int = MAX_RUN_HOURS) -> Status:
    """Train a run from where it was left until it ends, or until what is asked of it is done.

    Everything it needs and gives is in the folder (`builder.training.folder`): pages read its status and measurements
    there, ask it to pause there, and send it here again to go on. After `hours` it pauses by itself.

    Raises:
        BuilderError: another process trains it, or it cannot be trained.
    """
    from builder.training.run import go_on

    return go_on(folder, report, hours)


@with_limits(Limits(later("jobs.title.weights"), 3600, travels=True))
def draw_weights(document: Document, file: Path) -> Path:
    """Draw the weights of a document by its rules and its seed, for a run to begin with, and return their file.

    Raises:
        LimitError: the network is larger than the memory or the disk space that is free.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    make(document, file)
    return file


@with_limits(Limits(later("jobs.title.rates"), 600, travels=True))
def try_rates(folder: Path) -> Rates:
    """Try learning rates from small to large on a run that has not begun; it stays as it is.

    Raises:
        BuilderError: it cannot be trained.
    """
    from builder.training.finder import rates_of

    return rates_of(folder, report)


@with_limits(Limits(later("jobs.title.away"), 3600))
def take_away(folder: Path, target: Path) -> Path:
    """Write a run as `train.zip`, to train anywhere, and `train.ipynb` into a folder, and return that.

    Raises:
        BuilderError: a script cannot repeat the run; it says why.
        LimitError: the network is larger than the memory that is free, or its files than the disk space.
        StorageError: the run or its data are not there.
    """
    from builder.jobs.tasks.files import check_space
    from builder.module.local import run_here
    from builder.targets.training_script.bundle import SCRIPT
    from builder.targets.training_script.bundle import take_away as taken
    from builder.training.folder import plan_of
    from builder.training.run import document_of

    check_space(document_of(folder), target / SCRIPT, 2, plan_of(folder).data)
    taken(folder, target, run_here, report)
    return target


@with_limits(Limits(later("jobs.title.predict"), 600, travels=True))
def predict(folder: Path, which: Literal["last", "best"]) -> Predictions:
    """Return what the network of a run makes of examples that it has not learned from.

    Raises:
        StorageError: the run, its weights or its data are not there.
    """
    from builder.training.predict import predict as predicted

    return predicted(folder, which)


@with_limits(Limits(later("jobs.title.predict"), 600))
def try_it(folder: Path, which: Literal["last", "best"], asked: Asked) -> Answer:
    """Return what the network of a run says of one example of a person's own.

    Raises:
        BuilderError: it cannot be read, or does not fit the data.
        StorageError: the run, its weights or its data are not there.
    """
    from builder.training.trying import try_it as tried

    return tried(folder, which, asked)
