"""What a class or a function of a text hands on to another class of it: that suggests what it is given itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from builder.candidates.candidate import Argument
from builder.syntax import walked

Taken = Mapping[str, tuple[Argument, ...]]
"""The arguments of the classes of a text, by the names of the classes."""


def passed_on(function: ast.FunctionDef, made: str, taken: Taken) -> Iterator[Argument]:
    """Yield what the class that a function makes needs beside what the function itself gives it, by `**kwargs`."""
    rest = function.args.kwarg
    for call in _calls(function, {made}) if rest is not None else ():
        names = {one.arg for one in call.keywords}
        starred = [one.value for one in call.keywords if one.arg is None]
        if any(isinstance(one, ast.Name) and rest is not None and one.id == rest.arg for one in starred):
            yield from (one for one in taken[made][len(call.args) :] if one.required and one.name not in names)
            return


def meant(name: str, node: ast.AST, taken: Taken) -> tuple[str, ...]:
    """Return what suits the argument of a class that a name in a node is handed on to; nothing where it is to none."""
    for call in _calls(node, taken):
        arguments = taken[ast.unparse(call.func)]
        named = {one.name: one for one in arguments}
        pairs = [*zip(call.args, arguments, strict=False)]
        pairs += [(one.value, named[one.arg]) for one in call.keywords if one.arg in named]
        for value, argument in pairs:
            if isinstance(value, ast.Name) and value.id == name and argument.guesses:
                return argument.guesses
    return ()


def _calls(node: ast.AST, classes: Mapping[str, object] | set[str]) -> Iterator[ast.Call]:
    for here in walked(node):
        if isinstance(here, ast.Call) and isinstance(here.func, ast.Name) and here.func.id in classes:
            yield here
