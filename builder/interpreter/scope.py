"""Scopes: one for each function, class body and comprehension, and the local names of a function."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from builder.syntax import inner_nodes, walk_nodes

if TYPE_CHECKING:
    from builder.interpreter.values import Class

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.ListComp, ast.SetComp, ast.DictComp)


class Scope:
    """Variables by name, the scope around, and which names were declared `global` or `nonlocal`."""

    __slots__ = ("called", "class_body", "comprehension", "declared", "first", "local", "owner", "parent", "variables")

    def __init__(self, parent: Scope | None, local: frozenset[str] = frozenset()) -> None:
        self.parent = parent
        self.local = local
        self.variables: dict[str, Any] = {}
        self.declared: dict[str, Scope] = {}
        self.class_body: str | None = None
        self.comprehension = False
        self.called: str | None = None
        """The name of the function whose call this is."""
        self.owner: Class | None = None
        """The class whose method this is, for `super()`; `first` is the name of the method's first argument."""
        self.first: str | None = None

    def function_parent(self) -> Scope:
        """Return the scope that functions defined here close over, which is never a class body."""
        scope = self
        while scope.class_body is not None and scope.parent is not None:
            scope = scope.parent
        return scope

    def top(self) -> Scope:
        """Return the scope of the whole text."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def class_name(self) -> str | None:
        """Return the class around, by which names with two underscores are mangled."""
        scope: Scope | None = self
        while scope is not None:
            if scope.class_body is not None:
                return scope.class_body
            if scope.owner is not None:
                return scope.owner.name
            scope = scope.parent
        return None


@lru_cache(maxsize=4096)
def local_names(node: ast.FunctionDef | ast.Lambda) -> frozenset[str]:
    """Return the names that a function binds itself: its arguments and what it assigns."""
    found = {argument.arg for argument in _arguments(node.args)}
    declared: set[str] = set()
    stack: list[ast.AST] = list(node.body) if isinstance(node.body, list) else [node.body]
    while stack:
        here = stack.pop()
        _bind(here, found, declared)
        if not isinstance(here, (*_SCOPES, ast.GeneratorExp)):
            stack.extend(inner_nodes(here))
        elif not isinstance(here, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
            # Of what a comprehension binds only `:=` reaches the function around it (PEP 572).
            stack.extend(inner for inner in walk_nodes(here) if isinstance(inner, ast.NamedExpr))
    return frozenset(found - declared)


def _bind(node: ast.AST, found: set[str], declared: set[str]) -> None:
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            found.add(name)
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            found.add(name)
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            found.add(name)
        case ast.MatchMapping(rest=str(name)):
            found.add(name)
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            declared.update(names)
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            found.update(alias.asname or alias.name.partition(".")[0] for alias in aliases)
        case _:
            pass


def _arguments(args: ast.arguments) -> list[ast.arg]:
    more = [extra for extra in (args.vararg, args.kwarg) if extra is not None]
    return [*args.posonlyargs, *args.args, *args.kwonlyargs, *more]
