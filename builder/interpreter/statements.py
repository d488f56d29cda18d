"""What each statement of the syntax tree does: `STATEMENTS` by node class."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from builder.interpreter import assignment
from builder.interpreter.classes import define_class, define_function
from builder.interpreter.exceptions import EXCEPTIONS, is_exception, text_exception
from builder.interpreter.failures import RaisedException, Refusal
from builder.interpreter.imports import import_from, import_names
from builder.interpreter.iteration import iterate
from builder.interpreter.matching import case_of
from builder.interpreter.names import bind_name
from builder.interpreter.scope import Scope
from builder.interpreter.signals import BREAK, CONTINUE, Signal
from builder.interpreter.values import Class, Instance
from builder.sentences import Sentence, say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


_Completion = Signal | None


def _expression(interpreter: Interpreter, node: ast.Expr, scope: Scope) -> None:
    interpreter.evaluate(node.value, scope)


def _assign(interpreter: Interpreter, node: ast.Assign, scope: Scope) -> None:
    value = interpreter.evaluate(node.value, scope)
    for target in node.targets:
        assignment.assign(interpreter, target, value, scope)


def _assign_annotated(interpreter: Interpreter, node: ast.AnnAssign, scope: Scope) -> None:
    if node.value is not None:
        assignment.assign(interpreter, node.target, interpreter.evaluate(node.value, scope), scope)


def _delete(interpreter: Interpreter, node: ast.Delete, scope: Scope) -> None:
    for target in node.targets:
        assignment.delete(interpreter, target, scope)


def _pass(interpreter: Interpreter, node: ast.stmt, scope: Scope) -> None:
    return None


def _break(interpreter: Interpreter, node: ast.Break, scope: Scope) -> Signal:
    return BREAK


def _continue(interpreter: Interpreter, node: ast.Continue, scope: Scope) -> Signal:
    return CONTINUE


def _return(interpreter: Interpreter, node: ast.Return, scope: Scope) -> Signal:
    if scope.parent is None or scope.class_body is not None:
        raise Refusal(say("interpreter.return-outside"))
    return Signal(None if node.value is None else interpreter.evaluate(node.value, scope))


def _if(interpreter: Interpreter, node: ast.If, scope: Scope) -> _Completion:
    only_raises = not node.orelse and all(isinstance(statement, ast.Raise) for statement in node.body)
    holds = _check(interpreter, node.test, scope) if only_raises else _test(interpreter, node.test, scope)
    return interpreter.block(node.body if holds else node.orelse, scope)


def _test(interpreter: Interpreter, node: ast.expr, scope: Scope) -> bool:
    return interpreter.truth(interpreter.evaluate(node, scope))


def _check(interpreter: Interpreter, node: ast.expr, scope: Scope) -> bool:
    """Evaluate what can only end the run, and leads it nowhere else."""
    interpreter.checking += 1
    try:
        return _test(interpreter, node, scope)
    finally:
        interpreter.checking -= 1


def _body(interpreter: Interpreter, node: ast.For | ast.While, scope: Scope) -> _Completion:
    interpreter.looping += 1
    try:
        return interpreter.block(node.body, scope)
    finally:
        interpreter.looping -= 1


def _for(interpreter: Interpreter, node: ast.For, scope: Scope) -> _Completion:
    for item in iterate(interpreter, interpreter.evaluate(node.iter, scope)):
        interpreter.budget.spend(1)
        assignment.assign(interpreter, node.target, item, scope)
        signal = _body(interpreter, node, scope)
        if signal is BREAK:
            return None
        if signal is not None and signal is not CONTINUE:
            return signal
    return interpreter.block(node.orelse, scope)


def _while(interpreter: Interpreter, node: ast.While, scope: Scope) -> _Completion:
    while _test(interpreter, node.test, scope):
        signal = _body(interpreter, node, scope)
        if signal is BREAK:
            return None
        if signal is not None and signal is not CONTINUE:
            return signal
    return interpreter.block(node.orelse, scope)


def _try(interpreter: Interpreter, node: ast.Try, scope: Scope) -> _Completion:
    """Run a `try`; a refusal passes through it untouched, `finally` included."""
    pending: RaisedException | None = None
    signal: _Completion = None
    try:
        signal = _try_body(interpreter, node, scope)
    except RaisedException as failure:
        pending = failure
    last = interpreter.block(node.finalbody, scope)
    # As in Python, a return, break or continue in `finally` drops the exception.
    if last is not None:
        return last
    if pending is not None:
        raise pending
    return signal


def _try_body(interpreter: Interpreter, node: ast.Try, scope: Scope) -> _Completion:
    try:
        with interpreter.host.try_context(interpreter, node):
            signal = interpreter.block(node.body, scope)
    except RaisedException as failure:
        handler = handler_of(interpreter, node, failure, scope)
        if handler is None:
            raise
        return _handle(interpreter, handler, failure, scope)
    # `else` runs only where the body came to its end, without return, break or continue.
    return interpreter.block(node.orelse, scope) if signal is None else signal


def handler_of(
    interpreter: Interpreter, node: ast.Try, failure: RaisedException, scope: Scope
) -> ast.ExceptHandler | None:
    """Return what of a `try` catches an exception."""
    return next((handler for handler in node.handlers if _catches(interpreter, handler, failure, scope)), None)


def _handle(
    interpreter: Interpreter, handler: ast.ExceptHandler, failure: RaisedException, scope: Scope
) -> _Completion:
    if handler.name is not None:
        bind_name(interpreter, handler.name, failure.value, scope)
    interpreter.handling.append(failure)
    try:
        return interpreter.block(handler.body, scope)
    finally:
        interpreter.handling.pop()
        if handler.name is not None:
            # Python unbinds the name at the end of the clause.
            scope.declared.get(handler.name, scope).variables.pop(handler.name, None)


def _catches(interpreter: Interpreter, handler: ast.ExceptHandler, failure: RaisedException, scope: Scope) -> bool:
    if handler.type is None:
        return True
    wanted = interpreter.evaluate(handler.type, scope)
    for cls in wanted if isinstance(wanted, tuple) else (wanted,):
        if not is_exception(cls):
            raise Refusal(
                say("interpreter.except"),
                say("interpreter.exception.hint", names=Sentence(", ".join(list(EXCEPTIONS)[:8]))),
            )
        if cls in failure.value.cls.mro:
            return True
    return False


def _raise(interpreter: Interpreter, node: ast.Raise, scope: Scope) -> None:
    if node.exc is None:
        if not interpreter.handling:
            interpreter.raise_("RuntimeError", "No active exception to reraise")
        raise interpreter.handling[-1]
    value = interpreter.evaluate(node.exc, scope)
    if node.cause is not None:
        interpreter.evaluate(node.cause, scope)
    if isinstance(value, Class):
        value = interpreter.call(value)
    if not isinstance(value, Instance) or not is_exception(value.cls):
        raise Refusal(
            say("interpreter.raise"), say("interpreter.exception.hint", names=Sentence(", ".join(list(EXCEPTIONS)[:8])))
        )
    raise RaisedException(value)


def _assert(interpreter: Interpreter, node: ast.Assert, scope: Scope) -> None:
    if not _check(interpreter, node.test, scope):
        said = () if node.msg is None else (interpreter.text(interpreter.evaluate(node.msg, scope)),)
        raise text_exception("AssertionError", *said)


def _with(interpreter: Interpreter, node: ast.With, scope: Scope) -> _Completion:
    item, rest = node.items[0], node.items[1:]
    value = interpreter.evaluate(item.context_expr, scope)
    with interpreter.host.enter(interpreter, value) as entered:
        if item.optional_vars is not None:
            named = interpreter.host.named_by_with(interpreter, value, entered)
            assignment.assign(interpreter, item.optional_vars, named, scope)
        if rest:
            inner = ast.copy_location(ast.With(items=rest, body=node.body), node)
            return _with(interpreter, inner, scope)
        return interpreter.block(node.body, scope)
    return None  # what is entered has kept an exception to itself


def _match(interpreter: Interpreter, node: ast.Match, scope: Scope) -> _Completion:
    return interpreter.block(case_of(interpreter, node, scope), scope)


def _global(interpreter: Interpreter, node: ast.Global, scope: Scope) -> None:
    for name in node.names:
        scope.declared[name] = scope.top()


def _nonlocal(interpreter: Interpreter, node: ast.Nonlocal, scope: Scope) -> None:
    for name in node.names:
        here = scope.parent
        while here is not None and name not in here.local:
            here = here.parent
        if here is None:
            raise Refusal(say("interpreter.nonlocal", name=name), say("interpreter.nonlocal.hint"))
        scope.declared[name] = here


STATEMENTS: dict[type[ast.AST], Callable[[Interpreter, Any, Scope], Any]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _assign_annotated,
    ast.AugAssign: assignment.augment,
    ast.Delete: _delete,
    ast.Pass: _pass,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Return: _return,
    ast.If: _if,
    ast.For: _for,
    ast.While: _while,
    ast.Try: _try,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.With: _with,
    ast.Match: _match,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
    ast.FunctionDef: define_function,
    ast.ClassDef: define_class,
    ast.Import: import_names,
    ast.ImportFrom: import_from,
}
