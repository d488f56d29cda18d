"""Resolves selectors to tensors, to find init rules that match nothing and to count frozen parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from builder.analysis.nodes import Node, count_below, node_at, node_below, nodes
from builder.analysis.problems import Fix, Problem
from builder.analysis.results import ContainerResult
from builder.analysis.ties import Ties
from builder.catalogue.layers.kind import ParameterSpec
from builder.catalogue.layers.parametrized import IN_PLACE
from builder.catalogue.layers.schemes import COPY, fill_text
from builder.document.blocks import Container, Document, Graph, InitRule, Layer, Selector, Shared, TensorBlock
from builder.document.copies import misfit, unlike
from builder.document.patterns import matcher
from builder.document.tree import child_path, is_call
from builder.edits import SetInit
from builder.sentences import Sentence, say

MAX_COMPARISONS = 1_000_000
"""The largest number of comparisons of tensors with all selectors of a document."""


class TooManyError(Exception):
    """Raised where a document's selectors need more comparisons than that."""


class Tensor(NamedTuple):
    """A parameter at the place where it is met; `own` is its key where the whole network meets it first.

    `name` is its name in the module that owns it, of the class `kind`.
    """

    spec: ParameterSpec
    name: str
    kind: str | None
    key: str
    own: str


class _Group:
    """Tensors among which a selector chooses by their names, those without a wildcard at once."""

    def __init__(self, tensors: list[Tensor]) -> None:
        self.tensors = tensors

    @cached_property
    def names(self) -> set[str]:
        """The names of the tensors, which are few."""
        return {tensor.name for tensor in self.tensors}

    @cached_property
    def called(self) -> dict[str, list[Tensor]]:
        """The tensors by name, and by key where that is another."""
        found: dict[str, list[Tensor]] = {}
        for tensor in self.tensors:
            for word in {tensor.name, tensor.key}:
                found.setdefault(word, []).append(tensor)
        return found

    @cached_property
    def kinds(self) -> dict[str | None, _Group]:
        """The tensors by the class that owns them."""
        found: dict[str | None, list[Tensor]] = {}
        for tensor in self.tensors:
            found.setdefault(tensor.kind, []).append(tensor)
        return {kind: _Group(tensors) for kind, tensors in found.items()}


class Tensors:
    """The parameters of a document as selectors meet them."""

    def __init__(self, root: Node) -> None:
        """Keep the root; nothing is walked before it is asked for."""
        self.root = root
        self._places: dict[str, list[Node]] = {}
        self._calls: dict[str, str] = {}
        self._groups: dict[str | None, _Group] = {}
        self._left = MAX_COMPARISONS

    def selected(self, select: Selector) -> Iterator[Tensor]:
        """Yield what a selector names, each module once, in the order of `named_modules()` from what it selects on.

        Raises:
            TooManyError: this and all that was asked before come to too many comparisons.
        """
        group: _Group | None = self._below(select.block)
        if select.kind is not None:
            group = group.kinds.get(select.kind) if group is not None else None
        if group is None:
            return
        pattern = select.tensor
        if pattern is None:
            yield from self._each(group.tensors)
        elif "*" not in pattern and "?" not in pattern:
            yield from self._each(group.called.get(pattern, ()))
        else:
            fits = matcher(pattern)
            names = {name for name in group.names if fits(name)}
            yield from (t for t in self._each(group.tensors) if t.name in names or fits(t.key))

    def _each(self, tensors: Sequence[Tensor]) -> Iterator[Tensor]:
        count = 0
        try:
            for count, tensor in enumerate(tensors, 1):
                if count > self._left:
                    raise TooManyError
                yield tensor
        finally:
            self._left -= count

    def _below(self, id: str | None) -> _Group:
        """Return the tensors below a block; those of the block asked for last are kept, for rules often go together."""
        known = self._groups.get(id)
        if known is None:
            starts = [self.root] if id is None else self.places(id)
            known = _Group(list(self._met(starts)))
            self._left -= _WALKED * len(known.tensors)
            if self._left < 0:
                raise TooManyError
            self._groups = {None: self._groups[None]} if None in self._groups else {}
            self._groups[id] = known
        return known

    def places(self, id: str) -> list[Node]:
        """Return the places of a block, those of what it calls where it has none of its own."""
        if not self._places:
            self._find_places()
        return self._places.get(self._calls.get(id, id), [])

    def state(self, id: str, only: str | None) -> dict[str, tuple[int, ...]]:
        """Return the shapes of what the `state_dict` of a block's first copy holds, buffers too; of a tensor its own.

        Args:
            id: of the block, not its path; an id that stands nowhere has no tensors.
            only: a key below the block, which alone is returned; all of them when None.

        Raises:
            TooManyError: this and all that was asked before come to too many comparisons.
        """
        start = next(iter(self.places(id)), None)
        if start is None:
            return {}
        if isinstance(start.block, TensorBlock):
            return {"": start.block.shape}
        return {name: shape for name, shape in self._state(start) if only in (None, name)}

    def _state(self, start: Node) -> Iterator[tuple[str, tuple[int, ...]]]:
        stack = [start]
        while stack:
            self._left -= _WALKED
            if self._left < 0:
                raise TooManyError
            node = stack.pop()
            if not _is_place(node) or (isinstance(node.block, TensorBlock) and not node.block.persistent):
                continue
            path = node.path.removeprefix(start.path).lstrip(".")
            for spec in () if node.layer is None else node.layer.tensors:
                yield child_path(path, spec.name) if spec.name else path, spec.shape
            inner = _with_shared_container(node)
            if isinstance(inner.block, Container):
                stack.extend(node_below(inner, i) for i in reversed(range(count_below(inner))))

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
                    yield _tensor(node, spec, home)
            inner = _with_shared_container(node)
            if isinstance(inner.block, Container):
                stack.extend(node_below(inner, i) for i in reversed(range(count_below(inner))))

    def home(self, node: Node) -> str:
        """Return the path at which the whole network meets a node's module first."""
        while node.again is not None:
            here = self.root
            for name in node.again.split("."):
                below = node_at(_with_shared_container(here), name)
                assert below is not None
                here = below
            node = here
        return node.path


