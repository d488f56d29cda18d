"""Apply the init rules of a document to weights that exist: what the rules select is drawn again, the rest stays."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from builder.catalogue.layers.schemes import COPY, fill_text
from builder.document.blocks import Document
from builder.document.copies import block_paths
from builder.document.originals import original
from builder.document.tree import all_places
from builder.module import to_module
from builder.module.copies import copy_weights
from builder.module.selection import Parameters
from builder.sentences import say
from builder.weights.checkpoint import Progress, load_into, save_safetensors


def reinitialise(document: Document, weights: str | Path, target: str | Path, progress: Progress) -> None:
    """Write the weights anew, each tensor that a rule fills with the values that `to_module(document)` draws for it.

    So weights that were only ever drawn become, bit for bit, those that the emitted file's `build_net()` draws.

    Args:
        document: its rules say which tensors, its seed by which numbers.
        weights: a safetensors file of this document, which stays as it is.
        target: the new file, which appears whole or not at all.
        progress: is told from 0 to 1 how much is done, with words; what it raises stops the work.

    Raises:
        LimitError: the network is larger than the memory that is free.
    """
    network = to_module(document, device="meta")
    load_into(network, weights)
    drawn = to_module(document, progress=lambda fraction: progress(fraction / 2, say("weights.progress.drawing")))
    ours, theirs = Parameters(network, document), Parameters(drawn, document)
    found = all_places(document)
    with torch.no_grad():
        for rule in document.init:
            one = original(rule, found)
            if one is not None:
                _take_over(network, drawn, block_paths(document, one.layer.id))
                continue
            if rule.scheme == COPY:
                copy_weights(network, document, rule)
                continue
            scheme = fill_text(rule.scheme, rule.rows)
            pairs = zip(ours.selected(rule.select), theirs.selected(rule.select), strict=True)
            for (_, _, here), (_, _, new) in pairs:
                if scheme.min_dims <= here.dim() <= scheme.max_dims:
                    if rule.rows is None:
                        here.data = new.data
                    else:
                        here.data[slice(*rule.rows)] = new.data[slice(*rule.rows)]
    save_safetensors(network, target, lambda fraction, words: progress(0.5 + fraction / 2, words))
    progress(1.0, say("weights.progress.written"))


def _take_over(network: nn.Module, drawn: nn.Module, paths: tuple[str, ...]) -> None:
    """Give layers all the tensors that were drawn for them."""
    for path in paths:
        theirs = drawn.get_submodule(path).state_dict()
        for name, tensor in network.get_submodule(path).state_dict(keep_vars=True).items():
            tensor.data = theirs[name]
