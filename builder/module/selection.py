"""Which tensors of a live network a document's selectors and ties name."""

from __future__ import annotations

from collections.abc import Iterator

from torch import nn

from builder.document.blocks import Document, Selector
from builder.document.copies import block_paths
from builder.document.patterns import matches

Found = Iterator[tuple[nn.Module, str, nn.Parameter]]


def selected(network: nn.Module, document: Document, select: Selector) -> Found:
    """Yield module, name and parameter of each tensor that is selected, each tensor object once.

    The order is that of `named_modules()` and of each module's own parameters; with `select.block`, that of the
    block's own `named_modules()`, copy after copy.
    """
    seen: set[int] = set()
    modules: set[nn.Module] = set()
    starts = ("",) if select.block is None else block_paths(document, select.block)
    for start in starts:
        for path, module in network.get_submodule(start).named_modules(memo=modules, prefix=start):
            if select.kind is None or type(module) is getattr(nn, select.kind):
                for name, parameter in module._parameters.items():
                    if parameter is None or id(parameter) in seen:
                        continue
                    key = f"{path}.{name}" if path else name
                    if select.tensor is None or matches(select.tensor, name, key):
                        seen.add(id(parameter))
                        yield module, name, parameter
