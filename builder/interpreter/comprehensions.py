"""Comprehensions and generator expressions, each in a scope of its own; generators are as lazy as Python's."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from builder.interpreter import operators
from builder.interpreter.failures import Refusal
from builder.interpreter.iteration import iterate
from builder.interpreter.limits import Value
from builder.interpreter.scope import Scope
from builder.interpreter.values import Lazy
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_Rows = Iterator[Scope]


def list_of(interpreter: Interpreter, node: ast.ListComp, scope: Scope) -> Value:
    """Return the list of a comprehension."""
    made: list[Value] = []
    for inner in _all_rows(interpreter, node.generators, scope):
        made.append(interpreter.evaluate(node.elt, inner))
        interpreter.budget.hold(1)
    interpreter.budget.hold(len(made), "list")
    return made


def set_of(interpreter: Interpreter, node: ast.SetComp, scope: Scope) -> Value:
    """Return the set of a comprehension."""
    made = (interpreter.evaluate(node.elt, inner) for inner in _all_rows(interpreter, node.generators, scope))
    return operators.make_set(interpreter, made)


def dict_of(interpreter: Interpreter, node: ast.DictComp, scope: Scope) -> Value:
    """Return the dict of a comprehension."""
    made: dict[Value, Value] = {}
    for inner in _all_rows(interpreter, node.generators, scope):
        key = interpreter.evaluate(node.key, inner)
        operators.set_item(interpreter, made, key, interpreter.evaluate(node.value, inner))
    return made


def generator_of(interpreter: Interpreter, node: ast.GeneratorExp, scope: Scope) -> Value:
    """Return the generator of an expression; its first iterable is evaluated now."""
    source = interpreter.evaluate(node.generators[0].iter, scope)
    rows = _rows(interpreter, node.generators, scope, source)
    return Lazy((interpreter.evaluate(node.elt, inner) for inner in rows), sources=[source], code="<genexpr>")


def _all_rows(interpreter: Interpreter, generators: list[ast.comprehension], scope: Scope) -> _Rows:
    return _rows(interpreter, generators, scope, interpreter.evaluate(generators[0].iter, scope))


def _rows(interpreter: Interpreter, generators: list[ast.comprehension], scope: Scope, source: Value) -> _Rows:
    """Yield the inner scope once for each combination that passes the conditions."""
    if any(generator.is_async for generator in generators):
        raise Refusal(say("interpreter.async"), say("interpreter.async.hint"))
    # As in Python, a comprehension in the body of a class does not see the names of that body.
    inner = Scope(scope.function_parent() if scope.class_body is not None else scope)
    inner.comprehension = True
    return _combine(interpreter, generators, inner, iterate(interpreter, source))


def _combine(
    interpreter: Interpreter, generators: list[ast.comprehension], inner: Scope, items: Iterator[Value]
) -> _Rows:
    from builder.interpreter.assignment import assign

    generator, rest = generators[0], generators[1:]
    for item in items:
        interpreter.budget.spend(1)
        assign(interpreter, generator.target, item, inner)
        if all(interpreter.truth(interpreter.evaluate(test, inner)) for test in generator.ifs):
            if rest:
                again = iterate(interpreter, interpreter.evaluate(rest[0].iter, inner))
                yield from _combine(interpreter, rest, inner, again)
            else:
                yield inner
