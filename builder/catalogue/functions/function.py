"""What an entry of the catalogue of functions is: one call without parameters, its arguments and its rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import msgspec

from builder.catalogue.layers.kind import (
    Args,
    Argument,
    Category,
    TensorSpec,
    Value,
    no_constraint,
    no_multiply_adds,
    refuse_numbers,
)
from builder.catalogue.layers.phrases import join_values, n_inputs, takes
from builder.errors import ShapeError
from builder.sentences import Later, say

Style: TypeAlias = Literal["function", "sequence", "method", "operator", "index", "positions", "size", "number"]
"""How the call is written: `torch.f(x, k=v)`, `torch.cat((a, b), dim=1)`, `x.view(2, -1)`, `a + b`, `x[:, 0]`,
`torch.arange(x.size(1))` (what is made on the device of the input), `x.shape[2]` and a bare number."""

BATCH = "N"
"""Inside a list of sizes: dim 0 of the input, or of the optional last input where that is wired."""


class FunctionKind(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the catalogue: one function as a document names it, `"torch.cat"`, `"F.relu"`, `"Tensor.view"`.

    `inputs` names the tensors it takes, the last `optional` of which may be missing; of a `sequence` of any number
    they are all called alike. `output(args, *inputs)` returns what torch returns, and raises ShapeError for what torch
    refuses, wrong dtypes included. `multiply_adds(args, inputs, output)` follows `torch.utils.flop_counter`.
    """

    name: str
    category: Category = "function"
    summary: Later
    arguments: tuple[Argument, ...] = ()
    inputs: tuple[str, ...] = ("input",)
    optional: int = 0
    unbounded: bool = False
    """Whether it takes any number of inputs, at least one."""
    constants: tuple[str, ...] = ()
    """Inputs that may be a number instead, given by the argument of that name; the wires then fill the others."""
    reference: bool = False
    """Whether the optional last input only lends its shape: `x.expand(y.size(0), -1)`."""
    style: Style = "function"
    symbol: str | None = None
    """Of an operator: `"+"`; one that takes a single input stands before it."""
    named: int = 0
    """How many of the last inputs are written by name: `attn_mask=mask`."""
    before: int = 0
    """How many arguments stand before the inputs: the equation of `torch.einsum`."""
    positional: int = 0
    """How many arguments are written without their names."""
    spread: bool = False
    """Whether the one list it takes is written as arguments of their own: `x.view(2, -1)`."""
    training: str | None = None
    """What depends on whether the network trains: `"training"` itself, or an argument that is 0 when it does not."""
    aliases: tuple[str, ...] = ()
    """Other spellings of the same call: `Tensor.add`, `operator.add`."""
    output: Callable[..., Value]
    multiply_adds: Callable[[Args, tuple[TensorSpec, ...], Value], int] = no_multiply_adds
    constraint: Callable[[Args], None] = no_constraint
    """Raises ShapeError for arguments that do not go together, whatever flows in; `output` holds to it as well."""
    follows: tuple[str, ...] = ()
    """The functions and layers that most often come next, for quick-add."""
    strides: Literal["new", "view", "needs"] = "new"
    """`view`: what it returns may not be contiguous (transpose); `needs`: torch refuses such an input (view)."""

    inplace: bool = False
    """Whether torch's function takes `inplace` last, which no node stores: what it would change is copied first."""
    shares: bool = False
    """Whether what it returns may lie in the memory of its first input: a cast to the same dtype does."""

    @property
    def may_share(self) -> bool:
        """Whether a change in place of the result may be one of the first input."""
        return self.shares or self.strides == "view"

    @property
    def min_inputs(self) -> int:
        """The least number of inputs."""
        return len(self.inputs) - self.optional - len(self.constants)

    @property
    def max_inputs(self) -> int | None:
        """The largest number of inputs; None is any."""
        return None if self.unbounded else len(self.inputs)

    def returned(self, args: Args, inputs: tuple[Value, ...]) -> Value:
        """Return what the call returns for these inputs, after looking at how many they are and of what sort.

        Raises:
            ShapeError: torch refuses them.
        """
        self.check_number(args, len(inputs))
        for x in inputs:
            if x.__class__ is tuple:
                raise ShapeError(
                    say("catalogue.tuple", kind=self.name, count=len(x)), hint=say("functions.function.tuple.hint")
                )
        refuse_numbers(self.name, inputs)
        self.constraint(args)
        return self.output(args, *inputs)

    def check_number(self, args: Args, received: int) -> None:
        """Refuse another number of inputs than `args` leave to be wired.

        Raises:
            ShapeError: with both numbers.
        """
        given = [name for name in self.constants if args.get(name) is not None]
        most = len(self.inputs) - len(given)
        least = most - self.optional
        if self.unbounded:
            if received < 1:
                raise ShapeError(say("functions.function.none", name=self.name))
        elif not least <= received <= most:
            raise ShapeError(takes(self.name, n_inputs(least, most), received), hint=self._remedy(given, received))

    def _remedy(self, given: list[str], received: int) -> str | None:
        if received > len(self.inputs) - len(given) and given:
            return say("functions.function.too-many.hint", arguments=join_values(given))
        free = [name for name in self.constants if name not in given]
        return say("functions.function.too-few.hint", argument=free[-1]) if free else None


def operands_in_order(kind: FunctionKind, args: Args, inputs: tuple[Any, ...]) -> list[Any]:
    """Return the operands in the order of `kind.inputs`: the inputs, and the constants that `args` gives.

    Works on whatever stands for the inputs: specs, tensors, texts.

    Raises:
        TypeError: there are too few or too many inputs.
    """
    if not kind.constants:
        return [*inputs]
    wired = iter(inputs)
    try:
        operands = [args[name] if args.get(name) is not None else next(wired) for name in kind.inputs]
    except StopIteration:
        raise TypeError(f"{kind.name} has too few inputs") from None
    if next(wired, None) is not None:
        raise TypeError(f"{kind.name} has too many inputs")
    return operands
