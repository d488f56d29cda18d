"""The text of a written definition: its statements, what they bind and need, and the class that stands last.

Nothing runs here. The classes and functions of torch that every definition finds are the `STANDARD` names; their
imports stand at the top of the emitted file and are left out of the definition.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from builder.document.names import FILE_GLOBALS, class_name_fault
from builder.errors import SourceError
from builder.interpreter.builtins import BUILTINS, instead
from builder.interpreter.failures import position
from builder.interpreter.generators import yields
from builder.interpreter.limits import Limits
from builder.interpreter.parse import parse
from builder.interpreter.static import STANDARD as STANDARD
from builder.interpreter.static import check_nodes
from builder.interpreter.static import used_names as used_names
from builder.sentences import near, say
from builder.syntax import walk_nodes

_OURS = frozenset({"self", "net", "build_net"})
_TOP = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)


class Statement(NamedTuple):
    """Statements of the top level that share lines: their text with the comments before them, what they bind, need."""

    text: str
    first: int
    """The number of its first line, counted from 1."""
    binds: frozenset[str]
    needs: frozenset[str]
    imports: bool
    nodes: tuple[ast.stmt, ...]


class Text(NamedTuple):
    """The parsed text of a definition."""

    tree: ast.Module
    statements: tuple[Statement, ...]
    node: ast.ClassDef
    """The class that it defines."""

    @property
    def binds(self) -> frozenset[str]:
        """The names that it gives to the whole file."""
        return frozenset[str]().union(*(statement.binds for statement in self.statements))

    @property
    def standard(self) -> frozenset[str]:
        """The standard names that it uses."""
        needs = frozenset[str]().union(*(statement.needs for statement in self.statements))
        return (needs & STANDARD.keys()) - self.binds


@lru_cache(maxsize=256)
def read_text(source: str) -> Text:
    """Read a definition's text without running it.

    Raises:
        SourceError: it is no Python, holds more than classes, functions and constants, no class stands last, or a name
            in it is not known.
    """
    tree = parse(source, Limits())
    body = [node for node in tree.body if not is_docstring(node)]
    for node in body:
        if not isinstance(node, _TOP):
            raise SourceError(say("classes.before-class"), *position(node), say("classes.remove-this.hint"))
    if not body or not isinstance(body[-1], ast.ClassDef):
        where = position(body[-1]) if body else (1, 1)
        raise SourceError(say("classes.no-class-last"), *where, say("classes.no-class-last.hint"))
    check_nodes(tree, frozenset(id(value) for value in _yields(tree)))
    text = Text(tree, tuple(_statements(source, body)), body[-1])
    _check_names(text)
    return text


def is_docstring(node: ast.stmt) -> bool:
    """Tell whether a statement is a text alone."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _yields(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield each `yield` that stands where a generator of a text may have one; no forward is a generator."""
    forwards = [node for node in walk_nodes(tree) if isinstance(node, ast.FunctionDef) and node.name == "forward"]
    inside = {id(part) for forward in forwards if yields(forward) for part in walk_nodes(forward)}
    for node in walk_nodes(tree):
        if (
            isinstance(node, _WITH_YIELD)
            and isinstance(node.value, ast.Yield | ast.YieldFrom)
            and id(node) not in inside
        ):
            yield node.value


_WITH_YIELD = (ast.Expr, ast.Assign, ast.Return)
"""Statements whose value may be a `yield`, as `builder.interpreter.generators` runs them."""


def _statements(source: str, body: list[ast.stmt]) -> Iterator[Statement]:
    """Cut the text at the ends of its statements, so that comments stay with what follows them."""
    lines = source.splitlines()
    start = 0
    together: list[ast.stmt] = []
    for i, node in enumerate(body):
        end = node.end_lineno or node.lineno
        together.append(node)
        if i + 1 < len(body) and first_line(body[i + 1]) <= end:
            continue
        # Comments behind the last statement go with it.
        if i + 1 == len(body):
            end = len(lines)
        skipped = next((k for k in range(start, end) if lines[k].strip()), start)
        yield Statement(
            "\n".join(lines[skipped:end]).rstrip(),
            skipped + 1,
            frozenset(name for other in together for name in bound_names(other)),
            frozenset(name for other in together for name in used_names(other)),
            all(isinstance(other, ast.Import | ast.ImportFrom) for other in together),
            tuple(together),
        )
        start, together = end, []


