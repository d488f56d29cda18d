"""What the methods of a class name in their file: imports, constants and functions, as statements of a text."""

from __future__ import annotations

import ast
import collections
import functools
import inspect
import itertools
import math
import operator
import textwrap
import typing
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor, nn

from builder.classes.text import STANDARD, used_names
from builder.document.names import BUILTINS
from builder.sentences import say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.text.pruning import Facts, Pruner, names_of_file

_STANDARD: dict[str, object] = {
    "torch": torch,
    "nn": nn,
    "F": F,
    "math": math,
    "OrderedDict": collections.OrderedDict,
    "Tensor": Tensor,
}
_PLACES: tuple[ModuleType, ...] = (torch, nn, F, nn.init, math, collections, functools, itertools, operator, typing)
_INSIDE = (("_pair", F), ("_single", F), ("_triple", F))
"""What torch's own files import of each other, and no text may."""
_MODULES = frozenset({place.__name__ for place in _PLACES} | {"copy", "numbers"})
assert _STANDARD.keys() == STANDARD.keys()


class Statement(NamedTuple):
    """One statement of a text, and the names that it needs."""

    text: str
    needs: tuple[str, ...]
    value: object


class References:
    """The statements of all texts of one network, by the name that each binds."""

    def __init__(self) -> None:
        """Begin with none."""
        self.statements: dict[str, Statement] = {}

    def names_of(self, node: ast.AST, names: dict[str, Any], of: str) -> tuple[str, ...]:
        """Take in what a function needs of its file; return the names that need a statement.

        Raises:
            UntraceableError: it needs what no text can have.
        """
        needs = sorted(used_names(node) - BUILTINS)
        return tuple(name for name in needs if name in names and self.take(name, names[name], of))

    def take(self, name: str, value: object, of: str) -> bool:
        """Take in one name; return whether it needs a statement.

        Raises:
            UntraceableError: no statement gives it, or another text gives this name to something else.
        """
        if _STANDARD.get(name) is value:
            return False
        known = self.statements.get(name)
        if known is not None:
            if known.value is value or (isinstance(value, bool | int | float | str) and known.value == value):
                return True
            raise UntraceableError(say("trace.text.two", name=name))
        if name in _STANDARD:
            raise UntraceableError(say("trace.text.name", name=name, cls=of))
        self.statements[name] = Statement("", (), value)  # a function may call itself
        try:
            self.statements[name] = self._statement(name, value, of)
        except UntraceableError:
            del self.statements[name]
            raise
        return True

    def _statement(self, name: str, value: object, of: str) -> Statement:
        imported = _import(name, value)
        if imported is not None:
            return Statement(imported, (), value)
        if isinstance(value, FunctionType):
            return self._function(name, value, of)
        if isinstance(value, type) and issubclass(value, tuple) and hasattr(value, "_fields"):
            self.take("namedtuple", collections.namedtuple, of)
            text = f"{name} = namedtuple({value.__name__!r}, {list(value._fields)!r})"
            return Statement(text, ("namedtuple",), value)
        if is_plain(value):
            return Statement(f"{name} = {value!r}", (), value)
        raise UntraceableError(say("trace.text.name", name=name, cls=of))

    def _function(self, name: str, function: FunctionType, of: str) -> Statement:
        node = parse_function(function)
        if node is None or function.__closure__ or hasattr(function, "__wrapped__"):
            raise UntraceableError(say("trace.text.name", name=name, cls=of))
        Pruner(Facts(None, [], set(), names_of_file(function, node))).visit(node)
        node.name = name
        needs = self.names_of(node, function.__globals__, of)
        return Statement(ast.unparse(ast.fix_missing_locations(node)), needs, function)


def parse_function(function: FunctionType) -> ast.FunctionDef | None:
    """Return the source of a function as it was written, or None where there is none."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return None
    node = tree.body[0]
    return node if isinstance(node, ast.FunctionDef) and node.name == function.__code__.co_name else None


def _import(name: str, value: object) -> str | None:
    """Return the import that binds a name to what torch or Python has, or None."""
    if isinstance(value, ModuleType):
        return f"import {value.__name__} as {name}" if value.__name__ in _MODULES else None
    # Equal numbers and texts are often one object by chance, so these are spelled out.
    if is_plain(value):
        return None
    for place in _PLACES:
        own = getattr(value, "__name__", None) or getattr(value, "_name", None)
        for member in dict.fromkeys((name, own)):
            if isinstance(member, str) and getattr(place, member, None) is value and (member, place) not in _INSIDE:
                bound = member if member == name else f"{member} as {name}"
                return f"from {place.__name__} import {bound}"
    return None


def is_plain(value: object) -> bool:
    """Tell whether a value is written as it is printed: numbers, texts, None, and lists of them."""
    if isinstance(value, float):
        return type(value) is float and math.isfinite(value)
    if isinstance(value, list | tuple):
        return type(value) in (list, tuple) and all(map(is_plain, value))
    if isinstance(value, dict):
        return type(value) is dict and all(isinstance(key, str) and is_plain(item) for key, item in value.items())
    return value is None or type(value) in (bool, int, str)
