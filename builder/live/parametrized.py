"""Registers the parametrizations of a live layer, as the calls in the emitted file do, and takes them off again.

A text may call the same functions, with arguments that are checked first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrizations, parametrize
from torch.nn.utils.spectral_norm import remove_spectral_norm, spectral_norm
from torch.nn.utils.weight_norm import WeightNorm, remove_weight_norm

from builder.catalogue.layers.kind import ParameterSpec
from builder.catalogue.layers.parametrized import (
    PARAMETRIZATIONS,
    Form,
    Parametrization,
    Parametrizations,
    called_with,
    check_parametrizations,
    full_args,
    parametrized_specs,
)
from builder.errors import BuilderError
from builder.interpreter.failures import Refusal, refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import ModuleValue, Native
from builder.live.packed_sequences import packed_module
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_NEW: dict[str, Callable[..., nn.Module]] = {
    "weight_norm": parametrizations.weight_norm,
    "spectral_norm": parametrizations.spectral_norm,
    "orthogonal": parametrizations.orthogonal,
}
_REMOVE: dict[str, Callable[..., nn.Module]] = {
    "weight_norm": remove_weight_norm,
    "spectral_norm": remove_spectral_norm,
}


def register(layer: nn.Module, kind: str, given: Parametrizations) -> nn.Module:
    """Register parametrizations in their order and return the layer; `kind` is its class.

    Raises:
        ShapeError: a tensor is not there, or has too few dims.
    """
    own = tuple(ParameterSpec(name, tuple(tensor.shape)) for name, tensor in layer.named_parameters(recurse=False))
    parametrized_specs(kind, own, given)
    for name, one in given.items():
        apply(layer, name, one)
    return layer


def apply(layer: nn.Module, name: str, one: Parametrization) -> None:
    """Register one parametrization, which may draw from torch's global generator."""
    args = full_args(one)
    if one.kind == "orthogonal" and getattr(layer, name).is_meta:
        _register_on_meta(layer, name, args)
    elif one.form == "new":
        _NEW[one.kind](layer, name, **args)
    elif one.kind == "spectral_norm":
        spectral_norm(layer, name, **args)
    else:
        # As torch.nn.utils.weight_norm does, less its warning that it is deprecated: the document asked for it.
        unwarned: Any = getattr(WeightNorm.apply, "__wrapped__", WeightNorm.apply)
        unwarned(layer, name, args["dim"])


def take_off(layer: nn.Module, name: str, one: Parametrization) -> None:
    """Make a parameter of a tensor again that is worked out of others, with the values that it has."""
    if one.form == "new":
        parametrize.remove_parametrizations(layer, name)
    else:
        _REMOVE[one.kind](layer, name)


class _Orthogonal(parametrizations._Orthogonal):
    """Torch's own for a tensor without values, which that refuses to make orthogonal."""

    @torch.no_grad()
    def right_inverse(self, Q: Tensor) -> Tensor:  # noqa: N803 - torch's own name for it
        if hasattr(self, "base"):
            side = max(Q.shape[-2:])
            self.base = Q.new_empty(*Q.shape[:-2], side, side)
        return torch.empty_like(Q)


def _register_on_meta(layer: nn.Module, name: str, args: dict[str, Any]) -> None:
    weight = getattr(layer, name)
    square = "matrix_exp" if weight.shape[-2] == weight.shape[-1] else "householder"
    one = _Orthogonal(
        weight,
        parametrizations._OrthMaps[args["orthogonal_map"] or square],
        use_trivialization=args["use_trivialization"],
    )
    parametrize.register_parametrization(layer, name, one, unsafe=True)


def _register_native(kind: str, form: Form) -> Native:
    def call(
        interpreter: Interpreter, module: Value, name: Value = "weight", /, *args: Value, **kwargs: Value
    ) -> Value:
        if not isinstance(module, nn.Module):
            raise TypeError(f"{kind} takes a module")
        name, one = called_with(kind, form, name, args, kwargs)
        if f"{name}_g" in module._parameters or f"{name}_orig" in module._parameters or name in _new(module):
            raise Refusal(
                say("symbols.parametrized.twice", name=name, kind=type(module).__name__),
                say("symbols.parametrized.twice.hint"),
            )
        try:
            check_parametrizations({name: one})
            return register(module, type(module).__name__, {name: one})
        except BuilderError as error:
            raise refusal(error) from None

    return Native(kind, call)


def _new(module: nn.Module) -> list[str]:
    found = module._modules.get("parametrizations")
    return list(found) if isinstance(found, nn.ModuleDict) else []


def _remove_native(kind: str) -> Native:
    def call(interpreter: Interpreter, module: Value, name: Value = "weight") -> Value:
        if not isinstance(module, nn.Module) or not isinstance(name, str):
            raise TypeError(f"remove_{kind} takes a module and a name")
        return _REMOVE[kind](module, name)

    return Native(f"remove_{kind}", call)


def _remove_new(interpreter: Interpreter, module: Value, tensor_name: Value, leave_parametrized: Value = True) -> Value:
    return parametrize.remove_parametrizations(module, tensor_name, bool(leave_parametrized))


def _is_parametrized(interpreter: Interpreter, module: Value, tensor_name: Value = None) -> bool:
    return parametrize.is_parametrized(module, tensor_name)


def _own(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    raise Refusal(say("symbols.parametrized.class"), say("symbols.parametrized.class.hint"))


def parametrization_modules() -> dict[str, ModuleValue]:
    """Return `torch.nn.utils`, as far as it parametrizes, and the modules in it."""
    functions: dict[str, Callable[..., Value]] = {
        "remove_parametrizations": _remove_new,
        "is_parametrized": _is_parametrized,
        "register_parametrization": _own,
    }
    old: dict[str, Value] = {}
    for kind in _REMOVE:
        old |= {kind: _register_native(kind, "old"), f"remove_{kind}": _remove_native(kind)}
    members = {
        "torch.nn.utils": old,
        "torch.nn.utils.parametrizations": {kind: _register_native(kind, "new") for kind in PARAMETRIZATIONS},
        "torch.nn.utils.parametrize": {name: Native(name, call) for name, call in functions.items()},
    }
    rnn = packed_module()
    old["rnn"] = rnn
    return {name: ModuleValue(name, found) for name, found in members.items()} | {rnn.name: rnn}
