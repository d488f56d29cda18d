"""`torch.einsum`: its equation, read strictly, and what it returns and costs.

https://docs.pytorch.org/docs/stable/generated/torch.einsum.html, without the ellipsis: dims are named one by one.
"""

from __future__ import annotations

import re
from collections import Counter
from math import prod
from typing import NamedTuple

from builder.errors import ShapeError
from builder.functions.function import FunctionKind
from builder.functions.products import require_one_dtype
from builder.layers.broadcasting import promote
from builder.layers.dtypes import INTEGER
from builder.layers.kind import Args, Argument, TensorSpec, Value

_EQUATION = re.compile(r"[A-Za-z]*(,[A-Za-z]*)*(->[A-Za-z]*)?")
_HINT = 'Write it as in "bij,bjk->bik".'


class Equation(NamedTuple):
    """The letters of each operand, and those of the result."""

    operands: tuple[str, ...]
    result: str


def parse_equation(text: str) -> Equation:
    """Read an equation; without an arrow the result has the letters that occur once, in alphabetic order.

    >>> parse_equation("ij, jk")
    Equation(operands=('ij', 'jk'), result='ik')

    Raises:
        ShapeError: it cannot be read.
    """
    bare = text.replace(" ", "")
    if "..." in bare:
        raise ShapeError("The equation has an ellipsis.", hint="Name each dim by a letter.")
    if not _EQUATION.fullmatch(bare):
        raise ShapeError(f"The equation {text!r} cannot be read.", hint=_HINT)
    left, arrow, right = bare.partition("->")
    counts = Counter(left.replace(",", ""))
    result = right if arrow else "".join(sorted(letter for letter, n in counts.items() if n == 1))
    for letter in result:
        if letter not in counts:
            raise ShapeError(f"The result of the equation has {letter}, which no operand has.", hint=_HINT)
    if len(set(result)) < len(result):
        raise ShapeError("The result of the equation names a dim twice.", hint=_HINT)
    return Equation(tuple(left.split(",")), result)


def _sizes(equation: Equation, inputs: tuple[TensorSpec, ...]) -> dict[str, int]:
    """Return the size of each letter; one of 1 gives way to another."""
    if len(inputs) != len(equation.operands):
        raise ShapeError(f"The equation has {len(equation.operands)} operands and receives {len(inputs)}.")
    found: dict[str, int] = {}
    for letters, x in zip(equation.operands, inputs, strict=True):
        if len(letters) != len(x.shape):
            raise ShapeError(f"The equation has {letters or 'no letter'} for a tensor of {len(x.shape)} dims.")
        own: dict[str, int] = {}
        for letter, n in zip(letters, x.shape, strict=True):
            if own.setdefault(letter, n) != n:
                raise ShapeError(f"The equation takes the diagonal {letter} of dims of {own[letter]} and {n}.")
            if n != 1 and found.get(letter, 1) not in (1, n):
                raise ShapeError(f"The equation has {letter} for a dim of {found[letter]} and for one of {n}.")
            if n != 1 or letter not in found:
                found[letter] = n
    return found


def _steps(equation: Equation, inputs: tuple[TensorSpec, ...]) -> list[tuple[set[str], set[str]]]:
    """List the products that torch takes from the left: the letters of each, and those that it sums away.

    As in `einsum` of ATen (aten/src/ATen/native/Linear.cpp): dims of 1 take no part, and only letters that both sides
    have are summed by a product of matrices.
    """
    sets = [
        {letter for letter, n in zip(letters, x.shape, strict=True) if n != 1}
        for letters, x in zip(equation.operands, inputs, strict=True)
    ]
    steps = []
    left = sets[0]
    for i, right in enumerate(sets[1:], 1):
        needed = set(equation.result).union(*sets[i + 1 :])
        # What only one of the two has is summed before they meet.
        a = {x for x in left if x in right or x in needed}
        b = {x for x in right if x in left or x in needed}
        gone = (a & b) - needed
        steps.append((a | b, gone))
        left = (a | b) - gone
    return steps


def _einsum(args: Args, *inputs: TensorSpec) -> TensorSpec:
    equation = parse_equation(args["equation"])
    sizes = _sizes(equation, inputs)
    summed, dtype = False, inputs[0].dtype
    for (_, gone), x in zip(_steps(equation, inputs), inputs[1:], strict=True):
        pair = TensorSpec((1,), dtype), TensorSpec((1,), x.dtype)
        if gone:
            require_one_dtype("torch.einsum", *pair)
            summed = True
        dtype = promote(*pair)
    if not summed and set(sizes) - set(equation.result) and (dtype in INTEGER or dtype == "bool"):
        dtype = "int64"
    return TensorSpec(tuple(sizes[letter] for letter in equation.result), dtype)


def _cost(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    equation = parse_equation(args["equation"])
    sizes = _sizes(equation, inputs)
    return sum(prod(sizes[letter] for letter in letters) for letters, gone in _steps(equation, inputs) if gone)


KINDS: tuple[FunctionKind, ...] = (
    FunctionKind(
        name="torch.einsum",
        summary="Sum of products, told by an equation of letters.",
        arguments=(
            Argument(
                name="equation",
                type="text",
                parse=parse_equation,
                help="A letter for each dim of each input, and after the arrow those of the result: bij,bjk->bik.",
            ),
        ),
        inputs=("operands",),
        unbounded=True,
        before=1,
        output=_einsum,
        multiply_adds=_cost,
        follows=("F.softmax",),
    ),
)
