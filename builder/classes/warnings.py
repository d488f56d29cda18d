"""Warnings about code in a text class that runs but is rarely intended, each with its line and a fix."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from builder.classes.text import Text
from builder.sentences import Sentence, say
from builder.syntax import walk_nodes

_TENSORS = frozenset(
    {"rand", "randn", "zeros", "ones", "empty", "full", "tensor", "arange", "linspace", "eye", "randint", "randperm"}
)
_MAKERS = frozenset({"Parameter", "parameter"})


class WrittenWarning(NamedTuple):
    """A warning at a line of a definition's text; `mended` is the whole fixed text, where there is a fix."""

    line: int
    column: int
    problem: str
    hint: str
    label: str | None = None
    mended: str | None = None


def text_warnings(text: Text, source: str) -> tuple[WrittenWarning, ...]:
    """Return what is wrong with a definition's classes as they stand."""
    found: list[WrittenWarning] = []
    for node in text.tree.body:
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    found += _plain_tensors(node, method, source)
                    if method.name != "__init__":
                        found += _cut_gradients(node, method)
                        found += _changed_leaves(node, method)
    return tuple(sorted(found, key=lambda one: (one.line, one.column)))


def _plain_tensors(cls: ast.ClassDef, method: ast.FunctionDef, source: str) -> Iterator[WrittenWarning]:
    """Yield the tensors that `__init__` keeps as plain attributes."""
    if method.name != "__init__" or not method.args.args:
        return
    for node in walk_nodes(method):
        if not isinstance(node, ast.Assign) or len(node.targets) != 1 or not _makes_tensor(node.value):
            continue
        name = _own_attribute(node.targets[0], method)
        if name is not None:
            mended = _as_buffer(node, name, method.args.args[0].arg, source)
            yield WrittenWarning(
                node.lineno,
                node.col_offset + 1,
                say("classes.warning.plain", tensor=name, name=cls.name),
                say("classes.warning.plain.hint"),
                say("classes.warning.plain.fix") if mended is not None else None,
                mended,
            )


def _own_attribute(target: ast.expr, method: ast.FunctionDef) -> str | None:
    """Return the name of an attribute of the object itself."""
    if not isinstance(target, ast.Attribute) or not isinstance(target.value, ast.Name) or not method.args.args:
        return None
    return target.attr if target.value.id == method.args.args[0].arg else None


def _makes_tensor(node: ast.expr) -> bool:
    """Tell whether an expression is a tensor that is made right here."""
    if isinstance(node, ast.BinOp):
        return _makes_tensor(node.left) or _makes_tensor(node.right)
    if isinstance(node, ast.UnaryOp):
        return _makes_tensor(node.operand)
    if isinstance(node, ast.Subscript):
        return _makes_tensor(node.value)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr in _TENSORS and isinstance(node.func.value, ast.Name) and node.func.value.id == "torch":
        return True
    return node.func.attr not in ("item", "tolist", "size", "dim", "numel") and _makes_tensor(node.func.value)


def _as_buffer(node: ast.Assign, name: str, owner: str, source: str) -> str | None:
    """Return the text with the line as a call of register_buffer."""
    value = ast.get_source_segment(source, node.value)
    lines = source.splitlines()
    if value is None or node.end_lineno is None or node.end_col_offset is None:
        return None
    # `ast` counts columns in bytes of UTF-8.
    before = lines[node.lineno - 1].encode()[: node.col_offset].decode()
    after = lines[node.end_lineno - 1].encode()[node.end_col_offset :].decode()
    lines[node.lineno - 1 : node.end_lineno] = [f'{before}{owner}.register_buffer("{name}", {value}){after}']
    return "\n".join(lines) + "\n"


def _cut_gradients(cls: ast.ClassDef, method: ast.FunctionDef) -> Iterator[WrittenWarning]:
    """Yield the uses of `.data`, through which no gradient flows and whose changes torch itself does not count."""
    changed = {id(target) for _, target in _mutations(method)}
    for node in walk_nodes(method):
        if isinstance(node, ast.Attribute) and node.attr == "data":
            place = say("classes.warning.place", method=method.name, name=cls.name)
            yield WrittenWarning(
                node.end_lineno or node.lineno,
                node.col_offset + 1,
                say("classes.warning.counted", place=Sentence(place))
                if id(node) in changed
                else say("classes.warning.no-gradient", place=Sentence(place)),
                say("classes.warning.no-gradient.hint"),
            )


def _changed_leaves(cls: ast.ClassDef, method: ast.FunctionDef) -> Iterator[WrittenWarning]:
    """Yield the changes in place of the class's own parameters outside of `no_grad`."""
    learned = _parameters(cls)
    quiet = {id(inner) for node in walk_nodes(method) if isinstance(node, ast.With) for inner in walk_nodes(node)}
    if any("no_grad" in ast.unparse(decorator) for decorator in method.decorator_list):
        return
    for node, target in _mutations(method):
        name = _own_attribute(target, method)
        if name in learned and id(node) not in quiet and not isinstance(node, ast.Assign):
            yield WrittenWarning(
                node.lineno,
                node.col_offset + 1,
                say("classes.warning.in-place", tensor=name, name=cls.name),
                say("classes.warning.in-place.hint"),
            )


def _mutations(method: ast.FunctionDef) -> Iterator[tuple[ast.expr | ast.stmt, ast.expr]]:
    """Yield each expression whose value is changed in place or assigned to, with the node that does it."""
    for node in walk_nodes(method):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign):
            targets = [node.target]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_inplace(node.func.attr):
            targets = [node.func.value]
        for target in targets:
            while isinstance(target, ast.Subscript):
                target = target.value
            if isinstance(node, ast.expr | ast.stmt):
                yield node, target


def _is_inplace(name: str) -> bool:
    return name.endswith("_") and not name.startswith("_") and name != "requires_grad_"


def _parameters(cls: ast.ClassDef) -> set[str]:
    """Return the names of the parameters that a class makes itself."""
    found: set[str] = set()
    for node in walk_nodes(cls):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            function = node.value.func
            made = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if made in _MAKERS:
                found |= {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
    return found
