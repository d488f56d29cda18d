"""Questions about weights, asked of workers: this process holds the addresses of files and what a screen shows."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

import msgspec
import pandas as pd

from builder.document.blocks import Document
from builder.jobs import tasks
from builder.jobs.run import JobFuture
from ui import work
from ui.live import Live
from ui.service import service


class Made(NamedTuple):
    """The files that hold the weights of one revision."""

    safetensors: Path
    pt: Path

    @property
    def there(self) -> bool:
        """Whether both are made."""
        return self.safetensors.is_file() and self.pt.is_file()

    def by_suffix(self, suffix: str) -> Path:
        """Return the one with this ending."""
        return self.pt if suffix == ".pt" else self.safetensors


def weights_key(document: Document) -> str:
    """Return what names the weights of a document: all of it but its name decides them."""
    text = msgspec.json.encode(msgspec.structs.replace(document, name="-"))
    return hashlib.sha256(text).hexdigest()[:32]


def files(live: Live) -> Made:
    """Return where the weights of the newest revision belong, made or not."""
    path = service().library.weights_path(live.id, f"{weights_key(live.document)}.safetensors")
    return Made(path, path.with_suffix(".pt"))


def making(live: Live) -> JobFuture[int] | None:
    """Return the work that makes the weights of the newest revision, whoever began it; None where they are there."""
    found = files(live)
    if found.there:
        return None
    running = service().making
    future = running.get(found.pt)
    if future is None or future.done():
        service().library.sweep_weights(live.id)
        future = service().pool.submit(tasks.make, live.document, found.safetensors, found.pt)
        running[found.pt] = future
        future.add_done_callback(lambda _: running.pop(found.pt, None))
    return future


def made(live: Live) -> Made | None:
    """Return the files, or None while a worker makes them."""
    found = files(live)
    if found.there:
        return found
    done = work.outcome("making", question(live), "Making the weights", lambda: making(live))
    return None if done is None else found


def table(live: Live) -> pd.DataFrame | None:
    """Return the parameter table, or None while a worker is at it."""
    found = made(live)
    if found is None:
        return None
    columns = work.outcome(
        "table",
        question(live),
        "Reading the parameters",
        lambda: service().pool.submit(tasks.table, live.document, found.safetensors),
    )
    if columns is None:
        return None
    shapes, ties = list(map(str, columns["shape"])), [name or "" for name in columns["tied_to"]]
    return pd.DataFrame({**columns, "shape": shapes, "tied_to": ties}).drop(columns="grad_norm")


def look(live: Live, key: str) -> tasks.Look | None:
    """Return a close look at one tensor of weights that are made, or None while a worker is at it."""
    path = files(live).safetensors
    return work.outcome("look", (path, key), "Reading the tensor", lambda: service().pool.submit(tasks.look, path, key))


def comparison(live: Live) -> tasks.Comparison | None:
    """Return the comparison that was asked for, or None while a worker is at it."""
    found = made(live)
    if found is None:
        return None
    return work.outcome(
        "comparison",
        question(live),
        "Applying the rules",
        lambda: service().pool.submit(tasks.compare, live.document, found.safetensors),
    )


def proof(live: Live, key: str, other: str, value: float) -> tasks.Proof | None:
    """Return what a worker saw that changed one place and read both, or None while it is at it."""
    found = made(live)
    if found is None:
        return None
    return work.outcome(
        "proof",
        (*question(live), key, other, value),
        "The proof",
        lambda: service().pool.submit(tasks.prove, live.document, found.safetensors, key, other, value),
    )


def question(live: Live) -> tuple[str, str]:
    """Return what tells the weights of the newest revision from all others."""
    return (live.id, weights_key(live.document))
