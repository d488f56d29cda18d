"""Which modules do no more than their classes say."""

from __future__ import annotations

from torch import nn
from torch.nn.utils.parametrize import is_parametrized

from builder.sentences import say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.layers import layer_kind
from builder.trace.from_module.parametrized import hooks_of


def is_container(module: nn.Module) -> bool:
    """Tell whether a module holds children that run one after another, or has no forward of its own."""
    if isinstance(module, nn.ModuleList | nn.ModuleDict) and type(module).forward is nn.Module.forward:
        return True
    return isinstance(module, nn.Sequential) and type(module).forward is nn.Sequential.forward


def require_plain(module: nn.Module) -> None:
    """Refuse a module that does more than its forward says.

    Raises:
        UntraceableError: it has hooks, a forward of its own where its class says what it does, or parametrizations.
    """
    if hooks_of(module):
        raise UntraceableError(say("trace.hooks"))
    if "forward" in vars(module) and (layer_kind(module) is not None or is_container(module)):
        raise UntraceableError(say("trace.patched"), say("trace.patched.hint"))
    if layer_kind(module) is None and (is_parametrized(module) or module._forward_pre_hooks):
        names = ", ".join(module.parametrizations if is_parametrized(module) else ("weight",))  # type: ignore[arg-type]
        raise UntraceableError(say("trace.parametrized", names=names), say("trace.parametrized.hint"))
