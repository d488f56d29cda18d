"""The messages by which a canvas changes a document, and the answer to an edit that was refused."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import msgspec

from builder.errors import LimitError
from builder.sentences import say

MAX_COMMANDS = 100
"""Edits of one request, and so of one step; of more the canvas makes several (`session/transport/outbox.ts`)."""

Client: TypeAlias = Annotated[str, msgspec.Meta(max_length=64)]
"""The id of a canvas client, which is saved with the document."""


MAX_NUMBER = 2**53 - 1
"""The largest whole number that JavaScript represents exactly."""


class CommandFields(msgspec.Struct, frozen=True):
    """The fields of an edit that are read before it is decoded; a block in it is skipped."""

    edit: Any = None
    id: Any = None
    name: Any = None
    text: Any = None
    before: Any = msgspec.UNSET
    """The name that the person saw."""


_said = msgspec.json.Decoder(CommandFields)


class Command(msgspec.Struct, frozen=True):
    """One numbered edit from a canvas; those with the same `step` are one action of the person."""

    number: Annotated[int, msgspec.Meta(ge=0, le=MAX_NUMBER)]
    edit: msgspec.Raw
    """Its JSON, which becomes an edit in one go: by way of dicts a large one would stop all other threads for long."""
    step: str | None = None

    def __post_init__(self) -> None:
        """Reject the request where the value is not an edit."""
        _said.decode(self.edit)

    @property
    def said(self) -> CommandFields:
        """The fields that are read before the edit is decoded."""
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
