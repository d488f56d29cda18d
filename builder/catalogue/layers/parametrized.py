"""The parametrizations of `torch.nn.utils`: a layer's tensor that is worked out of others, which stand in its place.

Two forms of each are in use: that of `torch.nn.utils.parametrizations`, which makes a class `ParametrizedLinear` with
modules of its own, and the old one of `torch.nn.utils`, whose hook runs before each forward.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import prod
from typing import Any, Literal, TypeAlias

import msgspec

from builder.catalogue.layers.kind import Args, Argument, ParameterSpec
from builder.catalogue.layers.validation import check_arguments
from builder.errors import DocumentError, ShapeError
from builder.sentences import Later, later, near, say

IN_PLACE = "parametrizations."
"""What the names of tensors begin with that the new form puts in the place of another."""
Form: TypeAlias = Literal["new", "old"]
Shape: TypeAlias = tuple[int, ...]


class Parametrization(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """How one tensor of a layer is worked out; `args` are those of the function in torch that `kind` names."""

    kind: str
    form: Form = "new"
    args: dict[str, Any] = {}


Parametrizations: TypeAlias = dict[str, Parametrization]
"""By the name of the tensor, in the order in which they are registered."""


class ParametrizationKind(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of `weight_norm` and its kin.

    `tensors(layer, shape, args)` gives the shapes of what stands in the place of a tensor: the learned ones, then the
    buffers. `names` says how these are called in each form, behind the tensor's own name. The shapes are those that
    the functions of torch/nn/utils register.
    """

    name: str
    summary: Later
    arguments: tuple[Argument, ...]
    tensors: Callable[[str, Shape, Args], tuple[tuple[Shape, ...], tuple[Shape, ...]]]
    names: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    multiply_adds: Callable[[Shape, Args], int] = lambda shape, args: 0


def _norm_shapes(layer: str, shape: Shape, args: Args) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    """Return the norms and the direction; for -1 there is one norm.

    As `norm_except_dim` of aten/src/ATen/native/WeightNorm.cpp, which both forms call.
    """
    dim = args["dim"]
    if not shape or (dim is not None and dim >= len(shape)):
        raise _dim("weight_norm", dim, shape)
    norm = () if dim in (None, -1) else tuple(n if i == dim else 1 for i, n in enumerate(shape))
    return (norm, shape), ()


def _spectral(layer: str, shape: Shape, args: Args) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    """Return the tensor and its singular vectors, as `_SpectralNorm.__init__` in torch/nn/utils/parametrizations.py.

    `SpectralNorm.apply` in torch/nn/utils/spectral_norm.py makes the same; both take dim 1 of a transposed convolution.
    """
    dim = args["dim"]
    if dim is None:
        dim = int(layer.startswith("ConvTranspose"))
    if dim >= len(shape):
        raise _dim("spectral_norm", dim, shape)
    rest = prod(n for i, n in enumerate(shape) if i != dim)
    # The new form takes the norm of a vector as it is, and needs no singular vectors.
    return (shape,), ((shape[dim],), (rest,))


def _orthogonal(layer: str, shape: Shape, args: Args) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    """Return the tensor and the square base of `_Orthogonal.right_inverse`; refuse a vector, as `orthogonal` does.

    Both are in torch/nn/utils/parametrizations.py.
    """
    if len(shape) < 2:
        raise ShapeError(
            say("layers.parametrized.matrix", dims=len(shape)), hint=say("layers.parametrized.matrix.hint")
        )
    side = max(shape[-2:])
    return (shape,), ((*shape[:-2], side, side),) if args["use_trivialization"] else ()


def _of_base(shape: Shape, args: Args) -> int:
    """Return what the product with the base costs: a square matrix with one of the tensor's shape.

    As `_Orthogonal.forward` in torch/nn/utils/parametrizations.py takes it, wide matrices transposed.
    """
    return max(shape[-2:]) * prod(shape) if args["use_trivialization"] else 0


def _dim(kind: str, dim: object, shape: Shape) -> ShapeError:
    problem = say("layers.parametrized.dim", kind=kind, dim=dim, shape=shape)
    return ShapeError(problem, hint=say("layers.parametrized.dim.hint", most=max(len(shape) - 1, 0)))


PARAMETRIZATIONS = {
    entry.name: entry
    for entry in (
        ParametrizationKind(
            name="weight_norm",
            summary=later("layers.weight_norm"),
            arguments=(
                Argument(
                    name="dim", type="int", default=0, optional=True, minimum=-1, help=later("layers.weight_norm.dim")
                ),
            ),
            tensors=_norm_shapes,
            names={"new": (("original0", "original1"), ()), "old": (("_g", "_v"), ())},
        ),
        ParametrizationKind(
            name="spectral_norm",
            summary=later("layers.spectral_norm"),
            arguments=(
                Argument(
                    name="n_power_iterations",
                    type="int",
                    default=1,
                    minimum=1,
                    help=later("layers.spectral_norm.n_power_iterations"),
                ),
                Argument(name="eps", type="float", default=1e-12, minimum=0.0, help=later("layers.spectral_norm.eps")),
                Argument(
                    name="dim",
                    type="int",
                    default=None,
                    optional=True,
                    minimum=0,
                    help=later("layers.spectral_norm.dim"),
                ),
            ),
            tensors=_spectral,
            names={"new": (("original",), ("0._u", "0._v")), "old": (("_orig",), ("_u", "_v"))},
        ),
        ParametrizationKind(
            name="orthogonal",
            summary=later("layers.orthogonal"),
            arguments=(
                Argument(
                    name="orthogonal_map",
                    type="choice",
                    choices=("matrix_exp", "cayley", "householder"),
                    default=None,
                    optional=True,
                    help=later("layers.orthogonal.orthogonal_map"),
                ),
                Argument(
                    name="use_trivialization",
                    type="bool",
                    default=True,
                    keyword_only=True,
                    help=later("layers.orthogonal.use_trivialization"),
                ),
            ),
            tensors=_orthogonal,
            names={"new": (("original",), ("0.base",))},
            multiply_adds=_of_base,
        ),
    )
}
"""By name; each has the forms that `names` lists."""


