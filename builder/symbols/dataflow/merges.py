"""What a forward does, where that is what a `parallel` or `nn.Sequential` does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from builder.document.blocks import Merge
from builder.interpreter.limits import Value
from builder.symbols.values import ModuleSymbol, Symbol

if TYPE_CHECKING:
    from builder.symbols.dataflow.forward import Flow

_SIGNS: dict[str, Merge] = {"add": "add", "mul": "mul"}
_JOINS: dict[str, Merge] = {"torch.cat": "cat", "torch.concat": "cat", "torch.stack": "stack"}


class ParallelMerge(NamedTuple):
    """How a forward joins what the children return for the same inputs."""

    merge: Merge
    dim: int
    names: tuple[str, ...]


def parallel_merge(module: ModuleSymbol, flow: Flow) -> ParallelMerge | None:
    """Return how a text class joins the results of its children, or None where its forward does anything else."""
    merge, dim, parts = _split_merge(flow.output)
    inputs = tuple(symbol for _, symbol in flow.inputs)
    called = [_called_module(part, inputs) for part in parts]
    children = {name: child for name, child in module.children.items() if child is not None}
    same = len(called) == len(children) and all(a is b for a, b in zip(called, children.values(), strict=True))
    same = same and [step.target for step in flow.steps if step.op == "module"] == called  # in the order of the calls
    if same and len(parts) > 1 and not any(module.tensors.values()) and flow.evaluation is None:
        return ParallelMerge(merge, dim, tuple(children))
    return None


def is_chain(module: ModuleSymbol, flow: Flow) -> bool:
    """Tell whether a forward does just what `nn.Sequential` does."""
    if len(flow.inputs) != 1 or flow.evaluation is not None or any(module.tensors.values()):
        return False
    here: Value = flow.inputs[0][1]
    for child, step in zip(module.children.values(), flow.steps, strict=False):
        if step.op != "module" or step.target is not child or step.kwargs:
            return False
        if len(step.args) != 1 or step.args[0] is not here:
            return False
        here = step
    return len(flow.steps) == len(module.children) and flow.output is here


def _split_merge(output: Value) -> tuple[Merge, int, list[Value]]:
    if isinstance(output, tuple | list):
        return "none", 1, list(output)
    if isinstance(output, Symbol):
        if output.op == "function" and output.target in _JOINS and output.args:
            dim = output.kwargs.get("dim", output.args[1] if len(output.args) > 1 else 0)
            parts = output.args[0]
            if isinstance(parts, list | tuple) and isinstance(dim, int):
                return _JOINS[output.target], int(dim), list(parts)
        for sign, merge in _SIGNS.items():
            if output.op == "operator" and output.target == sign:
                return merge, 1, _chain(output, sign)
    return "add", 1, [output]


def _chain(output: Symbol, sign: str) -> list[Value]:
    """Return the terms of a sum from left to right."""
    parts: list[Value] = []
    here: Value = output
    while isinstance(here, Symbol) and here.op == "operator" and here.target == sign:
        parts.append(here.args[1])
        here = here.args[0]
    return [here, *reversed(parts)]


def _called_module(part: Value, inputs: tuple[Symbol, ...]) -> Value:
    """Return the module whose call on just the inputs a symbol is."""
    if not isinstance(part, Symbol) or part.op != "module":
        return None
    same = len(part.args) == len(inputs) and all(a is b for a, b in zip(part.args, inputs, strict=True))
    return part.target if same and not part.kwargs else None
