"""How a run learns: loss, optimizer, learning rate, epochs, and what is beside them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from builder.catalogue.layers.kind import REQUIRED, Argument
from builder.datasets.samples import MAX_SEED
from builder.datasets.stored import Task
from builder.sentences import say
from builder.training.losses import LOSSES
from builder.training.optimizers import OPTIMIZERS
from builder.training.recipe import Loss, Optimizer, Recipe, Schedule, Stopping
from builder.training.schedules import SCHEDULES

_USUAL = {"classes": ("SGD", 0.1), "numbers": ("Adam", 0.01), "tokens": ("Adam", 0.003)}
"""What a first run is made with: by SGD the loss of numbers that are not scaled soon grows beyond any number."""
_HIDDEN = frozenset({"lr", "foreach", "fused", "maximize", "capturable", "differentiable"})
"""The rate has a field of its own; the others change how a step is computed, and not what it is."""


def draw(task: Task) -> Recipe:
    """Draw the panel for data of a kind, and return the recipe."""
    with st.container(border=True, key="train-recipe"):
        st.markdown(say("train.recipe"))
        loss = _loss(task)
        first, second = st.columns(2)
        usual = _USUAL[task]
        kinds = sorted(OPTIMIZERS, key=usual[0].__ne__)
        kind = first.selectbox(say("train.optimizer"), kinds, key=f"train-optimizer-{task}")
        arguments = {argument.name: argument for argument in OPTIMIZERS[kind].arguments}
        rate = second.number_input(
            say("train.rate"), 0.0, None, usual[1] if kind == usual[0] else float(arguments["lr"].default),
            format="%g", key=f"train-rate-{task}-{kind}",
        )  # fmt: skip
        epochs = first.number_input(say("train.epochs"), 1, 1_000_000, 10, key="train-epochs")
        batch = second.number_input(say("train.batch"), 1, 1_000_000, 32, key="train-batch")
        with st.expander(say("train.more"), key="train-more-open"):
            args = {name: _field(kind, argument) for name, argument in arguments.items() if name not in _HIDDEN}
            schedule = _schedule()
            clip = _number(say("train.clip"), say("train.clip.help"), "train-clip")
            patience = st.number_input(
                say("train.patience"), 0, 1000, 0, key="train-patience", help=say("train.patience.help")
            )
            accumulate = st.number_input(
                say("train.accumulate"), 1, 10_000, 1, key="train-accumulate", help=say("train.accumulate.help")
            )
            seed = st.number_input(say("train.seed"), 0, MAX_SEED, 0, key="train-seed", help=say("train.seed.help"))
    changed = {name: value for name, value in args.items() if value != arguments[name].default}
    return Recipe(
        loss=loss,
        optimizer=Optimizer(kind, {"lr": rate, **changed}),
        schedule=schedule,
        batch_size=int(batch),
        epochs=int(epochs),
        accumulate=int(accumulate),
        clip_norm=clip or None,
        stopping=Stopping(int(patience)) if patience else None,
        seed=int(seed),
    )


def _loss(task: Task) -> Loss:
    """Draw the losses that take such targets, the usual one first."""
    targets = "numbers" if task == "numbers" else "classes"
    kinds = sorted(LOSSES, key=lambda name: name not in ("CrossEntropyLoss", "MSELoss"))
    kinds = [name for name in kinds if LOSSES[name].targets == targets]
    chosen = st.selectbox(say("train.loss"), kinds, key=f"train-loss-{targets}")
    st.caption(LOSSES[chosen].words.said)
    return Loss(chosen)


def _schedule() -> Schedule | None:
    """Draw how the rate changes; its arguments are those that torch begins with."""
    takes = [name for name, kind in SCHEDULES.items() if all(one.default is not REQUIRED for one in kind.arguments)]
    none = say("train.schedule.none")
    kind = st.selectbox(say("train.schedule"), [none, *takes], key="train-schedule")
    return None if kind == none else Schedule(kind)


def _number(label: str, help: str, key: str) -> float:
    return float(st.number_input(label, 0.0, None, 0.0, format="%g", key=key, help=help))


def _field(kind: str, argument: Argument) -> Any:  # noqa: ANN401 - whatever the argument takes
    """Draw the field of one argument of an optimizer and return its value."""
    key, help = f"train-{kind}-{argument.name}", argument.help.said
    if argument.type == "bool":
        return st.checkbox(argument.name, bool(argument.default), key=key, help=help)
    if argument.type == "choice":
        return st.selectbox(argument.name, [argument.default, *argument.choices], key=key, help=help)
    if argument.type == "int" and not argument.optional:
        least, most = int(argument.minimum or 0), None if argument.maximum is None else int(argument.maximum)
        return int(st.number_input(argument.name, least, most, int(argument.default), key=key, help=help))
    if argument.type == "float" and argument.default is not None:
        return float(st.number_input(argument.name, value=float(argument.default), format="%g", key=key, help=help))
    return argument.default
