"""The job that tries the scheme of a rule on one tensor."""

from __future__ import annotations

import msgspec

from builder.catalogue.layers.default_init import Distribution
from builder.document.blocks import InitRule, OwnScheme
from builder.jobs.limits import Limits, with_limits
from builder.jobs.tasks.weight_reads import Change
from builder.sentences import later

MAX_ELEMENTS = 2**22
"""Elements of a tensor that a scheme is tried on while somebody looks."""


class Trial(msgspec.Struct, frozen=True):
    """What is tried: a rule, the own schemes that it may name, a tensor, and what torch draws for that by default."""

    rule: InitRule
    schemes: tuple[OwnScheme, ...]
    name: str
    shape: tuple[int, ...]
    default: Distribution
    seed: int


@with_limits(Limits(later("jobs.title.scheme"), 90, memory=3 * 2**30))
def try_scheme(trial: Trial) -> Change:
    """Return a tensor by torch's default, and as the rule fills it, with histograms on one axis.

    Raises:
        DocumentError: an own scheme cannot be run on it; with the line.
    """
    from builder.weights.scheme_trial import try_scheme

    tensor = (trial.name, trial.shape)
    return Change(*try_scheme(trial.rule, trial.schemes, tensor, trial.default, trial.seed))
