"""Every `say(...)` and `later(...)` of the project: in Python by its syntax tree, in TypeScript by its quoted key."""

import ast
import re
from functools import cache
from typing import NamedTuple

from tests.code import OURS, ROOT, nodes

PYTHON = [*OURS, ROOT / "app.py"]
SAY = ROOT / "builder" / "sentences" / "say.py"
"""Where a kept sentence is said, by the key that it keeps."""
CANVAS = ROOT / "ui" / "canvas" / "src"
SCREENS = {
    "common", "header", "networks", "open", "recovery", "server",
    *(file.stem.replace("_", "-") for file in (ROOT / "pages").glob("[a-z]*.py")),
}  # fmt: skip
"""The first words of what the app around `builder` says: the pages, and what they share."""


class Call(NamedTuple):
    """A call of `say` or `later` in Python: where, its key (None unless it is written out), its values' names."""

    place: str
    key: str | None
    fields: frozenset[str]


@cache
def python_calls() -> tuple[Call, ...]:
    """Find every call of `say` and `later` in the app's Python."""
    found = []
    for file in PYTHON:
        for node in () if file == SAY else nodes(file):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "later"):
                found.append(_call(f"{file.relative_to(ROOT)}:{node.lineno}", node))
    return tuple(found)


def _call(place: str, node: ast.Call) -> Call:
    first = node.args[0] if len(node.args) == 1 else None
    key = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
    return Call(place, key, frozenset(keyword.arg or "**" for keyword in node.keywords))


def rooms(place: str) -> set[str]:
    """Name the first words that a key may have where it is said: a folder of `builder`, or a file beside them."""
    folder, *below = place.partition(".py:")[0].split("/")
    return SCREENS if folder != "builder" else {name.replace("_", "-") for name in below}


@cache
def canvas_keys() -> frozenset[str]:
    """Find every key that the canvas writes out; `tsc` checks that they exist and what they are given."""
    files = (file for file in CANVAS.rglob("*.ts*") if file.name != "table.ts")
    return frozenset(key for file in files for key in re.findall(r'"(canvas\.[\w.-]+)"', file.read_text("utf-8")))


def said_at_import(code: str) -> list[str]:
    """Return each call of `say` that runs when its module is imported: outside all functions, or in a decorator."""
    found, left = [], [*ast.parse(code).body]
    while left:
        node = left.pop()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            found.append(ast.unparse(node))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            left += [*node.decorator_list, *node.args.defaults, *(one for one in node.args.kw_defaults if one)]
        elif not isinstance(node, ast.Lambda):
            left += ast.iter_child_nodes(node)
    return found
