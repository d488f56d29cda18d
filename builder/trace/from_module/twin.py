"""A copy of a network on the meta device: its modules and names, none of its numbers."""

from __future__ import annotations

import copy
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.modules.lazy import LazyModuleMixin
from torch.nn.parameter import is_lazy

from builder.errors import UnsupportedError
from builder.sentences import Sentence, say, short
from builder.trace.from_module.closures import ClosureCopier

_LONGEST = 120
"""Characters of an error that are told."""


class Twin:
    """The copy, and what it was copied from."""

    def __init__(self, network: nn.Module) -> None:
        """Copy the modules; every tensor becomes one of the same shape on meta, ties kept."""
        memo: dict[int, Any] = {}
        for module in network.modules():
            plain = {name: value for name, value in vars(module).items() if isinstance(value, Tensor)}
            for tensor in (*module._parameters.values(), *module._buffers.values(), *plain.values()):
                if tensor is not None and id(tensor) not in memo and not is_lazy(tensor):
                    memo[id(tensor)] = _on_meta(tensor)
        try:
            self.network: nn.Module = copy.deepcopy(network, memo)
        except Exception as error:  # what a class's own __deepcopy__ or its attributes raise
            raise _refusal(network, str(error)) from None
        pairs = list(zip(self.network.modules(), network.modules(), strict=False))
        if any(ours is theirs or type(ours).__name__ != type(theirs).__name__ for ours, theirs in pairs):
            raise _refusal(network, say("trace.copy.other"))
        rebinding = ClosureCopier(memo)
        for module in self.network.modules():
            rebinding.rebind(module)
            _count_features(module)
        self.originals: dict[int, nn.Module] = {id(ours): theirs for ours, theirs in pairs}
        """The module that each was copied from, by the id of the copy."""
        self.asks_sizes = False
        """Whether a forward of it has asked for a size beside the batch, or walked along a dim."""
        self.looks_at_sizes = False
        """Whether a forward of it has asked for any size."""
        self._is_own = any(map(_has_own_train, self.network.modules()))
        self._members = [vars(module) for module in self.network.modules()]

    def set_mode(self, training: bool) -> None:
        """Tell the copy the mode, as `train` does; each own class is run in both, so that it is told so often."""
        if self._is_own:
            self.network.train(training)
            return
        for members in self._members:
            members["training"] = training

    def original(self, module: nn.Module) -> nn.Module:
        """Return what a module of the twin was copied from; itself where it is new."""
        return self.originals.get(id(module), module)


def _has_own_train(module: nn.Module) -> bool:
    return "train" in vars(module) or type(module).train is not nn.Module.train


def _refusal(network: nn.Module, error: str) -> UnsupportedError:
    return UnsupportedError(
        say("trace.copy", name=type(network).__name__, error=Sentence(short(error.partition("\n")[0], _LONGEST))),
        hint=say("trace.copy.hint"),
    )


def _count_features(module: nn.Module) -> None:
    """Give a lazy normalisation whose weights were loaded the number that torch leaves at 0 then."""
    if isinstance(module, LazyModuleMixin) and getattr(module, "num_features", None) == 0:
        tensors = [*module._parameters.values(), *module._buffers.values()]
        sizes = [len(t) for t in tensors if t is not None and not is_lazy(t) and t.dim() == 1]
        module.num_features = sizes[0] if sizes else 0  # type: ignore[assignment]


def _on_meta(tensor: Tensor) -> Tensor:
    bare = torch.empty_like(tensor, device="meta")
    if isinstance(tensor, nn.Parameter):
        return nn.Parameter(bare, requires_grad=tensor.requires_grad)
    return bare
