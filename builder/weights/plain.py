"""Tensors of a network that are in no `state_dict` and therefore in no weights file.

Those that a written class keeps as plain attributes, and buffers that are not persistent.
"""

from __future__ import annotations

from torch import Tensor, nn

from builder.document.blocks import Document
from builder.module import to_module

_TABLES = ("_parameters", "_buffers", "_modules")


def fill_plain(network: nn.Module, document: Document) -> None:
    """Give a network that was built on the meta device such tensors as `to_module(document)` draws them.

    Args:
        network: tensors that it holds elsewhere than on the meta device stay as they are.
        document: the one that the network was built from.

    Raises:
        LimitError: the network is larger than the memory that is free.
    """
    waiting = [(path, name) for path, module in network.named_modules() for name in _on_meta(module)]
    if not waiting:
        return
    drawn = to_module(document)
    for path, name in waiting:
        setattr(network.get_submodule(path), name, getattr(drawn.get_submodule(path), name))


def _on_meta(module: nn.Module) -> list[str]:
    plain = [name for name, value in vars(module).items() if name not in _TABLES and _is_meta(value)]
    return plain + [name for name in module._non_persistent_buffers_set if _is_meta(module._buffers[name])]


def _is_meta(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_is_meta, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_is_meta, value))
    return isinstance(value, Tensor) and value.is_meta
