"""Whether a `view` is possible for its input: the strides of tensors, as far as they are known without a run.

Strides count elements, as torch's do; None is unknown, and then no problem is reported.
https://pytorch.org/docs/stable/tensor_view.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import prod
from typing import Any, TypeAlias

from builder.analysis.problems import Finding, UseKind
from builder.analysis.results import ContainerResult, LayerResult, Pair, Result, SharedResult
from builder.catalogue.functions.arguments import as_tuple
from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kind import TensorSpec, Value
from builder.catalogue.layers.kinds import CATALOGUE
from builder.document.blocks import Function, Graph, Sequential
from builder.network.plan import Feed, Plan
from builder.sentences import say

Strides: TypeAlias = "tuple[int, ...] | tuple[Strides, ...] | None"
"""Of one tensor, or of each in a tuple."""
Shape: TypeAlias = tuple[int, ...]

_EVER = frozenset(
    {"Linear", "Bilinear", "Embedding", "LayerNorm", "Softmax", "LogSoftmax"}
    | {"torch.matmul", "torch.bmm", "F.linear", "F.embedding", "F.softmax", "F.log_softmax", "F.layer_norm"}
    | {"Tensor.contiguous", "torch.stack"}
)
"""What returns its elements in order, however they came in."""
_KEEP = frozenset(
    {"Identity", "ReLU", "ReLU6", "LeakyReLU", "PReLU", "ELU", "SELU", "CELU", "GELU", "SiLU", "Mish", "Sigmoid"}
    | {"Tanh", "Hardswish", "Hardsigmoid", "Hardtanh", "Softplus", "Dropout", "AlphaDropout"}
    | {"F.relu", "F.gelu", "F.silu", "F.leaky_relu", "F.elu", "F.dropout", "torch.tanh", "torch.sigmoid", "torch.exp"}
    | {"torch.sqrt", "torch.abs", "torch.neg", "torch.square", "Tensor.clone", "Tensor.detach"}
)
"""What works element by element and returns them as they came in."""
_OPEN = frozenset({"torch.einsum", "F.scaled_dot_product_attention", "Tensor.__getitem__"})
_OPEN_CATEGORIES = frozenset({"recurrent", "attention"})
"""What may return elements out of order, though they come in in order."""


def contiguous(shape: Shape) -> tuple[int, ...]:
    """Return the strides of elements in order.

    >>> contiguous((2, 3, 4))
    (12, 4, 1)
    """
    return tuple(prod(max(n, 1) for n in shape[i + 1 :]) for i in range(len(shape)))


def view_strides(shape: Shape, strides: tuple[int, ...], new: Shape) -> tuple[int, ...] | None:
    """Return the strides of a view of another shape, or None where torch refuses one.

    Dims that lie in memory as one are taken together, from the last, and the new dims have to part just these
    (`computeStride` in ATen/TensorUtils.cpp).

    Args:
        shape: of the tensor that is viewed, as numbers.
        strides: of the same tensor, in elements.
        new: of the view, with as many elements.
    """
    if not shape or 0 in shape:
        return contiguous(new)
    made = [0] * len(new)
    at, base, count, taken = len(new) - 1, strides[-1], 1, 1
    for i in range(len(shape) - 1, -1, -1):
        count *= shape[i]
        if i and (shape[i - 1] == 1 or strides[i - 1] == count * base):
            continue
        while at >= 0 and (taken < count or new[at] == 1):
            made[at] = taken * base
            taken *= new[at]
            at -= 1
        if taken != count:
            return None
        if i:
            base, count, taken = strides[i - 1], 1, 1
    return tuple(made) if at == -1 else None


def view_findings(block: Graph, plan: Plan, results: Sequence[Result | None], whole: bool) -> Iterator[Pair]:
    """Yield what is wrong with views in a graph; `whole`: it is the network, whose inputs lie in order."""
    if any(isinstance(node, Function) and FUNCTIONS[node.kind].strides == "needs" for node in block.nodes):
        yield from _Walk(block, plan, results, whole).found()


class _Walk:
    def __init__(self, block: Graph, plan: Plan, results: Sequence[Result | None], whole: bool) -> None:
        self.block = block
        self.plan = plan
        self.results = results
        self.first = len(block.inputs)
        self.known: dict[int, Strides] = {}
        self.whole = whole
        self.culprits: dict[int, str] = {}
        """What put elements out of order, by the slot that has them so."""

    def found(self) -> Iterator[Pair]:
        for i in self.plan.order:
            if i in self.plan.stuck:
                continue
            result = self.results[i]
            feeds = self.plan.feeds[i]
            if isinstance(self.block.nodes[i], Function):  # by name it is given numbers
                feeds = tuple(feed for feed in feeds if feed.wire.keyword is None)
            incoming = self.incoming(result, feeds)
            strides = None if result is None else output_strides(result, incoming)
            if isinstance(result, LayerResult):
                finding = self.refused(result, feeds, incoming)
                if finding is not None:
                    yield i, finding._replace(trail=(i,))
            self.known[self.first + i] = strides
            self.blame(i, result, strides)

    def incoming(self, result: Result | None, feeds: tuple[Feed, ...]) -> list[Strides]:
        """Return the strides of what flows in, in the order of the layer's inputs; unknown where one is left out."""
        layer = result.result if isinstance(result, SharedResult) else result
        kind = CATALOGUE.get(layer.kind) if isinstance(layer, LayerResult) else None
        names = () if kind is None else kind.inputs
        places = {
            i if feed.wire.keyword is None else names.index(feed.wire.keyword): self.of(feed)
            for i, feed in enumerate(feeds)
            if feed.wire.keyword is None or feed.wire.keyword in names
        }
        if sorted(places) != list(range(len(feeds))):
            return [None] * len(feeds)
        return [places[i] for i in range(len(feeds))]

    def of(self, feed: Feed) -> Strides:
        """Return the strides of what a wire brings."""
        if feed.slot is None:
            return None
        if feed.slot < self.first:
            return () if self.whole else None
        strides = self.known.get(feed.slot)
        for k in feed.wire.output:
            part = strides[k] if strides is not None and k < len(strides) else None
            strides = part if isinstance(part, tuple) else None
        return strides

    def refused(self, result: LayerResult, feeds: tuple[Feed, ...], incoming: list[Strides]) -> Finding | None:
        kind = FUNCTIONS.get(result.kind)
        if kind is None or kind.strides != "needs" or result.inflow is None or result.outflow is None:
            return None
        x, out = result.inflow.values[0], result.outflow.values[0]
        strides = _in_order(incoming[0], x)
        if strides is None:
            return None
        assert isinstance(x, TensorSpec)
        assert isinstance(out, TensorSpec)
        if view_strides(x.shape, strides, out.shape) is not None:
            return None
        slot = feeds[0].slot
        culprit = self.culprits.get(slot, "it") if slot is not None else "it"
        problem = say("analysis.view", kind=kind.name, culprit=culprit)
        hint = say("analysis.view.hint")
        return Finding("error", problem, hint, UseKind("Tensor.reshape"))

    def blame(self, i: int, result: Result | None, strides: Strides) -> None:
        sources = [feed.slot for feed in self.plan.feeds[i] if feed.slot in self.culprits]
        is_view = isinstance(result, LayerResult) and result.kind in _RULES
        if is_view and strides is not None:
            self.culprits[self.first + i] = self.plan.names[i]
        elif sources:
            self.culprits[self.first + i] = self.culprits[sources[0]]


