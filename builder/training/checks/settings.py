"""What is wrong with a recipe by itself: unknown kinds, numbers out of bounds, what does not go together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from builder.analysis import Problem
from builder.catalogue.layers.kind import Argument
from builder.catalogue.layers.phrases import join_values
from builder.catalogue.layers.validation import check as check_layer
from builder.catalogue.layers.validation import check_arguments
from builder.errors import DocumentError
from builder.sentences import near, say
from builder.training.losses import LOSSES
from builder.training.optimizers import BELOW_ONE, NOT_HERE, OPTIMIZERS
from builder.training.recipe import Optimizer, Recipe
from builder.training.schedules import SCHEDULES


class Parts(NamedTuple):
    """How many examples a run learns from, and how many are kept apart; whether their targets are scaled."""

    training: int
    validation: int
    scales_targets: bool = False


def error(problem: str, hint: str | None = None) -> Problem:
    """Return a problem of the recipe, which stands at no block."""
    return Problem("error", "", "", problem, hint)


def recipe_problems(recipe: Recipe, parts: Parts) -> Iterator[Problem]:
    """Yield what is wrong with a recipe, whatever the network."""
    yield from _of_numbers(recipe, parts)
    yield from _problems_of(lambda: check_layer(recipe.loss.kind, recipe.loss.args), recipe.loss.kind, LOSSES)
    if recipe.loss.args.get("reduction") == "none":
        yield error(say("training.check.reduction"), say("training.check.reduction.hint"))
    loss = LOSSES.get(recipe.loss.kind)
    if parts.scales_targets and loss is not None and (loss.yes_no or recipe.loss.kind == "PoissonNLLLoss"):
        yield error(say("training.check.scaled", loss=recipe.loss.kind), say("training.check.scaled.hint"))
    for chosen in (recipe.optimizer, recipe.rest):
        if chosen is not None:
            yield from _of_optimizer(chosen, recipe)
    yield from _of_schedule(recipe, parts)
    yield from _of_validation(recipe, parts)


_LEAST: dict[str, float] = {"batch_size": 1, "accumulate": 1, "epochs": 1, "steps": 1, "threads": 1, "seed": 0}
_MOST: dict[str, float] = {"seed": 2**32 - 1, "threads": 256}


def _of_numbers(recipe: Recipe, parts: Parts) -> Iterator[Problem]:
    for name, least in _LEAST.items():
        value = getattr(recipe, name)
        if value is not None and value < least:
            yield error(say("training.check.below", name=name, value=value, least=least))
        elif value is not None and value > _MOST.get(name, value):
            yield error(say("training.check.above", name=name, value=value, most=_MOST[name]))
    for name in ("clip_norm", "clip_value"):
        value = getattr(recipe, name)
        if value is not None and not value > 0:
            yield error(say("training.check.not-above", name=name, value=value))
    if (recipe.epochs is None) == (recipe.steps is None):
        yield error(say("training.check.end"), say("training.check.end.hint"))
    if recipe.batch_size >= 1 and recipe.batches(parts.training) < 1:
        yield error(
            say("training.no-batch", size=recipe.batch_size, rows=parts.training), say("training.no-batch.hint")
        )


def _problems_of(checked: Callable[[], None], kind: str, known: Mapping[str, object]) -> Iterator[Problem]:
    """Yield what a check of a kind and its arguments raises."""
    if kind not in known:
        yield error(say("training.check.unknown", name=kind), near(kind, known) or join_values(tuple(known)))
        return
    try:
        checked()
    except DocumentError as refused:
        yield error(refused.problem, refused.hint)


def _of_optimizer(chosen: Optimizer, recipe: Recipe) -> Iterator[Problem]:
    kind = OPTIMIZERS.get(chosen.kind)
    arguments: tuple[Argument, ...] = () if kind is None else kind.arguments
    problems = list(_problems_of(lambda: check_arguments(chosen.kind, arguments, chosen.args), chosen.kind, OPTIMIZERS))
    yield from problems
    if problems or kind is None:
        return
    for name, value in chosen.args.items():
        values = value if isinstance(value, list | tuple) else (value,)
        if name in BELOW_ONE and chosen.kind != "ASGD" and any(one >= 1 for one in values):
            yield error(say("training.check.one", name=name, value=max(values)))
        if name in NOT_HERE and value:
            yield error(say("training.check.not-here", name=name), say("training.check.not-here.hint", name=name))
    yield from _together(chosen, recipe)


def _together(chosen: Optimizer, recipe: Recipe) -> Iterator[Problem]:
    """Yield what of an optimizer's arguments, or of it and the recipe, does not go together."""
    args, kind = chosen.args, OPTIMIZERS[chosen.kind]
    if args.get("foreach") and args.get("fused"):
        yield error(say("training.check.fused"), say("training.check.fused.hint"))
    if args.get("nesterov") and chosen.kind == "SGD" and (not args.get("momentum") or args.get("dampening")):
        yield error(say("training.check.nesterov"), say("training.check.nesterov.hint"))
    yield from _of_closure(chosen, recipe)
    has_decay = any(one.name == "weight_decay" for one in kind.arguments)
    if recipe.decay == "matrices" and not has_decay:
        yield error(say("training.check.decay", optimizer=chosen.kind), say("training.check.decay.hint"))


