"""The modules that hold the children of a sequential, and the run of those that have no forward of their own."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from torch import nn

from builder.document.blocks import Holder

HOLDERS: dict[Holder, type[nn.Module]] = {
    "Sequential": nn.Sequential,
    "ModuleList": nn.ModuleList,
    "ModuleDict": nn.ModuleDict,
}
_WITHOUT_FORWARD = (nn.ModuleList, nn.ModuleDict)


class BlockModule:
    """The base of all classes that blocks become; it prints the `extra_repr` of the block."""

    _shown = ""

    def extra_repr(self) -> str:
        """Return the text that the block has for it."""
        return self._shown


@lru_cache(maxsize=256)
def holder_class(name: str, holder: Holder) -> type[nn.Module]:
    """Return the class of a sequential under the name that is printed."""
    base = HOLDERS[holder]
    return type(name, (BlockModule, base), {"__doc__": base.__doc__, "__module__": __name__})


def in_turn(module: nn.Module, *inputs: Any, **named: Any) -> Any:  # noqa: ANN401 - what layers take and return
    """Call a module; of one that has no forward, all children in turn, as a loop of the class around it does."""
    if not isinstance(module, _WITHOUT_FORWARD):
        return module(*inputs, **named)
    (value,) = inputs
    for child in module._modules.values():
        assert child is not None
        value = in_turn(child, value)
    return value
