"""Products of matrices: matmul, bmm, outer, linear with a weight that is wired, and embedding by a wired table."""

from __future__ import annotations

from math import prod

from builder.catalogue.dtypes import ANY, BOOL, INDEX
from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.layers.arguments import expect_dims
from builder.catalogue.layers.broadcasting import broadcast, promote
from builder.catalogue.layers.dtype_checks import require
from builder.catalogue.layers.kind import Args, TensorSpec, Value
from builder.catalogue.layers.phrases import least_dims, n_dims, takes
from builder.errors import ShapeError
from builder.sentences import later, say

NUMBERS = ANY - BOOL
"""What products of matrices take: "addmm_impl_cpu_" has no kernel of bool."""


def require_one_dtype(name: str, *tensors: TensorSpec) -> None:
    """Refuse tensors of different dtypes, or of bool.

    As `addmm` and `bmm` (aten/src/ATen/native/LinearAlgebra.cpp), which promote nothing.

    Raises:
        ShapeError: with the dtypes.
    """
    for x in tensors:
        if x.dtype != tensors[0].dtype:
            raise ShapeError(
                say("layers.one-dtype", name=name, one=tensors[0].dtype, other=x.dtype),
                hint=say("functions.products.convert.hint"),
            )
        require(name, x, NUMBERS)


def _matmul(args: Args, x: TensorSpec, other: TensorSpec) -> TensorSpec:
    """Return the shape by the cases on the page of torch.matmul: the batch dims broadcast."""
    a, b = x.shape, other.shape
    if not a or not b:
        raise ShapeError(
            takes("torch.matmul", least_dims(1), n_dims(0)), hint=say("functions.use.hint", name="torch.mul")
        )
    inner = b[-2] if len(b) > 1 else b[0]
    if a[-1] != inner:
        raise ShapeError(
            say("functions.products.matmul", one=[*a], other=[*b], columns=a[-1], rows=inner),
            hint=say("functions.products.transpose.hint"),
        )
    require_one_dtype("torch.matmul", x, other)
    batch = broadcast("torch.matmul", a[:-2], b[:-2])
    return TensorSpec((*batch, *a[-2:-1], *(b[-1:] if len(b) > 1 else ())), x.dtype)


def _matmul_cost(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count as torch does: a product of a vector by a vector, or of anything by a vector, is none of matrices.

    The rest by `mm_flop` and `bmm_flop` of torch/utils/flop_counter.py.
    """
    a, b = inputs[0].shape, inputs[1].shape
    if len(b) == 1:
        return 0
    return prod(broadcast("torch.matmul", a[:-2], b[:-2])) * (a[-2] if len(a) > 1 else 1) * a[-1] * b[-1]


def _bmm(args: Args, x: TensorSpec, mat2: TensorSpec) -> TensorSpec:
    """Return (b, n, p) of (b, n, m) and (b, m, p), as the page of torch.bmm says."""
    expect_dims("torch.bmm", x, 3)
    expect_dims("torch.bmm", mat2, 3)
    if x.shape[0] != mat2.shape[0] or x.shape[2] != mat2.shape[1]:
        raise ShapeError(
            say("functions.products.bmm", one=[*x.shape], other=[*mat2.shape]),
            hint=say("functions.products.transpose.hint"),
        )
    require_one_dtype("torch.bmm", x, mat2)
    return TensorSpec((*x.shape[:2], mat2.shape[2]), x.dtype)


def _bmm_cost(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count as `bmm_flop` of torch/utils/flop_counter.py does."""
    return prod(inputs[0].shape) * inputs[1].shape[2]


def _outer(args: Args, x: TensorSpec, vec2: TensorSpec) -> TensorSpec:
    """Return (n, m) of vectors of n and m elements, as the page of torch.outer says."""
    expect_dims("torch.outer", x, 1)
    expect_dims("torch.outer", vec2, 1)
    return TensorSpec((*x.shape, *vec2.shape), promote(x, vec2))


def _linear(args: Args, x: TensorSpec, weight: TensorSpec, bias: TensorSpec | None = None) -> TensorSpec:
    """Return the shape under Shape on the page of torch.nn.functional.linear."""
    expect_dims(later("functions.products.weight-of", name="F.linear"), weight, 1, 2)
    if not x.shape or x.shape[-1] != weight.shape[-1]:
        raise ShapeError(say("functions.products.linear-input", weight=[*weight.shape], received=[*x.shape]))
    require_one_dtype("F.linear", x, weight, *([] if bias is None else [bias]))
    shape = (*x.shape[:-1], *weight.shape[:-1])
    if bias is not None and (len(bias.shape) > 1 or len(bias.shape) >= len(weight.shape)):
        raise ShapeError(say("functions.products.linear-bias", weight=[*weight.shape], bias=[*bias.shape]))
    if bias is not None and broadcast("F.linear", shape[-1:], bias.shape) != shape[-1:]:
        raise ShapeError(say("functions.products.linear-returns", returned=[*shape], bias=[*bias.shape]))
    return TensorSpec(shape, x.dtype)


def _linear_cost(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count as `mm_flop` of torch/utils/flop_counter.py does; a weight of one dim makes no product of matrices."""
    return prod(inputs[0].shape) * inputs[1].shape[0] if len(inputs[1].shape) == 2 else 0


def _embedding(args: Args, x: TensorSpec, weight: TensorSpec) -> TensorSpec:
    """Return the shape under Shape on the page of torch.nn.functional.embedding."""
    require("F.embedding", x, INDEX)
    expect_dims(later("functions.products.weight-of", name="F.embedding"), weight, 2)
    return TensorSpec((*x.shape, weight.shape[1]), weight.dtype)


KINDS: tuple[FunctionKind, ...] = (
    FunctionKind(
        name="torch.matmul",
        summary=later("functions.matmul"),
        inputs=("input", "other"),
        style="operator",
        symbol="@",
        aliases=("Tensor.matmul", "operator.matmul"),
        output=_matmul,
        multiply_adds=_matmul_cost,
        follows=("F.softmax", "torch.matmul", "torch.mul"),
    ),
    FunctionKind(
        name="torch.bmm",
        summary=later("functions.bmm"),
        inputs=("input", "mat2"),
        aliases=("Tensor.bmm",),
        output=_bmm,
        multiply_adds=_bmm_cost,
        follows=("F.softmax",),
    ),
    FunctionKind(
        name="torch.outer",
        summary=later("functions.outer"),
        inputs=("input", "vec2"),
        aliases=("Tensor.outer", "torch.ger"),
        output=_outer,
    ),
    FunctionKind(
        name="F.linear",
        category="linear",
        summary=later("functions.linear"),
        inputs=("input", "weight", "bias"),
        optional=1,
        named=1,
        output=_linear,
        multiply_adds=_linear_cost,
        follows=("F.relu",),
    ),
    FunctionKind(
        name="F.embedding",
        category="embedding",
        summary=later("functions.embedding"),
        inputs=("input", "weight"),
        output=_embedding,
        follows=("torch.add",),
    ),
)
