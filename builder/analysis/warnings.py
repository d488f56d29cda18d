"""Warnings about networks that run but are rarely intended. Each rule is one small function that is registered here.

`LAYER_RULES` look at one layer, `PAIR_RULES` at a layer and one before it; rules of containers stand in `containers`.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import NamedTuple

from builder.analysis.problems import Finding, PutBefore, SetTo, TakeOut
from builder.analysis.results import LayerResult
from builder.analysis.values import Batch, label
from builder.catalogue.layers.kind import TensorSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.sentences import say


def _kinds(*categories: str) -> frozenset[str]:
    return frozenset(name for name, kind in CATALOGUE.items() if kind.category in categories)


def _kinds_with_prefix(prefix: str) -> frozenset[str]:
    return frozenset(name for name in CATALOGUE if name.startswith(prefix))


BATCH_NORMS = _kinds_with_prefix("BatchNorm")
CONVOLUTIONS = _kinds_with_prefix("Conv") - {"Container"}
DROPOUTS = _kinds("dropout")
RECURRENT = frozenset({"RNN", "LSTM", "GRU"})


def _only_input(layer: LayerResult) -> TensorSpec | None:
    """Return the one tensor that enters, if it is one."""
    return None if layer.inflow is None else layer.inflow.only


def _args(layer: LayerResult) -> dict[str, object]:
    return layer.args or {}


def idle_dropout(layer: LayerResult) -> Finding | None:
    """Warn about a Dropout that has no effect, or drops everything."""
    p = (layer.args or {}).get("p")
    if p not in (0, 1):
        return None
    if p == 0:
        return Finding("warning", say("analysis.dropout-0", kind=layer.kind), say("analysis.dropout-0.hint"), TakeOut())
    return Finding(
        "warning", say("analysis.dropout-1", kind=layer.kind), say("analysis.dropout-1.hint"), SetTo("p", 0.5)
    )


def dimless_softmax(layer: LayerResult) -> Finding | None:
    """Warn about a Softmax without `dim`, about which torch warns too."""
    if _args(layer).get("dim") is not None:
        return None
    return Finding("warning", say("analysis.no-dim", kind=layer.kind), say("analysis.no-dim.hint"), SetTo("dim", -1))


def single_value_norm(layer: LayerResult) -> Finding | None:
    """Warn that BatchNorm fails in training when each channel has one value."""
    x = _only_input(layer)
    if x is None or len(x.shape) < 2 or not x.shape[1]:
        return None
    if prod(x.shape) // x.shape[1] != 1:
        return None
    return Finding(
        "warning",
        say("analysis.one-value-norm", kind=layer.kind),
        say("analysis.one-value-norm.hint"),
    )


def steps_first(layer: LayerResult) -> Finding | None:
    """Warn that a recurrent layer reads the batch dim as the steps of a sequence."""
    x = _only_input(layer)
    if x is None or len(x.shape) != 3 or _args(layer).get("batch_first"):
        return None
    if type(x.shape[0]) is not Batch:
        return None
    return Finding(
        "warning",
        say("analysis.steps-first", kind=layer.kind, shape=label(x.shape)),
        say("analysis.steps-first.hint"),
        SetTo("batch_first", True),
    )


def batch_features(layer: LayerResult) -> Finding | None:
    """Warn that a layer reads the batch dim as the features, so that it runs for one batch size only."""
    x = None if layer.inflow is None else layer.inflow.only
    if x is None or not x.shape or x.shape[-1].__class__ is not Batch:
        return None
    return Finding(
        "warning",
        say("analysis.batch-features", kind=layer.kind, shape=label(x.shape), count=int(x.shape[-1])),
        say("analysis.batch-features.hint"),
    )


class LayerRule(NamedTuple):
    """`find(layer)` for a layer in `kinds`."""

    kinds: frozenset[str]
    find: Callable[[LayerResult], Finding | None]


LAYER_RULES: tuple[LayerRule, ...] = (
    LayerRule(DROPOUTS, idle_dropout),
    LayerRule(frozenset({"Softmax", "LogSoftmax", "Softmin"}), dimless_softmax),
    LayerRule(BATCH_NORMS, single_value_norm),
    LayerRule(RECURRENT, steps_first),
    LayerRule(frozenset({"Linear", "LayerNorm", "RMSNorm"}), batch_features),
)
BY_KIND: dict[str, tuple[LayerRule, ...]] = {
    kind: tuple(rule for rule in LAYER_RULES if kind in rule.kinds)
    for kind in sorted(frozenset[str]().union(*(rule.kinds for rule in LAYER_RULES)))
}


class PairRule(NamedTuple):
    """`find(left, right)` for a layer in `right` and the last one before it that is not in `through`, if in `left`."""

    left: frozenset[str]
    right: frozenset[str]
    through: frozenset[str]
    find: Callable[[LayerResult, LayerResult], Finding | None]
    at_left: bool = False
    """Whether it is the left layer that should change, so that the warning stands there."""


def stacked_affine(left: LayerResult, right: LayerResult) -> Finding | None:
    """Warn that two affine layers without an activation between them are equivalent to one."""
    return Finding(
        "warning",
        say("analysis.stacked-affine", left=left.kind, right=right.kind),
        say("analysis.stacked-affine.hint"),
        PutBefore("ReLU"),
    )


def stacked_convolutions(left: LayerResult, right: LayerResult) -> Finding | None:
    """Warn about stacked convolutions, except separable ones, whose two steps are intended."""
    if any(_args(layer).get("groups") != 1 for layer in (left, right)) or _rank(left) or _rank(right):
        return None
    return stacked_affine(left, right)


def _rank(layer: LayerResult) -> bool:
    """Tell whether a convolution has windows of one element: a projection, often kept linear."""
    size = _args(layer).get("kernel_size")
    return size == 1 or (isinstance(size, tuple) and set(size) == {1})


def bias_before_norm(left: LayerResult, right: LayerResult) -> Finding | None:
    """Warn that BatchNorm cancels the bias of the layer before it."""
    if not _args(left).get("bias"):
        return None
    x = _only_input(right)
    if left.kind == "Linear" and x is not None and len(x.shape) != 2:
        return None
    return Finding(
        "warning",
        say("analysis.idle-bias", left=left.kind, right=right.kind),
        say("analysis.idle-bias.hint", left=left.kind),
        SetTo("bias", False),
    )


def doubled_softmax(left: LayerResult, right: LayerResult) -> Finding | None:
    """Warn that the loss applies the softmax itself."""
    return Finding(
        "warning",
        say("analysis.softmax-twice", left=left.kind, right=right.kind),
        say("analysis.softmax-twice.hint", left=left.kind),
        TakeOut(),
    )


def unlogged_softmax(left: LayerResult, right: LayerResult) -> Finding | None:
    """Warn that NLLLoss expects log-probabilities."""
    return Finding("warning", say("analysis.not-log", right=right.kind), say("analysis.not-log.hint"))


def doubled_sigmoid(left: LayerResult, right: LayerResult) -> Finding | None:
    """Warn that the loss applies the sigmoid itself."""
    return Finding(
        "warning",
        say("analysis.sigmoid-twice", right=right.kind),
        say("analysis.sigmoid-twice.hint", left=left.kind),
        TakeOut(),
    )


def doubled_squashing(left: LayerResult, right: LayerResult) -> Finding | None:
    """Say that the second of two squashing activations mostly undoes the work of the first."""
    return Finding(
        "warning",
        say("analysis.two-activations", left=left.kind, right=right.kind),
        say("analysis.two-activations.hint"),
        TakeOut(),
    )


def missing_flatten(left: LayerResult, right: LayerResult) -> Finding | None:
    """Warn that Linear acts on the last dim of an image."""
    x = _only_input(right)
    if x is None or len(x.shape) != 4 or right.findings:
        return None
    return Finding(
        "warning",
        say("analysis.linear-on-image", shape=label(x.shape)),
        say("analysis.linear-on-image.hint"),
        PutBefore("Flatten"),
    )


_LINEAR = frozenset({"Linear"})
_SILENT = DROPOUTS | frozenset({"Identity", "Flatten", "Unflatten"})
_SQUASHING = frozenset({"Softmax", "LogSoftmax", "Sigmoid", "Tanh", "LogSigmoid", "Softmin"})
_IMAGES = CONVOLUTIONS | _kinds("pooling")

PAIR_RULES: tuple[PairRule, ...] = (
    PairRule(_LINEAR, _LINEAR, _SILENT, stacked_affine),
    PairRule(CONVOLUTIONS, CONVOLUTIONS, _SILENT, stacked_convolutions),
    PairRule(CONVOLUTIONS | _LINEAR, BATCH_NORMS, frozenset(), bias_before_norm, True),
    PairRule(frozenset({"Softmax", "LogSoftmax"}), frozenset({"CrossEntropyLoss"}), frozenset(), doubled_softmax, True),
    PairRule(frozenset({"Softmax"}), frozenset({"NLLLoss"}), frozenset(), unlogged_softmax),
    PairRule(frozenset({"Sigmoid"}), frozenset({"BCEWithLogitsLoss"}), frozenset(), doubled_sigmoid, True),
    PairRule(_SQUASHING, _SQUASHING, frozenset(), doubled_squashing),
    PairRule(_IMAGES, _LINEAR, DROPOUTS | BATCH_NORMS | _kinds("activation"), missing_flatten),
)
BY_RIGHT: dict[str, tuple[PairRule, ...]] = {
    kind: tuple(rule for rule in PAIR_RULES if kind in rule.right)
    for kind in sorted(frozenset().union(*(rule.right for rule in PAIR_RULES)))
}
THROUGH: frozenset[str] = frozenset().union(*(rule.through for rule in PAIR_RULES))
"""Kinds that some rule looks past."""
