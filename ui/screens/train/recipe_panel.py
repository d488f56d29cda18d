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
from builder.training.recipe import EarlyStopping, Loss, Optimizer, Recipe, Schedule
from builder.training.schedules import SCHEDULES
from ui.screens.state import kept_field, set_value, value

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
        with first:
            kinds = sorted(OPTIMIZERS, key=_USUAL[task][0].__ne__)
            kind = _choice("optimizer-" + task, say("train.optimizer"), kinds)
            epochs = _count("epochs", say("train.epochs"), (1, 1_000_000, 10))
        with second:
            arguments = {argument.name: argument for argument in OPTIMIZERS[kind].arguments}
            own = float(arguments["lr"].default)
            rate = _number(_rate_name(task, kind), say("train.rate"), _USUAL[task][1] if kind == kinds[0] else own)
            batch = _count("batch", say("train.batch"), (1, 1_000_000, 32))
        with st.expander(say("train.more"), key="train-more-open"):
            args = {name: _argument(kind, argument) for name, argument in arguments.items() if name not in _HIDDEN}
            schedule = _schedule()
            clip = _number("clip", say("train.clip"), 0.0, say("train.clip.help"))
            patience = _count("patience", say("train.patience"), (0, 1000, 0), say("train.patience.help"))
            accumulate = _count("accumulate", say("train.accumulate"), (1, 10_000, 1), say("train.accumulate.help"))
            seed = _count("seed", say("train.seed"), (0, MAX_SEED, 0), say("train.seed.help"))
    changed = {name: value for name, value in args.items() if value != arguments[name].default}
    return Recipe(
        loss=loss,
        optimizer=Optimizer(kind, {"lr": rate, **changed}),
        schedule=schedule,
        batch_size=batch,
        epochs=epochs,
        accumulate=accumulate,
        clip_norm=clip or None,
        stopping=EarlyStopping(patience) if patience else None,
        seed=seed,
    )


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
    chosen = _choice("loss-" + targets, say("train.loss"), kinds)
    st.caption(LOSSES[chosen].words.said)
    return Loss(chosen)


def _schedule() -> Schedule | None:
    """Draw how the rate changes; its arguments are those that torch begins with."""
    takes = [name for name, kind in SCHEDULES.items() if all(one.default is not REQUIRED for one in kind.arguments)]
    none = say("train.schedule.none")
    kind = _choice("schedule", say("train.schedule"), [none, *takes])
    return None if kind == none else Schedule(kind)


def _choice(name: str, label: str, choices: list[str]) -> str:
    """Draw a field of some words, which begins with the first."""
    key = kept_field(f"train-{name}", choices[0])
    kept = value(key)
    return st.selectbox(label, choices, choices.index(kept) if kept in choices else 0, key=key)


def _count(name: str, label: str, bounds: tuple[int, int | None, int], help: str | None = None) -> int:
    """Draw a field of a whole number; `bounds` are the least, the most, and the one that it begins with."""
    least, most, first = bounds
    key = kept_field(f"train-{name}", first)
    return int(st.number_input(label, least, most, value(key), key=key, help=help))


def _number(name: str, label: str, first: float, help: str | None = None, least: float | None = 0.0) -> float:
    key = kept_field(f"train-{name}", first)
    return float(st.number_input(label, least, value=value(key), step=0.01, format="%g", key=key, help=help))


def _argument(kind: str, argument: Argument) -> Any:  # noqa: ANN401 - whatever the argument takes
    """Draw the field of one argument of an optimizer and return its value; one that has none keeps its default."""
    name, default, help = f"{kind}-{argument.name}", argument.default, argument.help.said
    if argument.type == "bool":
        key = kept_field(f"train-{name}", bool(default))
        return st.checkbox(argument.name, value(key), key=key, help=help)
    if argument.type == "choice":
        return _choice(name, argument.name, [default, *argument.choices])
    if argument.type == "int" and not argument.optional:
        most = None if argument.maximum is None else int(argument.maximum)
        return _count(name, argument.name, (int(argument.minimum or 0), most, int(default)), help)
    if argument.type == "float" and default is not None:
        return _number(name, argument.name, float(default), help, None)
    return default
