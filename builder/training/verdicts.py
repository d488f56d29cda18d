"""What the measurements of a run say in words: each verdict by a rule that it states, with a remedy; no torch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import isfinite, sqrt
from statistics import fmean

import msgspec

from builder.sentences import Sentence, say
from builder.training.records import EpochRecord, Record, StepRecord

GROWN = 1.1
"""How many times the loss of the first epoch that of the last one is where it has grown."""
GROWN_SINCE_STEP = 1.5
"""The same for the loss of the first step, which is that of one batch alone."""
EXPLODED = 100.0
"""How many times its first value a loss is where nothing a network knows excuses that."""
EXPLODED_BEFORE = 1000.0
"""How many times `Facts.usual` the first loss is where the weights had exploded before the run."""
LARGE = 10.0
"""The root mean square of targets from which their scaling is the first remedy."""
LEAST_STEPS = 20
"""Steps before which nothing is said of how far a loss has moved."""
MOVED = 0.03
"""The share of its loss by which a run has moved at least."""
SMALL_UPDATE = 1e-4
"""The share of their size by which one step changes weights, below which it hardly does; about 1e-3 is usual."""
RISEN = 1.05
"""How many times its least value the validation loss is where it has risen."""
_SAFE_RATE = 0.1
_AFTER = 2
"""Epochs after the least one that are asked for, so that one bad epoch is none."""
_EPOCHS = 5
_APART = 0.2
_DEVIATIONS = 2


class Facts(msgspec.Struct, frozen=True):
    """What is known of a run beside its curves; None where it is not.

    `chance` is the share of the most frequent class among the validation targets, of which there are `targets`;
    `guess` is the validation loss of always answering the mean, for the mean squared error. `update` is the share of
    its size by which one step has last changed the weights. `is_constant`: the network returns the same whatever comes
    in. `are_shares`: it returns shares that add up to 1, and the loss expects logits. `usual` is what the loss of fresh
    weights hardly exceeds: that of returning 0 for all, or 1, times the mean square of the inputs where that is more
    than 1. `targets_rms` is the root mean square of targets that are numbers, as the loss takes them.
    """

    chance: float | None = None
    targets: int = 0
    guess: float | None = None
    update: float | None = None
    is_constant: bool | None = None
    are_shares: bool = False
    usual: float | None = None
    targets_rms: float | None = None
    learns: bool = True


class Verdict(msgspec.Struct, frozen=True):
    """One finding in words, the rule by which it was found, and what to try."""

    kind: str
    problem: str
    rule: str
    hint: str


class Curves:
    """The records of a run, apart by what they are of."""

    def __init__(self, records: Sequence[Record], facts: Facts) -> None:
        self.steps = [one for one in records if isinstance(one, StepRecord)]
        self.epochs = [one for one in records if isinstance(one, EpochRecord)]
        self.facts = facts

    @property
    def lost(self) -> StepRecord | None:
        """The first step whose loss is no number."""
        return next((one for one in self.steps if not isfinite(one.loss)), None)

    def ends(self) -> tuple[float, float] | None:
        """Return the mean losses of the first and the last tenth of all steps; None where they are too few."""
        if len(self.steps) < LEAST_STEPS or self.steps[-1].step < LEAST_STEPS or self.lost is not None:
            return None
        each = max(2, len(self.steps) // 10)
        losses = [one.loss for one in self.steps]
        return fmean(losses[:each]), fmean(losses[-each:])

    @property
    def has_moved(self) -> bool:
        """Whether the loss has fallen at all."""
        ends = self.ends()
        return ends is None or ends[1] < ends[0] - MOVED * abs(ends[0])


Rule = Callable[[Curves], Iterator[Verdict]]


def verdicts(records: Sequence[Record], facts: Facts) -> tuple[Verdict, ...]:
    """Return what is worth knowing of a run, what explains the others first.

    A run from exploded weights, a network that returns the same for all, and one whose rate is too high, can show all
    that the later rules ask for: nothing else is said of those.

    Args:
        records: of steps and epochs, in order.
        facts: what is known beside them.
    """
    curves = Curves(records, facts)
    found = list(shares_before_logits(curves))
    for rules in (
        (exploded_before,),
        (rate_too_high,),
        (dead,),
        (rate_too_low,),
        (odd_labels, overfitting, no_better_than_chance),
    ):
        seen = [one for rule in rules for one in rule(curves)]
        if seen:
            return (*found, *seen)
    return tuple(found)


def shares_before_logits(curves: Curves) -> Iterator[Verdict]:
    """The network ends in a softmax, and so does the loss."""
    if curves.facts.are_shares:
        yield Verdict(
            "logits", say("training.verdicts.logits"),
            say("training.verdicts.logits.rule"), say("training.verdicts.logits.hint"),
        )  # fmt: skip


def exploded_before(curves: Curves) -> Iterator[Verdict]:
    """The first loss is no number, or far above what fresh weights give."""
    usual = curves.facts.usual
    if not curves.steps:
        return
    first = curves.steps[0]
    is_lost = first.step == 1 and not isfinite(first.loss)  # no rate has changed the weights before the first step
    if is_lost or (usual is not None and first.loss > EXPLODED_BEFORE * usual):
        yield Verdict(
            "exploded",
            say("training.verdicts.exploded", loss=f"{first.loss:.3g}"),
            say("training.verdicts.exploded.rule"),
            say("training.verdicts.exploded.hint", fresh=say("train.fresh")),
        )


def _scaled_first(curves: Curves, hint: str) -> str:
    """Return a remedy, behind that of scaling the targets where they are large."""
    rms = curves.facts.targets_rms
    if rms is None or rms < LARGE:
        return hint
    panel, box = say("train.data.preparation"), say("train.data.targets")
    return say("training.verdicts.targets", size=f"{rms:.2g}", panel=panel, box=box, hint=Sentence(hint))


def rate_too_high(curves: Curves) -> Iterator[Verdict]:
    """The loss is no number any more, or higher than in the first epoch."""
    lost, rate = curves.lost, curves.steps[-1].rate if curves.steps else 0.0
    hint = _scaled_first(curves, say("training.verdicts.high.hint", rate=f"{min(rate / 10, _SAFE_RATE):.3g}"))
    if lost is not None:
        yield Verdict("high", say("training.verdicts.lost", step=lost.step), say("training.verdicts.lost.rule"), hint)
        return
    growth = _growth(curves)
    if growth is not None and (_has_exploded(curves, growth) or not _is_learned(curves)):
        rule = say("training.verdicts.high.rule")
        yield Verdict("high", say("training.verdicts.high", times=f"{growth:.3g}"), rule, hint)


def _has_exploded(curves: Curves, growth: float) -> bool:
    """Tell whether a loss has grown so far that nothing excuses it: not from next to nothing to very little."""
    usual = curves.facts.usual
    return growth > EXPLODED and (usual is None or curves.epochs[-1].train_loss > usual)


def _growth(curves: Curves) -> float | None:
    """Return how many times the loss of the first epoch, or of the first step, that of the last epoch is; else None."""
    if not curves.epochs or not curves.steps:
        return None
    is_long = len(curves.epochs) > 1 and curves.steps[-1].step >= LEAST_STEPS
    last = curves.epochs[-1].train_loss
    for first, least in ((curves.steps[0].loss, GROWN_SINCE_STEP), (curves.epochs[0].train_loss, GROWN)):
        if first > 0 and last > (least if is_long else EXPLODED) * first:
            return last / first
    return None


def dead(curves: Curves) -> Iterator[Verdict]:
    """No gradient reaches the weights, or the network returns the same whatever comes in."""
    facts = curves.facts
    norms = [one.norm for one in curves.steps if one.norm is not None][-2:]
    loss = curves.steps[-1].loss if curves.steps else 0.0
    hint = say("training.verdicts.dead.hint")
    if facts.learns and len(norms) > 1 and not any(norms) and abs(loss) > 1e-6:
        yield Verdict("dead", say("training.verdicts.dead"), say("training.verdicts.dead.rule"), hint)
    elif facts.is_constant:
        yield Verdict("dead", say("training.verdicts.constant"), say("training.verdicts.constant.rule"), hint)


def rate_too_low(curves: Curves) -> Iterator[Verdict]:
    """The loss has hardly moved, and each step changes the weights by next to nothing."""
    update = curves.facts.update
    if curves.has_moved or update is None or update >= SMALL_UPDATE or _is_learned(curves):
        return
    rate = curves.steps[-1].rate
    yield Verdict(
        "low",
        say("training.verdicts.low", update=f"{update:.1g}"),
        say("training.verdicts.low.rule"),
        _scaled_first(curves, say("training.verdicts.low.hint", rate=f"{rate * 10 or _SAFE_RATE:.3g}")),
    )


def _is_learned(curves: Curves) -> bool:
    """Tell whether the network was good from the start, so that a loss that stays where it is says nothing."""
    last = curves.epochs[-1] if curves.epochs else None
    facts = curves.facts
    if last is None:
        return False
    if last.train_accuracy is not None and facts.chance is not None:
        return last.train_accuracy > facts.chance + _APART * (1 - facts.chance)
    return facts.guess is not None and last.train_loss < facts.guess / 2


def overfitting(curves: Curves) -> Iterator[Verdict]:
    """The validation loss has risen since its least value, while the training loss fell."""
    known = [one for one in curves.epochs if one.loss is not None and isfinite(one.loss)]
    if not known:
        return
    least = min(known, key=_validation)
    after = known[known.index(least) + 1 :]
    if len(after) < _AFTER or _validation(least) <= 0:
        return
    last = after[-1]
    rise = min(_validation(one) for one in after[-_AFTER:]) / _validation(least)
    if rise > RISEN and last.train_loss < least.train_loss:
        yield Verdict(
            "overfitting",
            say("training.verdicts.overfitting", epoch=least.epoch + 1, rise=f"{rise - 1:.0%}"),
            say("training.verdicts.overfitting.rule", epoch=least.epoch),
            say("training.verdicts.overfitting.hint"),
        )


def _validation(record: EpochRecord) -> float:
    assert record.loss is not None
    return record.loss


def odd_labels(curves: Curves) -> Iterator[Verdict]:
    """The training part is learned by heart, and the validation part is not better than guessed."""
    if curves.epochs and _is_learned(curves) and _is_guessed(curves, curves.epochs[-1].train_accuracy):
        yield Verdict(
            "labels",
            say("training.verdicts.labels"),
            say("training.verdicts.labels.rule"),
            say("training.verdicts.labels.hint"),
        )


def no_better_than_chance(curves: Curves) -> Iterator[Verdict]:
    """After several epochs neither part is better than guessed, although the weights move."""
    if len(curves.epochs) < _EPOCHS or not _is_guessed(curves, 1.0):
        return
    last, facts = curves.epochs[-1], curves.facts
    if last.train_accuracy is not None and facts.chance is not None:
        is_guessed = last.train_accuracy <= facts.chance + 0.05 * (1 - facts.chance)
    else:
        is_guessed = facts.guess is not None and last.train_loss > 0.95 * facts.guess
    if is_guessed:
        yield Verdict(
            "chance",
            say("training.verdicts.chance", count=last.epoch),
            say("training.verdicts.chance.rule"),
            _scaled_first(curves, say("training.verdicts.chance.hint")),
        )


def _is_guessed(curves: Curves, reached: float | None) -> bool:
    """Tell whether the validation part is no better than by always giving the most frequent answer, or the mean.

    Of few examples that cannot be told: what they may hide has to be less than a quarter of the way to what is reached.
    """
    last, facts = curves.epochs[-1], curves.facts
    if last.accuracy is not None and facts.chance is not None and facts.targets and reached is not None:
        spread = _DEVIATIONS * sqrt(facts.chance * (1 - facts.chance) / facts.targets)
        most = facts.chance + (reached - facts.chance) / 4
        return last.accuracy <= facts.chance + spread and last.accuracy + spread <= most
    return last.loss is not None and facts.guess is not None and last.loss >= 0.98 * facts.guess
