"""A Python process that knows only torch, for what an emitted file and saved weights do outside of nnblocks.

One process serves a whole test run, since importing torch takes seconds; each request gets a namespace of its own.
"""

import io
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor

WORKER = Path(__file__).with_name("fresh_worker.py")


class Outcome(NamedTuple):
    """What the emitted file's network was like there."""

    begun: str | None
    """How it was printed while it had lazy layers that no input had decided; None where it had none."""
    text: str
    state: dict[str, str]
    """Shape, dtype and a checksum of each tensor as it was drawn."""
    trainable: dict[str, bool]
    eval_output: list[Tensor] | str
    train_output: list[Tensor] | str


class Fresh:
    """The process, and requests to it one at a time."""

    def __init__(self, worker: Path = WORKER) -> None:
        """Start it without any of this project's paths."""
        self.process = subprocess.Popen(
            [sys.executable, "-I", str(worker)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/"
        )

    def ask(self, **request: Any) -> dict[str, Any]:
        """Send one request and return the answer; what went wrong there is raised here."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        sink = io.BytesIO()
        torch.save(request, sink)
        self.process.stdin.write(len(sink.getvalue()).to_bytes(8, "little") + sink.getvalue())
        self.process.stdin.flush()
        size = int.from_bytes(self.process.stdout.read(8), "little")
        answer = torch.load(io.BytesIO(self.process.stdout.read(size)), weights_only=True)
        assert "error" not in answer, answer["error"]
        return answer

    def close(self) -> None:
        """End the process."""
        with self.process:  # which closes its pipes, and waits
            pass


@lru_cache
def fresh() -> Fresh:
    """Return the one process of this test run."""
    return Fresh()


def run_source(source: str, inputs: list[Tensor], zeros: list[Tensor] | None = None) -> Outcome:
    """Build the network of an emitted file there, then give it weights and run it in eval and in train mode.

    Lazy layers that it hands over are decided by a first forward of `zeros`.
    """
    return Outcome(**fresh().ask(task="source", source=source, inputs=inputs, zeros=zeros or inputs))
