"""Statements of a pasted text that are left out while a network is made, and what stands for what they would bind."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from builder.interpreter.failures import Absence, Failure, Undefined
from builder.interpreter.limits import Value
from builder.interpreter.names import bind_name
from builder.interpreter.scope import Scope
from builder.interpreter.values import Absent, BoundMethod, Function, Native
from builder.symbols.lost import held
from builder.symbols.placeholders import bound_names
from builder.symbols.values import ModuleSymbol
from builder.syntax import walked

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def is_beside_modules(interpreter: Interpreter, node: ast.stmt, scope: Scope, failure: Failure) -> bool:
    """Tell whether a statement of an `__init__` does nothing but load weights, or name what is not here.

    Whatever of a network is made of such a name is refused there.
    """
    if scope is interpreter.globals or scope.class_body is not None:
        return False
    if not isinstance(failure, Absence) or isinstance(failure, Undefined):
        return False
    match node:
        case ast.Assign(targets=targets, value=value):
            names = {one.id for target in targets for one in walked(target) if isinstance(one, ast.Name)}
            plain = all(isinstance(target, ast.Name | ast.Tuple) for target in targets)
            return plain and not names & scope.declared.keys() and not _reaches(value, scope)
        case ast.Expr(ast.Call(ast.Attribute(attr="load_state_dict"), [state, *_])):
            return not _reaches(state, scope)
        case _:
            return False


def _reaches(node: ast.expr, scope: Scope) -> bool:
    """Tell whether an expression names a module, or something of the text that may run one."""
    read = {one.id for one in walked(node) if isinstance(one, ast.Name)}
    known = [scope.variables.get(name) for name in read]
    return any(may_run(one) or any(True for _ in held(one)) for one in known)


def bind_names(interpreter: Interpreter, node: ast.stmt, scope: Scope) -> None:
    """Bind what a statement would have bound to what is not here."""
    for name in bound_names(node):
        bind_name(interpreter, name, Absent(name, called=True), scope)


def prints(node: ast.AST | None) -> bool:
    """Tell whether a statement only prints."""
    match node:
        case ast.Expr(ast.Call(ast.Name("print"))):
            return True
        case _:
            return False


def may_run(value: Value) -> bool:
    """Tell whether whoever is given a value can run a module by it."""
    if isinstance(value, list | tuple):
        return any(map(may_run, value))
    return isinstance(value, ModuleSymbol | Function | BoundMethod | Native)
