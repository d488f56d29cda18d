"""What a person chooses when a file of theirs is read, the bounds of it, and what comes of it; no torch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from builder.datasets.stored import DataSet
from builder.datasets.texts import LENGTH
from builder.errors import BuilderError
from builder.sentences import say

Numbers: TypeAlias = npt.NDArray[Any]


class Reading(msgspec.Struct, frozen=True):
    """How files are read.

    `target` names the column or array that is to be told, else the last column or the one that is called so. `task`
    decides whether whole numbers there count classes. `header` says whether the first line of a table names columns;
    None looks. `tokens` reads whole numbers as those that an embedding takes. `length` is for texts, `size` (height,
    width) for pictures.
    """

    target: str = ""
    task: Literal["auto", "classes", "numbers"] = "auto"
    header: bool | None = None
    leave_out: tuple[str, ...] = ()
    tokens: bool = False
    length: int = LENGTH
    size: tuple[int, int] | None = None


class Bounds(msgspec.Struct, frozen=True):
    """The most that is read.

    `text_bytes` are those of a text, and of one picture. What is in a packed file may be `ratio` times larger than it.
    """

    file_bytes: int = 2 * 2**30
    stored_bytes: int = 4 * 2**30
    text_bytes: int = 64 * 2**20
    rows: int = 20_000_000
    columns: int = 20_000
    classes: int = 1_000
    categories: int = 50
    pictures: int = 200_000
    pixels: int = 16_000_000
    ratio: int = 200


class FileDataSet(NamedTuple):
    """A data set in a file: what `store` takes, and what was done to read it."""

    info: DataSet
    inputs: Iterable[Numbers]
    targets: Numbers | Iterable[Numbers]
    said: list[str]


class Array(NamedTuple):
    """An array in a file; `chunks` gives so many rows at a time of it, from the first to the last."""

    name: str
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    chunks: Callable[[int], Iterator[Numbers]]

    @property
    def row_bytes(self) -> int:
        """The bytes of one example."""
        return max(1, int(np.prod(self.shape[1:], dtype=object)) * self.dtype.itemsize)


MOST_FILES = 6
"""Files that may make one data set."""
PIECE = 2**22
"""Bytes that are read at a time, about."""


def damage_error(name: str) -> BuilderError:
    """Return what is raised where a file is not what it begins as."""
    return BuilderError(say("datasets.own.damaged", name=name), hint=say("datasets.own.damaged.hint"))
