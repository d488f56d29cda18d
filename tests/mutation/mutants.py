"""Small changes of meaning in a Python file, each as an edit of its text."""

from __future__ import annotations

import ast
import copy
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

OTHER: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}
CHECKS = {"isinstance", "issubclass", "getattr", "hasattr"}
"""Calls that fail at once with their arguments the other way round."""


@dataclass(frozen=True)
class Mutant:
    """One change: the bytes from `start` to `stop` of a file become `after`."""

    kind: str
    start: int
    stop: int
    before: str
    after: str
    place: str = ""

    @property
    def change(self) -> str:
        """Return where and what it is, in words that stay true when lines move."""
        return f"`{self.place}` {self.kind}: `{_short(self.before)}` -> `{_short(self.after)}`"

    def applied(self, text: str) -> str:
        """Return the file with the change made."""
        encoded = text.encode()
        return (encoded[: self.start] + self.after.encode() + encoded[self.stop :]).decode()


def mutants(text: str) -> list[Mutant]:
    """Return every mutant of a file, in the order of its text."""
    tree = ast.parse(text)
    return sorted(_Finder(text).below(tree, ""), key=lambda mutant: (mutant.start, mutant.stop, mutant.after))


class _Finder:
    """Goes through a tree; types, decorators, options of a class, docstrings and texts of f-strings stay as they are.

    So does the `strict` of a `zip`: like an assert it fails where there is a mistake already, and changes nothing else.
    """

    def __init__(self, text: str) -> None:
        self.text = text.encode()
        self.lines = [0, *itertools.accumulate(len(line) for line in self.text.splitlines(keepends=True))]

    def below(self, node: ast.AST, place: str) -> Iterator[Mutant]:
        """Yield the mutants of a node and of all below it."""
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            place = f"{place}.{node.name}".lstrip(".")
        if isinstance(node, ast.stmt | ast.expr | ast.match_case):
            for mutant in self._own(node):
                yield replace(mutant, place=place)
        for child in _children(node):
            yield from self.below(child, place)

    def _own(self, node: ast.stmt | ast.expr | ast.match_case) -> Iterator[Mutant]:
        if isinstance(node, ast.match_case):
            if node.guard is None:
                yield self._edit("branch", node.pattern, f"{self._code(node.pattern)} if False")
            return
        for kind, target, changed in CHANGES.get(type(node), _none)(node):
            after = ast.unparse(changed)
            is_open = isinstance(changed, ast.expr) and not isinstance(changed, ast.Tuple | ast.Constant | ast.Name)
            yield self._edit(kind, target, f"({after})" if is_open else after)

    def _edit(self, kind: str, node: ast.expr | ast.stmt | ast.pattern, after: str) -> Mutant:
        start, stop = self._span(node)
        return Mutant(kind, start, stop, self._code(node), after)

    def _span(self, node: ast.expr | ast.stmt | ast.pattern) -> tuple[int, int]:
        return self.lines[node.lineno - 1] + node.col_offset, self.lines[node.end_lineno - 1] + node.end_col_offset

    def _code(self, node: ast.expr | ast.stmt | ast.pattern) -> str:
        start, stop = self._span(node)
        return self.text[start:stop].decode()


def _children(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.JoinedStr):
        return
    is_zip = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "zip"
    declares = is_zip or isinstance(node, ast.ClassDef)
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params") or (declares and name == "keywords"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield child


def _changed(node: ast.AST, **fields: object) -> ast.AST:
    """Return a copy of a node with other fields."""
    return ast.fix_missing_locations(type(node)(**{**dict(ast.iter_fields(copy.deepcopy(node))), **fields}))


def _without(items: list, i: int) -> list:
    return items[:i] + items[i + 1 :]


Changes = Iterator[tuple[str, ast.AST, ast.AST]]
"""Each is a kind, what is replaced, and what by."""


def _none(node: ast.AST) -> Changes:
    yield from ()


def _compare(node: ast.Compare) -> Changes:
    for i, op in enumerate(node.ops):
        yield "comparison", node, _changed(node, ops=[*node.ops[:i], OTHER[type(op)](), *node.ops[i + 1 :]])


