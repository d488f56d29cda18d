"""What an entry of the catalogue is: a kind of layer, its arguments, and its rules as plain functions.

An entry is data that many readers share: validation, palette, inspector, shapes, costs, source and help text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import msgspec

from builder.catalogue.layers.phrases import join_values, n_inputs, takes
from builder.errors import ShapeError
from builder.sentences import Later, later, say


class TensorSpec(msgspec.Struct, frozen=True, gc=False):
    """What is known of a tensor before it exists: its shape with the batch dim, and its dtype as `"float32"`."""

    shape: tuple[int, ...]
    dtype: str = "float32"


class SizeSpec(msgspec.Struct, frozen=True, gc=False):
    """A whole number that sizes of tensors decide, `x.shape[2] // 2`: what it comes to for the inputs there are."""

    value: int


Value: TypeAlias = "TensorSpec | SizeSpec | tuple[Value | None, ...]"
"""What flows over a wire: a tensor, a number or a tuple, nested as torch returns it; None where torch has one in it."""

Args: TypeAlias = dict[str, Any]
"""The arguments of one layer with all defaults filled in and every `"auto"` decided; lists are tuples."""


class _NoDefault:
    """The default of an argument that must be given."""

    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED: Any = _NoDefault()

ArgumentType: TypeAlias = Literal["int", "float", "bool", "choice", "ints", "floats", "layer", "dtype", "text"]


class Argument(msgspec.Struct, frozen=True, kw_only=True):
    """One argument of a constructor or function, as validation, inspector and source read it.

    `int`, `float`, `bool`, `choice` (one of `choices`), `dtype` (a floating dtype's name, or one of `choices`), `text`
    and `layer` (a nested layer, `{"kind": ..., "args": ...}`, of one of the kinds in `choices`) take one value. `ints`
    and `floats` take a list whose length is one of `lengths` (any, when empty) and, when `scalar`, a bare number as
    well; `ints` and `float` also take each word in `choices` (`padding="same"`). `optional` admits None; inside an
    `ints` list each of `words` is admitted, and `None` when `holes`.
    """

    name: str
    type: ArgumentType
    help: Later
    default: Any = REQUIRED
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    lengths: tuple[int, ...] = ()
    scalar: bool = True
    optional: bool = False
    holes: bool = False
    words: tuple[str, ...] = ()
    keyword_only: bool = False
    truth: bool = False
    """Whether a `float` may be True or False, which torch counts with and prints: an `inplace` that stands there."""
    auto: Callable[..., Any] | None = None
    """`auto(args, *inputs)`: the value when it is written `"auto"`; raises ShapeError where the input cannot tell."""
    parse: Callable[[str], Any] | None = None
    """Reads a `text`; raises ShapeError for one that has no meaning."""

    @property
    def is_tensor(self) -> bool:
        """Whether a list of numbers is given to torch as a tensor: the class weights of a loss."""
        return self.type == "floats" and not self.lengths and not self.scalar


class ParameterSpec(msgspec.Struct, frozen=True, gc=False):
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
    "function",
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


def no_constraint(args: Args) -> None:
    """Accept all arguments that are each within their bounds."""


def not_by_sample(args: Args, rank: int) -> bool:
    """Say nothing on what a single sample costs."""
    return False


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the catalogue: one class of `torch.nn`.

    `output(args, *inputs)` returns what forward returns in training mode with a batch of at least 2, and raises
    ShapeError for what the constructor or forward refuses, wrong dtypes included.
    `parameters(args)` lists the tensors it owns in `state_dict` order. `multiply_adds(args, inputs, output)` follows
    `torch.utils.flop_counter` (2 FLOPs each). `inputs` names the tensors forward takes; the last `optional` of them
    may be missing, which the rules are told as None, and the last `named` are given by name only. `calls` are
    arguments of forward that are no tensors; a document gives them where a graph calls the layer.
    """

    name: str
    category: Category
    summary: Later
    arguments: tuple[Argument, ...] = ()
    inputs: tuple[str, ...] = ("input",)
    optional: int = 0
    named: int = 0
    calls: tuple[Argument, ...] = ()
    output: Callable[..., Value]
    parameters: Callable[[Args], tuple[ParameterSpec, ...]] = no_parameters
    multiply_adds: Callable[[Args, tuple[TensorSpec, ...], Value], int] = no_multiply_adds
    by_sample: Callable[[Args, int], bool] = not_by_sample
    """`by_sample(args, rank)`: whether each entry along dim 0 of a tensor of so many dims is worked on alone, at the
    same cost, and decides no argument. True only where that is sure: the rules are asked anew otherwise."""
    constraint: Callable[[Args], None] = no_constraint
    """Raises ShapeError for arguments that do not go together, whatever flows in; `output` holds to it as well."""
    explicit: str | None = None
    """For a lazy kind: the kind it becomes; that kind's arguments which are missing here are `"auto"`."""
    instead: Later | None = None
    """For a class that cannot be a layer on the canvas (`ModuleList`, `RNNBase`): one sentence, what to use."""
    follows: tuple[str, ...] = ()
    """The kinds that most often come next, for quick-add."""
    shares: bool = False
    """Whether what it returns may lie in the memory of its input: a dropout returns that very tensor in evaluation."""
    elementwise: bool = False
    """Whether it has no tensors, keeps the shape, and decides by its arguments and the dtype alone what it takes."""
    takes_tuples: bool = False
    """Whether an input may be a tuple of tensors, which `output` then looks at itself."""

    def returned(self, args: Args, inputs: tuple[Value, ...]) -> Value:
        """Return what forward returns for these inputs, after looking at how many they are and of what sort.

        Raises:
            ShapeError: forward refuses them.
        """
        if not len(self.inputs) - self.optional <= len(inputs) <= len(self.inputs):
            raise ShapeError(
                takes(self.name, n_inputs(len(self.inputs) - self.optional, len(self.inputs)), len(inputs))
            )
        if not self.takes_tuples:
            for x in inputs:
                if x.__class__ is tuple:
                    raise ShapeError(say("catalogue.tuple", kind=self.name, count=len(x)))
        refuse_numbers(self.name, inputs)
        return self.output(args, *inputs)


def refuse_numbers(name: str, inputs: tuple[Value, ...]) -> None:
    """Refuse a number in the place of a tensor.

    Raises:
        ShapeError: there is one among the inputs.
    """
    for x in inputs:
        if x.__class__ is SizeSpec:
            raise ShapeError(say("catalogue.number", kind=name, number=x.value), hint=say("catalogue.number.hint"))


def lazy(kind: Kind, *decided: str) -> Kind:
    """Return the `Lazy` kind of `kind`: the same without the arguments that its input decides.

    As `cls_to_become` of the lazy classes in torch/nn/modules names the kind that each becomes.
    """
    return msgspec.structs.replace(
        kind,
        name=f"Lazy{kind.name}",
        summary=later("layers.lazy", name=kind.name, arguments=join_values(decided)),
        arguments=tuple(argument for argument in kind.arguments if argument.name not in decided),
        explicit=kind.name,
    )
