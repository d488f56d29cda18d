"""Calls: any callable value, and the arguments of a function bound to its parameters as Python binds them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from builder.interpreter.abstract import check_abstract
from builder.interpreter.arguments import missing_arguments, too_many
from builder.interpreter.enums import member_of, members_of
from builder.interpreter.exceptions import is_exception, text_exception
from builder.interpreter.failures import Absence, RaisedException, Refusal
from builder.interpreter.generators import generator, within, yields
from builder.interpreter.limits import Value
from builder.interpreter.lru_cache import memoised_call
from builder.interpreter.scope import Scope, local_names
from builder.interpreter.values import (
    Absent,
    BoundMethod,
    Class,
    ComparableInstance,
    Function,
    Instance,
    Native,
    NativeClass,
)
from builder.sentences import say

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from builder.interpreter.interpreter import Interpreter

Kwargs = dict[str, Value]
_CALL = 4
"""Steps that a call costs in addition to its body."""


def call(interpreter: Interpreter, callee: Value, args: list[Value], kwargs: Kwargs) -> Value:
    """Call any value.

    Raises:
        Refusal: it cannot be called.
    """
    match callee:
        case Function():
            return call_function(interpreter, callee, args, kwargs)
        case BoundMethod():
            return call(interpreter, callee.function, [callee.owner, *args], kwargs)
        case Native() | NativeClass():
            return _call_native(interpreter, callee, args, kwargs)
        case Class():
            return _instantiate(interpreter, callee, args, kwargs)
        case Absent():
            return interpreter.host.call_absent(interpreter, callee, (*args, *kwargs.values()))
        case Instance():
            found = callee.cls.find("__call__")
            if found is None:
                raise Refusal(
                    say("interpreter.not-callable", noun=interpreter.noun(callee)),
                    say("interpreter.not-callable.hint"),
                    ("TypeError", f"{callee.cls.name!r} object is not callable"),
                )
            return call(interpreter, found[1], [callee, *args], kwargs)
    return interpreter.host.call(interpreter, callee, args, kwargs)


def _call_native(interpreter: Interpreter, callee: Native | NativeClass, args: list[Value], kwargs: Kwargs) -> Value:
    function = callee.function if isinstance(callee, Native) else callee.construct
    try:
        result = interpreter.call_host(function, interpreter, *args, **kwargs)
    except RaisedException:
        # Python's words would speak of the placeholder; what is missing is the package behind it.
        missing = next((value for value in (*args, *kwargs.values()) if isinstance(value, Absent)), None)
        if missing is None:
            raise
        raise Absence(say("interpreter.absent", name=missing.name), say("interpreter.absent.value.hint")) from None
    return interpreter.host.derive(interpreter, callee.name, (*args, *kwargs.values()), result)


def _instantiate(interpreter: Interpreter, cls: Class, args: list[Value], kwargs: Kwargs) -> Value:
    if cls.abstract:
        check_abstract(interpreter, cls)
    if members_of(cls) is not None:
        return member_of(interpreter, cls, args, kwargs)
    if cls.native is not None:
        return interpreter.host.instantiate(interpreter, cls, args, kwargs)
    made = ComparableInstance(cls, interpreter) if cls.find("__eq__") or cls.find("__hash__") else Instance(cls)
    if is_exception(cls):
        made.fields["args"] = tuple(args)
    found = cls.find("__init__")
    if found is not None:
        call(interpreter, found[1], [made, *args], kwargs)
    elif (args or kwargs) and not is_exception(cls):
        interpreter.raise_("TypeError", f"{cls.name}() takes no arguments")
    return made


def call_function(interpreter: Interpreter, function: Function, args: list[Value], kwargs: Kwargs) -> Value:
    """Run the body of a function in a scope of its own.

    Raises:
        Absence: it is a generator, and this host has none.
    """
    if function.strange is not None:
        interpreter.host.check_decorated_call(function)
    if args:
        result = interpreter.host.instead_of(interpreter, function, args, kwargs)
        if result is not NotImplemented:
            return result
    if function.results is not None:
        return memoised_call(interpreter, function, (args, kwargs), lambda: _run(interpreter, function, args, kwargs))
    return _run(interpreter, function, args, kwargs)


def _run(interpreter: Interpreter, function: Function, args: list[Value], kwargs: Kwargs) -> Value:
    node = function.node
    is_generator = yields(node)
    if is_generator and not (interpreter.host.has_yield or interpreter.host.has_generators):
        raise Absence(say("interpreter.unsupported", name="yield"), say("interpreter.syntax.hint"))
    interpreter.budget.spend(_CALL)
    scope = Scope(function.closure, local_names(node))
    scope.owner, scope.called = function.owner, function.name
    parameters = node.args.posonlyargs + node.args.args
    scope.first = parameters[0].arg if parameters else None
    bind(interpreter, function, scope.variables, args, kwargs)
    if isinstance(node, ast.Lambda):
        return interpreter.evaluate(node.body, scope)
    # As in Python, the call binds the arguments and the body runs when items are asked for.
    if is_generator:
        made = generator(interpreter, function.name, node.body, scope)
        return within(made, lambda: _gradients(interpreter, function)) if _has_gradients(function) else made
    if _has_gradients(function):
        with _gradients(interpreter, function):
            signal = interpreter.block(node.body, scope)
    else:
        signal = interpreter.block(node.body, scope)
    return signal.value if signal is not None else None


def _has_gradients(function: Function) -> bool:
    """Tell whether a decorator says whether gradients pass."""
    return function.no_grad or function.enables_grad is not None


def _gradients(interpreter: Interpreter, function: Function) -> AbstractContextManager[object]:
    # To enter None is to enter `no_grad`.
    return interpreter.host.enter(interpreter, function.enables_grad)


def bind(
    interpreter: Interpreter, function: Function, variables: dict[str, Value], args: list[Value], kwargs: Kwargs
) -> None:
    """Bind arguments to the parameters of a call.

    Raises:
        RaisedException: a TypeError: they are too many or too few, or of other names.
    """
    spec = function.node.args
    names = [argument.arg for argument in spec.posonlyargs + spec.args]
    variables.update(zip(names, args, strict=False))
    if spec.vararg is not None:
        variables[spec.vararg.arg] = tuple(args[len(names) :])
    elif len(args) > len(names):
        raise too_many(function, len(args), sum(argument.arg in kwargs for argument in spec.kwonlyargs))
    keywords = {argument.arg for argument in spec.args + spec.kwonlyargs}
    extra: Kwargs = {}
    for name, value in kwargs.items():
        if name not in keywords:
            extra[name] = value
        elif name in variables and name in names:
            interpreter.raise_("TypeError", f"{function.qualified_name}() got multiple values for argument {name!r}")
        else:
            variables[name] = value
    if spec.kwarg is not None:
        variables[spec.kwarg.arg] = extra
    elif extra:
        raise _strange(function, extra)
    _fill(interpreter, function, names, variables)


def _strange(function: Function, extra: Kwargs) -> RaisedException:
    """Return the TypeError for arguments by names that no parameter takes so."""
    by_place = [argument.arg for argument in function.node.args.posonlyargs if argument.arg in extra]
    if by_place:
        said = "got some positional-only arguments passed as keyword arguments"
        return text_exception("TypeError", f"{function.qualified_name}() {said}: {', '.join(by_place)!r}")
    return text_exception(
        "TypeError", f"{function.qualified_name}() got an unexpected keyword argument {next(iter(extra))!r}"
    )


def _fill(interpreter: Interpreter, function: Function, names: list[str], variables: dict[str, Value]) -> None:
    """Fill missing arguments with their defaults."""
    spec = function.node.args
    first = len(names) - len(function.defaults)
    variables.update(
        {n: function.defaults[i - first] for i, n in enumerate(names) if i >= first and n not in variables}
    )
    if lacking := [name for name in names if name not in variables]:
        raise missing_arguments(function.qualified_name, "positional", lacking)
    defaults = function.keyword_defaults
    wanted = [argument.arg for argument in spec.kwonlyargs if argument.arg not in variables]
    if lacking := [name for name in wanted if name not in defaults]:
        raise missing_arguments(function.qualified_name, "keyword-only", lacking)
    variables.update({name: defaults[name] for name in wanted})
