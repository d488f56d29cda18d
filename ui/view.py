"""What the canvas shows, as the data of its component: blocks with shapes, counts and problems, and the pane."""

from __future__ import annotations

from keyword import iskeyword
from typing import Any

import msgspec

from builder.analysis import Analysis, BlockAnalysis, Problem, label
from builder.document.blocks import AUTO, Block, Function, Graph, Layer, Parallel, Repeat, Shared, TensorBlock
from builder.document.tree import children, is_call, places
from builder.layers.catalogue import CATALOGUE
from builder.layers.validation import explicit
from builder.targets.detail import detail
from ui import graph_view
from ui.catalogue import catalogue_file
from ui.live import Live
from ui.pane import pane
from ui.reading import Reading
from ui.state import Tab

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TITLES = {"add": "Add", "mul": "Multiply", "cat": "Concat", "stack": "Stack", "none": "Branches"}


def build_view(live: Live, tab: Tab) -> dict[str, Any]:
    """Return the data of the Build page."""
    reading, document = live.reading, live.document
    if "tree" not in reading.views:
        reading.views["tree"] = tree(reading)
        reading.views["problems"] = [_problem(one) for one in reading.analysis.problems]
        reading.views["definitions"] = graph_view.definitions(document)
    shown = f"pane {tab}"
    if shown not in reading.views:
        reading.views[shown] = pane(reading, tab)
    return {
        "view": "build",
        "document": live.id,
        "revision": live.head.position,
        "ack": live.head.acks,
        "refused": msgspec.to_builtins(live.refused),
        "inputs": msgspec.to_builtins(document.inputs),
        "batch": document.batch,
        "seed": document.seed,
        "frozen": msgspec.to_builtins(document.frozen),
        "tree": reading.views["tree"],
        "problems": reading.views["problems"],
        "definitions": reading.views["definitions"],
        "pane": reading.views[shown],
        "catalogue": catalogue_file().url,
    }


def tree(reading: Reading) -> dict[str, Any]:
    """Return the root as the canvas draws it, all blocks inside it."""
    return _Tree(reading).root()


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


