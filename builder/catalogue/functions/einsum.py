"""`torch.einsum`: its equation, read strictly, and what it returns and costs.

https://docs.pytorch.org/docs/stable/generated/torch.einsum.html, without the ellipsis: dims are named one by one.
"""

from __future__ import annotations

import re
from collections import Counter
from math import prod
from typing import NamedTuple

from builder.catalogue.dtypes import INTEGER
from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.functions.products import require_one_dtype
from builder.catalogue.layers.broadcasting import promote
from builder.catalogue.layers.kind import Args, Argument, TensorSpec, Value
from builder.catalogue.layers.phrases import n_dims
from builder.errors import ShapeError
from builder.sentences import later, say

_EQUATION = re.compile(r"[A-Za-z]*(,[A-Za-z]*)*(->[A-Za-z]*)?")


class Equation(NamedTuple):
    """The letters of each operand, and those of the result."""

    operands: tuple[str, ...]
    result: str


def parse_equation(text: str) -> Equation:
    """Read an equation; without an arrow the result has the letters that occur once, in alphabetic order.

    As under Equation on the page of torch.einsum.

    >>> parse_equation("ij, jk")
    Equation(operands=('ij', 'jk'), result='ik')

    Raises:
        ShapeError: it cannot be read.
    """
    bare = text.replace(" ", "")
    if "..." in bare:
        raise ShapeError(say("functions.einsum.ellipsis"), hint=say("functions.einsum.ellipsis.hint"))
    if not _EQUATION.fullmatch(bare):
        raise ShapeError(say("functions.einsum.unreadable", text=text), hint=say("functions.einsum.hint"))
    left, arrow, right = bare.partition("->")
    counts = Counter(left.replace(",", ""))
    result = right if arrow else "".join(sorted(letter for letter, n in counts.items() if n == 1))
    for letter in result:
        if letter not in counts:
            raise ShapeError(say("functions.einsum.letter", letter=letter), hint=say("functions.einsum.hint"))
    if len(set(result)) < len(result):
        raise ShapeError(say("functions.einsum.twice"), hint=say("functions.einsum.hint"))
    return Equation(tuple(left.split(",")), result)


def _sizes(equation: Equation, inputs: tuple[TensorSpec, ...]) -> dict[str, int]:
    """Return the size of each letter; one of 1 gives way to another.

    Broadcasting and diagonals are as under Equation on the page of torch.einsum.
    """
    if len(inputs) != len(equation.operands):
        raise ShapeError(say("functions.einsum.operands", count=len(equation.operands), received=len(inputs)))
    found: dict[str, int] = {}
    for letters, x in zip(equation.operands, inputs, strict=True):
        if len(letters) != len(x.shape):
            raise ShapeError(say("functions.einsum.letters", letters=letters, dims=n_dims(len(x.shape))))
        own: dict[str, int] = {}
        for letter, n in zip(letters, x.shape, strict=True):
            if own.setdefault(letter, n) != n:
                raise ShapeError(say("functions.einsum.diagonal", letter=letter, one=own[letter], other=n))
            if n != 1 and found.get(letter, 1) not in (1, n):
                raise ShapeError(say("functions.einsum.two-sizes", letter=letter, one=found[letter], other=n))
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
    """Return the dims after the arrow, as the page of torch.einsum says of its output subscripts."""
    equation = parse_equation(args["equation"])
    sizes = _sizes(equation, inputs)
    summed, dtype = False, inputs[0].dtype
    for (_, gone), x in zip(_steps(equation, inputs), inputs[1:], strict=True):
        pair = TensorSpec((1,), dtype), TensorSpec((1,), x.dtype)
        if gone:
            require_one_dtype("torch.einsum", *pair)
            summed = True
        dtype = promote(*pair)
    # What is summed without a product goes through sum(), which makes int64 of integers.
    if not summed and set(sizes) - set(equation.result) and (dtype in INTEGER or dtype == "bool"):
        dtype = "int64"
    return TensorSpec(tuple(sizes[letter] for letter in equation.result), dtype)


def _cost(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count each product that `sumproduct_pair` of Linear.cpp makes by `bmm_flop` of torch/utils/flop_counter.py."""
    equation = parse_equation(args["equation"])
    sizes = _sizes(equation, inputs)
    return sum(prod(sizes[letter] for letter in letters) for letters, gone in _steps(equation, inputs) if gone)


KINDS: tuple[FunctionKind, ...] = (
    FunctionKind(
        name="torch.einsum",
        summary=later("functions.einsum"),
        arguments=(
            Argument(
                name="equation",
                type="text",
                parse=parse_equation,
                help=later("functions.einsum.equation"),
            ),
        ),
        inputs=("operands",),
        unbounded=True,
        before=1,
        output=_einsum,
        shares=True,
        multiply_adds=_cost,
        follows=("F.softmax",),
    ),
)
