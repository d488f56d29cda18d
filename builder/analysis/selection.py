"""Which tensors a selector means: for init rules that match nothing, and for what is frozen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from builder.analysis.nodes import Node, count_below, node_at, node_below, nodes
from builder.analysis.problems import Fix, Problem
from builder.analysis.results import ContainerResult
from builder.analysis.ties import Ties
from builder.document.blocks import Container, Document, Graph, InitRule, Selector, Shared
from builder.document.patterns import matches
from builder.document.tree import child_path, is_call
from builder.edits import SetInit
from builder.layers.kind import ParameterSpec
from builder.layers.schemes import SCHEMES
from builder.sentences import say


class Tensor(NamedTuple):
    """A parameter at the place where it is met; `own` is its key where the whole network meets it first."""

    node: Node
    spec: ParameterSpec
    key: str
    own: str


class Tensors:
    """The parameters of a document as selectors meet them."""

    def __init__(self, root: Node) -> None:
        """Keep the root; nothing is walked before it is asked for."""
        self.root = root
        self._places: dict[str, list[Node]] = {}
        self._calls: dict[str, str] = {}
        self._all: list[Tensor] | None = None

    def selected(self, select: Selector) -> Iterator[Tensor]:
        """Yield what a selector names, each module once, in the order of `named_modules()` from what it selects on."""
        for tensor in self._below(select.block):
            node, spec, key, _ = tensor
            inner, _, name = (spec.name or node.path.rpartition(".")[2]).rpartition(".")
            kind = _inner_kind(inner) or (node.layer.kind if node.layer is not None else None)
            if select.kind in (None, kind) and (select.tensor is None or matches(select.tensor, name, key)):
                yield tensor

    def _below(self, id: str | None) -> Iterable[Tensor]:
        if id is not None:
            if not self._places:
                self._find_places()
            return self._met(self._places.get(self._calls.get(id, id), []))
        if self._all is None:
            self._all = list(self._met([self.root]))
        return self._all

    def _find_places(self) -> None:
        for node in nodes(self.root):
            self._places.setdefault(node.block.id, []).append(node)
            if isinstance(node.block, Shared) and not _is_place(node):
                self._calls[node.block.id] = node.block.of

    def _met(self, starts: list[Node]) -> Iterator[Tensor]:
        """Yield the parameters below some nodes, with the keys under which each module is met first."""
        seen: set[str] = set()
        stack = starts[::-1]
        while stack:
            node = stack.pop()
            home = self.home(node)
            if home in seen or not _is_place(node):
                continue
            seen.add(home)
            for spec in () if node.layer is None else node.layer.tensors:
                if not spec.buffer:
                    yield Tensor(node, spec, _key(node.path, spec.name), _key(home, spec.name))
            inner = _opened(node)
            if isinstance(inner.block, Container):
                stack.extend(node_below(inner, i) for i in reversed(range(count_below(inner))))

    def home(self, node: Node) -> str:
        """Return the path at which the whole network meets a node's module first."""
        while node.again is not None:
            here = self.root
            for name in node.again.split("."):
                below = node_at(_opened(here), name)
                assert below is not None
                here = below
            node = here
        return node.path


def _is_place(node: Node) -> bool:
    """Tell whether a module stands here: a second call in a graph has no key of its own."""
    return not (isinstance(node.parent, Graph) and isinstance(node.block, Shared) and is_call(node.parent, node.block))


def _opened(node: Node) -> Node:
    """Return the node with the container that a shared block stands for in its place."""
    run = node.run
    return (
        node._replace(block=run.block) if isinstance(node.block, Shared) and isinstance(run, ContainerResult) else node
    )


def _key(path: str, name: str) -> str:
    return child_path(path, name) if name else path


_INNER_KINDS = (
    (re.compile(r"(.*\.)?(self_attn|multihead_attn)"), "MultiheadAttention"),
    (re.compile(r"(.*\.)?out_proj"), "NonDynamicallyQuantizableLinear"),
    (re.compile(r"(.*\.)?norm\d?"), "LayerNorm"),
    (re.compile(r".+"), "Linear"),
)
"""Kinds of the modules inside torch's composite layers, by their path in there: all else is Linear."""


def _inner_kind(path: str) -> str | None:
    return next((kind for known, kind in _INNER_KINDS if known.fullmatch(path)), None)


def idle_rules(document: Document, root: Node) -> list[Problem]:
    """Return a warning for each init rule that has nothing to fill."""
    tensors = Tensors(root)
    idle = [i for i, rule in enumerate(document.init) if not _fills(rule, tensors)]
    if idle and any(node.layer is not None and node.layer.args is None for node in nodes(root)):
        return []
    return [_idle(document, i, document.init[i], root) for i in idle]


def _fills(rule: InitRule, tensors: Tensors) -> bool:
    scheme = SCHEMES[rule.scheme]
    return any(scheme.min_dims <= len(t.spec.shape) <= scheme.max_dims for t in tensors.selected(rule.select))


def _idle(document: Document, i: int, rule: InitRule, root: Node) -> Problem:
    id = rule.select.block or root.block.id
    path = next((node.path for node in nodes(root) if node.block.id == id), "")
    fix = Fix(say("fix.remove-rule"), SetInit((*document.init[:i], *document.init[i + 1 :])))
    problem = say("problem.idle-rule", number=i + 1, scheme=rule.scheme)
    return Problem("warning", path, id, problem, say("problem.idle-rule.hint"), fix)


def frozen_parameters(document: Document, root: Node, ties: Ties) -> int:
    """Count the parameters that some selection keeps from learning, each tensor once whatever its places."""
    if not document.frozen:
        return 0
    tensors = Tensors(root)
    same = {
        child_path(tensors.home(node), name): child_path(tensors.home(first), first_name)
        for (first, first_name), *others in ties.groups
        for node, name in others
    }
    return sum(
        {
            same.get(tensor.own, tensor.own): tensor.spec.count
            for select in document.frozen
            for tensor in tensors.selected(select)
        }.values()
    )