def _tensor(node: Node, spec: ParameterSpec, home: str) -> Tensor:
    inner, _, name = (spec.name or node.path.rpartition(".")[2]).rpartition(".")
    kind = _inner_kind(inner) or _class_name(node)
    return Tensor(spec, name, kind, _key(node.path, spec.name), _key(home, spec.name))


def _class_name(node: Node) -> str | None:
    """Return the class that a layer is of in torch, which a parametrization may make."""
    if node.layer is None:
        return None
    is_new = any(spec.name.startswith(IN_PLACE) for spec in node.layer.tensors)
    return f"Parametrized{node.layer.kind}" if is_new else node.layer.kind


_WALKED = 10
"""How many comparisons it is worth to come to a tensor."""


def _is_place(node: Node) -> bool:
    """Tell whether a module stands here: a second call in a graph has no key of its own."""
    return not (isinstance(node.parent, Graph) and isinstance(node.block, Shared) and is_call(node.parent, node.block))


def _with_shared_container(node: Node) -> Node:
    """Return the node with the container that a shared block stands for in its place."""
    run = node.run
    return (
        node._replace(block=run.block) if isinstance(node.block, Shared) and isinstance(run, ContainerResult) else node
    )


def _key(path: str, name: str) -> str:
    return child_path(path, name) if name else path


_INNER_KINDS = (
    (re.compile(r"parametrizations\..+"), "ParametrizationList"),
    (re.compile(r"(.*\.)?(self_attn|multihead_attn)"), "MultiheadAttention"),
    (re.compile(r"(.*\.)?out_proj"), "NonDynamicallyQuantizableLinear"),
    (re.compile(r"(.*\.)?norm\d?"), "LayerNorm"),
    (re.compile(r".+"), "Linear"),
)
"""Kinds of the modules inside torch's composite layers, by their path in there: all else is Linear."""


def _inner_kind(path: str) -> str | None:
    return next((kind for known, kind in _INNER_KINDS if known.fullmatch(path)), None)


class _Key(NamedTuple):
    """What of a rule says whether it has anything to fill."""

    select: Selector
    scheme: str
    of: str | None
    rows: tuple[int, int] | None


