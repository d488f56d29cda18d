"""Numbers that sizes of tensors decide: a size itself, and a number that is worked out of some.

What a network takes as a whole number elsewhere in a graph is an expression over them; see `builder.document.numbers`.
"""

from __future__ import annotations

from builder.catalogue.functions.arguments import dim
from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.layers.arguments import MAX_SIZE
from builder.catalogue.layers.distance import wrapped_dim
from builder.catalogue.layers.kind import Args, Argument, SizeSpec, TensorSpec
from builder.catalogue.layers.phrases import least_dims, n_dims, takes
from builder.errors import ShapeError
from builder.sentences import later


def _size(args: Args, x: TensorSpec) -> SizeSpec:
    """Return the size of one dim, as the page of torch.Tensor.size says."""
    if not x.shape:
        raise ShapeError(takes("Tensor.size", least_dims(1), n_dims(0)))
    return SizeSpec(x.shape[wrapped_dim("Tensor.size", args["dim"], len(x.shape))])


def _number(args: Args) -> SizeSpec:
    """Return the number itself, as the page of Python's int says."""
    return SizeSpec(args["value"])


KINDS: tuple[FunctionKind, ...] = (
    FunctionKind(
        name="Tensor.size",
        category="shape",
        summary=later("functions.size"),
        arguments=(dim("dim", later("functions.size.dim")),),
        style="size",
        output=_size,
        follows=("int", "Tensor.view"),
    ),
    FunctionKind(
        name="int",
        category="shape",
        summary=later("functions.int"),
        arguments=(
            Argument(name="value", type="int", minimum=-MAX_SIZE, maximum=MAX_SIZE, help=later("functions.int.value")),
        ),
        inputs=(),
        style="number",
        output=_number,
        follows=("Tensor.view",),
    ),
)
