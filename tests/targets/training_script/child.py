"""What runs training scripts: a process that knows only torch, and jobs that are the processes of one `torchrun`."""

import contextlib
import os
import runpy
import signal
import sys
from pathlib import Path


class Stopped(Exception):  # noqa: N818 - no error: a process that ends in the middle
    """The script was broken off."""


def run(folder):
    """Run a script as Python does, in its folder."""
    sys.modules.pop("network", None)
    sys.path.insert(0, str(folder))
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(None):
            runpy.run_path(str(Path(folder) / "train.py"), run_name="__main__")
    finally:
        sys.path.remove(str(folder))


def run_with_break(folder):
    """Run a script that ends after its first checkpoint, and once more."""
    replaced = os.replace

    def stopped(part, path):
        replaced(part, path)
        if path.name == "checkpoint.pt":
            raise Stopped

    os.replace = stopped
    with contextlib.suppress(Stopped):
        run(folder)
    os.replace = replaced
    run(folder)


def run_rank(folder: Path, rank: int, port: int, steps: int, when: str) -> None:
    """Be one of two processes; be killed after so many steps, or while a checkpoint is written after them."""
    import torch

    places = {"RANK": rank, "LOCAL_RANK": rank, "WORLD_SIZE": 2, "MASTER_PORT": port}
    os.environ.update({name: str(value) for name, value in places.items()}, MASTER_ADDR="127.0.0.1")
    step, save, seen = torch.optim.SGD.step, torch.save, 0

    def counted(*args, **options):
        nonlocal seen
        seen += 1
        if seen == steps and when == "step":
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*args, **options)

    def killed(content, path, **options):
        save(content, path, **options)
        if seen >= steps and when == "write" and isinstance(content, dict) and "ranks" in content:
            os.truncate(path, 100)
            os.kill(os.getpid(), signal.SIGKILL)

    torch.optim.SGD.step, torch.save = counted, killed
    run(folder)


if __name__ == "__main__":
    for one in sys.argv[1:]:
        (run if one.endswith("cells") else run_with_break)(one)
