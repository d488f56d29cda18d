"""What a class or a function of a text hands on to another class of it: that suggests what it is given itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from builder.candidates.candidate import Argument
from builder.candidates.uses import plain_attributes
from builder.syntax import walk_nodes

Taken = Mapping[str, tuple[Argument, ...]]
"""The arguments of the classes of a text, by the names of the classes."""


def arguments_of_call(function: ast.FunctionDef, made: str, taken: Taken) -> Iterator[Argument]:
    """Yield what the class that a function makes needs beside what the function itself gives it, by `**kwargs`."""
    rest = function.args.kwarg
    for call in _calls(function, {made}) if rest is not None else ():
        names = {one.arg for one in call.keywords}
        starred = [one.value for one in call.keywords if one.arg is None]
        if any(isinstance(one, ast.Name) and rest is not None and one.id == rest.arg for one in starred):
            yield from (one for one in taken[made][len(call.args) :] if one.required and one.name not in names)
            return


def argument_of_name(name: str, node: ast.AST, taken: Taken) -> Argument | None:
    """Return the argument of a class that a name in a node is handed on to, one that tells what it is before others.

    None where it is handed on to no class that anything is known of.
    """
    attributes = plain_attributes(node) if isinstance(node, ast.ClassDef) else {}
    found = []
    for call in _calls(node, taken):
        arguments = taken[ast.unparse(call.func)]
        named = {one.name: one for one in arguments}
        pairs = [*zip(call.args, arguments, strict=False)]
        pairs += [(one.value, named[one.arg]) for one in call.keywords if one.arg in named]
        found += [argument for value, argument in pairs if argument.guesses and _is(value, name, attributes)]
    return next((one for one in found if one.told), found[0] if found else None)


def _is(value: ast.expr, name: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether a value is what a name is, or the attribute of `self` that keeps it."""
    match value:
        case ast.Name(id=here):
            return here == name
        case ast.Attribute(value=ast.Name(id="self"), attr=attr):
            return attributes.get(attr) == name
        case _:
            return False


def _calls(node: ast.AST, classes: Mapping[str, object] | set[str]) -> Iterator[ast.Call]:
    for here in walk_nodes(node):
        if isinstance(here, ast.Call) and isinstance(here.func, ast.Name) and here.func.id in classes:
            yield here
