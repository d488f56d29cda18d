"""What is wrong with a recipe for a network and its data, said before anything runs; no torch."""

from __future__ import annotations

from collections.abc import Iterator

from builder.analysis import Analysis, Problem
from builder.datasets.stored import DataSet
from builder.document.blocks import BATCH
from builder.sentences import say
from builder.training.checks.norms import norm_problems
from builder.training.checks.output import output_problems
from builder.training.checks.settings import Parts, error, recipe_problems
from builder.training.checks.tensors import tensor_problems
from builder.training.recipe import Recipe


def check(recipe: Recipe, analysis: Analysis, data: DataSet, parts: Parts) -> tuple[Problem, ...]:
    """Return what keeps a run from learning what it is meant to, errors first.

    Args:
        recipe: how it is trained.
        analysis: of the document.
        data: what is known of the data set.
        parts: how many examples it is split into.
    """
    found = [
        *recipe_problems(recipe, parts),
        *_of_data(analysis, data),
        *output_problems(recipe, analysis, data),
        *tensor_problems(recipe, analysis),
        *norm_problems(recipe, analysis, parts.training),
    ]
    return tuple(sorted(found, key=lambda one: one.severity != "error"))


def _of_data(analysis: Analysis, data: DataSet) -> Iterator[Problem]:
    """Yield what of the network's input does not take the data."""
    yield from analysis.errors
    inputs = analysis.document.inputs
    if len(inputs) != 1:
        yield error(say("training.check.inputs", count=len(inputs)), say("training.check.inputs.hint"))
        return
    shape, dtype = inputs[0].shape, inputs[0].dtype
    if shape != (BATCH, *data.shape):
        given, wanted = (", ".join(map(str, one)) for one in ((BATCH, *data.shape), shape))
        problem = say("training.check.shape", name=inputs[0].name, shape=wanted, data=given)
        yield error(problem, say("training.check.shape.hint"))
    if dtype != data.dtype:
        yield error(
            say("training.check.dtype", name=inputs[0].name, dtype=dtype, data=data.dtype),
            say("training.check.dtype.hint", dtype=data.dtype),
        )
