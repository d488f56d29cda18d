"""What is worth knowing of a report, in words: each by a rule of its own, with an edit where one mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import isfinite

import msgspec

from builder.document.blocks import Block, Document, Function, InitRule, Layer, Selector
from builder.document.tree import paths
from builder.edits import Edit, SetInit, SetInputs, SetKind, apply
from builder.errors import BuilderError
from builder.inspection.activations import ENDS
from builder.inspection.report import Call, Parameter, Report, Statistics, Verdict
from builder.network.network import Network
from builder.sentences import say

HALF = 0.5
TIMES = 1_000
"""How many times smaller or larger the first and the last are."""
_LEAKY = {"ReLU": "LeakyReLU", "F.relu": "F.leaky_relu"}
_RECTIFIED = {"Sigmoid": "ReLU", "Tanh": "ReLU"}
_EMBEDDINGS = ("Embedding", "EmbeddingBag")
"""Layers whose gradient is 0 but for the rows that were looked up: how large it is says nothing of the depth."""
_WEIGHTED = ("Linear", "Conv2d", "Conv1d", "Conv3d")

Rule = Callable[[Report, "Blocks"], Iterator[Verdict]]


class Blocks:
    """The blocks of a document by their paths in the network, for the edits that mend something."""

    def __init__(self, document: Document | None) -> None:
        self.document = document
        self._found: dict[str, Block] = {}
        if document is not None:
            network = Network.of(document)
            self._found |= {place.path: place.block for place in network.places.values()}
            self._found |= dict(paths(network.whole))

    def kind_set(self, path: str, kinds: dict[str, str]) -> Edit | None:
        """Return the edit that makes another kind of the layer or function at a path."""
        block = self._found.get(path)
        if not isinstance(block, Layer | Function) or block.kind not in kinds:
            return None
        return SetKind(block.id, kinds[block.kind])

    def initialised(self) -> tuple[str, Edit] | None:
        """Return the kind of layers whose weights a further rule would draw by Kaiming, and the edit."""
        if self.document is None:
            return None
        used = {block.kind for block in self._found.values() if isinstance(block, Layer)}
        kind = next((one for one in _WEIGHTED if one in used), None)
        rule = InitRule(Selector(kind=kind, tensor="weight"), "kaiming_normal_", {"nonlinearity": "relu"})
        return None if kind is None or rule in self.document.init else (kind, SetInit((*self.document.init, rule)))

    def draws_one(self) -> bool:
        """Tell whether the document says that one sample is drawn; else a person gave it, and no edit adds to it."""
        return self.document is not None and self.document.batch == 1

    def fits(self, edit: Edit) -> bool:
        """Tell whether an edit can be made."""
        if self.document is None:
            return False
        try:
            apply(self.document, edit)
        except BuilderError:
            return False
        return True


def with_verdicts(report: Report, document: Document | None) -> Report:
    """Return a report with its verdicts, those about the whole network first; edits need a document.

    Args:
        report: of one run.
        document: of the network that was run; None where there is none, as verdicts then offer no edits.
    """
    blocks = Blocks(document)
    found = [_drop_bad_fix(verdict, blocks) for rule in RULES for verdict in rule(report, blocks)]
    return msgspec.structs.replace(report, verdicts=tuple(found))


def _drop_bad_fix(verdict: Verdict, blocks: Blocks) -> Verdict:
    if verdict.fix is None or blocks.fits(verdict.fix):
        return verdict
    return msgspec.structs.replace(verdict, fix=None, fix_label="")


def _leaves(report: Report) -> list[Call]:
    return [call for call in report.calls if not call.has_inner and call.outputs]


def _path_text(path: str) -> str:
    return path or say("errors.root")


def not_finite(report: Report, blocks: Blocks) -> Iterator[Verdict]:
    """The first block that returns NaN or infinity; of functions alone where it goes on to the end.

    Before a softmax a mask of minus infinity is meant so.
    """
    wrong_input = next((one for one in report.inputs if one.statistics.not_finite), None)
    if wrong_input is not None:
        yield Verdict(
            "not_finite", "", 0, say("inspection.not-finite.input", name=wrong_input.name),
            say("inspection.not-finite.rule"), say("inspection.not-finite.input.hint"),
        )  # fmt: skip
        return
    ends_badly = bool(report.calls) and any(one.not_finite for one in report.calls[0].outputs)
    for call in _leaves(report):
        if any(one.not_finite for one in call.outputs) and (ends_badly or not call.is_function):
            count = sum(one.not_finite for one in call.outputs)
            yield Verdict(
                "not_finite", call.path, call.number,
                say("inspection.not-finite.first", path=_path_text(call.path), count=count),
                say("inspection.not-finite.rule"), say("inspection.not-finite.hint"),
            )  # fmt: skip
            return


def dead(report: Report, blocks: Blocks) -> Iterator[Verdict]:
    """ReLUs most of whose units are 0 whatever comes in; of few samples more is asked, as half are 0 by chance."""
    for call in report.calls:
        if call.idle is None:
            continue
        shape = call.outputs[0].shape
        units = shape[1 if len(shape) > 3 else -1]
        seen = call.outputs[0].elements // max(1, units)
        if call.idle > HALF + HALF ** min(seen, 20):
            yield Verdict(
                "dead", call.path, call.number,
                say("inspection.dead", path=_path_text(call.path), share=call.idle, seen=seen),
                say("inspection.dead.rule"), say("inspection.dead.hint"),
                say("inspection.dead.fix"), blocks.kind_set(call.path, _LEAKY),
            )  # fmt: skip


def saturation(report: Report, blocks: Blocks) -> Iterator[Verdict]:
    """Sigmoids and tanhs most of whose values lie where the curve is flat."""
    leaves = _leaves(report)
    for call in report.calls:
        if call.saturated is not None and call.saturated > HALF and call.kind in ENDS:
            is_last = bool(leaves) and leaves[-1] is call
            yield Verdict(
                "saturated", call.path, call.number,
                say("inspection.saturated", path=_path_text(call.path), share=call.saturated),
                say("inspection.saturated.rule"), say("inspection.saturated.hint"),
                "" if is_last else say("inspection.saturated.fix"),
                None if is_last else blocks.kind_set(call.path, _RECTIFIED),
            )  # fmt: skip


def explosion(report: Report, blocks: Blocks) -> Iterator[Verdict]:
    """Activations that grow more than a thousandfold from the first layer with weights to the last block."""
    sizes = [(call, _rms(call)) for call in _leaves(report) if not call.is_function or call.gradients]
    known = [(call, size) for call, size in sizes if size]
    if len(known) < 2:
        return
    (first, small), (largest, size) = known[0], max(known, key=lambda pair: pair[1] or 0.0)
    if small and size and size > TIMES * small and size > TIMES:
        yield Verdict(
            "exploding", largest.path, largest.number,
            say(
                "inspection.exploding", path=_path_text(largest.path), times=size / small, first=_path_text(first.path)
            ),
            say("inspection.exploding.rule", times=TIMES), say("inspection.initialise.hint"), *_redrawn(blocks),
        )  # fmt: skip


def vanishing_gradients(report: Report, blocks: Blocks) -> Iterator[Verdict]:
    """Gradients of the first layer a thousand times smaller, or larger, than those of the last."""
    embeddings = {f"{call.path}.weight" for call in report.calls if call.kind in _EMBEDDINGS}
    learned = [
        one
        for one in report.parameters
        if one.gradient is not None and len(one.value.shape) > 1 and not embeddings & set(one.names)
    ]
    if len(learned) < 2:
        return
    first, last = learned[0], learned[-1]
    small, large = _size(first), _size(last)
    if small * TIMES < large:
        yield _about_gradients("vanishing", first, last, (large / small if small else float("inf")), blocks)
    elif large and small > TIMES * large:
        yield _about_gradients("exploding_gradient", first, last, small / large, blocks)


def _about_gradients(name: str, first: Parameter, last: Parameter, times: float, blocks: Blocks) -> Verdict:
    path = first.name.rpartition(".")[0]
    if name == "vanishing":
        return Verdict(
            name, path, 0,
            say("inspection.vanishing", times=times, first=first.name, last=last.name)
            if isfinite(times)
            else say("inspection.vanishing.none", first=first.name, last=last.name),
            say("inspection.vanishing.rule", times=TIMES),
            say("inspection.initialise.hint"), *_redrawn(blocks),
        )  # fmt: skip
    return Verdict(
        name, path, 0, say("inspection.exploding-gradient", times=times, first=first.name, last=last.name),
        say("inspection.exploding-gradient.rule", times=TIMES), say("inspection.initialise.hint"), *_redrawn(blocks),
    )  # fmt: skip


def _redrawn(blocks: Blocks) -> tuple[str, Edit | None]:
    found = blocks.initialised()
    return ("", None) if found is None else (say("inspection.initialise.fix", kind=found[0]), found[1])


def _rms(call: Call) -> float | None:
    floating = [one for one in call.outputs if one.dtype.startswith(("float", "bfloat"))]
    return max((one.rms or 0.0 for one in floating), default=None)


def _size(parameter: Parameter) -> float:
    gradient: Statistics | None = parameter.gradient
    return 0.0 if gradient is None or gradient.rms is None else gradient.rms


def constant(report: Report, blocks: Blocks) -> Iterator[Verdict]:
    """A network that returns the same number everywhere, or the same for each of several samples."""
    if not report.calls or not report.calls[0].outputs:
        return
    whole = report.calls[0].outputs[0]
    if whole.elements > 1 and whole.std == 0.0:
        yield Verdict(
            "constant", "", 0, say("inspection.constant", value=whole.mean), say("inspection.constant.rule"),
            say("inspection.constant.hint"),
        )  # fmt: skip
    elif report.is_same_for_all:
        yield Verdict(
            "constant", "", 0, say("inspection.same-for-all", count=whole.shape[0]), say("inspection.constant.rule"),
            say("inspection.constant.hint"),
        )  # fmt: skip


def batch_of_one(report: Report, blocks: Blocks) -> Iterator[Verdict]:
    """Batch norms that train on a single sample."""
    sizes = [one.statistics.shape[0] for one in report.inputs if one.statistics.shape]
    if report.settings.mode != "train" or set(sizes) != {1}:
        return
    found = next((call for call in report.calls if call.kind.startswith("BatchNorm")), None)
    if found is not None:
        yield Verdict(
            "batch_of_one", found.path, found.number, say("inspection.batch-of-one", path=_path_text(found.path)),
            say("inspection.batch-of-one.rule"), say("inspection.batch-of-one.hint"),
            say("inspection.batch-of-one.fix"), SetInputs(batch=8) if blocks.draws_one() else None,
        )  # fmt: skip


RULES: tuple[Rule, ...] = (not_finite, batch_of_one, constant, explosion, vanishing_gradients, dead, saturation)
"""Who looks, in the order in which verdicts stand."""
