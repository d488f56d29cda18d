"""Leaves out of a method what never runs for the objects at hand, so that nothing is asked of the text for its sake.

A branch for TorchScript, or one that hangs on an attribute which all objects of the class have alike, names functions
that no text may call.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from enum import Enum
from types import FunctionType
from typing import Any

import torch
from torch import nn

from builder.syntax import walk_nodes

UNKNOWN = object()
_ELSEWHERE = [torch.jit.is_scripting, torch.jit.is_tracing, torch.onnx.is_in_onnx_export]  # type: ignore[attr-defined]
"""What is false wherever a network just runs."""
_SILENT = frozenset({"_log_api_usage_once"})
"""Calls that only tell torch's authors what is used."""
_PLAIN = (bool, int, float, str, type(None), Enum, nn.Module)
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class Facts:
    """What is known of names: the attributes of `self` that never change, and the names of a function's file."""

    def __init__(
        self, owner: str | None, objects: list[nn.Module], changed: set[str], names: Mapping[str, Any]
    ) -> None:
        """Take the name of `self`, all objects of the class, the attributes that its methods set, and the names."""
        self.owner = owner
        self.objects = objects
        self.changed = changed
        self.names = names

    def value(self, node: ast.expr) -> Any:  # noqa: ANN401 - any value of an expression
        """Return what an expression is whenever it runs, or UNKNOWN."""
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner == self.owner:
                return self._attribute(name)
            case ast.Name() | ast.Attribute():
                found = self.named(node)
                return found if isinstance(found, bool | Enum | None) else UNKNOWN
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                value = self.value(inner)
                return UNKNOWN if value is UNKNOWN else not value
            case ast.BoolOp():
                return self._joined(node)
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARED:
                return self._compared(_COMPARED[type(op)], self.value(left), self.value(right))
            case ast.Call():
                return self._called(node)
            case _:
                return UNKNOWN

    def named(self, node: ast.expr) -> Any:  # noqa: ANN401 - whatever a file names
        """Return what a dotted name of the file is, or UNKNOWN."""
        if isinstance(node, ast.Name):
            return self.names.get(node.id, UNKNOWN)
        if not isinstance(node, ast.Attribute):
            return UNKNOWN
        found = self.named(node.value)
        return UNKNOWN if found is UNKNOWN else getattr(found, node.attr, UNKNOWN)

    def _attribute(self, name: str) -> Any:  # noqa: ANN401 - any attribute
        # `train` and `eval` change the mode from outside, and a property may return another value each time.
        if name in self.changed or name == "training" or isinstance(getattr(self.type, name, None), property):
            return UNKNOWN
        found = [getattr(one, name, UNKNOWN) for one in self.objects]
        if not found or not all(isinstance(value, _PLAIN) for value in found):
            return UNKNOWN
        if all(isinstance(value, nn.Module) for value in found):
            return found[0]
        # By type too, since 1, 1.0 and True are equal.
        alike = all(type(value) is type(found[0]) and value == found[0] for value in found)
        return found[0] if alike else UNKNOWN

    @property
    def type(self) -> type | None:
        """The class of the objects."""
        return type(self.objects[0]) if self.objects else None

    def _joined(self, node: ast.BoolOp) -> Any:  # noqa: ANN401 - a truth, or UNKNOWN
        ends = isinstance(node.op, ast.Or)
        values = [self.value(one) for one in node.values]
        if any(value is not UNKNOWN and bool(value) is ends for value in values):
            return ends
        return UNKNOWN if any(value is UNKNOWN for value in values) else not ends

    def _compared(self, compare: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:  # noqa: ANN401
        if left is UNKNOWN or right is UNKNOWN:
            return UNKNOWN
        try:
            return bool(compare(left, right))
        except TypeError:
            return UNKNOWN

    def _called(self, node: ast.Call) -> Any:  # noqa: ANN401 - a truth, or UNKNOWN
        function = self.named(node.func)
        if any(function is one for one in _ELSEWHERE):
            return False
        match node:
            case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Attribute(value=ast.Name(id=o), attr=a), kind]) if (
                o == self.owner and isinstance(self.named(kind), type) and isinstance(self._attribute(a), nn.Module)
            ):
                found = {isinstance(getattr(one, a), self.named(kind)) for one in self.objects}
                return found.pop() if len(found) == 1 else UNKNOWN
            case ast.Call(func=ast.Name(id="hasattr"), args=[ast.Name(id=o), ast.Constant(value=str(a))]) if (
                o == self.owner and a not in self.changed
            ):
                found = {hasattr(one, a) for one in self.objects}
                return found.pop() if len(found) == 1 else UNKNOWN
            case _:
                return UNKNOWN


def names_of_file(function: FunctionType, node: ast.FunctionDef) -> dict[str, Any]:
    """Return the names of a function's file, but for those that it binds itself."""
    own = {part.arg for part in walk_nodes(node) if isinstance(part, ast.arg)}
    own |= {part.id for part in walk_nodes(node) if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load)}
    return {name: value for name, value in function.__globals__.items() if name not in own}


class Pruner(ast.NodeTransformer):
    """Rewrites a function in place: dead branches, annotations, decorators and calls without effect are left out."""

    def __init__(self, facts: Facts) -> None:
        """Take what is known."""
        self.facts = facts

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Leave out what only tools read."""
        node.decorator_list = [one for one in node.decorator_list if _stays(one)]
        node.returns = None
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
            argument.annotation = None
        for gathering in (node.args.vararg, node.args.kwarg):
            if gathering is not None:
                gathering.annotation = None
        self.generic_visit(node)
        node.body = node.body or [ast.Pass()]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        """Assign without the annotation."""
        self.generic_visit(node)
        return None if node.value is None else ast.Assign([node.target], node.value, lineno=node.lineno)

    def visit_If(self, node: ast.If) -> Any:  # noqa: ANN401
        """Keep the branch that runs."""
        known = self.facts.value(node.test)
        if known is UNKNOWN:
            self.generic_visit(node)
            node.body = node.body or [ast.Pass()]
            return node
        kept: list[ast.stmt] = []
        for statement in node.body if known else node.orelse:
            found = self.visit(statement)
            kept += found if isinstance(found, list) else [found] if found is not None else []
        return kept

    def visit_IfExp(self, node: ast.IfExp) -> Any:  # noqa: ANN401
        """Keep the value that is taken."""
        known = self.facts.value(node.test)
        if known is UNKNOWN:
            return self.generic_visit(node)
        return self.visit(node.body if known else node.orelse)

    def visit_Expr(self, node: ast.Expr) -> Any:  # noqa: ANN401
        """Leave out calls that only tell what is used."""
        if isinstance(node.value, ast.Call) and ast.unparse(node.value.func).rpartition(".")[2] in _SILENT:
            return None
        return self.generic_visit(node)

    def visit_For(self, node: ast.For) -> Any:  # noqa: ANN401
        """Keep a loop whose body is left out."""
        self.generic_visit(node)
        node.body = node.body or [ast.Pass()]
        return node

    def visit_With(self, node: ast.With) -> Any:  # noqa: ANN401
        """Keep a block whose body is left out."""
        self.generic_visit(node)
        node.body = node.body or [ast.Pass()]
        return node


def _stays(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id in ("staticmethod", "property")
