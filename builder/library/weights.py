"""Which weights file belongs to which revision of a document.

Weights live with the document: a revision without weights of its own takes them over from the nearest one that has
some, of those that it was made of. A change of weights alone is a revision too, so undo brings the old ones back.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec
from sqlalchemy import Engine, delete, select

from builder.library.storage import transaction
from builder.library.tables import documents, steps, weights

FILES = 6
"""Weights files of a document that are kept, beside that of the revision on the screen."""
PICTURES = 8
"""Pictures of a document that are kept."""
_PICTURES = (".png", ".pdf")
_FRESH = 3600.0
"""Seconds for which a file that no revision names is left alone: its work may be about to end."""


APPLIED = "+"


class RevisionWeights(msgspec.Struct, frozen=True):
    """The weights of a revision.

    `rules` names the init rules and the seed they were last drawn by; it is empty where values were changed by hand,
    and ends in `APPLIED` where the rules were applied to values that they alone need not give.
    """

    number: int
    path: Path
    rules: str

    @property
    def can_be_drawn_again(self) -> bool:
        """Whether the init rules reproduce these weights, so that the file may be removed."""
        return bool(self.rules) and not self.rules.endswith(APPLIED)


class Lineage:
    """The weights of all revisions; files are by name in `folder/weights/<document>`."""

    def __init__(self, reader: Engine, writer: Engine, folder: Path) -> None:
        self._reader = reader
        self._writer = writer
        self._folder = folder / "weights"

    def of(self, id: str, number: int) -> RevisionWeights | None:
        """Return the weights of just this revision, where they are there."""
        return next((kept for kept in self._rows(id) if kept.number == number and kept.path.is_file()), None)

    def nearest(self, id: str, number: int) -> RevisionWeights | None:
        """Return the weights that a revision takes over: of the newest it goes back to, or the first after it."""
        return _nearest([kept for kept in self._rows(id) if kept.path.is_file()], self._bases(id), number)

    def by_file(self, id: str, path: Path) -> RevisionWeights | None:
        """Return the newest weights that are in a file."""
        return next((kept for kept in reversed(self._rows(id)) if kept.path == path), None)

    def lost(self, id: str, number: int) -> RevisionWeights | None:
        """Return the weights that a revision would take over if their file had not gone."""
        nearest = _nearest(self._rows(id), self._bases(id), number)
        return None if nearest is None or nearest.path.is_file() else nearest

    def _rows(self, id: str) -> list[RevisionWeights]:
        query = select(weights).where(weights.c.document == id).order_by(weights.c.number)
        with transaction(self._reader) as connection:
            rows = connection.execute(query).all()
        return [RevisionWeights(row.number, self._folder / id / row.file, row.rules) for row in rows]

    def _bases(self, id: str) -> dict[int, int]:
        query = select(steps.c.number, steps.c.base).where(steps.c.document == id, steps.c.base.is_not(None))
        with transaction(self._reader) as connection:
            return {row.number: row.base for row in connection.execute(query)}

    def sweep(self, id: str, used: Collection[Path] = ()) -> None:
        """Remove the oldest files, and what no revision names any more."""
        folder = self._folder / id
        if not folder.is_dir():
            return
        rows = select(weights).where(weights.c.document == id).order_by(weights.c.made.desc())
        with transaction(self._writer) as connection:
            position = connection.scalar(select(documents.c.position).where(documents.c.id == id))
            files = list(dict.fromkeys(row.file for row in connection.execute(rows).all()))
            shown = _nearest(self._rows(id), self._bases(id), position or 0)
            kept = {*files[:FILES], *(path.name for path in used), *([] if shown is None else [shown.path.name])}
            gone = [name for name in files if name not in kept]
            connection.execute(delete(weights).where(weights.c.document == id, weights.c.file.in_(gone)))
        for name in gone:
            for file in (folder / name, (folder / name).with_suffix(".pt")):
                file.unlink(missing_ok=True)
        self._sweep_files(folder, kept)

    def _sweep_files(self, folder: Path, kept: Collection[str]) -> None:
        stems = {Path(name).stem for name in kept}
        files = [file for file in folder.iterdir() if file.is_file() and not file.name.startswith(".")]
        pictures = sorted((file for file in files if file.suffix in _PICTURES), key=_age)
        for file in pictures[PICTURES:]:
            file.unlink(missing_ok=True)
        for file in files:
            if file.suffix not in _PICTURES and file.stem not in stems and _age(file) > _FRESH:
                file.unlink(missing_ok=True)


def _nearest(rows: list[RevisionWeights], bases: Mapping[int, int], number: int) -> RevisionWeights | None:
    kept = {one.number: one for one in rows}
    place: int | None = number
    while place is not None and place not in kept:
        place = bases.get(place)
    return kept[place] if place is not None else next((one for one in rows if one.number > number), None)


def _age(file: Path) -> float:
    return time.time() - file.stat().st_mtime
