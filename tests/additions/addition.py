"""What is added to a copy of the repository: texts, each at a place of a file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

SENTENCES = "builder/sentences/sentences.csv"


class Text(NamedTuple):
    """A text and the file that it is added to, or which it makes; at the end, or before the text `before`."""

    file: str
    text: str
    before: str = ""

    def add(self, root: Path) -> None:
        """Add it.

        Raises:
            ValueError: where it belongs is not there, or stands there twice.
        """
        file = root / self.file
        old = file.read_text("utf-8") if file.exists() else ""
        file.write_text(self._at(old, self.before, self.text + self.before) if self.before else old + self.text)

    def remove(self, root: Path) -> None:
        """Take it out of a copy that has it, as if it had never been added.

        Raises:
            ValueError: it is not there, or stands there twice.
        """
        file = root / self.file
        file.write_text(self._at(file.read_text("utf-8"), self.text, ""))

    def _at(self, old: str, place: str, new: str) -> str:
        if old.count(place) != 1:
            raise ValueError(f"{self.file} has {old.count(place)} times {place!r}")
        return old.replace(place, new)


class Addition(NamedTuple):
    """One thing that is added as a section of CONTRIBUTING says."""

    section: str
    """The section's heading."""
    name: str
    """What it is called; its tests have this in their names."""
    texts: tuple[Text, ...]
    in_repository: bool = False
    """Whether the repository has it already, so that it is first taken out of the copy."""

    @property
    def files(self) -> set[str]:
        """The files that it changes or makes."""
        return {text.file for text in self.texts}
