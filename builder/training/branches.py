"""Going back to an earlier epoch of a run, and beginning another run there; no torch, so that a page can."""

from __future__ import annotations

from pathlib import Path

import msgspec

from builder.catalogue.layers.validation import check_arguments
from builder.errors import BuilderError, DocumentError
from builder.sentences import say
from builder.training.folder import (
    BEST,
    CHECKPOINT,
    DOCUMENT,
    INITIAL,
    LINES,
    Parent,
    Plan,
    RunControl,
    Status,
    copy_file,
    create,
    epoch_file,
    kept_epochs,
    lock_run,
    plan_of,
    queue,
    set_status,
    status_of,
)
from builder.training.optimizers import OPTIMIZERS
from builder.training.recipe import Recipe


def go_back(folder: Path, epoch: int) -> None:
    """Put a run back to the end of an epoch, or to its start by 0; it is queued to go on up to there and to pause.

    Where that epoch has no checkpoint, the nearest one before it has, and what lies between is trained again to the
    same bits.

    Args:
        folder: of the run.
        epoch: one that the run has ended, counted from 1; 0 is the start.

    Raises:
        BuilderError: a process runs it, or it has not come so far.
        StorageError: there is no such run.
    """
    status = status_of(folder)
    if not 0 <= epoch <= status.epoch:
        raise BuilderError(say("training.no-epoch", epoch=epoch, count=status.epoch))
    with lock_run(folder):
        _restore(folder, folder, epoch)
        for later in kept_epochs(folder):
            if later > epoch:
                epoch_file(folder, later).unlink(missing_ok=True)
        if status.best > epoch:
            (folder / BEST).unlink(missing_ok=True)
        set_status(folder, msgspec.structs.replace(status, ended="", message=""))
    queue(folder, RunControl(epoch=epoch))


def branch_off(folder: Path, target: Path, epoch: int, recipe: Recipe, name: str) -> Path:
    """Make another run that is this one up to the end of an epoch, and goes on from there by another recipe.

    Args:
        folder: of the run that both have in common.
        target: the folder of the new run, which must not be there yet.
        epoch: one that the run has ended, counted from 1; 0 is the start.
        recipe: of what comes after that epoch.
        name: of the new run, for a person.

    Raises:
        BuilderError: the run has not come so far, the new one would end by then, its optimizer does not take its
            arguments, or there is one in that folder.
        StorageError: there is no such run, or the disk cannot be written.
    """
    plan, status = plan_of(folder), status_of(folder)
    if not 0 <= epoch <= status.epoch:
        raise BuilderError(say("training.no-epoch", epoch=epoch, count=status.epoch))
    if recipe.epochs is not None and recipe.epochs <= epoch:
        raise BuilderError(say("training.branch.epochs", epochs=recipe.epochs, epoch=epoch))
    optimizer = recipe.optimizer
    try:
        check_arguments(optimizer.kind, OPTIMIZERS[optimizer.kind].arguments, optimizer.args)
    except DocumentError as refused:  # its place is one in a document
        raise BuilderError(refused.problem, hint=refused.hint) from None
    if plan.parent is not None and not any(plan.parent.epoch <= one <= epoch for one in kept_epochs(folder)):
        raise BuilderError(say("training.no-branch", epoch=epoch), hint=say("training.no-branch.hint"))
    parent = Parent(plan.name, epoch, plan.recipe)
    made = Plan(name, recipe, plan.data, plan.preparation, parent)
    create(target, _document(folder), folder / INITIAL, made)
    _restore(folder, target, epoch)
    set_status(target, Status("queued"))
    return target


def _document(folder: Path) -> bytes:
    return (folder / DOCUMENT).read_bytes()


def _restore(folder: Path, target: Path, epoch: int) -> None:
    """Give a run the newest checkpoint of another, or of itself, that is not after an epoch, and the records."""
    found = [one for one in kept_epochs(folder) if one <= epoch]
    if found:
        copy_file(epoch_file(folder, found[-1]), target / CHECKPOINT)
    else:
        (target / CHECKPOINT).unlink(missing_ok=True)
    if target != folder and (folder / LINES).exists():
        (target / LINES).write_bytes((folder / LINES).read_bytes())
