"""What the catalogue knows of the tensors of a document's layers: their names and keys, before any exists."""

from __future__ import annotations

from builder.caching import cached_property
from builder.catalogue.layers.kind import ParameterSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.parametrized import parametrized_specs
from builder.catalogue.layers.validation import explicit, resolve
from builder.document.blocks import (
    Block,
    Document,
    Graph,
    Layer,
    Parallel,
    Repeat,
    Selector,
    Sequential,
    Shared,
    TensorBlock,
    TensorPlace,
    Written,
)
from builder.document.patterns import matches
from builder.document.tree import child_name, child_path, children, copy_name, is_module, walk
from builder.targets.source.emitter import Reader

Instance = tuple[tuple[str, int], ...]
"""Which copies one is in: repeats by id, outermost first, with the number of the copy."""


class Tensors:
    """The learned tensors of one document by layer."""

    def __init__(self, document: Document, reader: Reader) -> None:
        """Keep the places and the arguments that were decided."""
        self.document = document
        self.reader = reader
        self.known: dict[str, tuple[ParameterSpec, ...]] = {}

    def plain(self, layer: Layer) -> dict[str, ParameterSpec]:
        """Return the tensors of a layer by name, as they were without parametrizations."""
        args = self.reader.arguments.get(self.reader.places[layer.id].path, layer.args)
        kind = explicit(layer.kind)
        return {spec.name: spec for spec in CATALOGUE[kind].parameters(resolve(kind, args, ()))}

    def of(self, layer: Layer) -> tuple[ParameterSpec, ...]:
        """Return the parameters of a layer, without its buffers."""
        if layer.id not in self.known:
            specs = parametrized_specs(explicit(layer.kind), tuple(self.plain(layer).values()), layer.parametrizations)
            self.known[layer.id] = tuple(spec for spec in specs if not spec.buffer)
        return self.known[layer.id]

    def is_composite(self, layer: Layer) -> bool:
        """Tell whether a layer has modules inside that own its tensors."""
        return any("." in spec.name for spec in self.of(layer))

    @cached_property
    def all_layers(self) -> tuple[Layer, ...]:
        """Every layer of the document."""
        return tuple(block for block in walk(self.document.root) if isinstance(block, Layer))

    @cached_property
    def has_composites(self) -> bool:
        """Whether any layer has modules inside."""
        return any(map(self.is_composite, self.all_layers))

    def layers(self, kind: str) -> list[Layer]:
        """Return the layers that are of a kind in torch."""
        return [layer for layer in self.all_layers if explicit(layer.kind) == kind]

    @cached_property
    def tied(self) -> list[list[tuple[str, str]]]:
        """Tied tensors: for each the kinds of the layers it stands in, with its names there, once for each copy."""
        groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for tie in self.document.ties:
            ends = groups.setdefault((tie.of.block, tie.of.tensor), [self._end(tie.of)])
            copies = 1 if self.reader.places[tie.tensor.block].scope == self.reader.places[tie.of.block].scope else 2
            ends.extend([self._end(tie.tensor)] * copies)
        return list(groups.values())

    def _end(self, place: TensorPlace) -> tuple[str, str]:
        layer = self.reader.places[place.block].block
        if not isinstance(layer, Layer):
            return "Graph", place.tensor
        return "" if self.is_composite(layer) else explicit(layer.kind), place.tensor.rpartition(".")[2]

    def is_mixed(self, select: Selector) -> bool:
        """Tell whether a loop by kind or name meets a tied tensor at several places, or at one that hides another."""
        if select.kind is None and select.tensor is None:
            return False
        for ends in self.tied:
            found = [
                (select.kind is None or kind in ("", select.kind)) and select.tensor in (None, name)
                for kind, name in ends
            ]
            if (sum(found) > 1 and select.kind is not None) or (any(found) and not all(found) and select.kind is None):
                return True
        return False

    def keys(self, select: Selector) -> list[str]:
        """Return the keys of all tensors that are selected, in the order of `named_modules`.

        Where layers have modules inside, `select.kind` is left to be looked at.
        """
        return _Keys(self, select).found


class _Keys:
    """Walks the modules as `named_modules` would, each object once."""

    def __init__(self, tensors: Tensors, select: Selector) -> None:
        self.tensors = tensors
        self.select = select
        self.found: list[str] = []
        self.seen: set[tuple[str, Instance]] = set()
        self.visit(tensors.document.root, "", (), select.block is None)

    def visit(self, block: Block, path: str, instance: Instance, inside: bool) -> None:
        inside = inside or block.id == self.select.block
        if isinstance(block, Shared):
            place = self.tensors.reader.places[block.of]
            if inside:
                self.visit(place.block, path, self._seen_from(instance, place.scope), inside)
            return
        if inside and (block.id, instance) in self.seen:
            return
        if inside:
            self.seen.add((block.id, instance))
        self._visit_inner(block, path, instance, inside)

    def _visit_inner(self, block: Block, path: str, instance: Instance, inside: bool) -> None:
        if isinstance(block, Layer):
            if inside:
                self._take(block, path)
        elif isinstance(block, Repeat):
            for i in range(block.count):
                self.visit(block.child, child_path(path, copy_name(block, i)), (*instance, (block.id, i)), inside)
        elif isinstance(block, Sequential | Parallel | Graph | Written):
            self._visit_children(block, path, instance, inside)

    def _visit_children(
        self, block: Sequential | Parallel | Graph | Written, path: str, instance: Instance, inside: bool
    ) -> None:
        if isinstance(block, Graph | Written):
            self._take_own(block, path, instance, inside)
        for i, child in enumerate(children(block)):
            if is_module(block, child):
                self.visit(child, child_path(path, child_name(block, i, child)), instance, inside)

    def _take_own(self, graph: Graph | Written, path: str, instance: Instance, inside: bool) -> None:
        """Take the parameters of a graph or a written class itself; a kind is one of `torch.nn` and never theirs."""
        if self.select.kind is not None:
            return
        for i, node in enumerate(graph.nodes):
            if not isinstance(node, TensorBlock) or node.role == "buffer" or (node.id, instance) in self.seen:
                continue
            if inside or node.id == self.select.block:
                self.seen.add((node.id, instance))
                name = child_name(graph, i, node)
                if matches(self.select.tensor or "*", name, child_path(path, name)):
                    self.found.append(child_path(path, name))

    def _seen_from(self, instance: Instance, scope: str) -> Instance:
        """Return the part of an instance that says which object of a scope is meant."""
        if not scope:
            return ()
        return instance[: [id for id, _ in instance].index(scope) + 1]

    def _take(self, layer: Layer, path: str) -> None:
        if self.select.kind not in (None, explicit(layer.kind)) and not self.tensors.has_composites:
            return
        pattern = self.select.tensor or "*"
        for spec in self.tensors.of(layer):
            key = child_path(path, spec.name)
            if matches(pattern, spec.name.rpartition(".")[2], key):
                self.found.append(key)
