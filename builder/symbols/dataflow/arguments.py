"""The arguments of the call of a forward: which of them are tensors, and their order."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import Function
from builder.sentences import say
from builder.symbols.dataflow.operands import Kwargs, holds_tensors, parts_of, whole
from builder.symbols.values import ModuleSymbol, Symbol, forward_of


class BoundArguments(NamedTuple):
    """The arguments of a call of a forward, by the names of its parameters."""

    variables: dict[str, Value]
    function: Function

    def tensors(self) -> dict[str, Value]:
        """Return the arguments that hold tensors: one entry for each input of the graph.

        Raises:
            Refusal: a tuple or a dict holds tensors and other values.
        """
        found: dict[str, Value] = {}
        for name, value in self.variables.items():
            for key, one in _tensors(name, value):
                found[key if key not in found else f"{key}_{len(found)}"] = one
        return found

    def in_order(self) -> tuple[Value, ...] | None:
        """Return the tensors where only they are given, by position: so a class kept as text is called. Else None."""
        spec = self.function.node.args
        names = [argument.arg for argument in parameters(self.function)[1:]]
        values = {name: whole(value) for name, value in self.variables.items()}
        rest = values.pop(spec.vararg.arg, ()) if spec.vararg is not None else ()
        found = list(takewhile(lambda value: isinstance(value, Symbol), (values.get(name) for name in names)))
        defaults = dict(zip(reversed(names), reversed(self.function.defaults), strict=False))
        defaults |= self.function.keyword_defaults
        others = {name: value for name, value in values.items() if name not in names[: len(found)]}
        if spec.kwarg is not None and not others.get(spec.kwarg.arg):
            others.pop(spec.kwarg.arg, None)  # none was given
        plain = all(name in defaults and _is_default(value, defaults[name]) for name, value in others.items())
        more = [whole(value) for value in (rest if isinstance(rest, tuple) else (rest,))]
        if not plain or (more and len(found) < len(names)) or not all(isinstance(value, Symbol) for value in more):
            return None
        return (*found, *more)

    def positional(self, variables: dict[str, Value]) -> list[Value]:
        """Return what the forward is given by position where its parameters hold `variables`."""
        rest = self.function.node.args.vararg
        own = [variables[argument.arg] for argument in parameters(self.function)[1:]]
        return own if rest is None else [*own, *variables[rest.arg]]

    def named(self, variables: dict[str, Value]) -> dict[str, Value]:
        """Return what it is given by name."""
        spec = self.function.node.args
        own = {argument.arg: variables[argument.arg] for argument in spec.kwonlyargs}
        return own if spec.kwarg is None else own | variables[spec.kwarg.arg]

    def others(self) -> str:
        """Return the other arguments as a text."""
        return repr({name: value for name, value in self.variables.items() if not holds_tensors(value)})


def _tensors(name: str, value: Value) -> Iterator[tuple[str, Value]]:
    value = whole(value)
    if isinstance(value, Symbol):
        yield name, value
    elif holds_tensors(value):
        for key, item in parts_of(value):
            if not holds_tensors(item):
                raise Refusal(say("symbols.mixed-tuple", name=name), say("symbols.mixed-tuple.hint"))
            yield from _tensors(f"{name}_{key}", item)


def parameters(function: Function) -> list[ast.arg]:
    """Return the parameters of a function that take arguments by position."""
    return [*function.node.args.posonlyargs, *function.node.args.args]


def required_inputs(function: Function) -> list[str]:
    """Return the names of the inputs that a forward needs; the first one it may take, where it needs none."""
    spec = function.node.args
    names = [argument.arg for argument in parameters(function)[1:]]
    own = parameters(function)[:1]
    needed = [name for name in needs(function) if not own or name != own[0].arg]
    return needed or ([spec.vararg.arg] if spec.vararg else names[:1])


def needs(function: Function) -> list[str]:
    """Return the names of what a function has to be given, self among them."""
    spec = function.node.args
    names = [argument.arg for argument in parameters(function)]
    needed = names[: len(names) - len(spec.defaults)]
    return needed + [a.arg for a, d in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if d is None]


def in_order(module: ModuleSymbol, args: Sequence[Value], kwargs: Kwargs) -> tuple[tuple[Value, ...], Kwargs]:
    """Return the arguments of a call by position, the defaults of what it leaves out before the last in their places.

    Arguments by name that have no place stay so; those that say a default are left out.
    """
    function = forward_of(module)
    if function is None:
        return tuple(args), {}
    names = [argument.arg for argument in parameters(function)[1:]]
    named = {name: value for name, value in kwargs.items() if name not in names[len(args) :]}
    kwargs = {name: value for name, value in kwargs.items() if name not in named}
    given = function.keyword_defaults
    named = {name: v for name, v in named.items() if name not in given or not _is_default(v, given[name])}
    defaults = dict(zip(reversed(names), reversed(function.defaults), strict=False))
    last = max((names.index(name) for name in kwargs), default=-1)
    between = names[len(args) : last + 1]
    if len(args) > len(names) or not all(name in kwargs or name in defaults for name in between):
        return tuple(args), kwargs | named
    found = [*args, *(kwargs.get(name, defaults.get(name)) for name in between)]
    while found and len(found) > len(names) - len(defaults) and _is_default(found[-1], defaults[names[len(found) - 1]]):
        found.pop()
    return tuple(found), named


def _is_default(value: Value, default: Value) -> bool:
    return value is default or (type(value) is type(default) and isinstance(value, _PLAIN) and bool(value == default))


_PLAIN = (int, float, str, bool, type(None))


def by_place(function: Function, inputs: tuple[Value, ...]) -> tuple[tuple[Value, ...], Kwargs]:
    """Return inputs in the order of `required_inputs` as a call gives them: those that have to be named by name."""
    spec = function.node.args
    named = [a.arg for a, d in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if d is None]
    plain = inputs[: len(inputs) - len(named)] if named else inputs
    return plain, dict(zip(named, inputs[len(plain) :], strict=False))
