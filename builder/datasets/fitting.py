"""Edits that make a network fit a data set: its input, the layers behind it, the width of what it returns; no torch.

What has to change behind the input is what the analysis itself proposes. The layer whose width decides that of the
output is found by trying: the last that does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from math import prod
from typing import NamedTuple

from builder.analysis.analysis import Analysis, analyse
from builder.analysis.nodes import nodes
from builder.catalogue.layers.kind import TensorSpec
from builder.datasets.ids import embeddings_of
from builder.datasets.mismatch import fits, input_for, mismatch, shape_words, wanted_output
from builder.datasets.stored import DataSet
from builder.document.blocks import AUTO, BATCH, Block, Document, Layer, Sequential
from builder.edits import Insert, SetArgument, SetInputs, apply
from builder.edits.apply import Edit
from builder.edits.fresh import fresh_id
from builder.errors import BuilderError, EditError
from builder.network.network import Network
from builder.runner import Runner
from builder.sentences import Sentence, say

_MOST_FIXES = 40
_MOST_TRIED = 8
_WIDTHS = ("out_features", "out_channels")


class _EditedDocument(NamedTuple):
    """A document, and the edits that it was made by."""

    document: Document
    edits: tuple[Edit, ...] = ()

    def by(self, edit: Edit) -> _EditedDocument:
        """Return what one more edit makes.

        Raises:
            EditError: it cannot be made.
        """
        return _EditedDocument(apply(self.document, edit), (*self.edits, edit))


def fit(document: Document, data: DataSet, runner: Runner) -> tuple[Edit, ...]:
    """Return the edits, to be applied in order, with which a network fits a data set; none where it does.

    Args:
        document: of the network; it is not changed.
        data: what is known of the data set; its shapes are without the batch.
        runner: is asked what classes written as text do; where it answers None, the answer is still to come.

    Raises:
        BuilderError: the network has mistakes or several inputs, or no edit of its widths makes it fit.
    """
    before = analyse(document, runner)
    if before.errors:
        raise BuilderError(before.errors[0].problem, before.errors[0].path, before.errors[0].hint)
    misfits = mismatch(before, data)
    if not misfits:
        return ()
    if len(document.inputs) != 1:
        raise BuilderError(misfits[0].problem, hint=misfits[0].hint)
    for made in _starts(document, data):
        found = _with_output(_with_ids(made, data), data, runner)
        if found is not None and not mismatch(analyse(found.document, runner), data):
            return found.edits
    nearest = analyse(_apply_fixes(next(_starts(document, data)), runner).document, runner)
    reason = Sentence(_reason(before, nearest, data))
    hint = say("datasets.misfit.none.text.hint") if data.task == "tokens" else say("datasets.misfit.none.hint")
    raise BuilderError(say("datasets.misfit.none", shape=shape_words(data.shape), problem=reason), hint=hint)


def _reason(before: Analysis, analysis: Analysis, data: DataSet) -> str:
    """Return why nothing fits: the first mistake that stays, or what the network still returns."""
    if not analysis.errors:
        reasons = mismatch(analysis, data)
        return reasons[0].problem if reasons else ""
    first = analysis.errors[0]
    # Its path in the person's own network: a layer that was tried in front of all moves the others on.
    path = next((node.path for node in nodes(before.root) if node.block.id == first.id), "")
    return say("datasets.misfit.layer", path=path, problem=Sentence(first.problem)) if path else first.problem


def _starts(document: Document, data: DataSet) -> Iterator[_EditedDocument]:
    """Yield documents with the input that the data need: as it is, flattened, or in the shape that it had."""
    old = document.inputs[0]
    new = input_for(old, data)
    made = _EditedDocument(document) if new == old else _EditedDocument(document).by(SetInputs(inputs=(new,)))
    root = document.root
    if not isinstance(root, Sequential) or data.dtype != "float32":
        yield made
        return
    before = tuple(size for size in old.shape if isinstance(size, int))
    if len(data.shape) == 1 and len(before) > 1 and prod(before) == data.shape[0] and old.shape[0] == BATCH:
        args = {"dim": 1, "unflattened_size": list(before)}
        yield made.by(Insert(root.id, 0, Layer(id=fresh_id(), kind="Unflatten", args=args)))
    if len(data.shape) > 1 and len(before) == 1 and prod(data.shape) == before[0]:
        yield made.by(Insert(root.id, 0, Layer(id=fresh_id(), kind="Flatten")))
    yield made
    if len(data.shape) > 1:
        yield made.by(Insert(root.id, 0, Layer(id=fresh_id(), kind="Flatten")))


def _with_ids(made: _EditedDocument, data: DataSet) -> _EditedDocument:
    """Give embeddings as many ids as there are."""
    if data.task != "tokens":
        return made
    for block in embeddings_of(made.document, made.document.inputs[0].name):
        if block.args["num_embeddings"] != len(data.classes):
            with suppress(EditError):  # one in a class written as text is no block
                made = made.by(SetArgument(block.id, "num_embeddings", len(data.classes)))
    return made


def _apply_fixes(made: _EditedDocument, runner: Runner) -> _EditedDocument:
    """Make the edits that the analysis proposes for mistakes, one after the other, as long as there are some."""
    for _ in range(_MOST_FIXES):
        errors = analyse(made.document, runner).errors
        fix = errors[0].fix if errors else None
        if fix is None or fix.edit in made.edits:
            return made
        try:
            made = made.by(fix.edit)
        except EditError:
            return made
    return made


def _with_output(made: _EditedDocument, data: DataSet, runner: Runner) -> _EditedDocument | None:
    """Return the document mended, with an output as wide as the targets need; None where no layer decides that."""
    mended = _apply_fixes(made, runner)
    analysis, wanted = analyse(mended.document, runner), wanted_output(data)
    if _ends(analysis, data):
        return mended
    if not wanted:
        return None
    # On what is not mended yet: with its output as wide as its embedding a tie is whole again.
    for edit in _widths(analysis, wanted[-1]):
        try:
            tried = _apply_fixes(made.by(edit), runner)
        except EditError:
            continue
        if _ends(analyse(tried.document, runner), data):
            return tried
    return _with_last(mended, data, runner, analysis.output) if isinstance(analysis.output, TensorSpec) else None


def _ends(analysis: Analysis, data: DataSet) -> bool:
    output = analysis.output
    return not analysis.errors and isinstance(output, TensorSpec) and fits(output.shape[1:], data)


def _widths(analysis: Analysis, width: int) -> Iterator[SetArgument]:
    """Yield edits of the last layers, from the end, that make what each returns so wide."""
    found: list[Block] = [node.block for node in nodes(analysis.root)]
    layers = [block for block in reversed(found) if isinstance(block, Layer)]
    sized = [(layer, name) for layer in layers for name in _WIDTHS if name in layer.args]
    for layer, name in sized[:_MOST_TRIED]:
        yield SetArgument(layer.id, name, width)


def _with_last(made: _EditedDocument, data: DataSet, runner: Runner, output: TensorSpec) -> _EditedDocument | None:
    """Return the document with one more layer at its end, where what it returns is one row for each target."""
    root, wanted = Network.of(made.document).document.root, wanted_output(data)
    if not isinstance(root, Sequential) or output.shape[1:-1] != wanted[:-1] or len(output.shape) < 2:
        return None
    last = Layer(id=fresh_id(), kind="Linear", args={"in_features": AUTO, "out_features": wanted[-1]})
    made = made.by(Insert(root.id, len(root.children), last))
    return made if _ends(analyse(made.document, runner), data) else None
