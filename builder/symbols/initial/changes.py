"""Writes a statement that changes a parameter about that tensor alone, which is `w` in it.

What stands for other plain values becomes these; a statement about anything further cannot be written so.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from builder.interpreter.builtins import BUILTINS
from builder.interpreter.failures import Failure
from builder.interpreter.limits import Value
from builder.interpreter.names import look_up
from builder.interpreter.scope import Scope
from builder.interpreter.static import STANDARD
from builder.interpreter.values import ModuleValue
from builder.symbols.values import TensorSymbol, behind_detach
from builder.syntax import walk_nodes

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MODULES = {target: name for name, (target, _) in STANDARD.items() if name not in ("OrderedDict", "Tensor")}
_NOTHING = object()


class Beyond(Exception):  # noqa: N818 - it ends the writing of one statement, and is no error
    """Something in a statement is neither the tensor nor a plain number nor of torch."""


def is_usual(interpreter: Interpreter, name: str, scope: Scope) -> bool:
    """Tell whether a name of torch or Python means what it does in the text of a scheme."""
    try:
        value = look_up(interpreter, name, scope)
    except Failure:
        return False
    if name in STANDARD:
        return isinstance(value, ModuleValue) and value.name == STANDARD[name][0]
    return value is BUILTINS.get(name, _NOTHING)


class Writer:
    """Writes one statement about one tensor: that is `w` in it, and variables are the numbers that they hold."""

    def __init__(self, interpreter: Interpreter, scope: Scope, tensor: TensorSymbol) -> None:
        self.interpreter = interpreter
        self.scope = scope
        self.tensor = tensor

    def statement(self, node: ast.stmt) -> ast.stmt:
        """Return the statement, about `w`.

        Raises:
            Beyond: it is not about the tensor alone, or no change of it.
        """
        match node:
            case ast.AugAssign(target=target, op=op, value=value):
                return ast.AugAssign(self._target(target), op, self.expression(value))
            case ast.Assign(targets=[ast.Subscript() as target], value=value):
                return ast.fix_missing_locations(ast.Assign([self._target(target)], self.expression(value)))
            case ast.Assign(targets=[ast.Attribute(attr="data", value=owner)], value=value) if self._is_it(owner):
                self._require_alike(value)
                copy = ast.Attribute(ast.Name("w", ast.Load()), "copy_", ast.Load())
                return ast.Expr(ast.Call(copy, [self.expression(value)], []))
            case ast.Expr(ast.Call(ast.Attribute(value=owner, attr=name), args, keywords)) if name.endswith("_"):
                changed = ast.Attribute(self._changed(owner), name, ast.Load())
                return ast.Expr(ast.Call(changed, self.all(args), self.keywords(keywords)))
        raise Beyond

    def _changed(self, node: ast.expr) -> ast.expr:
        """Return what is changed in place: the tensor, a part of it, or what another such change returns."""
        match node:
            case ast.Subscript(value=owner, slice=index):
                return ast.Subscript(self._changed(owner), self.expression(index), ast.Load())
            case ast.Call(ast.Attribute(value=owner, attr=name), args, keywords) if name.endswith("_"):
                changed = ast.Attribute(self._changed(owner), name, ast.Load())
                return ast.Call(changed, self.all(args), self.keywords(keywords))
        if self._is_it(node):
            return ast.Name("w", ast.Load())
        raise Beyond

    def _target(self, node: ast.expr) -> ast.Name | ast.Subscript:
        if isinstance(node, ast.Subscript):
            return ast.Subscript(self._changed(node.value), self.expression(node.slice), ast.Store())
        if self._is_it(node):
            return ast.Name("w", ast.Store())
        raise Beyond

    def _require_alike(self, node: ast.expr) -> None:
        """Require that a value has the shape and dtype of the tensor, whose memory it becomes."""
        value = self.interpreter.evaluate(node, self.scope)
        if getattr(value, "shape", None) != self.tensor.shape or getattr(value, "dtype", None) != self.tensor.dtype:
            raise Beyond

    def _is_it(self, node: ast.expr) -> bool:
        return behind_detach(self._value(node)) is self.tensor

    def _value(self, node: ast.expr) -> Value:
        """Return the value of a name with attributes and items behind it, which changes nothing; else nothing."""
        here: ast.expr = node
        while isinstance(here, ast.Attribute | ast.Subscript):
            here = here.value
        if not isinstance(here, ast.Name) or any(
            isinstance(part, ast.Call | ast.NamedExpr) for part in walk_nodes(node)
        ):
            return _NOTHING
        return self.interpreter.evaluate(node, self.scope)

    def expression(self, node: ast.expr) -> ast.expr:
        """Return an expression about `w`.

        Raises:
            Beyond: something in it is neither that nor a plain number nor of torch.
        """
        known = self._known(node) if isinstance(node, _ACCESS_NODES) else None
        if known is not None:
            return known
        if type(node) not in _WRITERS:
            raise Beyond
        return _WRITERS[type(node)](self, node)

    def _known(self, node: ast.expr) -> ast.expr | None:
        """Return what stands for a value that is known: the tensor, a plain number, a module of torch."""
        value = self._value(node)
        if behind_detach(value) is self.tensor:
            return ast.Name("w", ast.Load())
        if isinstance(value, ModuleValue) and value.name in _MODULES:
            return ast.Name(_MODULES[value.name], ast.Load())
        if isinstance(value, float) and not math.isfinite(value):
            return None
        if isinstance(value, int | float) and value < 0:
            # As Python parses it: a negative number is a sign and a literal.
            return ast.UnaryOp(ast.USub(), ast.Constant(-value))
        return ast.Constant(value) if isinstance(value, bool | int | float | str | None) else None

    def function(self, node: ast.expr) -> ast.expr:
        """Return what is called: a method, or a function of a module or of Python.

        Raises:
            Beyond: it is a function of the text.
        """
        if isinstance(node, ast.Attribute):
            return ast.Attribute(self.expression(node.value), node.attr, ast.Load())
        if isinstance(node, ast.Name) and is_usual(self.interpreter, node.id, self.scope):
            return node
        raise Beyond

    def all(self, nodes: list[ast.expr]) -> list[ast.expr]:
        """Return several expressions about `w`; see `expression`."""
        return [self.expression(node) for node in nodes]

    def keywords(self, nodes: list[ast.keyword]) -> list[ast.keyword]:
        """Return what a call is given by name."""
        return [ast.keyword(node.arg, self.expression(node.value)) for node in nodes]


_ACCESS_NODES = (ast.Name, ast.Attribute, ast.Subscript)
_WRITERS: dict[type[ast.expr], Callable[[Writer, Any], ast.expr]] = {
    ast.Attribute: lambda to, node: ast.Attribute(to.expression(node.value), node.attr, ast.Load()),
    ast.Subscript: lambda to, node: ast.Subscript(to.expression(node.value), to.expression(node.slice), ast.Load()),
    ast.Constant: lambda to, node: node,
    ast.Call: lambda to, node: ast.Call(to.function(node.func), to.all(node.args), to.keywords(node.keywords)),
    ast.BinOp: lambda to, node: ast.BinOp(to.expression(node.left), node.op, to.expression(node.right)),
    ast.UnaryOp: lambda to, node: ast.UnaryOp(node.op, to.expression(node.operand)),
    ast.Compare: lambda to, node: ast.Compare(to.expression(node.left), node.ops, to.all(node.comparators)),
    ast.Slice: lambda to, node: ast.Slice(*(part and to.expression(part) for part in _ends(node))),
    ast.Tuple: lambda to, node: ast.Tuple(to.all(node.elts), ast.Load()),
    ast.List: lambda to, node: ast.List(to.all(node.elts), ast.Load()),
}
"""How each sort of expression is written about `w`."""


def _ends(node: ast.Slice) -> tuple[ast.expr | None, ...]:
    return node.lower, node.upper, node.step
