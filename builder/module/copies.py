"""Let tensors of a live network begin equal to others, as the rules with `copy_` say."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from builder.document.blocks import Document, InitRule, TensorBlock
from builder.document.copies import called_block, misfit, paired_paths, unlike
from builder.document.tree import all_places


def copy_weights(network: nn.Module, document: Document, rule: InitRule, only: set[int] | None = None) -> None:
    """Copy the tensors of one block to those of the same names in another, in every copy of a repeat.

    Those whose `id` is not in `only` stay, where that is given.

    Raises:
        DocumentError: one of the blocks has a tensor that the other one has not, or of another shape.
    """
    found = all_places(document)
    assert rule.select.block is not None
    assert rule.of is not None
    ours, theirs = called_block(rule.select.block, found), called_block(rule.of, found)
    for path, of_path in paired_paths(document, ours, theirs, found):
        here = _tensors(network, path, found[ours].block, rule.select.tensor)
        there = _tensors(network, of_path, found[theirs].block, rule.select.tensor)
        shapes = [{name: tensor.shape for name, tensor in tensors.items()} for tensors in (here, there)]
        strange = unlike(*shapes)
        if strange is not None or not here:
            raise misfit(path, of_path, strange or rule.select.tensor or "")
        with torch.no_grad():
            for name, tensor in here.items():
                if only is None or id(tensor) in only:
                    tensor.copy_(there[name])


def _tensors(network: nn.Module, path: str, block: object, only: str | None) -> dict[str, Tensor]:
    """Return what a block holds by name: of a tensor itself, which may be in no state_dict."""
    if isinstance(block, TensorBlock):
        inner, _, name = path.rpartition(".")
        return {"": getattr(network.get_submodule(inner), name)}
    state = network.get_submodule(path).state_dict(keep_vars=True)
    return {name: tensor for name, tensor in state.items() if only in (None, name) and isinstance(tensor, Tensor)}
