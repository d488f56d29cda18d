"""What is told of a text without running it: names that need no import, names that it uses, unsupported syntax."""

from __future__ import annotations

import ast

from builder.errors import SourceError
from builder.interpreter.expressions import EXPRESSIONS
from builder.interpreter.failures import position
from builder.interpreter.scope import local_names
from builder.interpreter.statements import STATEMENTS
from builder.sentences import say
from builder.syntax import inner_nodes, walk_nodes

STANDARD = {
    "torch": ("torch", "import torch"),
    "nn": ("torch.nn", "from torch import nn"),
    "F": ("torch.nn.functional", "from torch.nn import functional as F"),
    "math": ("math", "import math"),
    "OrderedDict": ("collections.OrderedDict", "from collections import OrderedDict"),
    "Tensor": ("torch.Tensor", "from torch import Tensor"),
}
"""The names that need no import in a definition: what they are, and the import that the emitted file has for them."""


def check_nodes(tree: ast.Module, taken: frozenset[int] = frozenset()) -> None:
    """Refuse unsupported syntax before anything runs, but for the nodes of these ids.

    Raises:
        SourceError: there is some.
    """
    for node in walk_nodes(tree):
        if isinstance(node, ast.stmt | ast.expr) and type(node) not in _KNOWN_NODES and id(node) not in taken:
            raise SourceError(
                say("interpreter.unsupported", name=_WORDS.get(type(node), type(node).__name__)),
                *position(node),
                say("interpreter.syntax.hint"),
            )


_KNOWN_NODES = frozenset({*STATEMENTS, *EXPRESSIONS, ast.Constant, ast.FormattedValue})
_WORDS: dict[type[ast.AST], str] = {
    ast.AsyncFunctionDef: "async def",
    ast.Await: "await",
    ast.AsyncFor: "async for",
    ast.AsyncWith: "async with",
    ast.Yield: "yield",
    ast.YieldFrom: "yield from",
    ast.Match: "match",
    ast.TryStar: "except*",
}


def used_names(node: ast.AST) -> set[str]:
    """Return the names that a node reads and does not bind in a function of its own."""
    found: set[str] = set()
    stack: list[tuple[ast.AST, frozenset[str]]] = [(node, frozenset())]
    while stack:
        here, local = stack.pop()
        if isinstance(here, ast.Name) and isinstance(here.ctx, ast.Load) and here.id not in local:
            found.add(here.id)
        inside = local
        if isinstance(here, ast.FunctionDef | ast.Lambda):
            inside = local | local_names(here)
        elif isinstance(here, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            inside = local | {
                name.id for each in here.generators for name in walk_nodes(each.target) if isinstance(name, ast.Name)
            }
        stack.extend((child, inside) for child in inner_nodes(here))
    return found
