"""The statement `match`: each pattern held against the value, and the names of the one that fits bound."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from builder.interpreter import attributes, operators
from builder.interpreter.exceptions import EXCEPTIONS
from builder.interpreter.failures import RaisedException, Refusal, Unknown
from builder.interpreter.functions import is_instance
from builder.interpreter.iteration import collect
from builder.interpreter.limits import Value
from builder.interpreter.names import bind_name
from builder.interpreter.records import NamedTupleValue
from builder.interpreter.scope import Scope
from builder.interpreter.values import Class, NativeClass
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_Names = dict[str, Value]
_OF_ONE = frozenset({"bool", "int", "float", "str", "list", "tuple", "dict", "set", "frozenset"})
"""Classes whose one pattern without a name stands for the object itself."""


def case_of(interpreter: Interpreter, node: ast.Match, scope: Scope) -> list[ast.stmt]:
    """Return what is to be run: the body of the first case that fits, or nothing.

    Raises:
        Refusal: a pattern names what is no class.
        RaisedException: a TypeError: a class has fewer patterns without a name.
    """
    subject = interpreter.evaluate(node.subject, scope)
    for case in node.cases:
        found: _Names = {}
        if not _fits(interpreter, case.pattern, subject, scope, found):
            continue
        # Bound before the guard, which may use them; as in Python they stay bound where it does not hold.
        for name, value in found.items():
            bind_name(interpreter, name, value, scope)
        if case.guard is None or interpreter.truth(interpreter.evaluate(case.guard, scope)):
            return case.body
    return []


def _fits(interpreter: Interpreter, pattern: ast.pattern, value: Value, scope: Scope, found: _Names) -> bool:
    interpreter.budget.spend(1)
    return _PATTERNS[type(pattern)](interpreter, pattern, value, scope, found)


def _value(interpreter: Interpreter, pattern: ast.MatchValue, value: Value, scope: Scope, found: _Names) -> bool:
    wanted = interpreter.evaluate(pattern.value, scope)
    return interpreter.truth(operators.compare(interpreter, ast.Eq, value, wanted))


def _singleton(
    interpreter: Interpreter, pattern: ast.MatchSingleton, value: Value, scope: Scope, found: _Names
) -> bool:
    return bool(operators.compare(interpreter, ast.Is, value, pattern.value))


def _sequence(interpreter: Interpreter, pattern: ast.MatchSequence, value: Value, scope: Scope, found: _Names) -> bool:
    if not isinstance(value, list | tuple | range):
        return False
    star = next((i for i, one in enumerate(pattern.patterns) if isinstance(one, ast.MatchStar)), None)
    count = len(pattern.patterns)
    fits = len(value) == count if star is None else len(value) >= count - 1
    if not fits:
        return False
    items = collect(interpreter, value)
    if star is not None:
        end = len(items) - (count - 1 - star)
        # What the star takes becomes one item, so that patterns and items go in pairs.
        items[star:end] = [items[star:end]]
    pairs = zip(pattern.patterns, items, strict=True)
    return all(_fits(interpreter, one, item, scope, found) for one, item in pairs)


def _star(interpreter: Interpreter, pattern: ast.MatchStar, value: Value, scope: Scope, found: _Names) -> bool:
    if pattern.name is not None:
        found[pattern.name] = value
    return True


def _match_mapping(
    interpreter: Interpreter, pattern: ast.MatchMapping, value: Value, scope: Scope, found: _Names
) -> bool:
    if not isinstance(value, dict):
        return False
    keys = [interpreter.evaluate(key, scope) for key in pattern.keys]
    for key, one in zip(keys, pattern.patterns, strict=True):
        interpreter.budget.key(key)
        if key not in value or not _fits(interpreter, one, value[key], scope, found):
            return False
    if pattern.rest is not None:
        interpreter.budget.hold(len(value), "dict")
        found[pattern.rest] = {key: item for key, item in value.items() if key not in keys}
    return True


def _class(interpreter: Interpreter, pattern: ast.MatchClass, value: Value, scope: Scope, found: _Names) -> bool:
    cls = interpreter.evaluate(pattern.cls, scope)
    if not isinstance(cls, Class | NativeClass):
        raise Refusal(say("interpreter.match-class", noun=interpreter.noun(cls)), say("interpreter.match-class.hint"))
    if not is_instance(interpreter, value, cls):
        return False
    given = list(pattern.patterns)
    is_one = bool(given) and isinstance(cls, NativeClass) and cls.name in _OF_ONE
    if is_one and not _fits(interpreter, given.pop(0), value, scope, found):
        return False
    names = _positional(cls, value) if given else ()
    if len(given) > len(names):
        interpreter.raise_(
            "TypeError", f"{cls.name}() accepts {len(names)} positional sub-patterns ({len(pattern.patterns)} given)"
        )
    wanted = [*zip(names, given, strict=False), *zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True)]
    return all(_attribute(interpreter, value, name, one, scope, found) for name, one in wanted)


def _positional(cls: Class | NativeClass, value: Value) -> tuple[str, ...]:
    if isinstance(value, NamedTupleValue):
        return value.names
    found = cls.find("__match_args__") if isinstance(cls, Class) else None
    return tuple(found[1]) if found is not None else ()


def _attribute(  # noqa: PLR0913, PLR0917 - what a pattern is held against
    interpreter: Interpreter, value: Value, name: str, pattern: ast.pattern, scope: Scope, found: _Names
) -> bool:
    try:
        held = attributes.get(interpreter, value, name)
    except Unknown:
        return False
    except RaisedException as failure:
        if EXCEPTIONS["AttributeError"] in failure.value.cls.mro:
            return False
        raise
    return _fits(interpreter, pattern, held, scope, found)


def _as(interpreter: Interpreter, pattern: ast.MatchAs, value: Value, scope: Scope, found: _Names) -> bool:
    if pattern.pattern is not None and not _fits(interpreter, pattern.pattern, value, scope, found):
        return False
    if pattern.name is not None:
        found[pattern.name] = value
    return True


def _or(interpreter: Interpreter, pattern: ast.MatchOr, value: Value, scope: Scope, found: _Names) -> bool:
    return any(_fits(interpreter, one, value, scope, found) for one in pattern.patterns)


_PATTERNS: dict[type[ast.pattern], Callable[[Interpreter, Any, Value, Scope, _Names], bool]] = {
    ast.MatchValue: _value,
    ast.MatchSingleton: _singleton,
    ast.MatchSequence: _sequence,
    ast.MatchStar: _star,
    ast.MatchMapping: _match_mapping,
    ast.MatchClass: _class,
    ast.MatchAs: _as,
    ast.MatchOr: _or,
}
