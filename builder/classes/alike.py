"""Whether two modules of two runs of a text are alike in all that a network is: parts, tensors, values, modes."""

from __future__ import annotations

import ast
from typing import TypeAlias

from builder.classes.nodes import made_of
from builder.classes.plain_fields import Plain
from builder.errors import BuilderError
from builder.interpreter.limits import Value
from builder.symbols.initial_values import Fills
from builder.symbols.values import ModuleSymbol, walk

Facts: TypeAlias = list[object]


def are_alike(one: ModuleSymbol, fills: Fills, other: ModuleSymbol, others: Fills) -> bool:
    """Tell whether two modules are alike but for their own class; `fills` is what filled tensors in the run of each."""
    try:
        return _facts(one, fills) == _facts(other, others)
    except BuilderError:  # a tensor of unknown shape
        return False


def _facts(module: ModuleSymbol, fills: Fills) -> Facts:
    made = made_of(module)
    paths = {id(inner): path for path, inner in walk(module)}
    shown = Plain(paths)
    found: Facts = [made.nodes, set(made.ties), {repr(one) for one in made.frozen}, made.fields]
    for path, inner in walk(module):
        found.append((path, inner.training, None if inner is module else inner.cls.name))
        for name, tensor in inner.tensors.items():
            if tensor is not None:
                mine = [(one.scheme, one.rows, _given(one.args, shown)) for one in fills if one.tensor is tensor]
                found.append((name, tensor.dtype, tensor.requires_grad, shown.text(list(tensor.args)), mine))
    return found


def _given(args: dict[str, Value], shown: Plain) -> list[tuple[str, str]]:
    """Return what a scheme is given; a statement that is one is told by its line."""
    return [(name, shown.text(value)) for name, value in args.items() if not isinstance(value, ast.AST)]
