"""What a canvas sends to have a document changed, and what it is told of an edit that was not made."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import msgspec

from builder.errors import LimitError
from builder.sentences import say

MAX_COMMANDS = 100
"""Edits of one request, and so of one step; the canvas sends more in several (`session/transport/outbox.ts`)."""

Client: TypeAlias = Annotated[str, msgspec.Meta(max_length=64)]
"""What a canvas calls itself by; it is saved with the document."""


MAX_NUMBER = 2**53 - 1
"""The largest whole number that a browser counts to."""


class Said(msgspec.Struct, frozen=True):
    """What an edit as JSON says that others than the edits ask for; a block in it is passed over unread."""

    edit: Any = None
    id: Any = None
    name: Any = None
    text: Any = None
    before: Any = msgspec.UNSET
    """The name that the person saw."""


_said = msgspec.json.Decoder(Said)


class Command(msgspec.Struct, frozen=True):
    """One numbered edit from a canvas; those with the same `step` are one action of the person."""

    number: Annotated[int, msgspec.Meta(ge=0, le=MAX_NUMBER)]
    edit: msgspec.Raw
    """Its JSON, which becomes an edit in one go: by way of dicts a large one would stop all other threads for long."""
    step: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is no edit at all with the request that it is in."""
        _said.decode(self.edit)

    @property
    def said(self) -> Said:
        """What it says of itself."""
        return _said.decode(self.edit)


def check_count(commands: int) -> None:
    """Refuse a request of too many edits.

    Raises:
        LimitError: there are too many.
    """
    if commands > MAX_COMMANDS:
        raise LimitError(
            say("server.edits.too-many", limit=MAX_COMMANDS, count=commands), hint=say("server.edits.too-many.hint")
        )


class Batch(msgspec.Struct, frozen=True):
    """All the edits of one canvas client that it has not seen acknowledged."""

    client: Client
    document: str
    commands: tuple[Command, ...]


class Refusal(msgspec.Struct, frozen=True):
    """An edit that was not made, and why."""

    client: str
    number: int
    problem: str
    hint: str | None = None