def first_line(node: ast.stmt) -> int:
    """Return the first line of a statement, decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def bound_names(node: ast.stmt) -> set[str]:
    """Return the names that a statement of the top level binds."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            return {alias.asname or alias.name.partition(".")[0] for alias in aliases}
        case ast.Assign(targets=targets):
            names = {part.id for target in targets for part in walk_nodes(target) if isinstance(part, ast.Name)}
            stored = {getattr(part, "id", "") for target in targets for part in walk_nodes(target) if _is_stored(part)}
            return {name for name in names if name in stored or name not in STANDARD}  # not torch.backends.x = True
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
        case _:
            return set()


def _is_stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _check_names(text: Text) -> None:
    for node in text.tree.body:
        for name in bound_names(node):
            fault = None if name == "init_weights" or is_standard(node) else class_name_fault(name)
            if fault is not None and (name in FILE_GLOBALS or isinstance(node, ast.ClassDef)):
                raise SourceError(fault, *position(node), say("interpreter.another-name.hint"))
    known = {*BUILTINS, *STANDARD, "__name__", "__class__", *_bound_anywhere(text.tree)}
    unread = _unread(text.tree)
    for part in walk_nodes(text.tree):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load) and part.id not in known:
            if id(part) in unread:
                continue
            hint = instead(part.id) or near(part.id, sorted(known)) or say("classes.assign-first.hint")
            raise SourceError(say("interpreter.undefined", name=part.id), *position(part), hint)


def _unread(tree: ast.Module) -> set[int]:
    """Return the names in annotations that Python does not evaluate, by their ids."""
    if not any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body):
        return set()
    found = [
        node.annotation if isinstance(node, ast.arg | ast.AnnAssign) else node.returns
        for node in walk_nodes(tree)
        if isinstance(node, ast.arg | ast.AnnAssign | ast.FunctionDef)
    ]
    return {id(part) for one in found if one is not None for part in walk_nodes(one)}


def _bound_anywhere(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for part in walk_nodes(tree):
        match part:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.MatchMapping(rest=str(name)):
                found.add(name)
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                found.add(name)
            case ast.Import() | ast.ImportFrom():
                found |= bound_names(part)
            case _:
                pass
    return found


def is_standard(node: ast.stmt) -> bool:
    """Tell whether an import only binds standard names to what they are anyway."""
    match node:
        case ast.Import(names=aliases):
            roots = [alias.name.partition(".")[0] for alias in aliases]
            pairs = [(a.asname or root, a.name if a.asname else root) for a, root in zip(aliases, roots, strict=True)]
        case ast.ImportFrom(module=str(module), names=aliases):
            pairs = [(a.asname or a.name, f"{module}.{a.name}") for a in aliases]
        case _:
            return False
    return all(STANDARD.get(name, ("",))[0] == target for name, target in pairs)


def forward_of(text: Text) -> ast.FunctionDef | None:
    """Return the forward that a definition's class has in its text, its own or that of a class it derives from."""
    classes = {node.name: node for node in text.tree.body if isinstance(node, ast.ClassDef)}
    waiting = [text.node]
    while waiting:
        here = waiting.pop(0)
        for node in here.body:
            if isinstance(node, ast.FunctionDef) and node.name == "forward":
                return node
        waiting += [classes[base.id] for base in here.bases if isinstance(base, ast.Name) and base.id in classes]
    return None


def forward_takes(source: str) -> tuple[int, int | None]:
    """Return how many inputs a definition's forward takes, at least and at most; None where there is no bound."""
    forward = forward_of(read_text(source))
    if forward is None:
        return 0, None
    spec = forward.args
    names = len(spec.posonlyargs) + len(spec.args) - 1
    return max(0, names - len(spec.defaults)), None if spec.vararg is not None else names


def without_lines(source: str, nodes: Iterable[ast.stmt]) -> str:
    """Return a text without the lines on which these statements stand."""
    gone = {line for node in nodes for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    return "\n".join(line for i, line in enumerate(source.split("\n"), 1) if i not in gone)
