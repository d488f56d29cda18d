"""What a server lets people train: so many runs each, on so much disk; and the place of a run that waits."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from builder.catalogue.layers.argument_words import shown_size
from builder.errors import BuilderError, LimitError
from builder.jobs import tasks
from builder.jobs.run import JobFuture
from builder.sentences import say
from builder.settings import RUN_HOURS, RUNS_PER_PERSON, TRAINING_GIB
from builder.training import folder as runs
from builder.training.disk import bytes_in
from builder.training.folder import Status
from ui.server.service import service

TRAIN = "train"
"""The first part of the place of a run's work in `Makings`."""


def check_person(person: str | None) -> None:
    """Refuse a further run to whoever has as many going and waiting as one person may have.

    Raises:
        LimitError: they have.
    """
    if person is None:
        return
    training = service().making.going(TRAIN)
    count, most = sum(job.future in training for job in service().jobs.of(person)), RUNS_PER_PERSON.value
    if count >= most:
        raise LimitError(say("train.limit.person", count=most), hint=say("train.limit.person.hint"))


def check_disk() -> None:
    """Refuse what would be written where runs and data sets take as much as a server keeps for them.

    Raises:
        LimitError: they do.
    """
    used, most = bytes_in(service().library.all_training), TRAINING_GIB.value * 2**30
    if used >= most:
        problem = say("train.limit.disk", used=shown_size(used), most=shown_size(most))
        raise LimitError(problem, hint=say("train.limit.disk.hint"))


def training(folder: Path, person: str | None) -> JobFuture[Status]:
    """Return the work that trains a run, which nobody else may take meanwhile.

    Raises:
        BuilderError: another server has it, or too many jobs wait.
    """
    let_go = runs.take_turn(folder, person)
    try:
        future = service().pool.submit(tasks.train, folder, RUN_HOURS.value)
    except BuilderError:
        let_go()
        raise

    def end(_: object) -> None:
        # What a server that ends leaves waiting goes back into the queue of the next (`training_queue`).
        if future.cancelled() and not service().pool.is_closed:
            with suppress(BuilderError, OSError):
                runs.leave_queue(folder)
        let_go()

    future.add_done_callback(end)
    return future


def queue_words(folder: Path) -> str:
    """Return the place of a run that waits for others, as in "2nd in the queue"; empty where it waits for none."""
    future = service().making.future((TRAIN, folder))
    place = None if future is None else service().pool.queue_place(future)
    return "" if place is None else say("train.queue", place=ordinal(place))


def ordinal(number: int) -> str:
    """Return the ordinal of a number from 1.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 21, 103, 111)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '21st', '103rd', '111th']
    """
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return f"{number}{('th', 'st', 'nd', 'rd')[last] if last < 4 else 'th'}"
