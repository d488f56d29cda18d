"""What a run leaves on disk while it goes: its records, its place, checkpoints, and what it can go back to."""

from __future__ import annotations

import os
import platform
import time
from pathlib import Path
from typing import Any

import msgspec
import torch
from torch import Tensor

from builder.sentences import Sentence, say
from builder.training.checkpoint import read_checkpoint, sync_folder, write_checkpoint
from builder.training.folder import (
    BEST,
    CHECKPOINT,
    EPOCHS,
    LINES,
    Plan,
    State,
    Status,
    copy_file,
    epoch_file,
    set_status,
)
from builder.training.recipe import Recipe
from builder.training.records import EpochRecord, Record, TimeRecord
from builder.training.trainer import Trainer

CHECKPOINT_SECONDS = 30.0
"""Seconds that are lost at most."""
EPOCH_SECONDS = 1.0
"""Seconds from one checkpoint to that of an epoch: shorter epochs go without, as they are quickly trained again."""
SHOW_SECONDS = 0.5
"""Seconds between two looks at what was measured."""
_KEPT_BYTES = 2**29
_MOST_KEPT = 200


class Keeper:
    """Keeps one run while this process holds it."""

    def __init__(self, folder: Path, total_epochs: int) -> None:
        self._folder = folder
        self._epochs = total_epochs
        self._lines = (folder / LINES).open("ab")
        self._waiting: list[Record] = []
        self._best: tuple[dict[str, Any], list[Tensor]] | None = None
        self._begun = 0
        self._seconds = 0.0
        self._since = time.monotonic()
        self._written = time.monotonic()
        self._shown = (time.monotonic(), 0)
        self._rate = 0.0
        self._elsewhere = ""
        self._read: tuple[dict[str, Any], list[Tensor]] | None = None
        self.trainer: Trainer
        self.has_best = False

    def close(self) -> None:
        """Let go of the file of records."""
        self._lines.close()

    def emit(self, record: Record) -> None:
        """Take a record."""
        self._waiting.append(record)
        self.has_best |= isinstance(record, EpochRecord) and record.is_best

    def recipe(self, plan: Plan) -> Recipe:
        """Return the recipe by which the run goes on first: that of its checkpoint, or of the run it branches off.

        Raises:
            StorageError: the checkpoint is damaged.
        """
        if not (self._folder / CHECKPOINT).exists():
            return plan.recipe if plan.parent is None else plan.parent.recipe
        self._read = read_checkpoint(self._folder / CHECKPOINT)
        return msgspec.convert(self._read[0]["recipe"], Recipe)

    def resume(self) -> None:
        """Go on from the checkpoint, if there is one; records after it are forgotten, as they come again."""
        if self._read is None:
            self._cut(0)
            self._begun = 1
            return
        (state, tensors), self._read = self._read, None
        self.trainer.restore(state["trainer"], tensors)
        self._cut(state["lines"])
        self._seconds, self._begun = state["seconds"], state["begun"] + 1
        if state["where"] != surroundings():
            self._elsewhere = say("training.elsewhere", before=_words(state["where"]), now=_words(surroundings()))

    def _cut(self, length: int) -> None:
        self._lines.truncate(length)
        self._lines.seek(0, os.SEEK_END)  # it stays where it was, and a checkpoint notes where it is

    @property
    def seconds(self) -> float:
        """Seconds of training, those of earlier processes included."""
        return self._seconds + time.monotonic() - self._since

    def look(self) -> None:
        """Write what was measured twice a second, and a checkpoint where one is due; between two batches."""
        now = time.monotonic()
        if now - self._written >= CHECKPOINT_SECONDS:
            self.checkpoint()
        is_first = not self._shown[1] and self.trainer.place.step > 0  # somebody waits for the first point
        if is_first or now - self._shown[0] >= SHOW_SECONDS:
            self.show("running")

    def show(self, state: State, ended: str = "", message: str = "") -> None:
        """Write what was measured, and where the run is."""
        self.trainer.meter.read()
        place, now = self.trainer.place, time.monotonic()
        if place.step > self._shown[1]:
            examples = (place.step - self._shown[1]) * self.trainer.recipe.batch_size * self.trainer.recipe.accumulate
            self._rate = examples / max(1e-9, now - self._shown[0])
        self._write([*self._waiting, TimeRecord(place.step, round(self.seconds, 3))] if self._waiting else [])
        self._waiting = []
        self._shown = (now, place.step)
        set_status(self._folder, self.status(state, ended, message))

    def status(self, state: State, ended: str = "", message: str = "") -> Status:
        """Return where the run is."""
        place = self.trainer.place
        return Status(
            state,
            step=place.step,
            steps=self.trainer.total,
            epoch=place.epoch,
            epochs=self._epochs,
            best=place.best,
            ended=ended,
            message=message or self._elsewhere,
            seconds=self.seconds,
            begun=self._begun,
            examples=self._rate,
        )

    def _write(self, records: list[Any]) -> None:
        for record in records:
            self._lines.write(msgspec.json.encode(record) + b"\n")
        self._lines.flush()

    def end_epoch(self) -> None:
        """Write a checkpoint at the end of an epoch, unless one was just written."""
        is_due = time.monotonic() - self._written >= EPOCH_SECONDS
        if self.has_best and not is_due:
            state, tensors = self.trainer.state()
            self._best = self._state(state), [one.clone() for one in tensors]
            self.has_best = False
        if is_due:
            self.checkpoint()

    def checkpoint(self) -> None:
        """Write a checkpoint; what it can go back to stays beside it."""
        self.trainer.note_drawn()
        self.trainer.meter.read()
        self._write(self._waiting)
        self._waiting = []
        os.fsync(self._lines.fileno())
        state, tensors = self.trainer.state()
        path = self._folder / CHECKPOINT
        if self._best is not None:
            write_checkpoint(self._folder / BEST, *self._best)
            self._best = None
        write_checkpoint(path, self._state(state), tensors)
        if self.trainer.place.batch == 0:
            self._keep_epoch(path)
        self._written = time.monotonic()

    def _state(self, state: dict[str, Any]) -> dict[str, Any]:
        return {
            "trainer": state,
            "recipe": msgspec.to_builtins(self.trainer.recipe),
            "lines": self._lines.tell(),
            "seconds": self.seconds,
            "begun": self._begun,
            "where": surroundings(),
        }

    def _keep_epoch(self, path: Path) -> None:
        if self.has_best:
            copy_file(path, self._folder / BEST)
            self.has_best = False
        kept = self._folder / EPOCHS
        kept.mkdir(exist_ok=True)
        copy_file(path, epoch_file(self._folder, self.trainer.place.epoch))
        thin_out(kept, max(3, min(_MOST_KEPT, _KEPT_BYTES // max(1, path.stat().st_size))))
        sync_folder(self._folder)


def surroundings() -> dict[str, str]:
    """Return what decides the last bits of a run beside its plan."""
    capability = torch.backends.cpu.get_cpu_capability()
    return {
        "torch": torch.__version__,
        "threads": str(torch.get_num_threads()),
        "processor": f"{platform.machine()} {capability}",
    }


def _words(where: dict[str, str]) -> Sentence:
    return Sentence(", ".join(f"{name} {value}" for name, value in where.items()))


def thin_out(kept: Path, most: int) -> None:
    """Remove checkpoints of epochs until there are no more than so many, evenly spread; first and last stay.

    Args:
        kept: the folder in which the checkpoints of epochs lie.
        most: how many stay, at least 2.
    """
    files = sorted(kept.glob("[0-9]*.safetensors"))
    while len(files) > most:
        epochs = [int(one.stem) for one in files]
        gone = min(range(1, len(files) - 1), key=lambda i: epochs[i + 1] - epochs[i - 1])
        files.pop(gone).unlink(missing_ok=True)
