"""Queries about weights, answered by workers: this process holds only file paths and what a page shows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from builder.jobs import tasks
from builder.sentences import say
from builder.weights.tensor_summary import TensorSummary
from ui.screens import work
from ui.server import weights
from ui.server.live import Live
from ui.server.service import service


def weights_file(live: Live) -> Path | None:
    """Return the file of the weights, or None while a worker makes them."""
    kept = weights.current(live)
    if kept is None:
        done = work.outcome("making", question(live), say("common.work.weights"), lambda: weights.begin_weights(live))
        kept = weights.current(live)
        if kept is None and done is not None:  # the revision has changed, or is taken back, while they were made
            work.forget("making")
    return None if kept is None else kept.path


def there(live: Live) -> Path | None:
    """Return the file of the weights where it is made already; nothing is begun, and nothing drawn."""
    kept = weights.current(live)
    return None if kept is None else kept.path


def table(live: Live) -> pd.DataFrame | None:
    """Return the parameter table, or None while a worker computes it."""
    found = weights_file(live)
    if found is None:
        return None
    columns = work.outcome(
        "table",
        (found, live.document.frozen),
        say("common.work.parameters"),
        lambda: service().pool.submit(tasks.table, live.document, found),
    )
    if columns is None:
        return None
    shapes, ties = list(map(str, columns["shape"])), [name or "" for name in columns["tied_to"]]
    return pd.DataFrame({**columns, "shape": shapes, "tied_to": ties}).drop(columns="grad_norm")


def look(live: Live, key: str) -> TensorSummary | None:
    """Return the details of one tensor of existing weights, or None while a worker computes them."""
    path = weights_file(live)
    if path is None:
        return None
    title = say("common.work.tensor")
    return work.outcome("look", (path, key), title, lambda: service().pool.submit(tasks.look, path, key))


def comparison(live: Live, earlier: Path | None) -> tasks.Comparison | None:
    """Return what differs from an earlier file, or from what torch begins with; None while a worker is at it."""
    found = weights_file(live)
    if found is None:
        return None
    return work.outcome(
        "comparison",
        (found, earlier),
        say("common.work.comparison"),
        lambda: service().pool.submit(tasks.compare, live.document, found, earlier),
    )


def proof(live: Live, key: str, other: str, value: float) -> tasks.Proof | None:
    """Return what a worker saw that changed one place and read both, or None while it is at it."""
    found = weights_file(live)
    if found is None:
        return None
    return work.outcome(
        "proof",
        (found, key, other, value),
        say("common.work.proof"),
        lambda: service().pool.submit(tasks.prove, live.document, found, key, other, value),
    )


def question(live: Live) -> tuple[str, int, float]:
    """Return a key that identifies the current revision."""
    return (live.id, *live.head.place)
