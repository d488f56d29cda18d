"""The data of the prompt component of the Console page."""

from __future__ import annotations

from typing import Any

import msgspec

from builder.interpreter.limits import RUN_LIMITS
from builder.sentences import say
from builder.targets.access import access, tensor_steps
from ui.server.consoles import IDLE, LiveConsole
from ui.server.live import Live
from ui.server.partners import learned
from ui.server.readable import short


def limits(device: str) -> str:
    """Describe the limits of an input and of a session, and where both run."""
    each = say(
        "console.limits.input",
        steps=RUN_LIMITS.steps,
        seconds=RUN_LIMITS.seconds,
        multiply_adds=short(RUN_LIMITS.multiply_adds),
        elements=short(RUN_LIMITS.tensor_elements),
        printed=RUN_LIMITS.printed,
    )
    return " ".join(
        (
            say("console.limits.device", device=device),
            each,
            say("console.limits.data"),
            say("console.limits.idle", minutes=IDLE / 60),
        )
    )


def view(live: Live, console: LiveConsole, person: str | None) -> dict[str, Any]:
    """Return the data of the component for a person."""
    words = console.words
    return {
        "view": "console",
        "document": live.id,
        "entries": msgspec.to_builtins(console.entries),
        "busy": console.busy,
        "words": None if words is None else {"id": words[0], **msgspec.to_builtins(words[1])},
        "budgets": limits(console.device),
        "names": ["net", *(one.name for one in live.document.inputs), "torch", "nn", "F"],
        "examples": examples(live),
        "networks": list(console.networks),
        "can_undo": live.head.history.undoable(person) is not None,
    }


def examples(live: Live) -> list[str]:
    """Return inputs to begin with, which fit this network."""
    call = f"net({', '.join(one.name for one in live.document.inputs)})"
    found = ["net", call, "print(*[(n, p.shape) for n, p in net.named_parameters()])"]
    first = next(iter(learned(live.reading)), None)
    if first is None:
        return found
    tensor = access(live.reading.places, first.block) + "".join(tensor_steps(first.name))
    return [*found[:2], tensor, f"{tensor}.data[:] += 1", *found[2:]]
