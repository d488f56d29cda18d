"""What a person chose for the inputs of a network; no torch, so that a page can say it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import msgspec

MAX_SEED = 2**31 - 1
"""The largest seed of a run that a command takes, and the page: a browser's numbers are whole up to 2**53 alone."""


class Random(msgspec.Struct, frozen=True, tag="random"):
    """Drawn by a seed: normal numbers, token ids that every embedding knows, coin tosses for bool."""

    seed: int = 0


class PictureFile(msgspec.Struct, frozen=True, tag="picture"):
    """A PNG or JPEG file, resized and scaled to what the input takes."""

    file: Path


class TypedValues(msgspec.Struct, frozen=True, tag="typed"):
    """Numbers or token ids as text: separated by commas or spaces, a row of a CSV file, or nested in brackets."""

    text: str


class StoredFile(msgspec.Struct, frozen=True, tag="stored"):
    """A `.npy` or `.pt` file; `entry` names one tensor of a `.pt` file that holds a dict."""

    file: Path
    entry: str = ""


Source: TypeAlias = Random | PictureFile | TypedValues | StoredFile


class ElementChange(msgspec.Struct, frozen=True):
    """One element of an input set to another value: a pixel, a number, a token."""

    input: str
    index: tuple[int, ...]
    value: float


class Sample(msgspec.Struct, frozen=True):
    """A source for each input by name, `rest` for all others, and elements that are changed afterwards."""

    sources: dict[str, Source] = {}
    rest: Random = Random()
    changes: tuple[ElementChange, ...] = ()
    target: Source | None = None
    """What a loss compares with; drawn at random where it is left out."""
