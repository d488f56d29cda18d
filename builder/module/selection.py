"""Which tensors of a live network a document's selectors and ties name."""

from __future__ import annotations

from collections.abc import Iterator

from torch import nn

from builder.document.blocks import Document, Function, Selector, TensorBlock
from builder.document.copies import block_paths, called
from builder.document.patterns import matches
from builder.document.tree import places

Found = Iterator[tuple[nn.Module, str, nn.Parameter]]


def selected(network: nn.Module, document: Document, select: Selector) -> Found:
    """Yield module, name and parameter of each tensor that is selected, each tensor object once.

    The order is that of `named_modules()` and of each module's own parameters; with `select.block`, that of the
    block's own `named_modules()`, copy after copy.
    """
    if select.block is None:
        yield from _below(network, ("",), select, None)
        return
    found = places(document)
    id = called(select.block, found)
    place = found[id]
    if isinstance(place.block, TensorBlock):
        assert place.parent is not None
        yield from _below(network, block_paths(document, place.parent, found), select, place.name)
    elif not isinstance(place.block, Function):
        yield from _below(network, block_paths(document, id, found), select, None)


def _below(network: nn.Module, starts: tuple[str, ...], select: Selector, only: str | None) -> Found:
    """Yield what is selected below some modules; with `only`, their own tensor of that name alone."""
    seen: set[int] = set()
    modules: set[nn.Module] = set()
    for start in starts:
        for path, module in network.get_submodule(start).named_modules(memo=modules, prefix=start):
            if only is not None and path != start:
                continue
            if select.kind is None or type(module) is getattr(nn, select.kind):
                for name, parameter in module._parameters.items():
                    if parameter is None or id(parameter) in seen or only not in (None, name):
                        continue
                    key = f"{path}.{name}" if path else name
                    if select.tensor is None or matches(select.tensor, name, key):
                        seen.add(id(parameter))
                        yield module, name, parameter