def _in_order(strides: Strides, value: Value | None) -> tuple[int, ...] | None:
    """Return the strides of one tensor; those of an input of the network are in order."""
    if strides is None or not isinstance(value, TensorSpec):
        return None
    if strides == ():
        return contiguous(value.shape)
    return strides if all(isinstance(n, int) for n in strides) else None  # type: ignore[return-value]


def output_strides(result: Result, incoming: Sequence[Strides]) -> Strides:
    """Return the strides of what a node returns, from those of what flows in."""
    if isinstance(result, SharedResult):
        return output_strides(result.result, incoming)
    if result.outflow is None or result.inflow is None:
        return None
    if isinstance(result, ContainerResult):
        if not isinstance(result.block, Sequential):
            return None
        strides: Strides = incoming[0] if len(incoming) == 1 else None
        for child in result.children:
            strides = output_strides(child, [strides])
        return strides
    return _of_leaf(result, incoming)


def _of_leaf(result: LayerResult, incoming: Sequence[Strides]) -> Strides:
    assert result.inflow is not None
    assert result.outflow is not None
    output, values = result.outflow.values[0], result.inflow.given
    inputs = [_in_order(strides, x) for strides, x in zip(incoming, values, strict=False)]
    kind = result.kind
    if kind in ("parameter", "buffer") or kind in _EVER:
        return _ranks(output)
    if not inputs or inputs[0] is None or not isinstance(values[0], TensorSpec):
        return None
    shape, strides = values[0].shape, inputs[0]
    if kind in _RULES:
        return _RULES[kind](shape, strides, result.args or {}, output)
    if all(
        isinstance(x, TensorSpec) and s is not None and _is_ordered(x.shape, s)
        for x, s in zip(values, inputs, strict=True)
    ):
        return None if kind in _OPEN or _category(kind) in _OPEN_CATEGORIES else _ranks(output)
    constant = kind in FUNCTIONS and bool(FUNCTIONS[kind].constants) and len(values) == 1
    return _compact(shape, strides) if kind in _KEEP or constant else None


