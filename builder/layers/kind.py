"""What an entry of the catalogue is: a kind of layer, its arguments, and its rules as plain functions.

An entry is data that many readers share: validation, palette, inspector, shapes, costs, source and help text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import msgspec


class TensorSpec(msgspec.Struct, frozen=True):
    """What is known of a tensor before it exists: its shape with the batch dim, and its dtype as `"float32"`."""

    shape: tuple[int, ...]
    dtype: str = "float32"


Value: TypeAlias = "TensorSpec | tuple[Value, ...]"
"""What flows over a wire: one tensor or a tuple, nested as torch returns it."""

Args: TypeAlias = dict[str, Any]
"""The arguments of one layer with all defaults filled in and every `"auto"` decided; lists are tuples."""


class _Required:
    """The default of an argument that must be given."""

    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED: Any = _Required()

ArgumentType: TypeAlias = Literal["int", "float", "bool", "choice", "ints", "floats", "layer", "dtype"]


class Argument(msgspec.Struct, frozen=True, kw_only=True):
    """One constructor argument, as validation, inspector and source read it.

    `int`, `float`, `bool`, `choice` (one of `choices`), `dtype` (a floating dtype's name) and `layer` (a nested layer,
    `{"kind": ..., "args": ...}`, of one of the kinds in `choices`) take one value. `ints` and `floats` take a list
    whose length is one of `lengths` (any, when empty) and, when `scalar`, a bare number as well; `ints` also takes
    each word in `choices` (`padding="same"`). `optional` admits None; a `None` inside an `ints` list is admitted
    when `holes`.
    """

    name: str
    type: ArgumentType
    help: str
    default: Any = REQUIRED
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    lengths: tuple[int, ...] = ()
    scalar: bool = True
    optional: bool = False
    holes: bool = False
    keyword_only: bool = False
    auto: Callable[..., Any] | None = None
    """`auto(args, *inputs)`: the value when it is written `"auto"`; raises ShapeError where the input cannot tell."""


class ParameterSpec(msgspec.Struct, frozen=True):
    """A tensor that a layer owns, in `state_dict` order: a learned parameter, or a buffer."""

    name: str
    shape: tuple[int, ...]
    dtype: str = "float32"
    buffer: bool = False

    @property
    def count(self) -> int:
        """Number of elements."""
        count = 1
        for n in self.shape:
            count *= n
        return count


Category: TypeAlias = Literal[
    "linear",
    "convolution",
    "pooling",
    "padding",
    "activation",
    "normalisation",
    "recurrent",
    "attention",
    "embedding",
    "dropout",
    "shape",
    "distance",
    "loss",
    "container",
]


def no_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    """Return nothing: the kind owns no tensor."""
    return ()


def no_multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Return 0: by the convention of `torch.utils.flop_counter` only products of matrices are counted."""
    return 0


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the catalogue: one class of `torch.nn`.

    `output(args, *inputs)` returns what forward returns and raises ShapeError for what it refuses, wrong dtypes
    included. `parameters(args)` lists the tensors it owns in `state_dict` order. `multiply_adds(args, inputs, output)`
    follows `torch.utils.flop_counter` (2 FLOPs each). `inputs` names the tensors forward takes; the last `optional`
    of them may be missing.
    """

    name: str
    category: Category
    summary: str
    arguments: tuple[Argument, ...] = ()
    inputs: tuple[str, ...] = ("input",)
    optional: int = 0
    output: Callable[..., Value]
    parameters: Callable[[Args], tuple[ParameterSpec, ...]] = no_parameters
    multiply_adds: Callable[[Args, tuple[TensorSpec, ...], Value], int] = no_multiply_adds
    explicit: str | None = None
    """For a lazy kind: the kind it becomes; that kind's arguments which are missing here are `"auto"`."""
    instead: str | None = None
    """For a class that cannot be a layer on the canvas (`ModuleList`, `RNNBase`): one sentence, what to use."""
    follows: tuple[str, ...] = ()
    """The kinds that most often come next, for quick-add."""
