"""Dropout of elements and of whole channels; active in training only."""

from __future__ import annotations

from builder.catalogue.dtypes import FLOATING
from builder.catalogue.layers.arguments import INPLACE, expect_dims
from builder.catalogue.layers.dtype_checks import require
from builder.catalogue.layers.kind import Args, Argument, Kind, TensorSpec
from builder.catalogue.layers.phrases import least_dims, n_dims, takes
from builder.errors import ShapeError
from builder.sentences import Later, later


def _kind(name: str, summary: Later, dims: tuple[int, ...] = (), least: int = 0) -> Kind:
    """Describe one class: `dims` it takes (any, when empty), and the `least` it needs once it drops anything.

    Both are as `dropout1d` and its kin in torch/nn/functional.py and `make_feature_noise` in
    aten/src/ATen/native/Dropout.cpp ask; what comes out has the shape of the input, as their pages say under Shape.

    Args:
        name: of the class in torch.nn.
        summary: what it does, in one sentence.
        dims: each number of dims that it takes, batch and channels counted.
        least: the fewest dims.
    """

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        if dims:
            expect_dims(name, x, *dims)
        # At 0 and 1 torch draws nothing (aten/src/ATen/native/Dropout.cpp), so that every dtype passes.
        if 0 < args["p"] < 1:
            if x.dtype not in FLOATING:
                require(name, x, FLOATING)
            if len(x.shape) < least:
                raise ShapeError(takes(name, least_dims(least), n_dims(len(x.shape))))
        return x

    p = Argument(
        name="p",
        type="float",
        default=0.5,
        minimum=0,
        maximum=1,
        truth=True,
        help=later("layers.dropout.p"),
    )
    return Kind(
        name=name,
        category="dropout",
        summary=summary,
        arguments=(p, INPLACE),
        shares=True,
        elementwise=not dims and not least,
        output=output,
        follows=("Linear", "ReLU"),
    )


KINDS: tuple[Kind, ...] = (
    _kind("Dropout", later("layers.Dropout")),
    _kind("Dropout1d", later("layers.Dropout1d"), (2, 3)),
    _kind("Dropout2d", later("layers.Dropout2d"), least=2),
    _kind("Dropout3d", later("layers.Dropout3d"), least=1),
    _kind("AlphaDropout", later("layers.AlphaDropout")),
    _kind("FeatureAlphaDropout", later("layers.FeatureAlphaDropout"), least=2),
)