def idle_rules(document: Document, root: Node) -> list[Problem]:
    """Return a warning for each init rule that has nothing to fill, or an error where they are too many."""
    tensors, fills = Tensors(root), dict[_Key, bool]()
    try:
        for rule in document.init:
            key = _Key(rule.select, rule.scheme, rule.of, rule.rows)
            fills[key] = fills[key] if key in fills else _fills(rule, tensors)
    except TooManyError:
        return [too_many(say("analysis.init-rules"), root)]
    idle = [i for i, rule in enumerate(document.init) if not fills[_Key(rule.select, rule.scheme, rule.of, rule.rows)]]
    if idle and _is_open(root):
        return []
    return [_idle(document, i, document.init[i], tensors) for i in idle]


def _is_open(root: Node) -> bool:
    """Tell whether the tensors of some layer are not known, as its arguments cannot be decided."""
    return any(node.layer is not None and node.layer.args is None for node in nodes(root))


def _fills(rule: InitRule, tensors: Tensors) -> bool:
    if rule.scheme == COPY:
        return _misfit(rule, tensors) is None
    if any(rule.select.tensor in node.block.parametrizations for node in tensors.places(rule.select.block or "")
           if isinstance(node.block, Layer) and rule.rows is None and rule.select.kind is None):  # fmt: skip
        return True
    scheme = fill_text(rule.scheme, rule.rows)
    found = [t for t in tensors.selected(rule.select) if scheme.min_dims <= len(t.spec.shape) <= scheme.max_dims]
    return bool(found) if rule.rows is None else any(t.spec.shape[0] > rule.rows[0] for t in found)


def check_copies(document: Document, root: Node) -> None:
    """Refuse rules by which blocks begin equal that are not alike, as building the network does.

    Args:
        document: with every instance expanded; its `init` rules are checked.
        root: of the analysis of this document.

    Raises:
        DocumentError: one of the blocks has a tensor that the other one has not, or of another shape.
    """
    rules = [rule for rule in document.init if rule.scheme == COPY]
    if not rules or _is_open(root):
        return
    tensors = Tensors(root)
    try:
        for rule in rules:
            strange = _misfit(rule, tensors)
            if strange is not None:
                path, of = (tensors.places(id or "")[0].path for id in (rule.select.block, rule.of))
                raise misfit(path, of, strange)
    except TooManyError:  # the analysis says so
        return


def _misfit(rule: InitRule, tensors: Tensors) -> str | None:
    """Return the name of a tensor that is not alike in both blocks, or of none; None where all are."""
    ours, theirs = (tensors.state(id or "", rule.select.tensor) for id in (rule.select.block, rule.of))
    strange = unlike(ours, theirs)
    return rule.select.tensor or "" if strange is None and not ours else strange


def _idle(document: Document, i: int, rule: InitRule, tensors: Tensors) -> Problem:
    id = rule.select.block or tensors.root.block.id
    path = next((node.path for node in tensors.places(id)), "")
    fix = Fix(say("analysis.fix.remove-rule"), SetInit((*document.init[:i], *document.init[i + 1 :])))
    if rule.scheme == COPY:
        of = next((node.path for node in tensors.places(rule.of or "")), "") or "net"
        problem = say("analysis.copy", number=i + 1, of=of)
        return Problem("error", path, id, problem, say("analysis.copy.hint"), fix)
    problem = say("analysis.idle-rule", number=i + 1, scheme=rule.scheme)
    return Problem("warning", path, id, problem, say("analysis.idle-rule.hint"), fix)


def frozen_parameters(document: Document, root: Node, ties: Ties) -> int | None:
    """Count the parameters that some selection keeps from learning, each tensor once whatever its places.

    None where the selectors are too many to be held against all tensors.
    """
    if not document.frozen:
        return 0
    tensors = Tensors(root)
    same = {
        child_path(tensors.home(node), name): child_path(tensors.home(first), first_name)
        for (first, first_name), *others in ties.groups
        for node, name in others
    }
    found: dict[str, int] = {}
    try:
        for select in dict.fromkeys(document.frozen):
            found |= {same.get(tensor.own, tensor.own): tensor.spec.count for tensor in tensors.selected(select)}
    except TooManyError:
        return None
    return sum(found.values())


def too_many(what: str, root: Node) -> Problem:
    """Say that what selects tensors would take too long to be looked at."""
    problem = say("analysis.selectors", what=Sentence(what), limit=MAX_COMPARISONS)
    return Problem("error", "", root.block.id, problem, say("analysis.selectors.hint"), None)
