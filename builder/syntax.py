"""Python's own parser, one thread at a time.

Python 3.11 and 3.12 count the depth of a tree for the whole process: where two threads make trees, and the garbage
collector lets the other one run in between, `ast.parse` raises SystemError.
"""

from __future__ import annotations

import ast
from threading import RLock

_turn = RLock()


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
