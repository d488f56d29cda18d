"""Puts a mutant into functions that are loaded already, so that nothing has to be imported again."""

from __future__ import annotations

import ast
import functools
import gc
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType

from tests.mutation.mutants import Mutant


def patched(root: Path, name: str, before: str, mutant: Mutant) -> bool:
    """Give the function of a file in which a mutant lies its new code; tell whether that says all of it.

    What functions below `root` keep in a cache is dropped.

    It does not where something else changes than the body of a function: a table, a default, a class. Nor does it
    where a loaded module has used the function already, so who survives this has to be tried anew.
    """
    file, place = root / name, _place_of(before, mutant)
    if place is None:
        return False
    old, new = (_code_at(compile(text, file, "exec"), place) for text in (before, mutant.applied(before)))
    key = _key(old)
    gc.unfreeze()  # what was frozen for speed is not listed
    every = gc.get_objects()
    # Whatever has decorated it. Some objects of others say in a warning what they are an instance of.
    found = [each for each in every if type(each) is FunctionType and _key(each.__code__) == key]
    for function in found:
        try:
            function.__code__ = new
        except ValueError:  # it has lost its only `super()`
            return False
    for each in every:
        if type(each) is functools._lru_cache_wrapper:
            code = getattr(each.__wrapped__, "__code__", None)
            if code is not None and Path(code.co_filename).is_relative_to(root):
                each.cache_clear()
    return bool(found)


def _key(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _place_of(text: str, mutant: Mutant) -> tuple[str, int] | None:
    """Return the outermost function whose body holds a mutant: its name, and how many before it have the same."""
    lines = text.encode()[: mutant.start].count(b"\n") + 1
    counted: dict[str, int] = {}
    for name, node in _functions(ast.parse(text), ""):
        number = counted[name] = counted.get(name, -1) + 1
        if node.body[0].lineno <= lines <= (node.end_lineno or 0):
            one_line = node.body[0].lineno == node.lineno
            return None if one_line else (name, number)
    return None


def _functions(node: ast.Module | ast.ClassDef, place: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for child in _statements(node):
        if isinstance(child, ast.FunctionDef):
            yield place + child.name, child
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{place}{child.name}.")


def _statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Yield the statements of a module or a class, those under an `if` of theirs too."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
            if not isinstance(child, ast.FunctionDef | ast.ClassDef):
                yield from _statements(child)


def _code_at(module: CodeType, place: tuple[str, int]) -> CodeType:
    name, number = place
    return [code for code in _codes(module) if code.co_qualname == name][number]


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield the functions of a module and of its classes, in their order."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            if each.co_flags & 2:  # CO_NEWLOCALS: a function, not the body of a class
                yield each
            else:
                yield from _codes(each)
