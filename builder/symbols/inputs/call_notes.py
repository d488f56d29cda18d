"""What is said of the call of a network whose inputs are guessed, or are not those that the text gives it."""

from __future__ import annotations

from builder.sentences import Sentence, say
from builder.symbols.dataflow.flow import Flows


def call_notes(flows: Flows, name: str) -> list[str]:
    """Return what is said of the call of the network whose class has this name."""
    found = []
    if flows.unread:
        found.append(say("symbols.call-unread", name=flows.unread))
    if flows.unfit:
        found.append(say("symbols.call-unfit", name=flows.unfit))
    if flows.plain:
        values = Sentence(", ".join(f"{name}={value!r}" for name, value in flows.plain.items()))
        found.append(say("symbols.plain-arguments", name=name, values=values, count=len(flows.plain)))
    return found
