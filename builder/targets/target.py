"""What a target is: a file that a document compiles to, with what its command, its download and its job need."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from builder.document.blocks import Document
from builder.runner import Runner
from builder.sentences import Later


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a whole document, without options of its own.

    From the entry in `TARGETS` follow the command `nnblocks NAME`, the link on the Files page and in the header, and
    the job behind it.
    """

    name: str
    """What the shell calls it."""
    ending: str
    """What its file has after the network's name: `.py`, `-parameters.csv`. No two targets have the same."""
    title: Later
    """What its links say."""
    write: Callable[[Document, Runner], str | bytes]
    """Returns the file and touches none; its docstring is the command's help."""
    in_worker: bool = False
    """Whether a worker writes what is downloaded: what takes torch, or more than a moment."""

    @property
    def suffix(self) -> str:
        """What kind of file it is: `.csv`."""
        return self.ending[self.ending.rindex(".") :]
