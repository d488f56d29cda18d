"""Changed texts of definitions: without standard imports, cut out of a file, with a statement or a name replaced."""

from __future__ import annotations

import ast
import sys
import tokenize
from collections.abc import Iterable, Mapping

from builder.classes.text import bound_names, first_line, is_docstring, is_standard, read_text, used_names
from builder.interpreter.limits import Limits
from builder.interpreter.parse import parse

Stars = Mapping[str, Iterable[str]]
_FUTURE = "from __future__ import annotations"


def without_usual_imports(source: str) -> str:
    """Return a definition's text without the imports that every definition has anyway.

    Raises:
        SourceError: it cannot be read.
    """
    text = read_text(source)
    dropped = {
        line
        for node in text.tree.body
        if is_standard(node)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    kept = {line for node in text.tree.body if not is_standard(node) for line in _lines_of(node)}
    lines = [line for i, line in enumerate(source.splitlines(), 1) if i not in dropped or i in kept]
    return "\n".join(lines).strip("\n").rstrip() + "\n"


def _lines_of(node: ast.stmt) -> range:
    return range(first_line(node), (node.end_lineno or node.lineno) + 1)


def closure(source: str, class_name: str, also: Iterable[str] = (), stars: Stars | None = None) -> str:
    """Return the part of a pasted text that a class needs: its statement and those it names, in their order.

    Args:
        source: the text.
        class_name: the class, which stands last in what is returned.
        also: further names that are needed, as of classes and functions that its objects are given.
        stars: the names that each module has of which the text imports everything.

    Raises:
        SourceError: a name that it needs is bound by a statement that no definition can hold.
    """
    tree = parse(source, Limits())
    body = [one for node in tree.body if not is_docstring(node) for one in _without_star(node, stars or {})]
    binders: dict[str, list[ast.stmt]] = {}
    for node in body:
        for name in bound_names(node):
            binders.setdefault(name, []).append(node)
    # Of several classes of one name the last one counts.
    target = next(node for node in reversed(body) if isinstance(node, ast.ClassDef) and node.name == class_name)
    wanted, waiting, used, names = {id(target)}, [target], set(also), set(also)
    while waiting:
        names |= used_names(waiting.pop())
        used |= names
        while names:
            name = names.pop()
            for node in _here(binders.get(name, [])):
                if id(node) not in wanted and not is_standard(node):
                    wanted.add(id(node))
                    waiting.append(node)  # type: ignore[arg-type]
    lines = source.splitlines()
    chosen = [node for node in body if id(node) in wanted and node is not target]
    own = set(map(id, tree.body))
    # What an import of everything was taken apart into stands on no line of the text.
    written = [_import(node, used) if id(node) in own else ast.unparse(node) for node in [*chosen, target]]
    pieces = [
        _piece(lines, node) if text is None else text
        for node, text in zip([*chosen, target], written, strict=True)
        if text != ""
    ]
    future = any(isinstance(n, ast.ImportFrom) and n.module == "__future__" for n in body)
    return "\n\n\n".join([*([_FUTURE] if future else []), *pieces]) + "\n"


def _without_star(node: ast.stmt, stars: Stars) -> list[ast.stmt]:
    """Return an import of everything as one import of each name, where the names are known; else a statement itself."""
    if not isinstance(node, ast.ImportFrom) or node.names[0].name != "*" or node.module not in stars:
        return [node]
    names = [name for name in stars[node.module or ""] if not name.startswith("_")]
    return [ast.copy_location(_with_names(node, [ast.alias(name)]), node) for name in names]


def _here(nodes: list[ast.stmt]) -> list[ast.stmt]:
    """Leave out imports of files that are elsewhere where the text binds the same name itself."""
    own = [node for node in nodes if not isinstance(node, ast.ImportFrom) or _is_known(node)]
    return own or nodes


def _is_known(node: ast.ImportFrom) -> bool:
    root = (node.module or "").partition(".")[0]
    return not node.level and (root in ("torch", "numpy") or root in sys.stdlib_module_names)


def _import(node: ast.stmt, used: set[str]) -> str | None:
    """Return what is needed of an import of several names, as `import torch, copy, math`; None for anything else."""
    if not isinstance(node, ast.Import | ast.ImportFrom) or len(node.names) < 2:
        return None
    alone = [ast.copy_location(_with_names(node, [alias]), node) for alias in node.names]
    needed = [one for one in alone if bound_names(one) & used and not is_standard(one)]
    if isinstance(node, ast.ImportFrom) and needed:
        return ast.unparse(_with_names(node, [one.names[0] for one in needed]))
    return "\n".join(map(ast.unparse, needed))


def _with_names(node: ast.Import | ast.ImportFrom, names: list[ast.alias]) -> ast.Import | ast.ImportFrom:
    """Return an import of other names from where a statement imports."""
    return ast.Import(names) if isinstance(node, ast.Import) else ast.ImportFrom(node.module, names, node.level)


def _piece(lines: list[str], node: ast.stmt) -> str:
    """Return the lines of a statement with the comments right above it."""
    first = first_line(node)
    while first > 1 and lines[first - 2].startswith("#"):
        first -= 1
    return "\n".join(lines[first - 1 : node.end_lineno])


def replace_statement(source: str, name: str, new: str) -> str:
    """Return the text with the statement that binds a name written anew."""
    text = read_text(source)
    pieces = [new if name in statement.binds else statement.text for statement in text.statements]
    return "\n\n\n".join(pieces) + "\n"


def rename_top_level(source: str, old: str, new: str) -> str:
    """Return the text with a name of its top level changed wherever it stands as a name."""
    lines = source.splitlines(keepends=True)
    places: set[tuple[int, int]] = set()
    for token in tokenize.generate_tokens(iter(lines).__next__):
        if token.type == tokenize.NAME and token.string == old:
            places.add(token.start)
    # From the end, so that the columns before stay true.
    for line, column in sorted(places, reverse=True):
        text = lines[line - 1]
        if not text[:column].rstrip().endswith("."):
            lines[line - 1] = text[:column] + new + text[column + len(old) :]
    return "".join(lines)
