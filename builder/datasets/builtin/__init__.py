"""Data sets that are here without a download: drawn by a seed, or in a file of this folder.

`NOTICE.txt` says where the files are from. A new one is one more entry of `BUILT_IN` and its sentences.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np

from builder.datasets.builtin import drawn, points
from builder.datasets.builtin.draws import Draws
from builder.datasets.builtin.points import Examples
from builder.datasets.stored import DataSet, store
from builder.datasets.texts import LENGTH, text_examples
from builder.errors import BuilderError
from builder.sentences import Later, Sentence, later, near, say

MOST_ROWS = 100_000
_DIGIT_SIDE = 8
_MEASURES = ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")


class BuiltIn(NamedTuple):
    """What a person reads of a data set before it is made; `rows` is None where a file says how many there are."""

    title: Later
    about: Later
    rows: int | None = None


class _GeneratedSet(NamedTuple):
    """How a set is drawn, what its inputs are called, and the classes; without any the targets are numbers."""

    draw: Callable[[int, Draws], Examples]
    classes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ("x", "y")


_DRAWN = {
    "blobs": _GeneratedSet(points.blobs, ("0", "1", "2")),
    "moons": _GeneratedSet(points.moons, ("0", "1")),
    "spirals": _GeneratedSet(points.spirals, ("0", "1")),
    "xor": _GeneratedSet(points.xor, ("0", "1")),
    "sine": _GeneratedSet(points.sine, columns=("x",)),
    "digits_1d": _GeneratedSet(drawn.digits_1d, tuple("0123456789"), ()),
    "shapes": _GeneratedSet(drawn.shapes, drawn.SHAPES, ()),
}
BUILT_IN = {
    "digits": BuiltIn(later("datasets.builtin.digits"), later("datasets.builtin.digits.about")),
    "penguins": BuiltIn(later("datasets.builtin.penguins"), later("datasets.builtin.penguins.about")),
    "blobs": BuiltIn(later("datasets.builtin.blobs"), later("datasets.builtin.blobs.about"), 600),
    "moons": BuiltIn(later("datasets.builtin.moons"), later("datasets.builtin.moons.about"), 600),
    "spirals": BuiltIn(later("datasets.builtin.spirals"), later("datasets.builtin.spirals.about"), 600),
    "xor": BuiltIn(later("datasets.builtin.xor"), later("datasets.builtin.xor.about"), 600),
    "sine": BuiltIn(later("datasets.builtin.sine"), later("datasets.builtin.sine.about"), 600),
    "digits_1d": BuiltIn(later("datasets.builtin.digits_1d"), later("datasets.builtin.digits_1d.about"), 5_000),
    "shapes": BuiltIn(later("datasets.builtin.shapes"), later("datasets.builtin.shapes.about"), 3_000),
    "english": BuiltIn(later("datasets.builtin.english"), later("datasets.builtin.english.about")),
    "chinese": BuiltIn(later("datasets.builtin.chinese"), later("datasets.builtin.chinese.about")),
}
"""All of them by name, the one for a first success first."""


def store_builtin(folder: Path, name: str, rows: int | None = None, seed: int = 0, length: int = LENGTH) -> Path:
    """Make a data set, store it and return its folder.

    Args:
        folder: where data sets are stored.
        name: a key of `BUILT_IN`.
        rows: how many examples are drawn, up to `MOST_ROWS`; as many as `BUILT_IN` says when left out. A set that
            comes from a file has all of its own.
        seed: of what is drawn.
        length: characters of one example of a text, from 1 to 8,192; other sets have none.

    Raises:
        BuilderError: there is none of this name, or it cannot have so many rows or examples of this length.
        StorageError: the disk cannot be written.
    """
    if name not in BUILT_IN:
        names = Sentence(", ".join(BUILT_IN))
        hint = near(name, list(BUILT_IN)) or say("datasets.builtin.none.hint", names=names)
        raise BuilderError(say("datasets.builtin.none", name=name), hint=hint)
    if name in _DRAWN:
        return _store_drawn(folder, name, rows, seed)
    if name in ("english", "chinese"):
        text = (files(__package__) / f"{name}.txt").read_text("utf-8")
        return store(folder, *_text(text, name, length))
    return store(folder, *(_digits() if name == "digits" else _penguins()))


def _store_drawn(folder: Path, name: str, rows: int | None, seed: int) -> Path:
    entry, count = _DRAWN[name], BUILT_IN[name].rows if rows is None else rows
    if count is None or not 1 <= count <= MOST_ROWS:
        raise BuilderError(
            say("datasets.builtin.rows", count=count), hint=say("datasets.builtin.rows.hint", most=MOST_ROWS)
        )
    examples = entry.draw(count, Draws(seed))
    info = DataSet(
        name=name,
        task="classes" if entry.classes else "numbers",
        shape=examples.inputs.shape[1:],
        dtype="float32",
        target_shape=examples.targets.shape[1:],
        target_dtype="int64" if entry.classes else "float32",
        classes=entry.classes,
        origin=say("datasets.origin.drawn", seed=seed),
        columns=entry.columns,
    )
    return store(folder, info, [examples.inputs], examples.targets)


def _text(text: str, name: str, length: int) -> tuple[DataSet, list[np.ndarray], np.ndarray]:
    made = text_examples(text, length, name, say("datasets.origin.text"))
    return made.info, [made.inputs], made.targets


def _digits() -> tuple[DataSet, list[np.ndarray], np.ndarray]:
    """Read rows of 64 numbers from 0 to 16 and the digit."""
    content = gzip.decompress((files(__package__) / "digits.csv.gz").read_bytes()).decode("ascii")
    table = np.array([line.split(",") for line in content.split()], dtype=np.float64).astype(np.uint8)
    info = DataSet(
        name="digits",
        task="classes",
        shape=(1, _DIGIT_SIDE, _DIGIT_SIDE),
        dtype="float32",
        target_shape=(),
        target_dtype="int64",
        classes=tuple("0123456789"),
        origin=say("datasets.origin.digits"),
    )
    return info, [table[:, :-1].reshape(-1, *info.shape)], table[:, -1]


def _penguins() -> tuple[DataSet, list[np.ndarray], np.ndarray]:
    """Read the four measures of each penguin that was measured."""
    lines = (files(__package__) / "penguins.csv").read_text("utf-8").splitlines()
    rows = [row for row in csv.DictReader(lines) if "NA" not in (row[name] for name in _MEASURES)]
    species = sorted({row["species"] for row in rows})
    info = DataSet(
        name="penguins",
        task="classes",
        shape=(len(_MEASURES),),
        dtype="float32",
        target_shape=(),
        target_dtype="int64",
        classes=tuple(species),
        origin=say("datasets.origin.penguins"),
        columns=_MEASURES,
    )
    inputs = np.array([[float(row[name]) for name in _MEASURES] for row in rows], np.float32)
    return info, [inputs], np.array([species.index(row["species"]) for row in rows], np.uint8)
