"""A written class's `forward`, run once on symbols: what its dataflow is, and whether it is that of a `parallel`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from builder.document.blocks import Merge
from builder.errors import SourceError
from builder.language.document_values import ModuleSymbol, Symbol
from builder.language.failures import Failure, position, source_error
from builder.language.limits import Value
from builder.language.values import Class, Function

if TYPE_CHECKING:
    from builder.language.interpreter import Interpreter

_SIGNS: dict[str, Merge] = {"add": "add", "mul": "mul"}
_JOINS: dict[str, Merge] = {"torch.cat": "cat", "torch.concat": "cat", "torch.stack": "stack"}
_HINT = "Until graphs exist, forward returns the sum, product, torch.cat, torch.stack or tuple of self.child(x)."


class Merged(NamedTuple):
    """How a forward joins what the children return for the same inputs."""

    merge: Merge
    dim: int
    names: tuple[str, ...]


class Flow(NamedTuple):
    """What a forward takes and what it returns, as symbols."""

    inputs: tuple[Symbol, ...]
    output: Value


def trace(interpreter: Interpreter, module: ModuleSymbol) -> Flow:
    """Run the forward of a module on symbols.

    Raises:
        SourceError: it has none, or does what depends on the values of tensors.
    """
    cls = module.cls
    found = cls.find("forward") if isinstance(cls, Class) else None
    if found is None or not isinstance(found[1], Function) or not isinstance(found[1].node, ast.FunctionDef):
        raise SourceError(f"The class {cls.name} has no forward of its own.", *module.place, _HINT)
    spec = found[1].node.args
    names = [argument.arg for argument in [*spec.posonlyargs, *spec.args][1:]]
    required = names[: len(names) - len(spec.defaults)] if spec.defaults else names
    inputs = tuple(Symbol("input", name) for name in required or ([spec.vararg.arg] if spec.vararg else names[:1]))
    try:
        output = interpreter.call(found[1], module, *inputs)
    except Failure as failure:
        error = source_error(failure)
        raise SourceError(error.problem, error.line, error.column, error.hint or _HINT) from None
    return Flow(inputs, output)


def merged(interpreter: Interpreter, module: ModuleSymbol) -> Merged:
    """Tell how a written class joins its children.

    Raises:
        SourceError: its forward does something else.
    """
    flow = trace(interpreter, module)
    merge, dim, parts = _joined(flow.output)
    called = [_called(part, flow.inputs) for part in parts]
    children = {name: child for name, child in module.children.items() if child is not None}
    same = len(called) == len(children) and all(a is b for a, b in zip(called, children.values(), strict=True))
    if parts and same and not any(module.tensors.values()):
        return Merged(merge, dim, tuple(children))
    line, column = _place(module)
    raise SourceError(f"The forward of {module.cls.name} cannot be drawn as blocks yet.", line, column, _HINT)


def _joined(output: Value) -> tuple[Merge, int, list[Value]]:
    if isinstance(output, tuple | list):
        return "none", 1, list(output)
    if isinstance(output, Symbol):
        if output.op == "function" and output.target in _JOINS and output.args:
            dim = output.kwargs.get("dim", output.args[1] if len(output.args) > 1 else 0)
            parts = output.args[0]
            if isinstance(parts, list | tuple) and isinstance(dim, int):
                return _JOINS[output.target], dim, list(parts)
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


def _called(part: Value, inputs: tuple[Symbol, ...]) -> Value:
    """Return the module whose call on just the inputs a symbol is."""
    if not isinstance(part, Symbol) or part.op != "module" or part.kwargs:
        return None
    same = len(part.args) == len(inputs) and all(a is b for a, b in zip(part.args, inputs, strict=True))
    return part.target if same else None


def _place(module: ModuleSymbol) -> tuple[int, int]:
    found = module.cls.find("forward") if isinstance(module.cls, Class) else None
    return position(found[1].node) if found is not None and isinstance(found[1], Function) else module.place
