"""Python's own parser, one thread at a time, and a quick way through its trees.

Python 3.11 and 3.12 count the depth of a tree for the whole process: where two threads make trees, and the garbage
collector lets the other one run in between, `ast.parse` raises SystemError.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from threading import RLock

_CHAIN = re.compile(r"(?:[-+~]\s*){100}|(?:\bnot\s+){100}|(?:\blambda\b[^:\n]{0,80}:\s*){50}")
_turn = RLock()


def chain_start(text: str) -> int | None:
    """Return where operators are chained that deeply that Python's parser is better not asked; None where nowhere."""
    found = _CHAIN.search(text)
    return None if found is None else found.start()


def parsed_module(text: str) -> ast.Module:
    """Return the tree of a file; raises as `ast.parse` does."""
    with _turn:
        return ast.parse(text)


def parsed_expression(text: str) -> ast.expr:
    """Return the tree of one expression; raises as `ast.parse` does.

    >>> ast.unparse(parsed_expression("2*w"))
    '2 * w'
    """
    with _turn:
        return ast.parse(text, mode="eval").body


def inner_nodes(node: ast.AST) -> list[ast.AST]:
    """Return the nodes directly inside, as `ast.iter_child_nodes` yields them; most are constants, which have none.

    >>> [type(node).__name__ for node in inner_nodes(parsed_expression("f(1)"))]
    ['Name', 'Constant']
    """
    found: list[ast.AST] = []
    if node.__class__ is ast.Constant:
        return found
    for field in node._fields:
        value = getattr(node, field, None)
        if value.__class__ is list:
            found += [one for one in value if isinstance(one, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def walk_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all inside it, in the order of `ast.walk`."""
    nodes = [node]
    for here in nodes:
        yield here
        nodes += inner_nodes(here)