def _of_closure(chosen: Optimizer, recipe: Recipe) -> Iterator[Problem]:
    """Yield what an optimizer cannot do that runs the network itself."""
    if not OPTIMIZERS[chosen.kind].by_closure:
        return
    if recipe.precision == "float16":
        yield error(say("training.check.closure-scaling", optimizer=chosen.kind), say("training.check.precision.hint"))
    if chosen is recipe.rest:
        yield error(say("training.check.rest", optimizer=chosen.kind), say("training.check.rest.hint"))


def _of_schedule(recipe: Recipe, parts: Parts) -> Iterator[Problem]:
    chosen = recipe.schedule
    if chosen is None:
        return
    kind = SCHEDULES.get(chosen.kind)
    arguments: tuple[Argument, ...] = () if kind is None else kind.arguments
    args = dict(chosen.args)
    if kind is not None and kind.length is not None:
        args.setdefault(kind.length, 2)  # the rest of the run
    yield from _problems_of(lambda: check_arguments(chosen.kind, arguments, args), chosen.kind, SCHEDULES)
    if chosen.warmup < 0:
        yield error(say("training.check.below", name="warmup", value=chosen.warmup, least=0))
    if kind is not None and kind.by_measure and (chosen.per == "step" or chosen.warmup):
        yield error(say("training.check.plateau", schedule=chosen.kind), say("training.check.plateau.hint"))
    if chosen.kind in ("OneCycleLR", "CyclicLR") and args.get("cycle_momentum", True) and not _has_momentum(recipe):
        yield error(
            say("training.check.momentum", schedule=chosen.kind, optimizer=recipe.optimizer.kind),
            say("training.check.momentum.hint"),
        )
    if recipe.batch_size >= 1 and recipe.accumulate >= 1 and chosen.kind == "OneCycleLR":
        yield from _of_length(recipe, parts)


def _of_length(recipe: Recipe, parts: Parts) -> Iterator[Problem]:
    """Yield that a schedule that cannot go on after its end is shorter than the run."""
    chosen = recipe.schedule
    assert chosen is not None
    rows = parts.training
    whole = recipe.total_steps(rows) if chosen.per == "step" else recipe.total_epochs(rows)
    given = chosen.args.get("total_steps")
    if given is not None and isinstance(given, int) and given < whole - chosen.warmup:
        yield error(
            say("training.check.short", schedule=chosen.kind, given=given, needed=whole - chosen.warmup),
            say("training.check.short.hint"),
        )


def _has_momentum(recipe: Recipe) -> bool:
    """Tell whether a schedule finds a momentum to change: torch looks for `momentum` or `betas` among the defaults."""
    kind = OPTIMIZERS.get(recipe.optimizer.kind)
    return kind is not None and any(one.name in ("momentum", "betas") for one in kind.arguments)


def _of_validation(recipe: Recipe, parts: Parts) -> Iterator[Problem]:
    stopping = recipe.stopping
    if stopping is not None and stopping.patience < 1:
        yield error(say("training.check.below", name="patience", value=stopping.patience, least=1))
    needs = stopping is not None or (recipe.schedule is not None and recipe.schedule.kind == "ReduceLROnPlateau")
    if needs and not parts.validation:
        yield error(say("training.check.validation"), say("training.check.validation.hint"))
    kind = LOSSES.get(recipe.loss.kind)
    has_accuracy = kind is None or kind.targets == "classes" or kind.yes_no
    if stopping is not None and stopping.measure == "accuracy" and kind is not None and not has_accuracy:
        yield error(say("training.check.accuracy", loss=kind.name), say("training.check.accuracy.hint"))
