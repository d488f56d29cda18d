"""Results with their paths: one node for each module path, in the order of `named_modules`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from builder.analysis.results import ContainerResult, LayerResult, Result, SharedResult
from builder.catalogue.layers.kind import ParameterSpec
from builder.document.blocks import Block, Container, Graph, Parallel, Repeat, Sequential, TensorBlock, Written
from builder.document.tree import child_name, child_path, children, copy_name


class Node(NamedTuple):
    """A block at one module path.

    `bases` maps each scope around it (`""`, and the id of each repeat) to the path where this copy of it begins;
    `again` is the path of the place that counts its parameters, where that is another. `single` is the result of the
    same block for one sample, where it was asked for.
    """

    path: str
    block: Block
    result: Result
    parent: Block | None
    position: int
    bases: dict[str, str]
    again: str | None
    single: Result | None = None

    @property
    def layer(self) -> LayerResult | None:
        """The layer's result, also that of a shared one."""
        result = self.run
        return result if isinstance(result, LayerResult) else None

    @property
    def run(self) -> LayerResult | ContainerResult:
        """The result of the module in this run."""
        return _run(self.result)


def _run(result: Result) -> LayerResult | ContainerResult:
    return result.result if isinstance(result, SharedResult) else result


def own_tensors(node: Node) -> tuple[ParameterSpec, ...]:
    """Return the tensors that a module owns itself: those of a layer, or the tensors that stand in a graph."""
    if node.layer is not None:
        return node.layer.tensors
    block = node.run.block if isinstance(node.run, ContainerResult) else node.block
    if not isinstance(block, Graph | Written):
        return ()
    return tuple(
        ParameterSpec(child_name(block, i, child), child.shape, child.dtype, child.role == "buffer")
        for i, child in enumerate(block.nodes)
        if isinstance(child, TensorBlock)
    )


def own_scope(block: Written) -> str:
    """Return the scope in which a written class shares modules itself, beside those of repeats."""
    return f"{block.id}/"


def root_node(block: Block, result: Result, single: Result | None = None) -> Node:
    """Return the node of the root."""
    bases = {"": "", own_scope(block): ""} if isinstance(block, Written) else {"": ""}
    return Node("", block, result, None, 0, bases, None, single)


def _node(parent: Node, name: str, block: Block, result: Result, index: int) -> Node:
    path = child_path(parent.path, name)
    bases = parent.bases
    if isinstance(parent.block, Repeat):
        bases = {**bases, parent.block.id: path}
    if isinstance(block, Written) and block.source:
        bases = {**bases, own_scope(block): path}
    again = None if parent.again is None else child_path(parent.again, name)
    if again is None and isinstance(result, SharedResult) and result.first is not None:
        base = bases[result.scope]
        again = child_path(base, result.first) if result.first else base
    return Node(path, block, result, parent.block, index, bases, again, _single(parent, index))


def _single(parent: Node, index: int) -> Result | None:
    if parent.single is None:
        return None
    run = _run(parent.single)
    assert isinstance(run, ContainerResult)
    return run.children[index]


def count_below(node: Node) -> int:
    """Return how many nodes stand directly below; a shared place shows nothing below it."""
    if isinstance(node.block, Repeat):
        return node.block.count
    return len(children(node.block))


def node_below(node: Node, index: int) -> Node:
    """Return the child, or the copy of a repeat, with this index.

    Args:
        node: a container.
        index: of the child in `children(node.block)`, or of the copy, from 0 and below `count_below(node)`.
    """
    block, run = node.block, node.run
    assert isinstance(run, ContainerResult)
    if isinstance(block, Repeat):
        return _node(node, copy_name(block, index), block.child, run.children[index], index)
    assert isinstance(block, Sequential | Parallel | Graph | Written)
    child = children(block)[index]
    return _node(node, child_name(block, index, child), child, run.children[index], index)


def nodes(root: Node) -> Iterator[Node]:
    """Yield the node and all below it, in pre-order."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node.block, Container):
            stack.extend(node_below(node, i) for i in reversed(range(count_below(node))))


def node_at(root: Node, path: str) -> Node | None:
    """Return the node at a path without visiting all others.

    Args:
        root: of the analysis.
        path: in the module tree, as in `named_modules()`; `""` is the root.
    """
    node = root
    for name in path.split(".") if path else ():
        index = _index(node, name)
        if index is None:
            return None
        node = node_below(node, index)
    return node


def _index(node: Node, name: str) -> int | None:
    block = node.block
    if isinstance(block, Repeat):
        return next((i for i in range(block.count) if copy_name(block, i) == name), None)
    if not isinstance(block, Sequential | Parallel | Graph | Written):
        return None
    kids = children(block)
    guess = int(name) if name.isdecimal() and len(name) < 6 else len(kids)
    if guess < len(kids) and child_name(block, guess, kids[guess]) == name:
        return guess
    return next((i for i, kid in enumerate(kids) if child_name(block, i, kid) == name), None)
