"""Generators: functions with `yield`, run statement by statement as Python's own generators run them.

A `yield` is a statement of its own or all that stands on the right of an assignment; deeper in it is refused.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from builder.interpreter import assignment
from builder.interpreter.exceptions import EXCEPTIONS, text_exception
from builder.interpreter.failures import Failure, LimitExceeded, RaisedException
from builder.interpreter.iteration import items_of, iterate
from builder.interpreter.limits import Value
from builder.interpreter.scope import Scope
from builder.interpreter.signals import BREAK, CONTINUE, Signal
from builder.interpreter.values import BoundMethod, Lazy, Native
from builder.sentences import say
from builder.syntax import inner_nodes

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_Steps = Generator[Value, Value, Value]
_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_FRAMES = 3


@lru_cache(maxsize=4096)
def yields(node: ast.AST) -> bool:
    """Tell whether a function or a statement has a `yield` of its own."""
    stack: list[ast.AST] = list(inner_nodes(node))
    while stack:
        here = stack.pop()
        if isinstance(here, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(here, _INNER):
            stack.extend(inner_nodes(here))
    return False


def generator(interpreter: Interpreter, name: str, body: list[ast.stmt], scope: Scope) -> Lazy:
    """Return the generator of a call."""
    steps = _block(interpreter, body, scope)
    return Lazy(_resume(interpreter, steps), code=name)


def within(made: Lazy, entered: Callable[[], AbstractContextManager[object]]) -> Lazy:
    """Return a generator of the text that enters a context whenever it goes on, and leaves it at each `yield`."""
    return Lazy(_within(made.iterator, entered), made.name, code=made.code)  # type: ignore[arg-type]


def _within(steps: _Steps, entered: Callable[[], AbstractContextManager[object]]) -> Generator[Value, Value, None]:
    given: Value = None
    failure: RaisedException | None = None
    while True:
        with entered():
            try:
                item = steps.send(given) if failure is None else steps.throw(failure)
            except StopIteration:
                return
        given, failure = None, None
        try:
            given = yield item
        except RaisedException as error:
            failure = error
        # As torch wraps a generator: what `close` still runs of it, a `finally`, runs in the context too.
        except GeneratorExit:
            with entered():
                steps.close()
            raise


def _check(interpreter: Interpreter) -> None:
    if interpreter.depth > interpreter.deepest:
        raise LimitExceeded(say("interpreter.recursion"), say("interpreter.recursion.hint"))


def _resume(interpreter: Interpreter, steps: _Steps) -> Generator[Value, Value, None]:
    """Run what follows one `yield` up to the next, as deep as whoever asks for it stands."""
    given: Value = None
    failure: RaisedException | None = None
    while True:
        interpreter.depth += _FRAMES
        try:
            _check(interpreter)
            item = steps.send(given) if failure is None else steps.throw(failure)
        except StopIteration:
            return
        except RaisedException as error:
            # PEP 479: otherwise it would look like the end of the generator.
            if error.value.cls is EXCEPTIONS["StopIteration"]:
                raise text_exception("RuntimeError", "generator raised StopIteration") from None
            raise
        finally:
            interpreter.depth -= _FRAMES
        given, failure = None, None
        try:
            given = yield item
        except RaisedException as error:
            failure = error
        except GeneratorExit:
            steps.close()
            raise


def _block(interpreter: Interpreter, body: list[ast.stmt], scope: Scope) -> Generator[Value, Value, Signal | None]:
    for node in body:
        interpreter.budget.spend(1)
        if not yields(node) or node.__class__ not in _STATEMENTS:
            signal = interpreter.block([node], scope)
        else:
            try:
                signal = yield from _STATEMENTS[node.__class__](interpreter, node, scope)
            except Failure as failure:
                raise interpreter.with_place(failure, node) from None
        if signal is not None:
            return signal
    return None


def _value(interpreter: Interpreter, node: ast.expr | None, scope: Scope) -> _Steps:
    """Return the value of an expression that may be a `yield`."""
    if isinstance(node, ast.Yield):
        given = yield None if node.value is None else interpreter.evaluate(node.value, scope)
        return given
    if isinstance(node, ast.YieldFrom):
        for item in iterate(interpreter, interpreter.evaluate(node.value, scope)):
            interpreter.budget.spend(1)
            yield item
        return None
    return None if node is None else interpreter.evaluate(node, scope)


def _expression(interpreter: Interpreter, node: ast.Expr, scope: Scope) -> _Steps:
    yield from _value(interpreter, node.value, scope)


def _assign(interpreter: Interpreter, node: ast.Assign, scope: Scope) -> _Steps:
    value = yield from _value(interpreter, node.value, scope)
    for target in node.targets:
        assignment.assign(interpreter, target, value, scope)


def _return(interpreter: Interpreter, node: ast.Return, scope: Scope) -> _Steps:
    return Signal((yield from _value(interpreter, node.value, scope)))


def _if(interpreter: Interpreter, node: ast.If, scope: Scope) -> _Steps:
    is_true = interpreter.truth(interpreter.evaluate(node.test, scope))
    return (yield from _block(interpreter, node.body if is_true else node.orelse, scope))


def _for(interpreter: Interpreter, node: ast.For, scope: Scope) -> _Steps:
    for item in iterate(interpreter, interpreter.evaluate(node.iter, scope)):
        interpreter.budget.spend(1)
        assignment.assign(interpreter, node.target, item, scope)
        signal = yield from _block(interpreter, node.body, scope)
        if signal is BREAK:
            return None
        if signal is not None and signal is not CONTINUE:
            return signal
    return (yield from _block(interpreter, node.orelse, scope))


def _while(interpreter: Interpreter, node: ast.While, scope: Scope) -> _Steps:
    while interpreter.truth(interpreter.evaluate(node.test, scope)):
        signal = yield from _block(interpreter, node.body, scope)
        if signal is BREAK:
            return None
        if signal is not None and signal is not CONTINUE:
            return signal
    return (yield from _block(interpreter, node.orelse, scope))


def _try(interpreter: Interpreter, node: ast.Try, scope: Scope) -> _Steps:
    pending: RaisedException | GeneratorExit | None = None
    signal: Signal | None = None
    try:
        signal = yield from _try_body(interpreter, node, scope)
    # `close` raises GeneratorExit at the `yield`, and `finally` runs then as well.
    except (RaisedException, GeneratorExit) as failure:
        pending = failure
    last = yield from _block(interpreter, node.finalbody, scope)
    if last is not None:
        return last
    if pending is not None:
        raise pending
    return signal


def _try_body(interpreter: Interpreter, node: ast.Try, scope: Scope) -> _Steps:
    from builder.interpreter.statements import handler_of

    try:
        with interpreter.host.try_context(interpreter, node):
            signal = yield from _block(interpreter, node.body, scope)
    except RaisedException as failure:
        handler = handler_of(interpreter, node, failure, scope)
        if handler is None:
            raise
        if handler.name is not None:
            scope.variables[handler.name] = failure.value
        interpreter.handling.append(failure)
        try:
            return (yield from _block(interpreter, handler.body, scope))
        finally:
            # No `pop`: between two items of this generator other handlers may have begun or ended.
            if failure in interpreter.handling:
                interpreter.handling.remove(failure)
            scope.variables.pop(handler.name or "", None)
    # `else` runs only where the body came to its end, without return, break or continue.
    return (yield from _block(interpreter, node.orelse, scope)) if signal is None else signal


def _with(interpreter: Interpreter, node: ast.With, scope: Scope) -> _Steps:
    item, rest = node.items[0], node.items[1:]
    value = interpreter.evaluate(item.context_expr, scope)
    with interpreter.host.enter(interpreter, value) as entered:
        if item.optional_vars is not None:
            named = interpreter.host.named_by_with(interpreter, value, entered)
            assignment.assign(interpreter, item.optional_vars, named, scope)
        if rest:
            return (yield from _with(interpreter, ast.With(items=rest, body=node.body), scope))
        return (yield from _block(interpreter, node.body, scope))
    return None


def _match(interpreter: Interpreter, node: ast.Match, scope: Scope) -> _Steps:
    from builder.interpreter.matching import case_of

    return (yield from _block(interpreter, case_of(interpreter, node, scope), scope))


_STATEMENTS: dict[type[ast.AST], Callable[[Interpreter, Any, Scope], _Steps]] = {
    ast.Expr: _expression, ast.Assign: _assign, ast.Return: _return, ast.If: _if, ast.For: _for, ast.While: _while,
    ast.Try: _try, ast.With: _with, ast.Match: _match,
}  # fmt: skip


def _send(interpreter: Interpreter, source: Lazy, value: Value) -> Value:
    try:
        return items_of(interpreter, source).send(value)  # type: ignore[attr-defined]
    except StopIteration:
        raise text_exception("StopIteration", "") from None


def _close(interpreter: Interpreter, source: Lazy) -> None:
    source.iterator.close()  # type: ignore[attr-defined]


_METHODS = {"send": Native("send", _send), "close": Native("close", _close)}


def method(source: Lazy, name: str) -> BoundMethod | None:
    """Return a method of a generator of the text, or None for any other name."""
    known = name in _METHODS and isinstance(source.iterator, Generator)
    return BoundMethod(source, _METHODS[name]) if known else None