class _Tree:
    """Makes the nodes of one reading."""

    def __init__(self, reading: Reading) -> None:
        self.analysis: Analysis = reading.analysis
        self.document = self.analysis.expanded
        self.places = reading.places if self.document is reading.document else places(self.document)
        self.instances = graph_view.instances(reading.document)
        self.expressions = graph_view.expressions(reading.document)
        targets = sorted(
            {place.block.of for place in self.places.values() if isinstance(place.block, Shared)},
            key=lambda id: self.places[id].order,
        )
        self.groups = {id: letter(i) for i, id in enumerate(targets)}
        self.problems: dict[str, list[int]] = {}
        for i, problem in enumerate(self.analysis.problems):
            self.problems.setdefault(problem.id, []).append(i)
        self.ties: dict[str, list[dict[str, str]]] = {}
        for tie in self.document.ties:
            self._tied(tie.tensor.block, tie.tensor.tensor, tie.of.block, tie.of.tensor)
            self._tied(tie.of.block, tie.of.tensor, tie.tensor.block, tie.tensor.tensor)
        self.frozen = {select.block for select in self.document.frozen if select.block and not select.tensor}

    def _tied(self, block: str, tensor: str, other: str, name: str) -> None:
        path = self.places[other].path
        self.ties.setdefault(block, []).append({"tensor": tensor, "with": f"{path}.{name}" if path else name})

    def root(self) -> dict[str, Any]:
        return self.node(self.document.root, "net", frozen=None in self.frozen)

    def node(self, block: Block, access: str, frozen: bool) -> dict[str, Any]:
        place = self.places[block.id]
        frozen = frozen or block.id in self.frozen
        node: dict[str, Any] = {
            "id": block.id,
            "block": block.__struct_config__.tag,
            "name": place.name,
            "named": block.name is not None,
            "path": place.path,
            "access": access,
        }
        seen = self.analysis.blocks.get(place.path)
        if seen is not None:
            node["in"] = [label(shape) for shape in seen.input_shapes]
            node["out"] = [label(shape) for shape in seen.output_shapes]
            node["parameters"] = seen.parameters
            node["multiply_adds"] = seen.multiply_adds
            learned = {one.name: one.shape for one in seen.tensors if not one.buffer}
            if learned and isinstance(block, Layer):
                node["tensors"] = learned
        if block.id in self.problems:
            node["problems"] = self.problems[block.id]
        if block.id in self.groups:
            node["group"] = self.groups[block.id]
        if block.id in self.ties:
            node["tied"] = self.ties[block.id]
        if frozen:
            node["frozen"] = True
        node.update(self.fields(block, seen, access, frozen))
        instance = self.instances.get(block.id)
        if instance is not None:
            node["instance_of"] = instance.definition
            node["definition_args"] = instance.args
        return node

    def fields(self, block: Block, seen: BlockAnalysis | None, access: str, frozen: bool) -> dict[str, Any]:
        match block:
            case Layer():
                return self.layer(block, seen)
            case Function():
                return self.written(block.id, graph_view.function(block))
            case TensorBlock():
                return graph_view.tensor(block, self.places[block.id].name)
            case Shared():
                return self.shared(block)
        own = self.container(block, seen)
        kids = [
            self.node(kid, access + step(block, i, self.places[kid.id].name), frozen)
            for i, kid in enumerate(children(block))
        ]
        if isinstance(block, Graph):
            self.finish(block, own, kids)
        return {**own, "category": "container", "children": kids}

    def container(self, block: Block, seen: BlockAnalysis | None) -> dict[str, Any]:
        match block:
            case Parallel():
                title = block.class_name or _TITLES[block.merge]
                return {"title": title, "merge": block.merge, "dim": block.dim, "class_name": block.class_name}
            case Repeat():
                return {"title": "Repeat", "count": block.count, "names": block.names}
            case Graph():
                return graph_view.graph(block, seen)
            case _:
                return {"title": getattr(block, "class_name", None) or "Sequential"}

    def finish(self, block: Graph, own: dict[str, Any], kids: list[dict[str, Any]]) -> None:
        """Add the shapes of tuples, and mark second calls, which have no path of their own."""
        for node, kid in zip(block.nodes, kids, strict=True):
            own["wire_shapes"].update(graph_view.tuples(kid["name"], self.analysis.blocks.get(kid["path"])))
            if is_call(block, node):
                kid["call"] = True

    def written(self, id: str, shown: dict[str, Any]) -> dict[str, Any]:
        """Show the expressions of a definition as they are written, and what they come to as decided."""
        args = self.expressions.get(id)
        if args is None:
            return shown
        worked_out = {name: shown["args"][name] for name in args if args[name] != shown["args"][name]}
        return {**shown, "args": args, "resolved": {**shown.get("resolved", {}), **worked_out}}

    def layer(self, block: Layer, seen: BlockAnalysis | None) -> dict[str, Any]:
        resolved = self.resolved(block, seen)
        shown = {
            "kind": block.kind,
            "title": block.kind,
            "detail": detail(block.kind, block.args, resolved),
            "category": CATALOGUE[block.kind].category,
            "args": block.args,
            "resolved": resolved,
        }
        return self.written(block.id, shown)

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

    def shared(self, block: Shared) -> dict[str, Any]:
        target = self.places[block.of]
        node: dict[str, Any] = {"of": block.of, "same_as": target.path, "group": self.groups[block.of]}
        if isinstance(target.block, Layer):
            shown = self.layer(target.block, self.analysis.blocks.get(target.path))
            return {**node, **{key: shown[key] for key in ("kind", "title", "detail", "category")}}
        title = getattr(target.block, "class_name", None) or type(target.block).__name__
        return {**node, "title": title, "category": "container"}


def step(parent: Block, index: int, name: str) -> str:
    """Return what one types after the parent to reach a child.

    >>> from builder.document.blocks import Sequential
    >>> step(Sequential(id="s"), 2, "2"), step(Parallel(id="p"), 0, "branch_0")
    ('[2]', '.branch_0')
    """
    attribute = isinstance(parent, Parallel | Graph) or (name.isidentifier() and not iskeyword(name))
    return f".{name}" if attribute else f"[{index}]"
