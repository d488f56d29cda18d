"""The schemes of `torch.nn.init`: their arguments and which tensors they can fill, as data."""

from __future__ import annotations

import msgspec

from builder.errors import DocumentError
from builder.layers.kind import Args, Argument
from builder.layers.validation import check_arguments
from builder.sentences import near


class Scheme(msgspec.Struct, frozen=True, kw_only=True):
    """One function of `torch.nn.init`, called with a tensor and `arguments`; it fills tensors of these many dims."""

    name: str
    summary: str
    arguments: tuple[Argument, ...] = ()
    min_dims: int = 0
    max_dims: int = 16


def _number(name: str, default: float, help: str, minimum: float | None = None) -> Argument:
    return Argument(name=name, type="float", default=default, help=help, minimum=minimum)


_MODE = Argument(
    name="mode",
    type="choice",
    choices=("fan_in", "fan_out"),
    default="fan_in",
    help="Whether the variance is kept in the forward pass (fan_in) or the backward pass (fan_out).",
)
_NONLINEARITY = Argument(
    name="nonlinearity",
    type="choice",
    choices=(
        "linear",
        "conv1d",
        "conv2d",
        "conv3d",
        "conv_transpose1d",
        "conv_transpose2d",
        "conv_transpose3d",
        "sigmoid",
        "tanh",
        "relu",
        "leaky_relu",
        "selu",
    ),
    default="leaky_relu",
    help="The activation that follows, which decides the gain.",
)
_KAIMING = (_number("a", 0.0, "Negative slope of the leaky ReLU that follows."), _MODE, _NONLINEARITY)
_GAIN = (_number("gain", 1.0, "Factor for the activation that follows."),)
_MEAN = _number("mean", 0.0, "Mean of the normal distribution.")
_STD = _number("std", 1.0, "Standard deviation of the normal distribution.", 0.0)

SCHEMES = {
    scheme.name: scheme
    for scheme in (
        Scheme(
            name="xavier_uniform_",
            summary="Uniform, variance 2 / (fan_in + fan_out) (Glorot and Bengio 2010).",
            arguments=_GAIN,
            min_dims=2,
        ),
        Scheme(
            name="xavier_normal_",
            summary="Normal, variance 2 / (fan_in + fan_out) (Glorot and Bengio 2010).",
            arguments=_GAIN,
            min_dims=2,
        ),
        Scheme(
            name="kaiming_uniform_",
            summary="Uniform, variance gain^2 / fan (He et al. 2015).",
            arguments=_KAIMING,
            min_dims=2,
        ),
        Scheme(
            name="kaiming_normal_",
            summary="Normal, variance gain^2 / fan (He et al. 2015).",
            arguments=_KAIMING,
            min_dims=2,
        ),
        Scheme(name="normal_", summary="Normal distribution.", arguments=(_MEAN, _STD)),
        Scheme(
            name="uniform_",
            summary="Uniform distribution between a and b.",
            arguments=(_number("a", 0.0, "Lower bound."), _number("b", 1.0, "Upper bound.")),
        ),
        Scheme(
            name="trunc_normal_",
            summary="Normal distribution, redrawn outside a to b.",
            arguments=(
                _MEAN,
                _STD,
                _number("a", -2.0, "Smallest value, absolute, not in units of std."),
                _number("b", 2.0, "Largest value, absolute, not in units of std."),
            ),
        ),
        Scheme(
            name="constant_",
            summary="One value everywhere.",
            arguments=(Argument(name="val", type="float", help="The value."),),
        ),
        Scheme(name="zeros_", summary="Zero everywhere."),
        Scheme(name="ones_", summary="One everywhere."),
        Scheme(
            name="orthogonal_", summary="A random orthogonal matrix (Saxe et al. 2013).", arguments=_GAIN, min_dims=2
        ),
        Scheme(name="eye_", summary="The identity matrix, for matrices.", min_dims=2, max_dims=2),
        Scheme(
            name="dirac_",
            summary="The identity of a convolution, for kernels.",
            arguments=(
                Argument(
                    name="groups", type="int", default=1, minimum=1, help="Groups of channels that keep to themselves."
                ),
            ),
            min_dims=3,
            max_dims=5,
        ),
        Scheme(
            name="sparse_",
            summary="Normal, with a fraction of each column at zero (Martens 2010).",
            arguments=(
                Argument(
                    name="sparsity", type="float", minimum=0.0, maximum=1.0, help="Fraction of each column set to zero."
                ),
                _number("std", 0.01, "Standard deviation of the others.", 0.0),
            ),
            min_dims=2,
            max_dims=2,
        ),
    )
}


def check_scheme(name: object, args: Args) -> None:
    """Check a scheme's name and arguments.

    Raises:
        DocumentError: there is no such scheme, or an argument is wrong.
    """
    if not isinstance(name, str) or name not in SCHEMES:
        text = name if isinstance(name, str) else type(name).__name__
        raise DocumentError(f"torch.nn.init has no scheme {text[:64]!r}.", "scheme", near(text[:64], SCHEMES))
    check_arguments(name, SCHEMES[name].arguments, args)
