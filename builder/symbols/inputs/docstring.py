"""The inputs that the docstring of an emitted file names, and those of the call in its example."""

from __future__ import annotations

import ast
import re
import textwrap
from typing import TYPE_CHECKING

from builder.catalogue.dtypes import INTEGER, ORDER
from builder.document.batch import Shape
from builder.document.blocks import Input
from builder.document.names import attribute_fault
from builder.errors import SourceError
from builder.interpreter.failures import Failure
from builder.interpreter.limits import Value
from builder.interpreter.parse import parse
from builder.interpreter.scope import Scope
from builder.symbols.initial import constants
from builder.symbols.values import Symbol

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_LINE = re.compile(r"^[ \t]*Inputs? (\w{1,100}): shape \(([\w, ]{0,200})\), (\w{1,20})\.?[ \t]*$", re.MULTILINE)


def named_inputs(text: str) -> tuple[Input, ...]:
    """Read the lines by which an emitted file names its inputs: `Input X: shape (N, 20), float32.`."""
    found = []
    for name, dims, dtype in _LINE.findall(text[:20_000]):
        shape: Shape = tuple("N" if dim == "N" else int(dim) for dim in dims.replace(",", " ").split() if _is_dim(dim))
        if dtype in ORDER and attribute_fault(name) is None:
            found.append(Input(name=name, shape=shape, dtype=dtype))
    return tuple(found)


def _is_dim(dim: str) -> bool:
    return dim == "N" or (dim.isdecimal() and len(dim) < 12)


def documented_call(interpreter: Interpreter, text: str) -> tuple[Value, ...]:
    """Return the arguments of `net(...)` in a docstring's example; nothing where it cannot be read."""
    lines = [line for line in text[:20_000].splitlines() if line.startswith("    ")]
    scope = Scope(interpreter.globals)
    try:
        for node in parse(textwrap.dedent("\n".join(lines)), interpreter.limits).body:
            match node:
                case (
                    ast.Assign(value=ast.Call(func=ast.Name(id="net"), args=args))
                    | ast.Expr(value=ast.Call(func=ast.Name(id="net"), args=args))
                ):
                    return tuple(interpreter.evaluate(arg, scope) for arg in args)
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Attribute()) as call):
                    scope.variables[name] = interpreter.evaluate(call, scope)
    except (Failure, SourceError, ValueError):
        return ()
    return ()


def with_samples(named: tuple[Input, ...], call: tuple[Value, ...]) -> tuple[Input, ...]:
    """Return the named inputs with the bounds of the integers that the call in the example draws."""
    if len(call) != len(named):
        return named
    return tuple(
        Input(entry.name, entry.shape, entry.dtype, *bounds(value)) for entry, value in zip(named, call, strict=True)
    )


def batch_of(named: tuple[Input, ...], call: tuple[Value, ...]) -> int:
    """Return the batch of the call in the example, or 2 where it shows none."""
    for entry, value in zip(named, call, strict=False):
        if "N" in entry.shape and isinstance(value, Symbol) and value.shape is not None:
            place = entry.shape.index("N")
            if place < len(value.shape):
                return max(value.shape[place], 1)
    return 2


def bounds(symbol: Value) -> tuple[int, int]:
    """Return the bounds of the integers in a tensor that `torch.randint` draws or that is made of some, else 0, 10."""
    if isinstance(symbol, Symbol) and symbol.target == "randint" and all(isinstance(n, int) for n in symbol.args):
        low, high = symbol.args
        return (low, high) if low < high else (0, 10)
    if isinstance(symbol, Symbol) and symbol.target == "tensor" and symbol.dtype in INTEGER:
        numbers = constants.values(symbol, constants.Work())
        if numbers is not None and numbers.size:
            return int(numbers.min()), int(numbers.max()) + 1
    return 0, 10
