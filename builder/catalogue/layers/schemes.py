"""The schemes of `torch.nn.init`: their arguments and which tensors they can fill, as data."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from builder.catalogue.layers.kind import Args, Argument
from builder.catalogue.layers.validation import check_arguments
from builder.errors import DocumentError
from builder.sentences import Later, later, near, say


class Scheme(msgspec.Struct, frozen=True, kw_only=True):
    """One function of `torch.nn.init`, called with a tensor and `arguments`; it fills tensors of these many dims.

    The bounds are those that the functions of torch/nn/init.py check.
    """

    name: str
    summary: Later
    arguments: tuple[Argument, ...] = ()
    min_dims: int = 0
    max_dims: int = 16


def _number(name: str, default: float, help: Later, minimum: float | None = None) -> Argument:
    return Argument(name=name, type="float", default=default, help=help, minimum=minimum)


_MODE = Argument(
    name="mode",
    type="choice",
    choices=("fan_in", "fan_out"),
    default="fan_in",
    help=later("layers.schemes.mode"),
)
# The choices are those that `calculate_gain` of torch/nn/init.py knows.
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
    help=later("layers.schemes.nonlinearity"),
)
_KAIMING = (_number("a", 0.0, later("layers.schemes.a")), _MODE, _NONLINEARITY)
_GAIN = (_number("gain", 1.0, later("layers.schemes.gain")),)
_MEAN = _number("mean", 0.0, later("layers.schemes.mean"))
_STD = _number("std", 1.0, later("layers.schemes.std"), 0.0)

SCHEMES = {
    scheme.name: scheme
    for scheme in (
        Scheme(
            name="xavier_uniform_",
            summary=later("layers.xavier_uniform_"),
            arguments=_GAIN,
            min_dims=2,
        ),
        Scheme(
            name="xavier_normal_",
            summary=later("layers.xavier_normal_"),
            arguments=_GAIN,
            min_dims=2,
        ),
        Scheme(
            name="kaiming_uniform_",
            summary=later("layers.kaiming_uniform_"),
            arguments=_KAIMING,
            min_dims=2,
        ),
        Scheme(
            name="kaiming_normal_",
            summary=later("layers.kaiming_normal_"),
            arguments=_KAIMING,
            min_dims=2,
        ),
        Scheme(name="normal_", summary=later("layers.normal_"), arguments=(_MEAN, _STD)),
        Scheme(
            name="uniform_",
            summary=later("layers.uniform_"),
            arguments=(_number("a", 0.0, later("layers.uniform_.a")), _number("b", 1.0, later("layers.uniform_.b"))),
        ),
        Scheme(
            name="trunc_normal_",
            summary=later("layers.trunc_normal_"),
            arguments=(
                _MEAN,
                _STD,
                _number("a", -2.0, later("layers.trunc_normal_.a")),
                _number("b", 2.0, later("layers.trunc_normal_.b")),
            ),
        ),
        Scheme(
            name="constant_",
            summary=later("layers.constant_"),
            arguments=(Argument(name="val", type="float", help=later("layers.constant_.val")),),
        ),
        Scheme(name="zeros_", summary=later("layers.zeros_")),
        Scheme(name="ones_", summary=later("layers.ones_")),
        Scheme(name="orthogonal_", summary=later("layers.orthogonal_"), arguments=_GAIN, min_dims=2),
        Scheme(name="eye_", summary=later("layers.eye_"), min_dims=2, max_dims=2),
        Scheme(
            name="dirac_",
            summary=later("layers.dirac_"),
            arguments=(
                Argument(name="groups", type="int", default=1, minimum=1, help=later("layers.ChannelShuffle.groups")),
            ),
            min_dims=3,
            max_dims=5,
        ),
        Scheme(
            name="sparse_",
            summary=later("layers.sparse_"),
            arguments=(
                Argument(
                    name="sparsity", type="float", minimum=0.0, maximum=1.0, help=later("layers.sparse_.sparsity")
                ),
                _number("std", 0.01, later("layers.sparse_.std"), 0.0),
            ),
            min_dims=2,
            max_dims=2,
        ),
    )
}

COPY = "copy_"
"""Not of torch.nn.init: the scheme of a rule by which tensors begin equal to others."""

OLD_NAMES = (
    *("uniform", "normal", "constant", "eye", "dirac", "xavier_uniform", "xavier_normal"),
    *("kaiming_uniform", "kaiming_normal", "orthogonal", "sparse"),
)
"""Names without an underscore, deprecated in `torch.nn.init`: each warns and does what the scheme does."""

FIXED = frozenset({"constant_", "zeros_", "ones_", "eye_", "dirac_"})
"""The schemes that draw no random numbers: whoever begins equal is filled by the same one."""

BY_ROWS = ("constant_", "zeros_", "ones_")
"""The schemes that may fill some rows of a tensor alone."""


OWN = Scheme(name="own", summary=later("layers.own"))
"""What is known of any scheme that a person has written: it takes a tensor of any shape."""


def scheme_called(name: str) -> Scheme:
    """Return the scheme of a rule by its name; a name that is none of torch's is that of a person's own."""
    return SCHEMES.get(name, OWN)


def fill_text(name: str, rows: tuple[int, int] | None) -> Scheme:
    """Return a scheme as it fills whole tensors, or some rows of them: of what has no dim there is no row."""
    scheme = scheme_called(name)
    return scheme if rows is None else msgspec.structs.replace(scheme, min_dims=max(scheme.min_dims, 1))


def check_scheme(name: object, args: Args, own: Sequence[str] = ()) -> None:
    """Check the name and arguments of a scheme of torch's; `own` are those that a person has written beside.

    Raises:
        DocumentError: there is no such scheme, or an argument is wrong.
    """
    if not isinstance(name, str) or name not in SCHEMES:
        text = name if isinstance(name, str) else type(name).__name__
        raise DocumentError(say("layers.schemes.unknown", name=text), "scheme", near(text, [*SCHEMES, *own]))
    check_arguments(name, SCHEMES[name].arguments, args)
