"""The mutants that no test can tell from the code: `equivalents.md` lists them, each with its argument."""

from __future__ import annotations

import re
from pathlib import Path

FILE = Path(__file__).with_name("equivalents.md")
ENTRY = re.compile(r"^- (builder/\S+\.py) (`.*` [a-z/]+: `.*` -> `.*`)$", re.MULTILINE)


def equivalents() -> set[tuple[str, str]]:
    """Return each as its file and its change, by code and not by line."""
    return set(ENTRY.findall(FILE.read_text(encoding="utf-8")))
