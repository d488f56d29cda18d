"""Every `say(...)` of the project: in Python by its syntax tree, in TypeScript by its quoted key."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PYTHON = [*(file for folder in ("builder", "ui", "pages") for file in (ROOT / folder).rglob("*.py")), ROOT / "app.py"]
CANVAS = ROOT / "ui" / "canvas" / "src"


class Call(NamedTuple):
    """A call of `say` in Python: where, its key (None unless it is written out), and the names of its values."""

    place: str
    key: str | None
    fields: frozenset[str]


@cache
def python_calls() -> tuple[Call, ...]:
    """Find every call of `say` in the app's Python."""
    found = []
    for file in PYTHON:
        text = "" if "node_modules" in file.parts else file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "say(" in text else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                found.append(_call(f"{file.relative_to(ROOT)}:{node.lineno}", node))
    return tuple(found)


def _call(place: str, node: ast.Call) -> Call:
    first = node.args[0] if len(node.args) == 1 else None
    key = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
    return Call(place, key, frozenset(keyword.arg or "**" for keyword in node.keywords))


@cache
def canvas_keys() -> frozenset[str]:
    """Find every key that the canvas writes out; `tsc` checks that they exist and what they are given."""
    files = (file for file in CANVAS.rglob("*.ts*") if file.name != "table.ts")
    return frozenset(key for file in files for key in re.findall(r'"(canvas\.[\w.-]+)"', file.read_text("utf-8")))
