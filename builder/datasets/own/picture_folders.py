"""Pictures in a zip file, in a folder for each class; a folder `test` around them is a test part."""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

import numpy as np
from PIL import Image

from builder.catalogue.layers.argument_words import shown_size
from builder.datasets.frames import Frame
from builder.datasets.own.arrays import zip_entries
from builder.datasets.own.labels import narrow
from builder.datasets.own.reading import PIECE, Bounds, FileDataSet, Numbers, Reading, damage_error
from builder.datasets.pictures import apply_orientation, fit_frame
from builder.datasets.stored import DataSet
from builder.errors import BuilderError, LimitError
from builder.sentences import say

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF")
ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff"})
MOST_SIDE = 512
_KEPT_SIDE = 224
"""Pictures of one size are kept up to this side, others are made squares of `_SIDE`."""
_SIDE = 64
_GREY = frozenset({"1", "L", "LA", "I", "I;16", "F"})
_TESTS = frozenset({"test", "val", "valid", "validation"})


class _Picture(NamedTuple):
    entry: ZipInfo
    label: str
    is_test: bool


def picture_folders(file: Path, reading: Reading, bounds: Bounds) -> FileDataSet:
    """Return the data set of a zip file of pictures.

    Raises:
        BuilderError: there are no pictures in folders of two classes, or one is damaged.
        LimitError: there are too many, or they are too large.
    """
    pictures = _pictures(file, bounds)
    classes = sorted({one.label for one in pictures})
    if len(classes) < 2:
        raise BuilderError(say("datasets.own.one-folder", name=file.name), hint=say("datasets.own.one-folder.hint"))
    if len(classes) > bounds.classes:
        raise LimitError(
            say("datasets.own.many-classes", name=file.name, count=len(classes), most=bounds.classes),
            hint=say("datasets.own.many-classes.hint"),
        )
    frame, said = _frame(file, pictures, reading, bounds)
    if len(pictures) * frame.channels * frame.height * frame.width > bounds.stored_bytes:
        raise LimitError(
            say("datasets.own.many-files", name=file.name, count=len(pictures), most=bounds.pictures),
            hint=say("datasets.own.smaller.hint"),
        )
    held_out = sum(one.is_test for one in pictures)
    info = DataSet(
        name=file.name,
        task="classes",
        shape=tuple(frame),
        dtype="float32",
        target_shape=(),
        target_dtype="int64",
        classes=tuple(classes),
        held_out=held_out,
    )
    said += [say("datasets.own.held-out", count=held_out)] if held_out else []
    targets = narrow(np.array([classes.index(one.label) for one in pictures]), len(classes))
    return FileDataSet(info, _chunks(file, pictures, frame, bounds), targets, said)


def _pictures(file: Path, bounds: Bounds) -> list[_Picture]:
    """Return the pictures and the folders in which they lie, a test part last.

    Raises:
        BuilderError: one lies in no folder, or outside.
    """
    found = []
    for entry in zip_entries(file, bounds):
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.suffix.lower() not in ENDINGS or path.name.startswith("."):
            continue
        if path.parts[0] == "__MACOSX":
            continue
        if path.is_absolute() or ".." in path.parts or len(path.parts) < 2:
            raise BuilderError(
                say("datasets.own.no-folder", entry=entry.filename, name=file.name),
                hint=say("datasets.own.one-folder.hint"),
            )
        if entry.file_size > bounds.text_bytes:
            raise LimitError(
                say("datasets.own.large", name=entry.filename, most=shown_size(bounds.text_bytes)),
                hint=say("datasets.many-pixels.hint"),
            )
        around = {part.lower() for part in path.parts[:-2]}
        found.append(_Picture(entry, path.parts[-2], bool(around & _TESTS)))
    if all(one.is_test for one in found):
        found = [one._replace(is_test=False) for one in found]
    return sorted(found, key=lambda one: (one.is_test, one.entry.filename))


def _frame(file: Path, pictures: Sequence[_Picture], reading: Reading, bounds: Bounds) -> tuple[Frame, list[str]]:
    """Return the size of all pictures, and what is said where they are made alike.

    Raises:
        BuilderError: one is damaged, or so large a size cannot be had.
    """
    sizes, is_grey = set(), True
    for _, picture in _open_pictures(file, pictures, bounds):
        sizes.add((picture.height, picture.width))
        is_grey = is_grey and picture.mode in _GREY
    channels = 1 if is_grey else 3
    wanted = reading.size
    if wanted is not None:
        if not all(1 <= side <= MOST_SIDE for side in wanted):
            raise BuilderError(
                say("datasets.own.size", size=wanted), hint=say("datasets.own.size.hint", most=MOST_SIDE)
            )
    elif len(sizes) == 1 and max(next(iter(sizes))) <= _KEPT_SIDE:
        return Frame(channels, *next(iter(sizes))), []
    height, width = wanted or (_SIDE, _SIDE)
    return Frame(channels, height, width), [say("datasets.own.resized", size=f"{width} × {height}")]


def _chunks(file: Path, pictures: Sequence[_Picture], frame: Frame, bounds: Bounds) -> Iterator[Numbers]:
    at_once = max(1, PIECE // (frame.channels * frame.height * frame.width))
    made: list[Numbers] = []
    for one, picture in _open_pictures(file, pictures, bounds):
        pixels = _pixels(picture, one.entry.filename, frame)
        made.append(pixels[None] if frame.channels == 1 else np.moveaxis(pixels, -1, 0))
        if len(made) == at_once:
            yield np.stack(made)
            made = []
    if made:
        yield np.stack(made)


def _open_pictures(file: Path, pictures: Sequence[_Picture], bounds: Bounds) -> Iterator[tuple[_Picture, Image.Image]]:
    """Open one picture after the other.

    Raises:
        BuilderError: one is damaged.
        LimitError: one has too many pixels.
    """
    try:
        with ZipFile(file) as opened:
            for one in pictures:
                with _picture(opened.read(one.entry), one.entry.filename, bounds) as picture:
                    yield one, picture
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error):
        raise damage_error(file.name) from None


def _picture(content: bytes, name: str, bounds: Bounds) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _many_pixels(name, bounds) from None
    except (OSError, SyntaxError, ValueError):
        raise _unreadable(name) from None
    if picture.width * picture.height > bounds.pixels:
        raise _many_pixels(name, bounds)
    return picture


def _pixels(picture: Image.Image, name: str, frame: Frame) -> Numbers:
    try:
        return np.asarray(fit_frame(apply_orientation(picture), frame)[0], np.uint8)
    except (OSError, SyntaxError, ValueError):  # a picture is decoded only now
        raise _unreadable(name) from None


def _unreadable(name: str) -> BuilderError:
    return BuilderError(say("datasets.own.no-picture", name=name), hint=say("datasets.own.no-picture.hint"))


def _many_pixels(name: str, bounds: Bounds) -> LimitError:
    return LimitError(
        say("datasets.own.many-pixels", name=name, most=bounds.pixels), hint=say("datasets.many-pixels.hint")
    )
