"""How a run learns: loss, optimizer, learning rate, epochs, and what is beside them."""

from __future__ import annotations

import msgspec
import streamlit as st

from builder.datasets.stored import Task
from builder.sentences import say
from builder.training.losses import LOSSES
from builder.training.optimizers import OPTIMIZERS
from builder.training.recipe import Loss, Optimizer, Recipe
from ui.screens import device_choice
from ui.screens.state import kept_field, set_value
from ui.screens.train import recipe_fields as fields
from ui.screens.train import recipe_more
from ui.server.live import Live

_USUAL = {"classes": ("SGD", 0.1), "numbers": ("Adam", 0.01), "tokens": ("Adam", 0.003)}
"""What a first run is made with: by SGD the loss of numbers that are not scaled soon grows beyond any number."""


def draw(live: Live, task: Task) -> Recipe:
    """Draw the panel for data of a kind, and return the recipe."""
    with st.container(border=True, key="train-recipe"):
        st.markdown(say("train.recipe"))
        loss = _loss(task)
        first, second = st.columns(2)
        with first:
            kinds = sorted(OPTIMIZERS, key=_USUAL[task][0].__ne__)
            kind = fields.choice("optimizer-" + task, say("train.optimizer"), kinds)
            epochs = fields.count("epochs", say("train.epochs"), 10)
        with second:
            (own,) = (one.default for one in OPTIMIZERS[kind].arguments if one.name == "lr")
            usual = _USUAL[task][1] if kind == kinds[0] else float(own)
            rate = fields.number(_rate_name(task, kind), say("train.rate"), usual)
            batch = fields.count("batch", say("train.batch"), 32)
        recipe = Recipe(loss=loss, optimizer=Optimizer(kind, {"lr": rate}), batch_size=batch, epochs=epochs)
        recipe = recipe_more.draw(recipe)
        device_choice.tell(live)
    return msgspec.structs.replace(recipe, device=device_choice.of(live))


def set_rate(task: Task, kind: str, rate: float) -> None:
    """Put a learning rate into its field, before that is drawn."""
    set_value(kept_field(f"train-{_rate_name(task, kind)}"), rate)


def _rate_name(task: Task, kind: str) -> str:
    return f"rate-{task}-{kind}"


def _loss(task: Task) -> Loss:
    """Draw the losses that take such targets, the usual one first."""
    targets = "numbers" if task == "numbers" else "classes"
    kinds = sorted(LOSSES, key=lambda name: name not in ("CrossEntropyLoss", "MSELoss"))
    kinds = [name for name in kinds if LOSSES[name].targets == targets]
    chosen = fields.choice("loss-" + targets, say("train.loss"), kinds)
    st.caption(LOSSES[chosen].words.said)
    return Loss(chosen)
