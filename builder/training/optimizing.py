"""The optimizers and the schedule of a recipe, made for the tensors of a network."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import Optimizer, lr_scheduler

from builder.errors import BuilderError
from builder.sentences import Sentence, say
from builder.training.optimizers import OPTIMIZERS
from builder.training.recipe import Optimizer as Chosen
from builder.training.recipe import Recipe, Schedule
from builder.training.schedules import SCHEDULES

_MARKED = ("add_param_group", "load_state_dict", "state_dict", "zero_grad")


class OptimizerGroup:
    """Optimizers side by side, one for most runs, with a schedule each.

    Raises:
        BuilderError: torch refuses the arguments, or a tensor has no optimizer.
    """

    def __init__(self, network: nn.Module, recipe: Recipe, rows: int) -> None:
        learning = [one for one in network.parameters() if one.requires_grad]
        self.parameters = learning
        taken, left = _shared_out(network, recipe, learning)
        self.optimizers = [_optimizer(recipe.optimizer, taken, recipe)] if taken else []
        if left:
            if recipe.rest is None:
                raise BuilderError(
                    say("training.rest", optimizer=recipe.optimizer.kind, count=len(left)),
                    hint=say("training.rest.hint"),
                )
            self.optimizers.append(_optimizer(recipe.rest, left, recipe))
        self.by_closure = OPTIMIZERS[recipe.optimizer.kind].by_closure
        self._recipe = recipe
        self._schedule = recipe.schedule
        self._schedules = [_schedule(recipe, one, rows) for one in self.optimizers] if recipe.schedule else []

    @property
    def rate(self) -> float:
        """The learning rate of the next step, of the first group."""
        return float(self.optimizers[0].param_groups[0]["lr"])

    def set_rate(self, rate: float) -> None:
        """Set the rate of all groups for the next step."""
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate

    def zero_grad(self) -> None:
        """Forget the gradients, of tensors that another network shares as well."""
        for optimizer in self.optimizers:
            optimizer.zero_grad()

    def step(self, closure: Callable[[], Tensor] | None = None) -> None:
        """Change the tensors."""
        for optimizer in self.optimizers:
            optimizer.step() if closure is None else optimizer.step(closure)  # type: ignore[arg-type]

    def after_step(self) -> None:
        """Let a schedule that counts steps go on."""
        if self._schedule is not None and self._schedule.per == "step":
            for one in self._schedules:
                one.step()

    def after_epoch(self, loss: float) -> None:
        """Let a schedule that counts epochs go on; one that waits for improvement is told the loss."""
        if self._schedule is not None and self._schedule.per == "epoch":
            for one in self._schedules:
                one.step(loss) if isinstance(one, lr_scheduler.ReduceLROnPlateau) else one.step()

    def state_dict(self) -> dict[str, Any]:
        """Return the state of all, as plain values and tensors."""
        return {
            "optimizers": [one.state_dict() for one in self.optimizers],
            "schedules": [one.state_dict() for one in self._schedules],
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Take over a state."""
        for one, saved in zip(self.optimizers, state["optimizers"], strict=True):
            one.load_state_dict(saved)
        for schedule, saved in zip(self._schedules, state["schedules"], strict=True):
            schedule.load_state_dict(saved)

    def take_over(self, state: dict[str, Any], before: Recipe, steps: int, epochs: int) -> None:
        """Take over what optimizers of another recipe have gathered, where they are of the same kind.

        Rates are those that this recipe has after so many steps and epochs; a schedule that waits for improvement
        begins anew.
        """
        mine = self._recipe
        if _kinds(before) == _kinds(mine):
            for one, saved in zip(self.optimizers, state["optimizers"], strict=True):
                one.load_state_dict({"state": saved["state"], "param_groups": one.state_dict()["param_groups"]})
        if mine.schedule is None or SCHEDULES[mine.schedule.kind].by_measure:
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # that no step was made: those were
            for schedule in self._schedules:
                for _ in range(steps if mine.schedule.per == "step" else epochs):
                    schedule.step()


def _kinds(recipe: Recipe) -> tuple[object, ...]:
    return recipe.optimizer.kind, recipe.rest and recipe.rest.kind, recipe.decay, recipe.frozen


