"""Questions about weights, asked of workers: this process holds the addresses of files and what a screen shows."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from builder.document.blocks import Document
from builder.jobs.run import JobFuture
from ui import tasks, work
from ui.live import Live
from ui.service import service


def weights_key(document: Document) -> str:
    """Return what names the weights of a document: they are decided by all of it but its name."""
    text = msgspec.json.encode(msgspec.structs.replace(document, name="-"))
    return hashlib.sha256(text).hexdigest()[:32]


def weights_path(live: Live) -> Path:
    """Return where the weights of the newest revision belong."""
    return service().library.weights_path(live.id, f"{weights_key(live.document)}.safetensors")


class Made(NamedTuple):
    """The files that hold the weights of one revision."""

    safetensors: Path
    pt: Path


def files(live: Live) -> Made:
    """Return where the weights of the newest revision belong, made or not."""
    path = weights_path(live)
    return Made(path, path.with_suffix(".pt"))


def begin_making(live: Live) -> None:
    """Have a worker make the weights of the newest revision."""
    work.begin("making", _making(live), lambda: _submit_making(live))


def is_making(live: Live) -> bool:
    """Tell whether a worker was asked to make these very weights."""
    return work.asked("making", _making(live))


def made(live: Live) -> Made | None:
    """Return the files, or None while a worker makes them."""
    found = files(live)
    if found.safetensors.is_file() and found.pt.is_file():
        return found
    done = work.outcome("making", _making(live), "Making the weights", lambda: _submit_making(live))
    return None if done is None else found


def _making(live: Live) -> tuple[str, str]:
    return ("making", weights_key(live.document))


def _submit_making(live: Live) -> JobFuture[int]:
    found = files(live)
    return service().pool.submit(tasks.make, live.document, found.safetensors, found.pt)


def begin_comparison(live: Live) -> None:
    """Have a worker compare the weights without and with the init rules."""
    work.begin("comparison", _comparing(live), lambda: service().pool.submit(tasks.compare, live.document))


def comparison_asked(live: Live) -> bool:
    """Tell whether this very comparison was asked for."""
    return work.asked("comparison", _comparing(live))


def comparison(live: Live) -> tasks.Comparison | None:
    """Return the comparison, or None while a worker is at it."""
    found: Any = work.result(
        "comparison", "Applying the rules", lambda: service().pool.submit(tasks.compare, live.document)
    )
    return found  # type: ignore[no-any-return]


def _comparing(live: Live) -> tuple[str, str]:
    return ("comparison", weights_key(live.document))


def sample(live: Live, key: str) -> tasks.Sample | None:
    """Return a close look at one tensor, or None while a worker is at it."""
    path = weights_path(live)
    found: Any = work.outcome(
        "sample", (path, key), "Reading the tensor", lambda: service().pool.submit(tasks.sample, path, key)
    )
    return found  # type: ignore[no-any-return]


def begin_proof(live: Live, key: str, other: str, value: float) -> None:
    """Have a worker change one place and read both."""
    question = ("proof", weights_key(live.document), key, other, value)
    work.begin("proof", question, lambda: service().pool.submit(tasks.prove, live.document, key, other, value))


def proof(live: Live, key: str, other: str, value: float) -> tasks.Proof | None:
    """Return what the worker saw, or None while it is at it or was not asked."""
    if not work.asked("proof", ("proof", weights_key(live.document), key, other, value)):
        return None
    found: Any = work.result(
        "proof", "The proof", lambda: service().pool.submit(tasks.prove, live.document, key, other, value)
    )
    return found  # type: ignore[no-any-return]
