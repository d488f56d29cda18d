"""Which tensors of a live network a document's selectors and ties name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from torch import nn

from builder.caching import cached_property
from builder.document.blocks import Document, Function, Selector, TensorBlock
from builder.document.copies import block_paths, called_block
from builder.document.patterns import matcher
from builder.document.tree import all_places

Found = Iterator[tuple[nn.Module, str, nn.Parameter]]


class _Tensor(NamedTuple):
    """A parameter where a module holds it."""

    module: nn.Module
    name: str
    parameter: nn.Parameter
    key: str


class _Group:
    """Tensors among which a selector chooses; those by a kind or a whole name are found at once."""

    def __init__(self, tensors: list[_Tensor]) -> None:
        self.tensors = tensors

    @cached_property
    def called(self) -> dict[str, list[_Tensor]]:
        """The tensors by name, and by key where that is another."""
        found: dict[str, list[_Tensor]] = {}
        for tensor in self.tensors:
            for word in {tensor.name, tensor.key}:
                found.setdefault(word, []).append(tensor)
        return found

    @cached_property
    def kinds(self) -> dict[type[nn.Module], _Group]:
        """The tensors by the class that holds them."""
        found: dict[type[nn.Module], list[_Tensor]] = {}
        for tensor in self.tensors:
            found.setdefault(type(tensor.module), []).append(tensor)
        return {kind: _Group(tensors) for kind, tensors in found.items()}

    def fitting(self, pattern: str | None) -> list[_Tensor]:
        """Return the tensors that a pattern fits, by their names or keys."""
        if pattern is None:
            return self.tensors
        if "*" not in pattern and "?" not in pattern:
            return self.called.get(pattern, [])
        fits = matcher(pattern)
        return [tensor for tensor in self.tensors if fits(tensor.name) or fits(tensor.key)]


class Parameters:
    """The parameters of a network, listed once for all the selectors of its document; its modules stay as they are."""

    def __init__(self, network: nn.Module, document: Document) -> None:
        self._network = network
        self._document = document
        self._groups: dict[str | None, _Group] = {}

    def selected(self, select: Selector) -> Found:
        """Yield module, name and parameter of each tensor that is selected, each tensor object once.

        The order is that of `named_modules()` and of each module's own parameters; with `select.block`, that of the
        block's own `named_modules()`, copy after copy.
        """
        group: _Group | None = self._below(select.block)
        if select.kind is not None:
            group = group.kinds.get(getattr(nn, select.kind)) if group is not None else None
        seen: set[int] = set()
        for tensor in () if group is None else group.fitting(select.tensor):
            if id(tensor.parameter) not in seen:
                seen.add(id(tensor.parameter))
                yield tensor.module, tensor.name, tensor.parameter

    def _below(self, id: str | None) -> _Group:
        """Return the tensors below a block; those of the whole and of the block asked for last are kept."""
        if id not in self._groups:
            self._groups = {None: self._groups[None]} if None in self._groups else {}
            self._groups[id] = _Group(list(self._listed(id)))
        return self._groups[id]

    def _listed(self, id: str | None) -> Iterator[_Tensor]:
        if id is None:
            yield from self._met(("",), None)
            return
        found = all_places(self._document)
        id = called_block(id, found)
        place = found[id]
        if isinstance(place.block, TensorBlock):
            assert place.parent is not None
            yield from self._met(block_paths(self._document, place.parent, found), place.name)
        elif not isinstance(place.block, Function):
            yield from self._met(block_paths(self._document, id, found), None)

    def _met(self, starts: tuple[str, ...], only: str | None) -> Iterator[_Tensor]:
        """Yield the tensors below some modules, each module once; with `only`, their own of that name alone."""
        modules: set[nn.Module] = set()
        for start in starts:
            for path, module in self._network.get_submodule(start).named_modules(memo=modules, prefix=start):
                if only is not None and path != start:
                    continue
                for name, parameter in module._parameters.items():
                    if parameter is not None and only in (None, name):
                        yield _Tensor(module, name, parameter, f"{path}.{name}" if path else name)
