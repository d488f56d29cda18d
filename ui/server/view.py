"""The data of the canvas component: blocks with shapes, counts and problems, and the pane."""

from __future__ import annotations

from typing import Any

import msgspec

from builder.analysis import Analysis, BlockAnalysis, Problem
from builder.analysis.nodes import Node, node_below
from builder.analysis.results import Result
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit
from builder.document.blocks import (
    AUTO,
    Block,
    Document,
    Function,
    Graph,
    Layer,
    Parallel,
    Repeat,
    Sequential,
    Shared,
    TensorBlock,
    TensorPlace,
    Written,
)
from builder.document.graph import call_of
from builder.document.holders import is_holder
from builder.document.tree import Place, child_name, children, is_call, walk
from builder.sentences import later, say
from builder.targets.access import child_step
from builder.targets.detail import detail
from ui.server import graph_view, text_class_view
from ui.server.canvas_tree import CanvasTree, NodeParts, alike
from ui.server.catalogue import catalogue_file
from ui.server.live import Live
from ui.server.parametrized_view import parametrization_view, with_parametrizations
from ui.server.reading import Reading

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TITLES = {
    "add": later("build.title.add"),
    "mul": later("build.title.mul"),
    "cat": later("build.title.cat"),
    "stack": later("build.title.stack"),
    "none": later("build.title.none"),
}


def build_view(live: Live, base: str | None = None, is_answer: bool = False) -> dict[str, Any]:
    """Return the data of the Build page; the pane's text is fetched by itself, so that nobody waits for it.

    Where the canvas holds the reading `base`, blocks that are as they were there are sent as their ids alone. What is
    an answer to a canvas that holds none has its large parts as JSON.
    """
    stamp = live.stamp  # taken first: what is drawn meanwhile may be newer than it says, never older
    reading = live.reading
    document = reading.document
    if "definitions" not in reading.views:
        reading.views["definitions"] = graph_view.definitions(document)
    drawn = live.trees.of(reading.token, lambda before: draw(reading, before))
    known = live.trees.find(base)
    view = {
        "view": "build",
        "document": live.id,
        "stamp": stamp,
        "revision": live.head.position,
        "token": reading.token,
        "base": None if known is None else base,
        "ack": live.head.acks,
        "refused": msgspec.to_builtins(live.refused),
        "inputs": msgspec.to_builtins(document.inputs),
        "batch": document.batch,
        "seed": document.seed,
        "frozen": msgspec.to_builtins(document.frozen),
        "tree": drawn.root if known is None else drawn.since(known),
        "problems": None if known is not None and known.problems == drawn.problems else drawn.problems,
        "definitions": reading.views["definitions"],
        "contents": None if known is not None and known.definitions is document.definitions else _contents(reading),
        "catalogue": catalogue_file().url,
    }
    return {**view, **_large_parts(reading, view)} if is_answer and known is None else view


def _large_parts(reading: Reading, view: dict[str, Any]) -> dict[str, msgspec.Raw]:
    """Return the large parts of a whole view as JSON, which is written once for all who ask for this revision."""
    if "whole" not in reading.views:
        large = ("tree", "problems", "definitions", "contents")
        reading.views["whole"] = {name: msgspec.Raw(_encode(view[name])) for name in large}
    return reading.views["whole"]  # type: ignore[no-any-return]


def _encode(node: Any) -> bytes:  # noqa: ANN401 - a node of the tree, or what else a view holds
    """Write JSON block by block: all of a large network in one call would stop the other threads for long."""
    inside = node.get("children") if isinstance(node, dict) else None
    if not inside:
        return msgspec.json.encode(node)
    children = msgspec.Raw(b"[" + b",".join(map(_encode, inside)) + b"]")
    return msgspec.json.encode({**node, "children": children})


def _contents(reading: Reading) -> list[dict[str, Any]]:
    """Return the definitions themselves, which a copied block takes along."""
    if "contents" not in reading.views:
        reading.views["contents"] = msgspec.to_builtins(reading.document.definitions)
    return reading.views["contents"]  # type: ignore[no-any-return]


def tree(reading: Reading) -> dict[str, Any]:
    """Return the root as the canvas draws it, all blocks inside it."""
    return draw(reading).root


def draw(reading: Reading, before: CanvasTree | None = None) -> CanvasTree:
    """Draw all blocks; one of which nothing has changed is the very object that it is in `before`."""
    return _Tree(reading, before).drawn()


def _problem(problem: Problem) -> dict[str, Any]:
    fix = problem.fix
    return {
        "severity": problem.severity,
        "id": problem.id or None,
        "path": problem.path,
        "problem": problem.problem,
        "hint": problem.hint,
        "fix": None if fix is None else {"label": fix.label, "edit": msgspec.to_builtins(fix.edit)},
    }


def letter(index: int) -> str:
    """Return the name of a group: A to Z, then A1, B1.

    >>> letter(0), letter(27)
    ('A', 'B1')
    """
    round_, i = divmod(index, len(_LETTERS))
    return f"{_LETTERS[i]}{round_ or ''}"


