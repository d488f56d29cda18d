"""Products of matrices: matmul, bmm, outer, linear with a weight that is wired, and embedding by a wired table."""

from __future__ import annotations

from math import prod

from builder.errors import ShapeError
from builder.functions.function import FunctionKind
from builder.layers.arguments import expect_dims
from builder.layers.broadcasting import broadcast, promote
from builder.layers.dtypes import ANY, BOOL, INDEX, require
from builder.layers.kind import Args, TensorSpec, Value

NUMBERS = ANY - BOOL


def require_one_dtype(name: str, *tensors: TensorSpec) -> None:
    """Refuse tensors of different dtypes, or of bool.

    Raises:
        ShapeError: with the dtypes.
    """
    for x in tensors:
        if x.dtype != tensors[0].dtype:
            raise ShapeError(
                f"{name} takes one dtype and receives {tensors[0].dtype} and {x.dtype}.",
                hint="Convert one by Tensor.to.",
            )
        require(name, x, NUMBERS)


def _matmul(args: Args, x: TensorSpec, other: TensorSpec) -> TensorSpec:
    a, b = x.shape, other.shape
    if not a or not b:
        raise ShapeError("torch.matmul takes at least 1 dim and receives a scalar.", hint="Use torch.mul.")
    inner = b[-2] if len(b) > 1 else b[0]
    if a[-1] != inner:
        raise ShapeError(
            f"torch.matmul cannot multiply {[*a]} by {[*b]}: {a[-1]} columns meet {inner} rows.",
            hint="Transpose one of them.",
        )
    require_one_dtype("torch.matmul", x, other)
    batch = broadcast("torch.matmul", a[:-2], b[:-2])
    return TensorSpec((*batch, *a[-2:-1], *(b[-1:] if len(b) > 1 else ())), x.dtype)


def _matmul_cost(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count as torch does: a product of a vector by a vector, or of anything by a vector, is none of matrices."""
    a, b = inputs[0].shape, inputs[1].shape
    if len(b) == 1:
        return 0
    return prod(broadcast("torch.matmul", a[:-2], b[:-2])) * (a[-2] if len(a) > 1 else 1) * a[-1] * b[-1]


def _bmm(args: Args, x: TensorSpec, mat2: TensorSpec) -> TensorSpec:
    expect_dims("torch.bmm", x, 3)
    expect_dims("torch.bmm", mat2, 3)
    if x.shape[0] != mat2.shape[0] or x.shape[2] != mat2.shape[1]:
        raise ShapeError(f"torch.bmm cannot multiply {[*x.shape]} by {[*mat2.shape]}.", hint="Transpose one of them.")
    require_one_dtype("torch.bmm", x, mat2)
    return TensorSpec((*x.shape[:2], mat2.shape[2]), x.dtype)


def _bmm_cost(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    return prod(inputs[0].shape) * inputs[1].shape[2]


def _outer(args: Args, x: TensorSpec, vec2: TensorSpec) -> TensorSpec:
    expect_dims("torch.outer", x, 1)
    expect_dims("torch.outer", vec2, 1)
    return TensorSpec((*x.shape, *vec2.shape), promote(x, vec2))


def _linear(args: Args, x: TensorSpec, weight: TensorSpec, bias: TensorSpec | None = None) -> TensorSpec:
    expect_dims("The weight of F.linear", weight, 1, 2)
    if not x.shape or x.shape[-1] != weight.shape[-1]:
        raise ShapeError(f"F.linear has a weight of {[*weight.shape]} and receives {[*x.shape]}.")
    require_one_dtype("F.linear", x, weight, *([] if bias is None else [bias]))
    shape = (*x.shape[:-1], *weight.shape[:-1])
    if bias is not None and (len(bias.shape) > 1 or len(bias.shape) >= len(weight.shape)):
        raise ShapeError(f"F.linear has a weight of {[*weight.shape]} and a bias of {[*bias.shape]}.")
    if bias is not None and broadcast("F.linear", shape[-1:], bias.shape) != shape[-1:]:
        raise ShapeError(f"F.linear returns {[*shape]} and has a bias of {[*bias.shape]}.")
    return TensorSpec(shape, x.dtype)


def _linear_cost(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    return prod(inputs[0].shape) * inputs[1].shape[0] if len(inputs[1].shape) == 2 else 0


def _embedding(args: Args, x: TensorSpec, weight: TensorSpec) -> TensorSpec:
    require("F.embedding", x, INDEX)
    expect_dims("The weight of F.embedding", weight, 2)
    return TensorSpec((*x.shape, weight.shape[1]), weight.dtype)


KINDS: tuple[FunctionKind, ...] = (
    FunctionKind(
        name="torch.matmul",
        summary="Product of matrices, of stacks of them, or with a vector.",
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
        summary="Products of two stacks of matrices.",
        inputs=("input", "mat2"),
        aliases=("Tensor.bmm",),
        output=_bmm,
        multiply_adds=_bmm_cost,
        follows=("F.softmax",),
    ),
    FunctionKind(
        name="torch.outer",
        summary="Table of all products of two vectors.",
        inputs=("input", "vec2"),
        aliases=("Tensor.outer", "torch.ger"),
        output=_outer,
    ),
    FunctionKind(
        name="F.linear",
        category="linear",
        summary="Linear map by a weight that is wired, (out_features, in_features).",
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
        summary="Rows of a table that is wired, by their numbers.",
        inputs=("input", "weight"),
        output=_embedding,
        follows=("torch.add",),
    ),
)
