"""Runs a run in this process: from where it was left, until it ends or somebody asks it to pause."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import torch
from msgspec.structs import replace
from torch import nn

from builder.datasets.prepare import prepare
from builder.datasets.stored import open_stored
from builder.document.blocks import Document
from builder.errors import BuilderError, StorageError
from builder.expansion.validation import from_json
from builder.module import to_module
from builder.sentences import Sentence, say
from builder.training.checkpoint import read_checkpoint
from builder.training.feed import Batches
from builder.training.folder import (
    BEST,
    DOCUMENT,
    INITIAL,
    WANTED,
    WEIGHTS,
    Plan,
    RunControl,
    Status,
    lock_run,
    plan_of,
    set_status,
    status_of,
    wanted_of,
)
from builder.training.keeper import Keeper
from builder.training.living import unpack_network
from builder.training.recipe import Recipe
from builder.training.trainer import EvaluationInterrupted, Trainer
from builder.training.watcher import Watcher
from builder.weights.checkpoint import load_into, save_safetensors
from builder.weights.plain import fill_plain

_LOOK_SECONDS = 0.2
"""Seconds between two looks at what a person asks."""
_HELD_SECONDS, _LOST_SECONDS = 0.2, 10.0
"""Seconds that are waited for a process that has the run: one that rests, and one that some process works on."""
Report = Callable[[float, str], None]


def go_on(folder: Path, report: Report = lambda fraction, words: None, hours: float = float("inf")) -> Status:
    """Train a run until it ends, or until what is asked of it is done; return where it is then.

    It holds the run's lock, and sets torch's number of threads to that of the recipe.

    Args:
        folder: of the run.
        report: is told from 0 to 1 what part of all steps is done, with words; what it raises ends the run as failed.
        hours: after which it pauses by itself, and says why.

    Raises:
        BuilderError: another process runs it, or it cannot be trained; its status says why as well.
    """
    threads = torch.get_num_threads()
    # Where its machine was lost the process before this one may not have ended yet.
    patience = _LOST_SECONDS if status_of(folder).state == "running" else _HELD_SECONDS
    with lock_run(folder, patience):
        try:
            torch.set_num_threads(plan_of(folder).recipe.threads)
            return _Session(folder, report, hours).go_on()
        except Exception as error:
            message = str(error) if isinstance(error, BuilderError) else say("training.failed")
            set_status(folder, replace(status_of(folder), state="failed", message=message))
            raise
        finally:
            torch.set_num_threads(threads)


def network_of(folder: Path, weights: Path | None = None) -> nn.Module:
    """Return the network of a run with its first weights, or those of another file, in memory of its own.

    Args:
        folder: of the run.
        weights: a safetensors file with the keys of the network's `state_dict`.

    Raises:
        StorageError: the run or its weights are not there, or damaged.
        LimitError: the network is larger than the memory that is free.
    """
    document = document_of(folder)
    network = to_module(document, device="meta")
    load_into(network, weights or folder / INITIAL)
    fill_plain(network, document)
    own: dict[tuple[object, ...], torch.Tensor] = {}
    for one in (*network.parameters(), *network.buffers()):  # they lie in the file
        place = (one.data_ptr(), one.shape, one.stride(), one.dtype) if one.numel() else (id(one),)
        one.data = own.setdefault(place, one.data.clone())
    return network


def document_of(folder: Path) -> Document:
    """Return the document of a run.

    Raises:
        StorageError: there is none.
    """
    try:
        return from_json((folder / DOCUMENT).read_bytes())
    except OSError:
        raise StorageError(
            say("training.folder.missing", name=folder.name), hint=say("training.folder.missing.hint")
        ) from None


def data_of(plan: Plan) -> Batches:
    """Return the batches of a run's data.

    Args:
        plan: its `data` is the folder of a stored data set.

    Raises:
        StorageError: the data set is not there, or damaged.
        BuilderError: a part of it would be empty.
    """
    return prepare(open_stored(plan.data), plan.preparation)


class _Session:
    """One process with one run."""

    def __init__(self, folder: Path, report: Report, hours: float) -> None:
        self._folder = folder
        self._report = report
        self._plan = plan_of(folder)
        self._wanted = wanted_of(folder)
        self._hours = hours
        self._end = time.monotonic() + hours * 3600
        self._message = ""
        self._looked = 0.0
        self._changed = self._wanted_time()

    def go_on(self) -> Status:
        plan = self._plan
        for part in self._folder.rglob(".*.part"):
            part.unlink(missing_ok=True)  # half a file of a process that was killed
        set_status(self._folder, replace(status_of(self._folder), state="running", message=""))
        prepared, network = data_of(plan), network_of(self._folder)
        parent = plan.parent
        self._keeper = Keeper(self._folder, plan.recipe.total_epochs(len(prepared.training)))
        with closing(self._keeper):
            recipe = self._keeper.recipe(plan)
            self._trainer = self._ready(network, prepared, recipe)
            if parent is not None and recipe != plan.recipe:
                self._branch_off(network, prepared, parent.epoch)
            self._keeper.show("running")
            self._watcher = Watcher(self._folder, self._trainer, prepared)
            self._train()
            return self._leave()

    def _ready(self, network: nn.Module, prepared: Batches, recipe: Recipe) -> Trainer:
        trainer = Trainer(network, prepared, recipe, self._keeper.emit, self._is_over)
        self._keeper.trainer = trainer
        self._keeper.resume()
        return trainer

    def _branch_off(self, network: nn.Module, prepared: Batches, epoch: int) -> None:
        """Train up to the epoch as before, and go on from there by the run's own recipe."""
        before = self._trainer
        with before.drawing():
            while before.place.epoch < epoch and not before.is_done:
                before.advance()
        state, tensors = before.state()
        tensors = [one.clone() for one in tensors]
        self._trainer = Trainer(network, prepared, self._plan.recipe, self._keeper.emit, self._is_over)
        self._trainer.restore(state, tensors, before.recipe)
        self._keeper.trainer = self._trainer
        self._keeper.checkpoint()

    def _wanted_time(self) -> int:
        try:
            return (self._folder / WANTED).stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def _is_over(self) -> bool:
        """Tell whether the run is to pause or to end, looking a few times a second."""
        now = time.monotonic()
        if now - self._looked > _LOOK_SECONDS:
            self._looked = now
            changed = self._wanted_time()
            if changed != self._changed:
                self._changed, self._wanted = changed, wanted_of(self._folder)
            if now > self._end and self._wanted.action == "run":
                self._wanted = RunControl("pause")
                self._message = say("training.time", hours=round(self._hours))
            place = self._trainer.place
            self._report(place.step / max(1, self._trainer.total), say("training.progress", step=place.step))
        return self._wanted.action != "run"

    def _is_there(self) -> bool:
        """Tell whether the run is where it was asked to go; an epoch that has made its last step is ended first."""
        place, wanted = self._trainer.place, self._wanted
        if wanted.epoch is not None and place.epoch >= wanted.epoch:
            return True
        return wanted.step is not None and place.step >= wanted.step and not self._trainer.ends_epoch

    def _train(self) -> None:
        trainer, keeper, watcher = self._trainer, self._keeper, self._watcher
        with trainer.drawing():
            watcher.look()  # before the first step
            try:
                while not (trainer.is_done or self._is_over() or self._is_there()):
                    epoch = trainer.place.epoch
                    trainer.advance()
                    if trainer.place.epoch > epoch:
                        keeper.end_epoch()
                    keeper.look()
                    watcher.look()
            except EvaluationInterrupted:
                pass
            except (RuntimeError, ValueError, LookupError, TypeError) as error:
                raise _run_error(error) from error
            keeper.checkpoint()
            watcher.end()

    def _leave(self) -> Status:
        """Write the weights and say how it stands."""
        place, trainer = self._trainer.place, self._trainer
        ended = place.ended or ("asked" if self._wanted.action == "stop" else "")
        save_safetensors(trainer.module, self._folder / WEIGHTS / "last.safetensors")
        if (self._folder / BEST).exists():
            state, tensors = read_checkpoint(self._folder / BEST)
            unpack_network(trainer.module, state["trainer"]["network"], tensors)
            save_safetensors(trainer.module, self._folder / WEIGHTS / "best.safetensors")
        self._keeper.show("finished" if ended else "paused", ended, "" if ended else self._message)
        return status_of(self._folder)


def _run_error(error: Exception) -> BuilderError:
    if isinstance(error, BuilderError):
        return error
    reason = Sentence(str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__)
    return BuilderError(say("training.stopped", reason=reason), hint=say("training.stopped.hint"))