def letters(document: Document, places: dict[str, Place]) -> dict[str, str]:
    """Return the letter of each shared module by its block's id, the same on every page; instances are written out."""
    shared = {block.of for block in walk(document.root) if isinstance(block, Shared)}
    return {id: letter(i) for i, id in enumerate(sorted(shared, key=lambda id: places[id].order))}


class _Tree:
    """Makes the nodes of one reading."""

    def __init__(self, reading: Reading, before: CanvasTree | None) -> None:
        self.analysis: Analysis = reading.analysis
        self.document = self.analysis.expanded
        self.instances = graph_view.instances(reading.document)
        self.expressions = graph_view.expressions(reading.document)
        self.groups = letters(self.document, self.places)
        told = [one for one in self.analysis.problems if one.severity != "info"]
        # A shape that is still to come is said where it will stand, so that nothing moves when it is there.
        self.awaited = {one.id for one in self.analysis.problems if one.severity == "info"}
        self.problems = [_problem(one) for one in told]
        self.amiss: dict[str, list[int]] = {}
        for i, problem in enumerate(told):
            self.amiss.setdefault(problem.id, []).append(i)
        self.ties: dict[str, list[dict[str, Any]]] = {}
        for tie in self.document.ties:
            self._tied(tie.tensor, tie.of)["to"] = {"block": tie.of.block, "tensor": tie.of.tensor}
            self._tied(tie.of, tie.tensor)
        self.frozen = frozenset(select.block for select in self.document.frozen if select.block and not select.tensor)
        self.before = before
        # What is shared, tied or written out is told of blocks elsewhere too, so there no block speaks for itself.
        self.defined = reading.document.definitions
        self.plain = not (self.groups or self.ties or reading.document.definitions)
        self.reuses = before is not None and self.plain and before.plain and before.frozen == self.frozen
        self.otherwise = self._otherwise(before.amiss) if before is not None and self.reuses else frozenset()
        self.made: dict[str, NodeParts] = {}
        self.runs: dict[int, dict[str, Any]] = {}
        """What nodes say of a result, by its address: the analysis holds all results as long as this lives."""

    @property
    def places(self) -> dict[str, Place]:
        return self.analysis.network.places

    def _tied(self, one: TensorPlace, other: TensorPlace) -> dict[str, Any]:
        path = self.places[other.block].path
        told = {"tensor": one.tensor, "with": f"{path}.{other.tensor}" if path else other.tensor}
        self.ties.setdefault(one.block, []).append(told)
        return told

    def _otherwise(self, before: dict[str, list[int]]) -> frozenset[str]:
        """Return the blocks with other problems than before and all around them; problems are told by their number."""
        found: set[str] = set()
        for id in (id for id in before | self.amiss if before.get(id) != self.amiss.get(id)):
            place = self.places.get(id)
            while place is not None and place.block.id not in found:
                found.add(place.block.id)
                place = self.places.get(place.parent or "")
        return frozenset(found)

    def drawn(self) -> CanvasTree:
        root = self.node(self.document.root, self.analysis.counted, "net", frozen=None in self.frozen)
        drawn = CanvasTree(root, self.problems, self.made, self.amiss, self.frozen, self.plain, self.defined)
        return drawn if self.reuses or self.before is None else alike(drawn, self.before)

    def node(self, block: Block, at: Node, access: str, frozen: bool) -> dict[str, Any]:
        frozen = frozen or block.id in self.frozen
        if self.reuses and self.before is not None:
            made = self.before.unchanged(
                NodeParts(block, at.result, at.single, at.path, access, frozen, {}), self.otherwise
            )
            if made is not None:
                self.made.update((inner.id, self.before.made[inner.id]) for inner in walk(block))
                return made.node
        node = self.fresh(block, at, access, frozen)
        self.made[block.id] = NodeParts(block, at.result, at.single, at.path, access, frozen, node)
        return node

    def fresh(self, block: Block, at: Node, access: str, frozen: bool) -> dict[str, Any]:
        seen = self.analysis.block_at(at)
        node: dict[str, Any] = {
            "id": block.id,
            "block": block.__struct_config__.tag,
            "name": _name(at),
            "named": block.name is not None,
            "path": at.path,
            "access": access,
            **self.run_facts(block, at.result, seen),
            "parameters": seen.parameters,
            "multiply_adds": seen.multiply_adds,
            "batch_multiply_adds": at.result.multiply_adds,
        }
        told: dict[str, dict[str, Any]] = {"problems": self.amiss, "group": self.groups, "tied": self.ties}
        node.update({name: by_id[block.id] for name, by_id in told.items() if block.id in by_id})
        if at.again is not None and (isinstance(block, Shared) or block.id in self.groups):
            node["same_as"] = at.again
        if frozen:
            node["frozen"] = True
        if block.id in self.awaited:
            node["finding"] = True
        if call := call_of(block):
            node["called_with"] = call
        node.update(self.fields(block, at, seen, access, frozen))
        expressed = {name: raw for name, raw in self.expressions.get(block.id, {}).items() if name != "args"}
        if expressed:
            node["expressed"] = expressed
        if block.id in self.instances:
            node.update(graph_view.instance(*self.instances[block.id]))
        return node

    def run_facts(self, block: Block, result: Result, seen: BlockAnalysis) -> dict[str, Any]:
        """Return the inputs, output and tensors of a run; layers with one result share this part."""
        kept = self.runs.get(id(result))
        if kept is None:
            kept = {
                "in": graph_view.labels(*seen.inputs),
                "out": [] if seen.output is None else graph_view.labels(seen.output),
            }
            if isinstance(block, Layer):
                learned = {one.name: one.shape for one in seen.tensors if not one.buffer}
                kept |= self.layer(block, seen) | ({"tensors": learned} if learned else {})
                kept |= parametrization_view(block, learned)
            self.runs[id(result)] = kept
        return kept

    def fields(self, block: Block, at: Node, seen: BlockAnalysis, access: str, frozen: bool) -> dict[str, Any]:
        match block:
            case Layer():
                shown = self.run_facts(block, at.result, seen)
                return self.written(block.id, shown) if block.id in self.expressions else {}
            case Function():
                return self.written(block.id, graph_view.function(block, seen))
            case TensorBlock():
                return graph_view.tensor(block, _name(at))
            case Shared():
                return self.shared(block, at)
        own = self.container(block, seen)
        below = [node_below(at, i) for i in range(len(children(block)))]
        kids = [
            self.node(kid.block, kid, access + child_step(block, _name(kid), i, kid.block), frozen)
            for i, kid in enumerate(below)
        ]
        if isinstance(block, Graph):
            self.finish(block, own, kids)
        elif isinstance(block, Written) and block.source:
            text_class_view.mark(kids, block.class_name)
        return {**own, "category": "container", "children": kids}

    def container(self, block: Block, seen: BlockAnalysis | None) -> dict[str, Any]:
        match block:
            case Parallel():
                title = block.class_name or _TITLES[block.merge].said
                return {"title": title, "merge": block.merge, "dim": block.dim, "class_name": block.class_name}
            case Repeat():
                title = block.holder if is_holder(block) else say("build.title.repeat")
                return {"title": title, "count": block.count, "names": block.names, "holder": block.holder}
            case Graph():
                return graph_view.graph(block, seen)
            case Written():
                return text_class_view.fields(block)
            case _:
                assert isinstance(block, Sequential)
                return {"title": block.class_name or block.holder, "holder": block.holder}

    def finish(self, block: Graph, own: dict[str, Any], kids: list[dict[str, Any]]) -> None:
        """Add the shapes of tuples, and mark second calls, which have no path of their own."""
        for node, kid in zip(block.nodes, kids, strict=True):
            own["wire_shapes"].update(graph_view.tuples(kid["name"], self.analysis.blocks.get(kid["path"])))
            if is_call(block, node):
                kid["call"] = True

    def written(self, id: str, shown: dict[str, Any]) -> dict[str, Any]:
        """Show the expressions of a definition as written, and their values as decided arguments."""
        args = self.expressions.get(id, {}).get("args")
        if args is None:
            return shown
        worked_out = {name: shown["args"][name] for name in args if args[name] != shown["args"][name]}
        return {**shown, "args": args, "resolved": {**shown.get("resolved", {}), **worked_out}}

    def layer(self, block: Layer, seen: BlockAnalysis | None) -> dict[str, Any]:
        resolved = self.resolved(block, seen)
        return {
            "kind": block.kind,
            "title": block.kind,
            "detail": with_parametrizations(detail(block.kind, block.args, resolved), block),
            "category": CATALOGUE[block.kind].category,
            "args": block.args,
            "resolved": resolved,
        }

    def resolved(self, block: Layer, seen: BlockAnalysis | None) -> dict[str, Any]:
        """Return the arguments that the incoming shape has decided; a lazy kind leaves some out for that."""
        wanted = [name for name, value in block.args.items() if value == AUTO]
        if explicit(block.kind) != block.kind:
            own = {argument.name for argument in CATALOGUE[block.kind].arguments}
            wanted += [one.name for one in CATALOGUE[explicit(block.kind)].arguments if one.name not in own]
        if not wanted:
            return {}
        decided = {} if seen is None or seen.args is None else seen.args
        return {name: decided[name] for name in wanted if name in decided}

    def shared(self, block: Shared, at: Node) -> dict[str, Any]:
        target = self.places[block.of]
        node: dict[str, Any] = {"of": block.of, "group": self.groups[block.of]}
        if isinstance(at.parent, Graph) and is_call(at.parent, block):
            node["same_as"] = target.path
        elif at.again is None:
            node["stands_at"] = target.path
        if isinstance(target.block, Layer):
            shown = self.layer(target.block, self.analysis.blocks.get(target.path))
            return {**node, **{key: shown[key] for key in ("kind", "title", "detail", "category")}}
        title = getattr(target.block, "class_name", None) or getattr(target.block, "holder", None)
        return {**node, "title": title or type(target.block).__name__, "category": "container"}


def _name(at: Node) -> str:
    """Return the key of a block in its parent's module, the root's `""`."""
    if at.parent is None:
        return ""
    assert isinstance(at.parent, Sequential | Parallel | Repeat | Graph | Written)
    return child_name(at.parent, at.position, at.block)
