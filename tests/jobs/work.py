"""Jobs that behave badly on purpose."""

import contextlib
import mmap
import os
import time
from pathlib import Path

import torch

from builder.errors import DocumentError, ShapeError
from builder.jobs.limits import Limits, with_limits
from builder.jobs.progress import report
from builder.sentences import later


def double(number: int) -> int:
    """Return twice the number."""
    return 2 * number


def pid(seconds: float = 0.0) -> int:
    """Return the worker's process id, some time later."""
    time.sleep(seconds)
    return os.getpid()


def surroundings() -> dict[str, int]:
    """Return what a worker is given."""
    return {"nice": os.nice(0), "threads": torch.get_num_threads()}


def steps(count: int, folder: Path) -> int:
    """Report every step, and go on once there is a file of its number in the folder."""
    for i in range(count):
        while not (folder / str(i)).exists():
            report(i / count, f"step {i}")
            time.sleep(0.01)
    return count


def after(file: Path) -> bool:
    """Return once there is this file."""
    while not file.exists():
        time.sleep(0.01)
    return True


def touch(file: Path) -> None:
    """Make a file."""
    file.touch()


@with_limits(Limits(is_long=True))
def long_after(file: Path) -> bool:
    """Do the same as a job that takes no place of others."""
    return after(file)


@with_limits(Limits(is_long=True, travels=True))
def travelling_after(file: Path) -> bool:
    """Do the same on a cluster."""
    return after(file)


def refuse() -> None:
    """Raise an error for the person at the screen."""
    raise DocumentError("The name is empty.", "0.1", "Give it one.")


def refuse_shape() -> None:
    """Raise an error with parts of its own."""
    raise ShapeError("Linear takes 64 features and receives 128.", "in_features", 128)


def fail() -> None:
    """Raise what nobody expects."""
    raise KeyError("weight")


def leave() -> None:
    """End the worker without a word."""
    os._exit(3)


def hand_over_tensor() -> object:
    """Try to return a tensor."""
    return torch.zeros(3)


@with_limits(Limits(later("jobs.title.trial"), seconds=0.3))
def dawdle() -> None:
    """Take longer than allowed."""
    time.sleep(60)


@with_limits(Limits(later("jobs.title.weights"), memory=200_000_000))
def fill(count: int) -> int:
    """Allocate that many bytes."""
    return torch.zeros(count, dtype=torch.uint8).numel()


@with_limits(Limits(later("jobs.title.file"), memory=100_000_000))
def map_file(file: Path) -> int:
    """Map a file that is larger than the memory one may use."""
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        return len(mapped)


def babble() -> None:
    """Write what is no message to every channel there is, and stay."""
    for fd in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(fd, b"\0\0\0\4oops")
    time.sleep(60)


@with_limits(Limits(later("jobs.title.file")))
def overfill() -> int:
    """Write where there is no room."""
    with Path("/dev/full").open("wb", buffering=0) as file:
        return file.write(b"x")
