"""What Python shows without asking the table: each text in the code that reads as words for a person."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.code import OURS, ROOT, nodes

PAGES = [file for file in OURS if file.relative_to(ROOT).parts[0] in ("ui", "pages")]
BUILDER = ROOT / "builder"
CODE = {
    BUILDER / "sentences" / "export.py",
    BUILDER / "edits" / "typescript.py",
    BUILDER / "targets" / "diagram" / "fonts" / "make.py",
    *((BUILDER / "targets" / "source").rglob("*.py")),
    *(BUILDER / "trace" / "from_module" / "text" / f"{name}.py" for name in ("construction", "forms", "references")),
} - {BUILDER / "targets" / "source" / "wiring.py"}
"""Writes code, or a font; `source/wiring.py` says why it cannot."""
CORE = [file for file in OURS if BUILDER in file.parents and file not in CODE]
FILES = [*PAGES, *CORE]
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
"""What `builder.catalogue.layers.phrases` says with names in it."""
_PYTHONS = frozenset({
    "raise_", "text_exception", "AttributeError", "IndexError", "KeyError", "OverflowError", "RuntimeError",
    "TypeError", "ValueError",
})  # fmt: skip
"""Raise Python's exceptions in its own words: the code of a person may catch them, and a defect is for the log."""
_ELSEWHERE = frozenset({("click", "option"), ("re", "compile")})
"""What takes a text for the shell's help, which docstrings give, or a pattern."""


def texts(file: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each string in a file that a person may read: no docstring, key or line of the log."""
    aside = {id(inner) for node in nodes(file) for left in _aside(node) for inner in ast.walk(left)}
    labels = {id(inner) for node in nodes(file) for shown in _shown(node) for inner in _labels(shown)}
    for node in nodes(file):
        if id(node) in aside or not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if _WORDS.search(node.value) or (id(node) in labels and re.search("[A-Za-z]", node.value)):
            yield node.lineno, node.value


def _aside(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is for the reader of the code, for the type checker, for the table, or for one of `_ELSEWHERE`."""
    match node:
        case ast.Expr(value=ast.Constant() as text):
            yield text
        case ast.AnnAssign(annotation=ast.Name(id="TypeAlias"), value=ast.expr() as alias):
            yield alias
        case ast.Call(func=ast.Name(id="cast"), args=[kind, *_]):
            yield kind
        case ast.Call(func=ast.Name(id="say" | "later" | "words")):  # `words` takes names apart
            yield node
        case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)) if (owner, name) in _ELSEWHERE:
            yield node
        case ast.Call(func=ast.Attribute(value=ast.Name(id="_log"))):
            yield node
        case ast.Call(func=function) if _name(function) in _PYTHONS:
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
