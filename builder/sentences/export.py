"""Sort the table and write the canvas's rows as TypeScript: `python -m builder.sentences.export`, part of `make fix`.

The canvas gets a file of its own, so that its bundle holds no other sentence and `tsc` knows each key and its fields.
"""

from __future__ import annotations

import json
from pathlib import Path

from builder.sentences.table import FILE, rows, to_csv

PREFIX = "canvas."
CANVAS = Path(__file__).parents[2] / "ui" / "canvas" / "src" / "sentences" / "table.ts"
_HEAD = """\
/** Written by `make fix` from builder/sentences/sentences.csv: change the row there. */
// prettier-ignore
export const TABLE = {
"""


def typescript(found: list[tuple[str, str]]) -> str:
    """Write the rows of the canvas."""
    ours = sorted((key, english) for key, english in found if key.startswith(PREFIX))
    lines = [f"  {json.dumps(key)}: {json.dumps(english, ensure_ascii=False)},\n" for key, english in ours]
    return f"{_HEAD}{''.join(lines)}}} as const;\n"


def main() -> None:
    """Bring both files into their one form."""
    found = rows(FILE.read_text(encoding="utf-8"))
    FILE.write_text(to_csv(found), encoding="utf-8", newline="\n")
    CANVAS.write_text(typescript(found), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
