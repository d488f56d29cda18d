"""The inputs that the nodes of a graph take, and the input that each wire connects to."""

from __future__ import annotations

from builder.analysis.problems import CutWire, Finding, WireTo
from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.functions.validation import resolve_function
from builder.catalogue.layers.kind import Kind
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit
from builder.classes.text import forward_takes
from builder.document.blocks import (
    Block,
    Function,
    Graph,
    Instance,
    Layer,
    Parallel,
    Repeat,
    Sequential,
    TensorBlock,
    Written,
)
from builder.document.holders import is_holder
from builder.network.plan import Feed
from builder.sentences import near, say

_ANY = 1 << 20


class Taker:
    """What a node takes: how many inputs, in words too, and whether tuples.

    `names` are those of a layer's inputs, of which the last that exceed `most` are given by name only.
    """

    __slots__ = ("least", "most", "name", "names", "tuples")

    def __init__(self, name: str, least: int, most: int, tuples: bool, names: tuple[str, ...] = ()) -> None:
        """Store the arguments."""
        self.name = name
        self.least = least
        self.most = most
        self.tuples = tuples
        self.names = names

    @property
    def words(self) -> str:
        """How many inputs it takes."""
        if self.most == _ANY:
            return say("analysis.inputs.or-more", least=self.least)
        most = max(self.most, len(self.names))
        if not most:
            return say("analysis.inputs.none")
        if self.least == most:
            return say("analysis.inputs", count=most)
        return say("analysis.inputs.range", least=self.least, count=most)


def _layer_taker(kind: Kind) -> Taker:
    least, most = len(kind.inputs) - kind.optional, len(kind.inputs) - kind.named
    return Taker(kind.name, least, most, kind.takes_tuples, kind.inputs)


_LAYERS = {name: _layer_taker(CATALOGUE[explicit(name)]) for name in CATALOGUE}
_CHAIN = {
    Sequential: Taker("Sequential", 1, 1, True),
    Repeat: Taker("Repeat", 1, 1, True),
    Parallel: Taker("Parallel", 1, _ANY, True),
    TensorBlock: Taker("Tensor", 0, 0, True),
    Instance: Taker("Instance", 0, _ANY, True),
}
_HOLDERS = {holder: Taker(holder, 1, 1, True) for holder in ("ModuleList", "ModuleDict")}


def taker_of(node: Block) -> Taker:
    """Return what a node takes."""
    if isinstance(node, Layer):
        return _LAYERS[node.kind]
    if isinstance(node, Function):
        kind = FUNCTIONS[node.kind]
        return _constant_taker(kind, node) if kind.constants and node.args else _FUNCTIONS[kind.name]
    if isinstance(node, Graph):
        return Taker("Graph", len(node.inputs), len(node.inputs), True)
    if isinstance(node, Written):
        least, most = forward_takes(node.source)
        return Taker(node.class_name, least, _ANY if most is None else most, True)
    return _HOLDERS[node.holder] if is_holder(node) else _CHAIN[type(node)]


def _function_taker(kind: FunctionKind) -> Taker:
    least = 1 if kind.unbounded else len(kind.inputs) - kind.optional
    return Taker(kind.name, least, _ANY if kind.unbounded else len(kind.inputs), False)


_FUNCTIONS = {name: _function_taker(kind) for name, kind in FUNCTIONS.items()}


def _constant_taker(kind: FunctionKind, node: Function) -> Taker:
    """Constants take the place of wires."""
    args = resolve_function(kind.name, node.args, ())
    most = len(kind.inputs) - sum(args.get(name) is not None for name in kind.constants)
    return Taker(kind.name, most - kind.optional, most, False)


def input_wires(taker: Taker, feeds: tuple[Feed, ...]) -> list[int | None] | Finding:
    """Return for each input of a layer the wire that is for it, up to the last that is given; or what is wrong.

    Wires without a name are given by position.
    """
    strange = next((at for at, feed in enumerate(feeds) if feed.wire.keyword not in (None, *taker.names)), None)
    if strange is not None:
        return _unknown(taker, feeds, strange)
    order: list[int | None] = [None] * len(taker.names)
    position = 0
    for at, feed in enumerate(feeds):
        if feed.wire.keyword is None:
            if position >= taker.most:
                return _too_many(taker, feed, at, position)
            index, position = position, position + 1
        else:
            index = taker.names.index(feed.wire.keyword)
        if order[index] is not None:
            problem = say("analysis.input-twice", name=taker.name, input=taker.names[index])
            return Finding("error", problem, say("analysis.wires.disconnect", source=str(feed.wire.plain)), CutWire(at))
        order[index] = at
    while order and order[-1] is None:
        order.pop()
    return order


def _too_many(taker: Taker, feed: Feed, at: int, position: int) -> Finding:
    if position < len(taker.names):
        name = taker.names[position]
        remedy = WireTo(str(feed.wire._replace(keyword=name)), at)
        problem = say("analysis.by-name-only", name=taker.name, input=name)
        return Finding("error", problem, say("analysis.by-name-only.hint", input=name), remedy)
    problem = say("analysis.too-many-wires", name=taker.name, wanted=taker.words)
    return Finding("error", problem, say("analysis.wires.disconnect", source=str(feed.wire.plain)), CutWire(at))


def no_such_input(taker: Taker, feeds: tuple[Feed, ...], at: int) -> str:
    """Return the sentence on a wire to an input that there is not; it counts the wires where there are several."""
    name = feeds[at].wire.keyword
    count = sum(feed.wire.keyword == name for feed in feeds)
    if count == 1:
        return say("network.no-such-input", name=taker.name, input=name)
    return say("analysis.no-such-input.several", name=taker.name, input=name, count=count)


def _unknown(taker: Taker, feeds: tuple[Feed, ...], at: int) -> Finding:
    problem = no_such_input(taker, feeds, at)
    hint = near(feeds[at].wire.keyword or "", taker.names) if taker.names else say("network.no-such-input.order")
    hint = hint or say("analysis.no-such-input.hint", names=", ".join(taker.names))
    return Finding("error", problem, hint, CutWire(at))
