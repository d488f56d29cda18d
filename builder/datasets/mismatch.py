"""What of a network does not fit a data set, said before anything runs; no torch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from builder.analysis.analysis import Analysis
from builder.catalogue.layers.kind import TensorSpec
from builder.datasets.ids import ids_taken
from builder.datasets.stored import DataSet
from builder.document.blocks import BATCH, Document, Input
from builder.sentences import Sentence, say


class Misfit(NamedTuple):
    """One thing that does not fit; with a warning a run is possible."""

    severity: Literal["error", "warning"]
    problem: str
    hint: str


def mismatch(analysis: Analysis, data: DataSet) -> tuple[Misfit, ...]:
    """Return what does not fit between a network and a data set: inputs first, then what is returned.

    Nothing is said of what is still being computed.

    Args:
        analysis: its shapes are of the whole batch.
        data: what is known of the data set; its shapes are without the batch.
    """
    of_inputs = input_mismatch(analysis.document, data)
    return of_inputs if len(analysis.document.inputs) != 1 else (*of_inputs, *_of_output(analysis, data))


def input_mismatch(document: Document, data: DataSet) -> tuple[Misfit, ...]:
    """Return what does not fit between the inputs of a network and a data set."""
    inputs = document.inputs
    if len(inputs) != 1:
        return (_error(say("datasets.misfit.inputs", count=len(inputs)), say("datasets.misfit.inputs.hint")),)
    return tuple(_of_input(document, inputs[0], data))


def input_for(entry: Input, data: DataSet) -> Input:
    """Return an input as the data need it, under its name."""
    high = len(data.classes) if data.task == "tokens" else entry.high
    return Input(entry.name, ("N", *data.shape), data.dtype, entry.low, high)


def wanted_output(data: DataSet) -> tuple[int, ...]:
    """Return the shape of what a network returns for one example."""
    if data.task == "numbers":
        return data.target_shape
    return (*data.target_shape, len(data.classes))


def _of_input(document: Document, entry: Input, data: DataSet) -> list[Misfit]:
    found = []
    hint = say("datasets.misfit.fit.hint")
    if entry.shape != (BATCH, *data.shape):
        found.append(
            _error(
                say(
                    "datasets.misfit.shape",
                    data=shape_words(data.shape),
                    name=entry.name,
                    wanted=shape_words(entry.shape),
                ),
                hint,
            )
        )
    if entry.dtype != data.dtype:
        found.append(_error(say("datasets.misfit.dtype", data=data.dtype, name=entry.name, wanted=entry.dtype), hint))
    known = ids_taken(document).get(entry.name)
    if data.task == "tokens" and known is not None and known < len(data.classes):
        found.append(_error(say("datasets.misfit.ids", count=len(data.classes), most=known), hint))
    return found


def _of_output(analysis: Analysis, data: DataSet) -> list[Misfit]:
    if analysis.errors:
        first = analysis.errors[0]
        return [_error(say("datasets.misfit.broken", problem=Sentence(first.problem)), first.hint or "")]
    output = analysis.output
    if output is None:
        return []
    if not isinstance(output, TensorSpec):
        return [_error(say("datasets.misfit.several"), say("datasets.misfit.several.hint"))]
    if not output.dtype.startswith(("float", "bfloat")):
        return [_error(say("datasets.misfit.whole", dtype=output.dtype), say("datasets.misfit.whole.hint"))]
    shape = output.shape[1:]
    if output.shape[:1] != (analysis.document.batch,):
        return [_error(say("datasets.misfit.batch", shape=output.shape), say("datasets.misfit.batch.hint"))]
    if fits(shape, data):
        return []
    wanted, hint = wanted_output(data), say("datasets.misfit.fit.hint")
    if data.task != "numbers" and shape[:-1] == wanted[:-1] and shape[-1:] > wanted[-1:]:
        problem = say("datasets.misfit.more", count=shape[-1], classes=len(data.classes))
        return [Misfit("warning", problem, hint)]
    return [_error(say("datasets.misfit.output", shape=shape_words(shape), wanted=shape_words(wanted)), hint)]


def fits(shape: tuple[int, ...], data: DataSet) -> bool:
    """Tell whether what is returned for one example can be held against its target.

    One number is enough for two classes, as `BCEWithLogitsLoss` takes it.

    Args:
        shape: of one example, without the batch.
        data: what is known of the data set.
    """
    return shape == wanted_output(data) or (data.task == "classes" and len(data.classes) == 2 and shape in ((), (1,)))


def shape_words(shape: Iterable[object]) -> Sentence:
    """Write the shape of one example."""
    return Sentence(" × ".join(str(size) for size in shape if size != BATCH) or "1")


def _error(problem: str, hint: str) -> Misfit:
    return Misfit("error", problem, hint)
