"""Tied tensors: which place counts the parameter, and ties that are impossible."""

from __future__ import annotations

from collections.abc import Iterator

from builder.analysis.nodes import Node, nodes, own_tensors
from builder.analysis.problems import Fix, Problem
from builder.catalogue.dtypes import BYTES
from builder.catalogue.layers.kind import ParameterSpec
from builder.document.blocks import Document, Graph, TensorPlace, Tie, Written
from builder.document.tree import child_path
from builder.edits import Untie
from builder.sentences import say


class Ties:
    """What a document's ties change in the counts of its blocks, and the problems they have."""

    def __init__(self, document: Document, root: Node) -> None:
        self.tied_to: dict[str, dict[str, str]] = {}
        """By path, for each tied tensor that another place counts: the key of that place's tensor."""
        self.less: dict[str, tuple[int, int]] = {}
        """By path, parameters and bytes that count elsewhere."""
        self.groups: list[list[tuple[Node, str]]] = []
        """Places of one parameter each, the one that counts it first."""
        self.problems: list[Problem] = []
        self._names = {end.block for tie in document.ties for end in (tie.tensor, tie.of)}
        if not document.ties:
            return
        self._nodes: dict[str, list[Node]] = {}
        self._order: dict[str, int] = {}
        for node in nodes(root):
            self._order[node.path] = len(self._order)
            if node.block.id in self._names:
                self._nodes.setdefault(node.block.id, []).append(node)
        groups: dict[tuple[str, str], list[tuple[Node, str]]] = {}
        for tie in document.ties:
            for node, of in self._pairs(tie):
                members = groups.setdefault((of.path, tie.of.tensor), [(of, tie.of.tensor)])
                members.append((node, tie.tensor.tensor))
        for members in groups.values():
            self._count(members)

    def less_at(self, path: str) -> tuple[int, int]:
        """Return how many parameters and bytes of a block count elsewhere."""
        return self.less.get(path, (0, 0))

    def _pairs(self, tie: Tie) -> Iterator[tuple[Node, Node]]:
        """Yield the places of a tie's two ends, once for each copy of a repeat around it."""
        told = False
        for node in self._nodes.get(tie.tensor.block, ()):
            of = self._seen_from(node, tie.of)
            if of is None:
                continue
            problem = _fault(tie, node, of)
            if problem is not None and not told:
                told = True
                self.problems.append(problem)
            if problem is None or (_parameter(node, tie.tensor) and _parameter(of, tie.of)):
                # Tied although their shapes differ: one of the two parameters no longer exists in the network.
                yield node, of

    def _seen_from(self, node: Node, of: TensorPlace) -> Node | None:
        """Return the copy of the other end that stands in the same copies of the repeats around both."""
        for other in self._nodes.get(of.block, ()):
            repeats = ((scope, base) for scope, base in other.bases.items() if not scope.endswith("/"))
            if all(node.bases.get(scope) == base for scope, base in repeats):
                return other
        return None

    def _count(self, members: list[tuple[Node, str]]) -> None:
        def order(member: tuple[Node, str]) -> int:
            node = member[0]
            return self._order.get(node.again or node.path, self._order[node.path])

        first, *others = sorted(members, key=order)
        self.groups.append([first, *others])
        key = child_path(first[0].again or first[0].path, first[1])
        for node, name in others:
            self.tied_to.setdefault(node.path, {})[name] = key
            self._take_off(node, name, _spec(node, name))
        mine, kept = _spec(*first), _spec(*members[0])
        if mine is not None and kept is not None and (mine.shape, mine.dtype) != (kept.shape, kept.dtype):
            self._take_off(*first, mine)
            self._take_off(*first, kept, -1)

    def _take_off(self, node: Node, name: str, spec: ParameterSpec | None, sign: int = 1) -> None:
        if spec is None:
            return
        path = node.again or node.path
        path = child_path(path, name) if isinstance(node.block, Graph | Written) else path
        while True:
            parameters, size = self.less_at(path)
            self.less[path] = (parameters + sign * spec.count, size + sign * spec.count * BYTES[spec.dtype])
            if not path:
                return
            path = path.rpartition(".")[0]


def _spec(node: Node, name: str) -> ParameterSpec | None:
    return next((spec for spec in own_tensors(node) if spec.name == name), None)


def _parameter(node: Node, end: TensorPlace) -> bool:
    spec = _spec(node, end.tensor)
    return spec is not None and not spec.buffer


def _fault(tie: Tie, node: Node, of: Node) -> Problem | None:
    fix = Fix(say("analysis.fix.untie"), Untie(tie.tensor))
    ends = (node, tie.tensor), (of, tie.of)
    for (place, end), (beside, other_end) in (ends, ends[::-1]):
        layer, spec = place.layer, _spec(place, end.tensor)
        if (layer is None or layer.args is None) and not isinstance(place.block, Graph | Written):
            continue
        other = child_path(beside.path, other_end.tensor)
        if spec is None:
            names = ", ".join(tensor.name for tensor in own_tensors(place)) or "none"
            owner = say("analysis.the-block") if layer is None else layer.kind
            problem = say("analysis.tie-unknown", tensor=end.tensor, other=other, owner=owner)
            return Problem(
                "error", place.path, place.block.id, problem, say("analysis.tie-unknown.hint", names=names), fix
            )
        if spec.buffer:
            problem = say("analysis.tie-buffer", tensor=end.tensor, other=other)
            return Problem("error", place.path, place.block.id, problem, say("analysis.tie-buffer.hint"), fix)
    mine, theirs = _spec(node, tie.tensor.tensor), _spec(of, tie.of.tensor)
    if mine is None or theirs is None or (mine.shape, mine.dtype) == (theirs.shape, theirs.dtype):
        return None
    problem = say(
        "analysis.tie-shapes",
        name=mine.name,
        dtype=mine.dtype,
        shape=[*mine.shape],
        other=child_path(of.path, theirs.name),
        other_dtype=theirs.dtype,
        other_shape=[*theirs.shape],
    )
    return Problem("error", node.path, node.block.id, problem, say("analysis.tie-shapes.hint"), fix)
