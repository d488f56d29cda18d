"""A process of its own that trains a run in a folder until it ends or is killed."""

import os
import signal
import sys
from pathlib import Path

from builder.training import keeper
from builder.training.run import go_on
from builder.training.trainer import Trainer


def main(folder: str, batch: int, during_write: bool) -> None:
    """Train; be killed at a batch, counted from here, or while the next checkpoint after it is written."""
    keeper.EPOCH_SECONDS = keeper.CHECKPOINT_SECONDS = 0.0  # so that a checkpoint is due after each batch
    advance, sync, seen = Trainer.advance, os.fsync, 0

    def counted(trainer: Trainer) -> None:
        nonlocal seen
        advance(trainer)
        seen += 1
        if seen == batch and not during_write:
            os.kill(os.getpid(), signal.SIGKILL)

    def killed(descriptor: int) -> None:
        if seen >= batch and Path(f"/proc/self/fd/{descriptor}").readlink().suffix == ".part":
            os.truncate(f"/proc/self/fd/{descriptor}", 100)  # what a disk may have of it by then
            os.kill(os.getpid(), signal.SIGKILL)
        sync(descriptor)

    if batch:
        Trainer.advance = counted  # type: ignore[method-assign]
        if during_write:
            os.fsync = killed  # type: ignore[assignment]
    go_on(Path(folder))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3] == "write")
