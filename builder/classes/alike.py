"""Whether two modules of two runs of a text are alike in all that a network is: parts, tensors, values, modes."""

from __future__ import annotations

import ast
from typing import Protocol, TypeAlias

from builder.classes.nodes import members_of
from builder.classes.plain_fields import Plain
from builder.errors import BuilderError
from builder.interpreter.limits import Value
from builder.symbols.initial.initial_values import OWN, Fills
from builder.symbols.values import ModuleSymbol, TensorSymbol, walk

Facts: TypeAlias = list[object]


class InitialValues(Protocol):
    """How tensors begin in a run."""

    fills: Fills
    begun: dict[int, dict[str, Value]]


def are_alike(one: ModuleSymbol, run: InitialValues, other: ModuleSymbol, of: InitialValues) -> bool:
    """Tell whether two modules are alike but for their own class, each with the run that made it."""
    try:
        return _facts(one, run) == _facts(other, of)
    except BuilderError:  # a tensor of unknown shape
        return False


def _facts(module: ModuleSymbol, run: InitialValues) -> Facts:
    made = members_of(module)
    paths = {id(inner): path for path, inner in walk(module)}
    shown = Plain(paths)
    found: Facts = [made.nodes, set(made.ties), {repr(one) for one in made.frozen}, made.fields]
    for path, inner in walk(module):
        found.append((path, inner.training, None if inner is module else inner.cls.name))
        for name, tensor in inner.tensors.items():
            if tensor is not None:
                mine = _fill_steps(tensor, run, shown)
                found.append((name, tensor.dtype, tensor.requires_grad, shown.text(list(tensor.args)), mine))
    return found


def _fill_steps(tensor: TensorSymbol, run: InitialValues, shown: Plain) -> list[object]:
    """Return what a tensor is filled with in turn, from where all of it is; its class does the first in `__init__`."""
    own = run.begun.get(id(tensor), {})
    first = (
        [(own["scheme"], None, _scheme_args(own["args"], shown))]
        if "scheme" in own
        else [shown.text(own)]
        if own
        else []
    )
    mine = [(one.scheme, one.rows, _scheme_args(one.args, shown)) for one in run.fills if one.tensor is tensor]
    whole = max((i for i, one in enumerate(mine) if one[0] != OWN and one[1] is None), default=None)
    return [*first, *mine] if whole is None else [*mine[whole:]]


def _scheme_args(args: dict[str, Value], shown: Plain) -> list[tuple[str, str]]:
    """Return what a scheme is given; a statement that is one is told by its line."""
    return [(name, shown.text(value)) for name, value in args.items() if not isinstance(value, ast.AST)]
