"""Parses code under limits on length, nesting and number of nodes; names are NFKC-normalised."""

from __future__ import annotations

import ast
import re
import warnings
from typing import Any

from builder.errors import SourceError
from builder.interpreter.failures import position
from builder.interpreter.limits import Limits
from builder.notes.mistake import mistake
from builder.sentences import say
from builder.syntax import chain_start, inner_nodes, parsed_module

_BRACKETS = re.compile(r"[()\[\]{}]")


def parse(text: str, limits: Limits) -> ast.Module:
    """Parse a text.

    Raises:
        SourceError: it is too long, too deep or no Python.
    """
    if len(text) > limits.text:
        raise SourceError(
            say("interpreter.text-long", count=len(text), limit=limits.text),
            1,
            1,
            say("interpreter.text-long.hint"),
        )
    chain = chain_start(text)
    if chain is not None:
        raise SourceError(say("interpreter.nesting"), *_place(text, chain), say("interpreter.steps-split.hint"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an invalid escape such as "\m" in a docstring needs no warning
            tree = parsed_module(text)
    except SyntaxError as error:
        found = mistake(text, error)
        raise SourceError(found.problem, found.line, found.column, found.hint) from None
    except (MemoryError, RecursionError):
        raise SourceError(say("interpreter.nesting"), *_deepest(text), say("interpreter.steps-split.hint")) from None
    except (ValueError, UnicodeError):
        raise SourceError(say("interpreter.character"), 1, 1, say("interpreter.remove-it.hint")) from None
    _check(tree, limits)
    return tree


def _check(tree: ast.Module, limits: Limits) -> None:
    """Count nodes and nesting without recursion; let equal constants be one object, as Python's compiler does."""
    level: list[ast.AST] = [tree]
    constants: dict[tuple[type, Any], Any] = {}
    count = depth = 0
    while level:
        count, depth = count + len(level), depth + 1
        if depth > limits.nesting:
            raise SourceError(say("interpreter.nesting"), *position(level[0]), say("interpreter.steps-split.hint"))
        if count > limits.nodes:
            raise SourceError(say("interpreter.parts", limit=limits.nodes), 1, 1, say("interpreter.parts.hint"))
        for node in level:
            if isinstance(node, ast.Constant):
                _check_constant(node, limits)
                # With the type in the key, as 1, 1.0 and True are equal.
                node.value = constants.setdefault((type(node.value), node.value), node.value)
        level = [child for node in level for child in inner_nodes(node) if not isinstance(child, _PLAIN)]


def _check_constant(node: ast.Constant, limits: Limits) -> None:
    if isinstance(node.value, int) and node.value.bit_length() > limits.int_bits:
        raise SourceError(say("interpreter.large-number"), *position(node), say("interpreter.bits.hint"))


_PLAIN = (ast.expr_context, ast.operator, ast.unaryop, ast.cmpop, ast.boolop)


def _place(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _deepest(text: str) -> tuple[int, int]:
    """Guess the position of the deepest nesting: after the most open brackets, else on the longest line."""
    depth = most = index = 0
    for found in _BRACKETS.finditer(text):
        depth += 1 if found[0] in "([{" else -1
        if depth > most:
            most, index = depth, found.start()
    if most > 20:
        return _place(text, index)
    lines = text.split("\n")
    return max(range(len(lines)), key=lambda i: len(lines[i])) + 1, 1
