"""Blocks to module objects, in the order of construction that the emitted file follows too.

At the start of a scope (the root, or one copy of a repeat's child) its shared blocks are built, then the rest in
pre-order; so one seed gives both the same weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import assert_never

from torch import nn

from builder.document.blocks import (
    Block,
    Function,
    Graph,
    Instance,
    Layer,
    Parallel,
    Repeat,
    Sequential,
    Shared,
    TensorBlock,
    Written,
)
from builder.document.tree import Place, child_name, child_path, children, copy_name, is_module, walk
from builder.expansion.instances import written_blocks
from builder.live.text_class import TextClasses
from builder.module.arguments import Arguments
from builder.module.graph import add_tensors, graph_class
from builder.module.holders import HOLDERS, BlockModule, holder_class
from builder.module.layer import layer_builder
from builder.module.parallel import parallel_class
from builder.network.network import Network

Scope = dict[str, nn.Module]
"""The shared modules that are in sight, by the id of their block."""


def construct(
    network: Network,
    arguments: Arguments,
    watch: Callable[[nn.Module], None] | None = None,
    is_kept: Callable[[Layer], bool] | None = None,
) -> nn.Module:
    """Build the modules of a network, drawing from torch's global generator.

    `watch` sees each layer once built; those of which `is_kept` says so are lazy ones.
    """
    return _Construction(network, layer_builder(arguments, watch, is_kept)).module()


class _Construction:
    def __init__(self, network: Network, layer: Callable[[Layer, str], nn.Module]) -> None:
        self.root = network.whole.root
        self.layer = layer
        self.texts = TextClasses(block.source for block in written_blocks(self.root))
        self.classes = {id: name.printed for id, name in network.classes.items()}
        shares = any(block.__class__ is Shared for block in walk(self.root))
        self.found: dict[str, Place] = network.places if shares else {}
        self.targets = network.shared if shares else {}

    def module(self) -> nn.Module:
        return self.in_scope("", self.root, "", {})

    def in_scope(self, id: str, block: Block, path: str, outer: Scope) -> nn.Module:
        """Build one copy of a scope: its shared blocks, then `block`, which stands at `path`."""
        if id not in self.targets:
            return self.build(block, path, outer)
        scope = dict(outer)
        start = self.first_path(id)
        for target in self.targets[id]:
            place = self.found[target]
            scope[target] = self.build(place.block, path + place.path[len(start) :], scope)
        return scope[block.id] if block.id in scope else self.build(block, path, scope)

    def first_path(self, scope: str) -> str:
        """Return the path of the first copy in a scope, which is where `places` puts its blocks."""
        if not scope:
            return ""
        repeat = self.found[scope]
        assert isinstance(repeat.block, Repeat)
        return child_path(repeat.path, copy_name(repeat.block, 0))

    def build(self, block: Block, path: str, scope: Scope) -> nn.Module:
        match block:
            case Layer():
                return self.layer(block, path)
            case Sequential() | Parallel() | Graph():
                module = self.empty(block, path)
                if block.extra_repr and isinstance(module, BlockModule):
                    module._shown = block.extra_repr
                module._modules.update(self.children(block, path, scope))
                return module
            case Repeat():
                return self.copies(block, path, scope)
            case Shared():
                return scope[block.of]
            case Written():
                return self.texts.build(block.source, block.args)
            case Function() | TensorBlock() | Instance():
                raise TypeError(f"{type(block).__name__} is not a module")
            case _:
                assert_never(block)

    def empty(self, block: Sequential | Parallel | Graph, path: str) -> nn.Module:
        """Return the module of a container before its children are in it, of a class of its own where it has one."""
        if isinstance(block, Parallel):
            return parallel_class(self.classes[block.id], block)()
        if isinstance(block, Graph):
            graph = graph_class(self.classes[block.id], block, path)()
            add_tensors(graph, block)
            return graph
        if block.class_name is None:
            return HOLDERS[block.holder]()
        return holder_class(self.classes[block.id], block.holder)()

    def copies(self, block: Repeat, path: str, scope: Scope) -> nn.Module:
        network = HOLDERS[block.holder]()
        for i in range(block.count):
            name = copy_name(block, i)
            network._modules[name] = self.in_scope(block.id, block.child, child_path(path, name), scope)
        return network

    def children(
        self, block: Sequential | Parallel | Graph, path: str, scope: Scope
    ) -> Iterator[tuple[str, nn.Module]]:
        layer = self.layer
        for i, child in enumerate(children(block)):
            if child.__class__ is not Layer and not is_module(block, child):
                continue
            name = child_name(block, i, child)
            if child.id in scope:
                yield name, scope[child.id]
            elif isinstance(child, Layer):
                yield name, layer(child, child_path(path, name))
            else:
                yield name, self.build(child, child_path(path, name), scope)
