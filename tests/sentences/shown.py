"""What Python shows without asking the table: each text in the code that reads as words for a person."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("ui", "pages", "builder/layers", "builder/functions")
FILES = [
    *(file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.py"))),
    ROOT / "builder" / "errors.py",
]
_WORDS = re.compile(r"[A-Za-z]\S* \S|\S [A-Za-z]")
_LABELLED = frozenset({
    "button", "caption", "checkbox", "code", "column", "dialog", "download_button", "error", "expander",
    "file_uploader", "header", "info", "markdown", "number_input", "pills", "popover", "progress", "radio",
    "segmented_control", "selectbox", "slider", "subheader", "success", "text_area", "text_input", "title", "toast",
    "toggle", "warning", "write",
})  # fmt: skip
"""What shows its first argument to a person."""
_SHOWN = frozenset({"help", "hint", "label", "placeholder", "problem", "summary", "title"})
"""What is shown as well, given by name."""
_PHRASES = frozenset({"takes", "takes_features", "takes_input", "takes_shape"})
"""What `builder.layers.phrases` says with names in it."""


def texts(file: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each string in a file that a person may read: no docstring, key or line of the log."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    aside = {id(inner) for node in ast.walk(tree) for left in _aside(node) for inner in ast.walk(left)}
    labels = {id(inner) for node in ast.walk(tree) for shown in _shown(node) for inner in _labels(shown)}
    for node in ast.walk(tree):
        if id(node) in aside or not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if _WORDS.search(node.value) or (id(node) in labels and re.search("[A-Za-z]", node.value)):
            yield node.lineno, node.value


def _aside(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is for the reader of the code, for the type checker, for the table, or for the log."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    if not isinstance(node, ast.Call):
        return
    if isinstance(node.func, ast.Name) and node.func.id in ("say", "later"):
        yield node
    if isinstance(node.func, ast.Name) and node.func.id == "cast":
        yield node.args[0]
    if isinstance(node.func, ast.Attribute) and _name(node.func.value) == "_log":
        yield node


def _shown(node: ast.AST) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Call):
        return
    name = _name(node.func)
    if node.args and (name in _LABELLED or name.endswith("Error") or name == "PlainTextResponse"):
        yield node.args[0]
    yield from (keyword.value for keyword in node.keywords if keyword.arg in _SHOWN)


def _labels(shown: ast.AST) -> Iterator[ast.AST]:
    """Yield what is shown, less what `takes` and its like put into a sentence of the table: names of torch's."""
    if not (isinstance(shown, ast.Call) and _name(shown.func) in _PHRASES):
        yield shown
        for inner in ast.iter_child_nodes(shown):
            yield from _labels(inner)


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
