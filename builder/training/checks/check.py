"""What is wrong with a recipe for a network and its data, said before anything runs; no torch."""

from __future__ import annotations

from builder.analysis import Analysis, Problem
from builder.datasets.mismatch import input_mismatch
from builder.datasets.stored import DataSet
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
        *analysis.errors,
        *(error(one.problem, one.hint) for one in input_mismatch(analysis.document, data)),
        *output_problems(recipe, analysis, data),
        *tensor_problems(recipe, analysis),
        *norm_problems(recipe, analysis, parts.training),
    ]
    return tuple(sorted(found, key=lambda one: one.severity != "error"))