def _category(kind: str) -> str:
    return CATALOGUE[kind].category if kind in CATALOGUE else FUNCTIONS[kind].category


def _ranks(value: Value | None) -> Strides:
    if value is None:
        return None
    if isinstance(value, tuple):
        return tuple(map(_ranks, value))
    return contiguous(value.shape) if isinstance(value, TensorSpec) else None


def _is_ordered(shape: Shape, strides: tuple[int, ...]) -> bool:
    return all(n == 1 or a == b for n, a, b in zip(shape, strides, contiguous(shape), strict=True))


def _compact(shape: Shape, strides: tuple[int, ...]) -> Strides:
    """Return the strides of a copy with the dims in the same order in memory; None where that is open."""
    if 1 in shape or 0 in strides or len(set(strides)) < len(strides):
        return None
    order = sorted(range(len(shape)), key=lambda i: -strides[i])
    made = dict(zip(order, contiguous(tuple(shape[i] for i in order)), strict=True))
    return tuple(made[i] for i in range(len(shape)))


_Rule: TypeAlias = Callable[[Shape, tuple[int, ...], dict[str, Any], Value], Strides]


def _permute_strides(order: Sequence[int], strides: tuple[int, ...]) -> Strides:
    return tuple(strides[i] for i in order)


def _transpose(shape: Shape, strides: tuple[int, ...], args: dict[str, Any], output: Value) -> Strides:
    order = [*range(len(shape))]
    if order:
        a, b = args["dim0"], args["dim1"]
        order[a], order[b] = order[b], order[a]
    return _permute_strides(order, strides)


def _permute(shape: Shape, strides: tuple[int, ...], args: dict[str, Any], output: Value) -> Strides:
    return _permute_strides([i % len(shape) for i in args["dims"]], strides)


def _movedim(shape: Shape, strides: tuple[int, ...], args: dict[str, Any], output: Value) -> Strides:
    source, to = ([i % len(shape) for i in as_tuple(args[name])] for name in ("source", "destination"))
    places = dict(zip(to, source, strict=True))
    rest = iter(i for i in range(len(shape)) if i not in source)
    return _permute_strides([places[i] if i in places else next(rest) for i in range(len(shape))], strides)


def _view(shape: Shape, strides: tuple[int, ...], args: dict[str, Any], output: Value) -> Strides:
    """Return the strides of another shape: of a view where there is one, else of a copy."""
    if not isinstance(output, TensorSpec):
        return None
    return view_strides(shape, strides, output.shape) or contiguous(output.shape)


def _parts(shape: Shape, strides: tuple[int, ...], args: dict[str, Any], output: Value) -> Strides:
    return tuple(strides for _ in output) if isinstance(output, tuple) else None


def _unbind(shape: Shape, strides: tuple[int, ...], args: dict[str, Any], output: Value) -> Strides:
    at = args["dim"] % len(shape)
    left = strides[:at] + strides[at + 1 :]
    return tuple(left for _ in output) if isinstance(output, tuple) and left else None


def _narrow(shape: Shape, strides: tuple[int, ...], args: dict[str, Any], output: Value) -> Strides:
    return strides


def _expand(shape: Shape, strides: tuple[int, ...], args: dict[str, Any], output: Value) -> Strides:
    if not isinstance(output, TensorSpec):
        return None
    new = len(output.shape) - len(shape)
    kept = [0 if n == 1 and m != 1 else s for n, m, s in zip(shape, output.shape[new:], strides, strict=True)]
    return (*[0] * new, *kept)


_RULES: dict[str, _Rule] = {
    "Tensor.transpose": _transpose,
    "Tensor.permute": _permute,
    "Tensor.movedim": _movedim,
    "Tensor.view": _view,
    "Tensor.reshape": _view,
    "torch.flatten": _view,
    "Flatten": _view,
    "Tensor.unflatten": _view,
    "Unflatten": _view,
    "Tensor.split": _parts,
    "Tensor.chunk": _parts,
    "Tensor.unbind": _unbind,
    "Tensor.narrow": _narrow,
    "Tensor.expand": _expand,
    "Tensor.expand_as": _expand,
}
