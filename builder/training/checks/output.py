"""Whether the end of a network goes with the loss, and what it returns with the targets."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from builder.analysis import Analysis, Fix, Problem
from builder.catalogue.layers.kind import TensorSpec
from builder.datasets.stored import DataSet
from builder.document.blocks import BATCH, Block, Function, Graph, Layer, Sequential
from builder.document.graph import nodes_by_name
from builder.document.tree import child_name, child_path
from builder.edits import Remove
from builder.network.wire import wire_of
from builder.sentences import say
from builder.training.checks.settings import error
from builder.training.losses import LOSSES, LossKind
from builder.training.recipe import Recipe

_SOFTMAX = {"Softmax", "F.softmax", "torch.softmax", "Tensor.softmax"}
_LOG_SOFTMAX = {"LogSoftmax", "F.log_softmax", "torch.log_softmax", "Tensor.log_softmax"}
_SIGMOID = {"Sigmoid", "F.sigmoid", "torch.sigmoid", "Tensor.sigmoid"}


def output_problems(recipe: Recipe, analysis: Analysis, data: DataSet) -> Iterator[Problem]:
    """Yield what of the network's end does not go with the loss, and of what it returns with the targets."""
    kind = LOSSES.get(recipe.loss.kind)
    if kind is not None:
        yield from _of_last(kind, analysis)
        yield from _of_shape(kind, analysis, data)


def last_block(analysis: Analysis) -> tuple[str, Layer | Function] | None:
    """Return the path and the block whose result the network returns, where it is a layer or a function."""
    path = ""
    block: Block = analysis.expanded.root
    while not isinstance(block, Layer | Function):
        if isinstance(block, Sequential) and block.children and block.holder == "Sequential":
            at = len(block.children) - 1
            name, block = child_name(block, at, block.children[at]), block.children[at]
        elif isinstance(block, Graph) and block.outputs:
            name = wire_of(block.outputs[0]).source
            found = nodes_by_name(block).get(name)
            if found is None:
                return None
            block = found
        else:
            return None
        path = child_path(path, name)
    return path, block


def _of_last(loss: LossKind, analysis: Analysis) -> Iterator[Problem]:
    """Yield that the last layer does what the loss does itself, or does not what it expects."""
    found = last_block(analysis)
    if found is None:
        return
    path, block = found
    kind = block.kind
    if loss.expects == "logits" and kind in _SOFTMAX | _LOG_SOFTMAX | _SIGMOID:
        fix = Fix(say("analysis.fix.remove"), Remove((block.id,))) if isinstance(block, Layer) else None
        hint = say("training.check.logits.hint", kind=kind)
        yield Problem(
            "warning" if kind in _LOG_SOFTMAX else "error",
            path,
            block.id,
            say("training.check.logits", loss=loss.name, kind=kind),
            hint,
            fix,
        )
    if loss.expects == "log-probabilities" and kind not in _LOG_SOFTMAX:
        yield _unexpected_output(loss, path, block, "LogSoftmax")
    if loss.expects == "probabilities" and kind not in _SIGMOID | _SOFTMAX:
        yield _unexpected_output(loss, path, block, "Sigmoid")


def _unexpected_output(loss: LossKind, path: str, block: Layer | Function, wanted: str) -> Problem:
    problem = say("training.check.expects", loss=loss.name, wanted=wanted, kind=block.kind)
    instead = {"NLLLoss": "CrossEntropyLoss", "BCELoss": "BCEWithLogitsLoss"}[loss.name]
    return Problem("error", path, block.id, problem, say("training.check.expects.hint", wanted=wanted, instead=instead))


def _of_shape(loss: LossKind, analysis: Analysis, data: DataSet) -> Iterator[Problem]:
    """Yield that what the network returns is not compared with these targets."""
    output = analysis.output
    while isinstance(output, tuple) and output:
        output = output[0]
    if not isinstance(output, TensorSpec):
        return
    shape, targets = (BATCH, *output.shape[1:]), (BATCH, *data.target_shape)
    if loss.targets == "numbers":
        if prod(output.shape[1:]) != prod(data.target_shape):
            yield error(say("training.check.numbers", shape=shape, targets=targets), say("training.check.numbers.hint"))
    elif data.target_dtype != "int64":
        yield error(say("training.check.classes", loss=loss.name), say("training.check.classes.hint"))
    elif (classes := _classes(output.shape[1:], data.target_shape)) is None:
        yield error(say("training.check.each", shape=shape, targets=targets), say("training.check.each.hint"))
    else:
        yield from _of_count(classes, len(data.classes))


def _classes(shape: tuple[int, ...], targets: tuple[int, ...]) -> int | None:
    """Return how many classes a network tells apart at each target."""
    if shape and shape[:-1] == targets:
        return shape[-1]
    return shape[0] if shape and shape[1:] == targets else None


def _of_count(classes: int, count: int) -> Iterator[Problem]:
    if count and classes < count:
        yield error(
            say("training.check.few", classes=classes, count=count), say("training.check.few.hint", count=count)
        )
    elif count and classes > count:
        yield Problem("note", "", "", say("training.check.many", classes=classes, count=count))
