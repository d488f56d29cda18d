"""How each mutant ended, noted in a file if one is asked for."""

from __future__ import annotations

from pathlib import Path


class Log:
    """The ends so far, a line each; with a file, a run that was broken off goes on where it stood."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._before: dict[str, list[str]] = {}
        for line in file.read_text("utf-8").splitlines() if file and file.exists() else []:
            end, _, change = line.partition(" ")
            self._before.setdefault(change.strip(), []).append(end)

    def before(self, line: str) -> str | None:
        """Take the end that an earlier run found; of two mutants of one name each has its own."""
        ends = self._before.get(line)
        return ends.pop(0) if ends else None

    def beside(self, name: str) -> Path | None:
        """Return the place of another file that goes with this one."""
        return self._file.with_name(f"{self._file.name}.{name}").absolute() if self._file else None

    def add(self, line: str, end: str) -> str:
        """Note an end, and return it."""
        if self._file:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(f"{printed(line, end)}\n")
        return end


def printed(line: str, end: str) -> str:
    """Return what is printed of a mutant."""
    return f"{end:10} {line}"
