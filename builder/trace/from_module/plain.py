"""Which modules do no more than their classes say."""

from __future__ import annotations

from torch import nn
from torch.nn.utils.parametrize import is_parametrized

from builder.sentences import say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.layers import layer_kind
from builder.trace.from_module.overrides import own_call, own_methods
from builder.trace.from_module.parametrized import hooks_of


def is_container(module: nn.Module) -> bool:
    """Tell whether a module holds children that run one after another, or has no forward of its own."""
    if isinstance(module, nn.ModuleList | nn.ModuleDict) and type(module).forward is nn.Module.forward:
        return True
    return (
        isinstance(module, nn.Sequential)
        and type(module).forward is nn.Sequential.forward
        and type(module).__iter__ is nn.Sequential.__iter__
    )


def require_plain(module: nn.Module) -> None:
    """Refuse a module that does more than its forward says.

    Raises:
        UntraceableError: it has hooks, methods of its own where its class says what it does, or parametrizations.
    """
    if hooks_of(module):
        raise UntraceableError(say("trace.hooks"), say("trace.hooks.hint"))
    if (call := own_call(type(module))) is not None:
        raise UntraceableError(say("trace.own-method", name=call), say("trace.own-method.hint"))
    known = layer_kind(module) is not None or is_container(module)
    for name in own_methods(module):
        if known or name in ("train", "eval"):
            raise UntraceableError(say("trace.patched", name=name), say("trace.patched.hint"))
    if layer_kind(module) is None and (is_parametrized(module) or module._forward_pre_hooks):
        names = ", ".join(module.parametrizations if is_parametrized(module) else ("weight",))  # type: ignore[arg-type]
        raise UntraceableError(say("trace.parametrized", names=names), say("trace.parametrized.hint"))


def require_usual_train(module: nn.Module) -> None:
    """Refuse a module whose own `train` does more than to tell every module below the mode, or less.

    Raises:
        UntraceableError: some stay in another mode, or it changes something else.
    """
    if type(module).train is nn.Module.train and type(module).eval is nn.Module.eval:
        return
    for mode in (True, False):
        before = _plain_members(module)
        module.train(mode)
        if any(inner.training is not mode for inner in module.modules()) or _plain_members(module) != before:
            raise UntraceableError(say("trace.own-method", name="train"), say("trace.own-method.hint"))


def _plain_members(module: nn.Module) -> dict[str, int]:
    return {name: id(value) for name, value in vars(module).items() if name != "training"}
