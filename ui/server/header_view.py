"""The data of the header component."""

from __future__ import annotations

from typing import Any

import msgspec

from builder.document.blocks import Document
from builder.history import Revision, shown_name
from builder.sentences import say
from builder.targets.target import Target
from builder.targets.targets import TARGETS
from ui.server.live import Live
from ui.server.offers import Visitor, target_url, weights_url

SHOWN = 30
"""Steps that the list in the header shows."""


def head_view(live: Live, visitor: Visitor) -> dict[str, Any]:
    """Return the data of the header for one visitor."""
    return {"view": "header", "downloads": downloads(live, visitor), **figures(live, visitor.person)}


def figures(live: Live, person: str | None) -> dict[str, Any]:
    """Return what the header says of the document to a person."""
    stamp, history = live.stamp, live.head.history
    analysis = live.reading.analysis
    errors = sum(problem.severity == "error" for problem in analysis.problems)
    return {
        "document": live.id,
        "stamp": stamp,
        "revision": live.head.position,
        "name": live.document.name,
        "inputs": inputs_text(live.document),
        "parameters": analysis.parameters,
        "bytes": analysis.bytes,
        "multiply_adds": analysis.multiply_adds,
        "batch_multiply_adds": analysis.batch_multiply_adds,
        "batch": batch_of(live.document),
        "errors": errors,
        "warnings": sum(problem.severity == "warning" for problem in analysis.problems),
        "undo": _name(history.undoable(person)),
        "redo": _name(history.redoable(person)),
        "ack": live.head.acks,
        "untouched": live.head.untouched,
        "refused": msgspec.to_builtins(live.refused),
    }


def steps(live: Live, person: str | None) -> list[dict[str, Any]]:
    """Return the steps of the document that can be undone or redone, newest first, as they are to a person."""
    history = live.head.history
    found = [one for one in reversed(history.revisions) if one.is_step][:SHOWN]
    return [
        {
            "number": one.number,
            "name": shown_name(one),
            "undone": one.number not in history.standing,
            "other": one.author not in (person, None),
        }
        for one in found
    ]


def _name(step: Revision | None) -> str | None:
    return None if step is None else shown_name(step)


def batch_of(document: Document) -> int | None:
    """Return the sample number that stands for N; None where no input has an N."""
    return document.batch if any("N" in one.shape for one in document.inputs) else None


def inputs_text(document: Document) -> str:
    """Return the inputs in one line.

    >>> from builder.document.blocks import Sequential
    >>> inputs_text(Document(root=Sequential(id="root")))
    'X float32 [N, 20]'
    """
    shapes = (f"{one.name} {one.dtype} [{', '.join(map(str, one.shape))}]" for one in document.inputs)
    return ", ".join(shapes)


def downloads(live: Live, visitor: Visitor) -> list[dict[str, Any]]:
    """Return what can be downloaded from any page; the weights are made when they are asked for.

    The header leaves weights out while the network has errors, and says how large they are.
    """
    pt, safetensors = (weights_url(live, visitor, suffix) for suffix in (".pt", ".safetensors"))
    return [
        *(_download(live, visitor, target) for target in TARGETS.values()),
        {"label": say("header.download.pt"), "url": pt, "weights": True},
        {"label": say("header.download.safetensors"), "url": safetensors, "weights": True},
    ]


def _download(live: Live, visitor: Visitor, target: Target) -> dict[str, Any]:
    """Return a link; the document's is known to the canvas, which offers it where the network is gone."""
    label = say("header.download.target", title=target.title, suffix=target.suffix)
    return {"label": label, "url": target_url(live, visitor, target), "json": target.name == "document"}