def sparse_tensors(network: nn.Module) -> set[int]:
    """Return the ids of parameters whose gradients are sparse: those that sparse embeddings alone hold."""
    sparse: set[int] = set()
    dense: set[int] = set()
    for module in network.modules():
        found = sparse if getattr(module, "sparse", False) is True else dense
        found.update(id(one) for one in module._parameters.values() if one is not None)
    return sparse - dense


def _shared_out(
    network: nn.Module, recipe: Recipe, learning: list[nn.Parameter]
) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
    """Return the tensors that the first optimizer takes, and the others."""
    kind = OPTIMIZERS[recipe.optimizer.kind]
    sparse = sparse_tensors(network)

    def is_taken(one: nn.Parameter) -> bool:
        if kind.only_matrices and one.dim() != 2:
            return False
        return kind.sparse == "also" or (id(one) in sparse) == (kind.sparse == "only")

    return [one for one in learning if is_taken(one)], [one for one in learning if not is_taken(one)]


@lru_cache
def _bare(name: str) -> Any:  # noqa: ANN401 - a class of torch
    """Return an optimizer's class without the marks for profilers and compilers, which load for seconds."""
    kind = getattr(torch.optim, name)
    step = torch.no_grad()(inspect.unwrap(kind.step))
    step.hooked = True  # torch then puts no profiler around it
    marked = {one: inspect.unwrap(getattr(kind, one)) for one in _MARKED}
    return type(name, (kind,), {**marked, "step": step})


def _optimizer(chosen: Chosen, tensors: list[nn.Parameter], recipe: Recipe) -> Optimizer:
    groups: Iterable[Any] = tensors
    if recipe.decay == "matrices":
        matrices = [one for one in tensors if one.dim() > 1]
        rest = [one for one in tensors if one.dim() <= 1]
        groups = [{"params": one, **more} for one, more in ((matrices, {}), (rest, {"weight_decay": 0.0})) if one]
    args = {name: tuple(value) if isinstance(value, list) else value for name, value in chosen.args.items()}
    try:
        made: Optimizer = _bare(chosen.kind)(groups, **args)
    except (ValueError, TypeError, RuntimeError) as error:
        reason = Sentence(str(error).splitlines()[0].rstrip("."))
        raise BuilderError(
            say("training.refused", name=chosen.kind, reason=reason), hint=say("training.refused.hint")
        ) from None
    return made


def _schedule(recipe: Recipe, optimizer: Optimizer, rows: int) -> Any:  # noqa: ANN401 - their classes share no base
    chosen = recipe.schedule
    assert chosen is not None
    try:
        return _make_schedule(chosen, schedule_args(recipe, rows), optimizer)
    except (ValueError, TypeError, KeyError, ZeroDivisionError) as error:
        reason = Sentence(str(error).splitlines()[0].rstrip("."))
        raise BuilderError(
            say("training.refused", name=chosen.kind, reason=reason), hint=say("training.refused.hint")
        ) from None


def schedule_args(recipe: Recipe, rows: int) -> dict[str, Any]:
    """Return the arguments of a recipe's schedule, with its length filled in where it is left out.

    Args:
        recipe: one with a schedule.
        rows: how many examples it learns from.
    """
    chosen = recipe.schedule
    assert chosen is not None
    args = {name: list(value) if isinstance(value, tuple) else value for name, value in chosen.args.items()}
    length = SCHEDULES[chosen.kind].length
    if length is not None and args.get(length) is None:
        whole = recipe.total_steps(rows) if chosen.per == "step" else recipe.total_epochs(rows)
        args[length] = max(1, whole - chosen.warmup)
    return args


def _make_schedule(chosen: Schedule, args: dict[str, Any], optimizer: Optimizer) -> Any:  # noqa: ANN401 - as above
    kind = getattr(lr_scheduler, chosen.kind)
    if not chosen.warmup:
        return kind(optimizer, **args)
    warmup = lr_scheduler.LinearLR(optimizer, 1 / (chosen.warmup + 1), total_iters=chosen.warmup)
    return lr_scheduler.SequentialLR(optimizer, [warmup, kind(optimizer, **args)], [chosen.warmup])
