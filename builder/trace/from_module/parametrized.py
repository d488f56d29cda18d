"""Reads the parametrizations of a live layer, in both forms."""

from __future__ import annotations

from typing import Any

from torch import nn
from torch.nn.utils import parametrizations
from torch.nn.utils.parametrize import is_parametrized
from torch.nn.utils.spectral_norm import SpectralNorm
from torch.nn.utils.weight_norm import WeightNorm

from builder.catalogue.layers.parametrized import PARAMETRIZATIONS, Parametrization, Parametrizations
from builder.sentences import say
from builder.trace.errors import UntraceableError


def hooks_of(module: nn.Module) -> list[Any]:
    """Return the hooks of a module that are no parametrization, nor anything that such a one needs."""
    before = [hook for hook in module._forward_pre_hooks.values() if not isinstance(hook, WeightNorm | SpectralNorm)]
    return [*before, *module._forward_hooks.values()]


def parametrizations_of(module: nn.Module, kind: str) -> Parametrizations:
    """Return how the tensors of a layer are worked out, in the order in which that was registered.

    Raises:
        UntraceableError: one is worked out by a class of its own, or by several parametrizations.
    """
    found: Parametrizations = {}
    for hook in module._forward_pre_hooks.values():
        if isinstance(hook, WeightNorm):
            found[hook.name] = _one("weight_norm", "old", {"dim": _dim(hook.dim)}, kind)
        elif isinstance(hook, SpectralNorm):
            args = {"n_power_iterations": hook.n_power_iterations, "eps": hook.eps, "dim": hook.dim}
            found[hook.name] = _one("spectral_norm", "old", args, kind)
    if is_parametrized(module):
        for name, listed in module.parametrizations.items():  # type: ignore[union-attr, operator]
            if len(listed) != 1:
                raise UntraceableError(say("trace.parametrized", names=name), say("trace.parametrized.hint"))
            found[name] = _new(listed[0], name, kind)
    return found


def _new(module: nn.Module, name: str, kind: str) -> Parametrization:
    match module:
        case parametrizations._WeightNorm(dim=dim):
            return _one("weight_norm", "new", {"dim": _dim(dim)}, kind)
        case parametrizations._SpectralNorm(dim=dim, eps=eps):
            steps = getattr(module, "n_power_iterations", 1)  # a vector needs none
            return _one("spectral_norm", "new", {"n_power_iterations": steps, "eps": eps, "dim": dim}, kind)
        case parametrizations._Orthogonal(orthogonal_map=way, shape=shape):
            # What torch chooses by itself for tensors of real numbers.
            usual = "matrix_exp" if shape[-2] == shape[-1] else "householder"
            args = {
                "orthogonal_map": None if way.name == usual else way.name,
                "use_trivialization": "base" in module._buffers,
            }
            return _one("orthogonal", "new", args, kind)
    raise UntraceableError(say("trace.parametrized", names=name), say("trace.parametrized.hint"))


def _dim(dim: int) -> int | None:
    # Torch keeps a `dim` of None, the norm over all, as -1.
    return None if dim == -1 else dim


def _one(name: str, form: Any, args: dict[str, Any], kind: str) -> Parametrization:  # noqa: ANN401 - one of two words
    # What torch makes of a `dim` of None: the dim of the outputs, which a transposed convolution has second.
    if name == "spectral_norm" and args["dim"] == int(kind.startswith("ConvTranspose")):
        args["dim"] = None
    defaults = {argument.name: argument.default for argument in PARAMETRIZATIONS[name].arguments}
    return Parametrization(name, form, {key: value for key, value in args.items() if value != defaults[key]})
