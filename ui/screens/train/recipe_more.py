"""What of a recipe stands behind "More settings": arguments, the schedule, gradients, and the end of a run."""

from __future__ import annotations

from typing import Any

import streamlit as st
from msgspec.structs import replace

from builder.catalogue.layers.kind import REQUIRED
from builder.catalogue.layers.kinds import CATALOGUE
from builder.sentences import say
from builder.training.optimizers import OPTIMIZERS
from builder.training.recipe import EarlyStopping, Loss, Optimizer, Precision, Recipe, Schedule
from builder.training.schedules import SCHEDULES
from ui.screens.train import recipe_fields as fields

_HIDDEN = frozenset({"lr", "foreach", "fused", "maximize", "capturable", "differentiable"})
"""The rate has a field of its own; the others change how a step is computed, and not what it is."""
_OF_LOSS = frozenset({"reduction", "weight", "pos_weight", "size_average", "reduce"})


def draw(recipe: Recipe) -> Recipe:
    """Draw the settings beside those of a recipe, and return it with them."""
    with st.expander(say("train.more"), key="train-more-open"):
        st.markdown(f"**{recipe.loss.kind}**")
        loss = Loss(
            recipe.loss.kind, fields.arguments(recipe.loss.kind, CATALOGUE[recipe.loss.kind].arguments, _OF_LOSS)
        )
        st.markdown(f"**{recipe.optimizer.kind}**")
        optimizer = _optimizer(recipe.optimizer)
        rest = _rest(recipe.optimizer.kind)
        st.markdown(say("train.schedule.title"))
        schedule = _schedule()
        st.markdown(say("train.steps.title"))
        recipe = _steps(recipe)
        st.markdown(say("train.end.title"))
        return _end(replace(recipe, loss=loss, optimizer=optimizer, rest=rest, schedule=schedule))


def _optimizer(chosen: Optimizer) -> Optimizer:
    args: dict[str, Any] = fields.arguments(chosen.kind, OPTIMIZERS[chosen.kind].arguments, _HIDDEN)
    return Optimizer(chosen.kind, {**chosen.args, **args})


def _rest(kind: str) -> Optimizer | None:
    """Draw the optimizer of the tensors that another cannot take."""
    if not OPTIMIZERS[kind].only_matrices and OPTIMIZERS[kind].sparse != "only":
        return None
    takes_all = [
        name
        for name, one in OPTIMIZERS.items()
        if not one.only_matrices and one.sparse != "only" and not one.by_closure
    ]
    chosen = fields.choice(
        f"rest-{kind}", say("train.rest"), sorted(takes_all, key="AdamW".__ne__), say("train.rest.help")
    )
    (rate,) = (one for one in OPTIMIZERS[chosen].arguments if one.name == "lr")
    return Optimizer(chosen, {"lr": fields.number(f"rest-rate-{chosen}", say("train.rest.rate"), float(rate.default))})


def _schedule() -> Schedule | None:
    """Draw how the rate changes; those whose arguments have no field are not offered."""
    takes = [
        name
        for name, kind in SCHEDULES.items()
        if all(one.default is not REQUIRED or fields.takes_field(one) for one in kind.arguments)
    ]
    none = say("train.schedule.none")
    kind = fields.choice("schedule", say("train.schedule"), [none, *takes])
    if kind == none:
        return None
    units = {say("train.schedule.epoch"): "epoch", say("train.schedule.step"): "step"}
    length = SCHEDULES[kind].length
    args = fields.arguments(kind, SCHEDULES[kind].arguments, () if length is None else (length,))
    if SCHEDULES[kind].by_measure:
        return Schedule(kind, args)
    per = units[fields.choice("schedule-per", say("train.schedule.per"), list(units))]
    warmup = fields.count("warmup", say("train.warmup"), 0, say("train.warmup.help"))
    return Schedule(kind, args, "step" if per == "step" else "epoch", warmup)


def _steps(recipe: Recipe) -> Recipe:
    """Draw what becomes of gradients before a step."""
    accumulate = fields.count("accumulate", say("train.accumulate"), 1, say("train.accumulate.help"))
    norm = fields.number("clip", say("train.clip"), 0.0, say("train.clip.help"))
    value = fields.number("clip-value", say("train.clip-value"), 0.0, say("train.clip.help"))
    has_decay = any(one.name == "weight_decay" for one in OPTIMIZERS[recipe.optimizer.kind].arguments)
    spares = has_decay and fields.switch("decay", say("train.decay"), False, say("train.decay.help"))
    drops = fields.switch("drop", say("train.drop"), False, say("train.drop.help"))
    precisions: dict[str, Precision] = {one: one for one in ("float32", "bfloat16", "float16")}
    precision = precisions[
        fields.choice("precision", say("train.precision"), list(precisions), say("train.precision.help"))
    ]
    return replace(
        recipe,
        accumulate=accumulate,
        clip_norm=norm or None,
        clip_value=value or None,
        decay="matrices" if spares else "all",
        last_batch="drop" if drops else "keep",
        precision=precision,
    )


def _end(recipe: Recipe) -> Recipe:
    """Draw when a run ends, and what its random numbers begin with."""
    steps = fields.count("steps", say("train.steps"), 0, say("train.steps.help"))
    patience = fields.count("patience", say("train.patience"), 0, say("train.patience.help"))
    seed = fields.count("seed", say("train.seed"), 0, say("train.seed.help"))
    return replace(
        recipe,
        epochs=None if steps else recipe.epochs,
        steps=steps or None,
        stopping=EarlyStopping(patience) if patience else None,
        seed=seed,
    )
