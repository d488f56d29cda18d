"""What a page asks the prompt on a live network, and what a worker answers."""

from __future__ import annotations

from pathlib import Path

import msgspec

from builder.document.blocks import Document


class Enter(msgspec.Struct, frozen=True, tag=True):
    """Run an input; weights that it changes are written to `target`."""

    text: str
    target: Path
    is_owners: bool = True
    """Whether whoever entered it owns the files on the shelf."""


class Bind(msgspec.Struct, frozen=True, tag=True):
    """Take another network, other weights or another device."""

    document: Document
    weights: Path
    device: str = "cpu"


class Complete(msgspec.Struct, frozen=True, tag=True):
    """Ask for completions of the name at the end of a text."""

    text: str


class Use(msgspec.Struct, frozen=True, tag=True):
    """Make the document of a network that was built at the prompt; its weights are written to `target`."""

    name: str
    target: Path


class Used(msgspec.Struct, frozen=True):
    """The document; or what is wrong."""

    document: Document | None = None
    problem: str | None = None
    hint: str | None = None


class Answer(msgspec.Struct, frozen=True):
    """What an input printed, what was wrong with it, and what became of the weights.

    `changed`: they are others now, and written. `reshaped`: since this input the network has other tensors than the
    document's.
    `parted`: since this input `net` is something else than the document's network.
    `networks`: the variables that hold networks of the prompt's own.
    """

    output: str = ""
    problem: str | None = None
    line: int | None = None
    column: int | None = None
    hint: str | None = None
    changed: bool = False
    reshaped: bool = False
    parted: bool = False
    networks: tuple[str, ...] = ()


class Words(msgspec.Struct, frozen=True):
    """How many of the last characters begin a name, and the names it may become."""

    begun: int
    words: list[str]