def _bool_op(node: ast.BoolOp) -> Changes:
    yield "and/or", node, _changed(node, op=OTHER[type(node.op)]())
    for i in range(len(node.values)):
        rest = _without(node.values, i)
        yield "operand", node, rest[0] if len(rest) == 1 else _changed(node, values=rest)


def _bin_op(node: ast.BinOp) -> Changes:
    if type(node.op) in OTHER and not _is_of_types(node):
        yield "arithmetic", node, _changed(node, op=OTHER[type(node.op)]())


def _is_of_types(node: ast.BinOp) -> bool:
    """Tell whether this is `int | None` or `Layer | Graph`, whose other operators fail at once."""
    last = ast.unparse(node.right).rpartition(".")[2]
    return isinstance(node.op, ast.BitOr) and (last in {"int", "str", "float", "bool"} or last[0].isupper())


def _unary_op(node: ast.UnaryOp) -> Changes:
    if isinstance(node.op, ast.Not):
        yield "not", node, node.operand


def _constant(node: ast.Constant) -> Changes:
    if isinstance(node.value, bool):
        yield "constant", node, ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield "constant", node, ast.Constant(node.value + 1)


def _name(node: ast.Name) -> Changes:
    if node.id in NAMES and isinstance(node.ctx, ast.Load):
        yield "name", node, ast.Name(NAMES[node.id])


def _if_exp(node: ast.IfExp) -> Changes:
    yield "branch", node, _changed(node, body=node.orelse, orelse=node.body)


def _if(node: ast.If) -> Changes:
    yield "branch", node.test, ast.Constant(value=False)
    if node.orelse:
        yield "branch", node.test, ast.Constant(value=True)


def _call(node: ast.Call) -> Changes:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    for i, (one, other) in enumerate(itertools.pairwise(node.args)):
        starred = isinstance(one, ast.Starred) or isinstance(other, ast.Starred)
        if not starred and name not in CHECKS and ast.dump(one) != ast.dump(other):
            yield "order", node, _changed(node, args=[*node.args[:i], other, one, *node.args[i + 2 :]])
    for i in range(0 if name == "zip" else len(node.keywords)):
        yield "argument", node, _changed(node, keywords=_without(node.keywords, i))


def _sequence(node: ast.Tuple | ast.List) -> Changes:
    for i, item in enumerate(node.elts):
        if isinstance(item, ast.Starred) and isinstance(node.ctx, ast.Load):
            yield "element", node, _changed(node, elts=_without(node.elts, i))


def _comprehension(node: ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp) -> Changes:
    for i, part in enumerate(node.generators):
        for j in range(len(part.ifs)):
            changed = _changed(part, ifs=_without(part.ifs, j))
            yield "filter", node, _changed(node, generators=[*node.generators[:i], changed, *node.generators[i + 1 :]])


def _statement(node: ast.stmt) -> Changes:
    yield "statement", node, ast.Pass()


def _expr(node: ast.Expr) -> Changes:
    if isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom):
        yield from _statement(node)


def _aug_assign(node: ast.AugAssign) -> Changes:
    if type(node.op) in OTHER:
        yield "arithmetic", node, _changed(node, op=OTHER[type(node.op)]())
    yield from _statement(node)


def _assign(node: ast.Assign) -> Changes:
    if all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets):
        yield from _statement(node)


CHANGES: dict[type, Callable[..., Changes]] = {
    ast.Compare: _compare,
    ast.BoolOp: _bool_op,
    ast.BinOp: _bin_op,
    ast.UnaryOp: _unary_op,
    ast.Constant: _constant,
    ast.Name: _name,
    ast.IfExp: _if_exp,
    ast.If: _if,
    ast.Call: _call,
    ast.Tuple: _sequence,
    ast.List: _sequence,
    ast.GeneratorExp: _comprehension,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.DictComp: _comprehension,
    ast.Continue: _statement,
    ast.Delete: _statement,
    ast.Expr: _expr,
    ast.AugAssign: _aug_assign,
    ast.Assign: _assign,
}


def _short(code: str) -> str:
    return " ".join(code.split())