def check_parametrizations(given: Parametrizations) -> None:
    """Check the kinds and arguments of a layer's parametrizations by themselves.

    Raises:
        DocumentError: with the place, relative to the block, and the remedy.
    """
    for name, one in given.items():
        place = f"parametrizations.{name}"
        entry = PARAMETRIZATIONS.get(one.kind)
        if entry is None:
            problem = say("layers.parametrized.unknown", kind=one.kind)
            raise DocumentError(problem, f"{place}.kind", near(one.kind, PARAMETRIZATIONS) or _known_hint())
        if one.form not in entry.names:
            problem = say("layers.parametrized.form", kind=one.kind)
            raise DocumentError(problem, f"{place}.form", say("layers.parametrized.form.hint", kind=one.kind))
        try:
            check_arguments(one.kind, entry.arguments, one.args)
        except DocumentError as error:
            raise DocumentError(error.problem, f"{place}.{error.path}", error.hint) from None


def _known_hint() -> str:
    return say("layers.parametrized.unknown.hint")


def full_args(one: Parametrization) -> Args:
    """Return the arguments with all defaults filled in."""
    return {argument.name: argument.default for argument in PARAMETRIZATIONS[one.kind].arguments} | one.args


def called_with(
    kind: str, form: Form, name: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[Any, Parametrization]:
    """Return the tensor's name and the parametrization that a call of a text asks for, defaults left out.

    Raises:
        TypeError: it gives too many arguments.
    """
    arguments = PARAMETRIZATIONS[kind].arguments
    names = [argument.name for argument in arguments if not argument.keyword_only]
    if len(args) > len(names):
        raise TypeError(f"{kind}() takes at most {2 + len(names)} positional arguments")
    given = dict(zip(names, args, strict=False)) | kwargs
    name = given.pop("name", name)
    known = {argument.name: argument.default for argument in arguments}
    kept = {key: value for key, value in given.items() if key not in known or value != known[key]}
    return name, Parametrization(kind, form, kept)


def parametrized_specs(
    kind: str, specs: tuple[ParameterSpec, ...], given: Parametrizations
) -> tuple[ParameterSpec, ...]:
    """Return the tensors of a layer in the order of its `state_dict`, where `specs` are those without parametrizations.

    Raises:
        ShapeError: a tensor is not there, or has too few dims.
    """
    if not given:
        return specs
    own = {spec.name: spec for spec in specs if "." not in spec.name}
    inner = [spec for spec in specs if "." in spec.name]
    for name, one in given.items():
        spec = own.pop(name, None)
        if spec is None or spec.buffer:
            learned = [other for other, known in own.items() if not known.buffer and other not in given]
            raise ShapeError(
                say("layers.parametrized.no-tensor", kind=kind, name=name), hint=near(name, learned) or _remove()
            )
        made = list(_in_its_place(kind, spec, one))
        if one.form == "new":
            inner += made
        else:
            own |= {spec.name: spec for spec in made}
    return (*sorted(own.values(), key=lambda spec: spec.buffer), *inner)


def _remove() -> str:
    return say("layers.parametrized.no-tensor.hint")


def _in_its_place(kind: str, spec: ParameterSpec, one: Parametrization) -> Iterable[ParameterSpec]:
    entry = PARAMETRIZATIONS[one.kind]
    shapes = entry.tensors(kind, spec.shape, full_args(one))
    start = f"{IN_PLACE}{spec.name}." if one.form == "new" else spec.name
    for names, made, buffer in zip(entry.names[one.form], shapes, (False, True), strict=True):
        is_vector = buffer and one.form == "new" and one.kind == "spectral_norm" and len(spec.shape) == 1
        for name, shape in zip(names, () if is_vector else made, strict=False):
            yield ParameterSpec(f"{start}{name}", shape, spec.dtype, buffer)


def cost(specs: tuple[ParameterSpec, ...], given: Parametrizations) -> int:
    """Return the multiply-adds of working the tensors out, which each call of the layer does once.

    As `get_parametrized` of torch/nn/utils/parametrize.py does outside of `cached()`.
    """
    shapes = {spec.name: spec.shape for spec in specs}
    return sum(PARAMETRIZATIONS[one.kind].multiply_adds(shapes[name], full_args(one)) for name, one in given.items())


def class_name(kind: str, given: Parametrizations) -> str:
    """Return the name of the class that a layer is of in torch: the new form makes one of its own.

    >>> class_name("Linear", {"weight": Parametrization("weight_norm")})
    'ParametrizedLinear'
    """
    return f"Parametrized{kind}" if any(one.form == "new" for one in given.values()) else kind
