"""Problems with their fixes; and findings, which are problems before it is known at which place they stand."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from builder.document.blocks import Block, Graph, Holder, Layer, Sequential, Shared
from builder.document.tree import child_name
from builder.edits import (
    Connect,
    Disconnect,
    Edit,
    Insert,
    InsertOnWire,
    Remove,
    SetArgument,
    SetCall,
    SetGraphInputs,
    SetHolder,
    SetKind,
    SetOutputs,
    SetWires,
    UnsetArgument,
    Unshare,
    Unwrap,
    WriteDefinition,
)
from builder.edits.fresh import fresh_id
from builder.sentences import say

Severity = Literal["error", "warning", "note", "info"]
"""A note names a block without effect, an info work in progress; neither is a mistake."""


class Fix(NamedTuple):
    """An edit that mends a problem, and the words on its button."""

    label: str
    edit: Edit


class Problem(NamedTuple):
    """A mistake at a block: `problem` says what is wrong, `hint` what to do about it.

    `path` and `id` name the block, the first copy inside a repeat; `id` is "" where the document itself is meant.
    """

    severity: Severity
    path: str
    id: str
    problem: str
    hint: str | None = None
    fix: Fix | None = None


class Site(NamedTuple):
    """Where a finding stands: its block, and that block's place in its parent."""

    block: Block
    parent: Block | None
    position: int


class SetTo(NamedTuple):
    """Remedy: set an argument."""

    argument: str
    value: Any

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        words = say("analysis.fix.set", argument=self.argument, value=_word(self.value))
        return Fix(words, SetArgument(site.block.id, self.argument, self.value))


class CallWith(NamedTuple):
    """Remedy: set a non-tensor argument of a layer's forward, where it is called: here, or at the node `id`."""

    argument: str
    value: Any
    id: str | None = None

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        words = say("analysis.fix.set", argument=self.argument, value=_word(self.value))
        return Fix(words, SetCall(self.id or site.block.id, self.argument, self.value))


def _word(value: object) -> str:
    return "true" if value is True else "false" if value is False else str(value)


class WriteAnew(NamedTuple):
    """Remedy: replace the text of a text class."""

    label: str
    class_name: str
    source: str

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        return Fix(self.label, WriteDefinition(self.class_name, self.source))


class LeaveOut(NamedTuple):
    """Remedy: reset an argument to its default."""

    argument: str

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        return Fix(say("analysis.fix.reset", argument=self.argument), UnsetArgument(site.block.id, self.argument))


class PutBefore(NamedTuple):
    """Remedy: insert a layer before the block, where it stands in a sequential or on a wire."""

    kind: str
    args: dict[str, Any] = {}  # noqa: RUF012 - never changed

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        layer = Layer(id=fresh_id(), kind=self.kind, args=self.args)
        words = say("analysis.fix.insert-before", kind=self.kind)
        if isinstance(site.parent, Graph):
            name = child_name(site.parent, site.position, site.block)
            wired = len(site.parent.wires.get(name, ())) == 1
            return Fix(words, InsertOnWire(site.parent.id, name, 0, layer)) if wired else None
        if not isinstance(site.parent, Sequential):
            return None
        return Fix(words, Insert(site.parent.id, site.position, layer))


class UseKind(NamedTuple):
    """Remedy: replace a function by another with the same inputs."""

    kind: str

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        return Fix(say("analysis.fix.use", kind=self.kind.rpartition(".")[2]), SetKind(site.block.id, self.kind))


class TakeOut(NamedTuple):
    """Remedy: remove the block."""

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        return None if site.parent is None else Fix(say("analysis.fix.remove"), Remove((site.block.id,)))


class HoldBy(NamedTuple):
    """Remedy: change the class of torch that holds the children."""

    holder: Holder

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        id = site.block.of if isinstance(site.block, Shared) else site.block.id
        return Fix(say("analysis.fix.holder", holder=self.holder), SetHolder(id, self.holder))


class TakeApart(NamedTuple):
    """Remedy: replace a container by its only child."""

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        return None if site.parent is None else Fix(say("analysis.fix.unwrap"), Unwrap(site.block.id))


class Part(NamedTuple):
    """Remedy: give a shared place a module of its own."""

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        return Fix(say("analysis.fix.unshare"), Unshare(site.block.id)) if isinstance(site.block, Shared) else None


class WireTo(NamedTuple):
    """Remedy: let another source flow in at an index, or be `returned` there by the graph itself."""

    source: str
    at: int
    returned: bool = False

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        graph, name = _wire_site(site, self.returned)
        if graph is None:
            return None
        words = (
            say("analysis.fix.connect", source=self.source)
            if name is not None
            else say("analysis.fix.return", source=self.source)
        )
        return Fix(words, Connect(graph.id, self.source, name, self.at))


class WireAll(NamedTuple):
    """Remedy: let these sources flow in, as the words on the button say."""

    sources: tuple[str, ...]
    words: str

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        graph, name = _wire_site(site, returned=False)
        return None if graph is None or name is None else Fix(self.words, SetWires(graph.id, name, self.sources))


class CutWire(NamedTuple):
    """Remedy: disconnect the wire at an index, or one that is `returned`."""

    at: int
    returned: bool = False

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        graph, name = _wire_site(site, self.returned)
        if graph is None:
            return None
        source = (graph.outputs if name is None else graph.wires.get(name, ()))[self.at]
        return Fix(say("analysis.fix.disconnect", source=source), Disconnect(graph.id, name, self.at))


class ReturnOnly(NamedTuple):
    """Remedy: let the graph return these."""

    outputs: tuple[str, ...]

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        return Fix(say("analysis.fix.return", source=", ".join(self.outputs)), SetOutputs(site.block.id, self.outputs))


class DropInput(NamedTuple):
    """Remedy: remove an input of the graph, where nothing hands it on."""

    name: str

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        if not isinstance(site.block, Graph) or len(site.block.inputs) == 1 or not isinstance(site.parent, Graph):
            return None
        inputs = tuple(name for name in site.block.inputs if name != self.name)
        return Fix(say("analysis.fix.remove-input", name=self.name), SetGraphInputs(site.block.id, inputs))


def _wire_site(site: Site, returned: bool) -> tuple[Graph | None, str | None]:
    """Return the graph whose wires are meant and the node in it, None for what the graph returns."""
    if returned:
        return (site.block, None) if isinstance(site.block, Graph) else (None, None)
    if isinstance(site.parent, Graph):
        return site.parent, child_name(site.parent, site.position, site.block)
    return None, None


Remedy = (
    SetTo
    | WriteAnew
    | CallWith
    | LeaveOut
    | PutBefore
    | UseKind
    | TakeOut
    | TakeApart
    | HoldBy
    | Part
    | WireTo
    | WireAll
    | CutWire
    | ReturnOnly
    | DropInput
)


class Finding(NamedTuple):
    """A problem as seen from a block that does not know its own path.

    `trail` leads from that block down to the one that is meant, by child indices.
    """

    severity: Severity
    problem: str
    hint: str | None = None
    remedy: Remedy | None = None
    trail: tuple[int, ...] = ()
