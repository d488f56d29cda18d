"""How a run learns: loss, optimizer, learning rate, epochs, and what is beside them."""

from __future__ import annotations

import streamlit as st

from builder.sentences import say
from builder.training.losses import LOSSES
from builder.training.optimizers import OPTIMIZERS
from builder.training.recipe import Loss, Optimizer, Recipe, Stopping
from ui.screens.train.data_panel import Data
from ui.server.live import Live
from ui.server.trainings import Chosen

MAX_SEED = 2**31 - 1
_RATES = {"SGD": 0.1, "Adam": 0.001, "AdamW": 0.001}


def draw(live: Live, data: Data) -> Chosen | None:
    """Draw the panel and return data and recipe together."""
    with st.container(border=True, key="train-recipe"):
        st.markdown(say("train.recipe"))
        numbers = data.info.task == "numbers"
        kinds = [name for name, kind in LOSSES.items() if (kind.targets == "numbers") == numbers]
        loss = st.selectbox(say("train.loss"), kinds, key=f"train-loss-{numbers}")
        st.caption(LOSSES[loss].words.said)
        first, second = st.columns(2)
        optimizer = first.selectbox(say("train.optimizer"), list(OPTIMIZERS), key="train-optimizer")
        rate = second.number_input(
            say("train.rate"), min_value=0.0, value=_RATES.get(optimizer, _default_rate(optimizer)), format="%g",
            step=None, key=f"train-rate-{optimizer}",
        )  # fmt: skip
        epochs = first.number_input(say("train.epochs"), 1, 100_000, 10, key="train-epochs")
        batch = second.number_input(say("train.batch"), 1, 1_000_000, 32, key="train-batch")
        with st.expander(say("train.more")):
            seed = st.number_input(say("train.seed"), 0, MAX_SEED, 0, key="train-seed")
            decay = st.number_input(say("train.decay"), 0.0, None, _default(optimizer, "weight_decay"), format="%g", step=None,
                                    key=f"train-decay-{optimizer}")
            momentum = st.number_input(say("train.momentum"), 0.0, 1.0, 0.0, format="%g", key="train-momentum") if _has(optimizer, "momentum") else None
            clip = st.number_input(say("train.clip"), 0.0, None, 0.0, format="%g", step=None, key="train-clip", help=say("train.clip.help"))
            patience = st.number_input(say("train.patience"), 0, 1000, 0, key="train-patience", help=say("train.patience.help"))
        args = {"lr": rate}
        if _has(optimizer, "weight_decay"):
            args["weight_decay"] = decay
        if momentum:
            args["momentum"] = momentum
        recipe = Recipe(
            loss=Loss(loss),
            optimizer=Optimizer(optimizer, args),
            batch_size=int(batch),
            epochs=int(epochs),
            clip_norm=clip or None,
            stopping=Stopping(int(patience)) if patience else None,
            seed=int(seed),
        )
    return Chosen(data.folder, recipe, data.preparation)


def _has(optimizer: str, name: str) -> bool:
    return any(argument.name == name for argument in OPTIMIZERS[optimizer].arguments)


def _default(optimizer: str, name: str) -> float:
    return next((float(one.default) for one in OPTIMIZERS[optimizer].arguments if one.name == name), 0.0)


def _default_rate(optimizer: str) -> float:
    return _default(optimizer, "lr")
