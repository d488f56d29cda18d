"""The project's own Python, read once for all tests that look at it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]


def _below(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and entry.name not in ("node_modules", "__pycache__"):
            yield from _below(entry)
        elif entry.suffix == ".py":
            yield entry


OURS = [file for folder in ("builder", "ui", "pages") for file in _below(ROOT / folder)]
"""All that the app and the library are made of, but for the two files at the top."""


@cache
def tree(file: Path) -> ast.Module:
    """Return the syntax tree of a file; whoever takes it leaves it as it is."""
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    """Return all nodes of a file."""
    return tuple(ast.walk(tree(file)))
