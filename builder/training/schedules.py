"""Schedules of torch.optim.lr_scheduler by their own signatures, as data; no torch.

Left out are those that take functions (`LambdaLR`, `MultiplicativeLR`) or other schedulers, which a warm-up stands for.
"""

from __future__ import annotations

import msgspec

from builder.catalogue.layers.arguments import number, size, switch
from builder.catalogue.layers.kind import Argument
from builder.sentences import Later, later


class ScheduleKind(msgspec.Struct, frozen=True, kw_only=True):
    """One class of torch.optim.lr_scheduler.

    `length` names the argument that says for how long it runs. `by_measure`: it is told the validation loss.
    """

    name: str
    summary: Later
    arguments: tuple[Argument, ...]
    length: str | None = None
    by_measure: bool = False


def _choice(name: str, help: Later, *choices: str) -> Argument:
    return Argument(name=name, type="choice", help=help, default=choices[0], choices=choices)


def _whole(name: str, help: Later, default: int) -> Argument:
    return Argument(name=name, type="int", help=help, default=default, minimum=0)


_GAMMA = later("training.arguments.gamma")
_TOTAL = later("training.arguments.total-iters")
_ETA_MIN = number("eta_min", later("training.arguments.eta-min"), 0.0, minimum=0)
_CYCLE_MOMENTUM = switch("cycle_momentum", later("training.arguments.cycle-momentum"), True)
_MAX_LR = number("max_lr", later("training.arguments.max-lr"), minimum=0)

SCHEDULES: dict[str, ScheduleKind] = {
    kind.name: kind
    for kind in (
        ScheduleKind(
            name="StepLR",
            summary=later("training.schedules.StepLR"),
            arguments=(
                size("step_size", later("training.arguments.step-size")),
                number("gamma", _GAMMA, 0.1, minimum=0),
            ),
        ),
        ScheduleKind(
            name="MultiStepLR",
            summary=later("training.schedules.MultiStepLR"),
            arguments=(
                Argument(
                    name="milestones",
                    type="ints",
                    help=later("training.arguments.milestones"),
                    minimum=1,
                    scalar=False,
                ),
                number("gamma", _GAMMA, 0.1, minimum=0),
            ),
        ),
        ScheduleKind(
            name="ExponentialLR",
            summary=later("training.schedules.ExponentialLR"),
            arguments=(number("gamma", _GAMMA, minimum=0),),
        ),
        ScheduleKind(
            name="ConstantLR",
            summary=later("training.schedules.ConstantLR"),
            arguments=(
                Argument(
                    name="factor",
                    type="float",
                    help=later("training.arguments.factor"),
                    default=1 / 3,
                    minimum=0,
                    maximum=1,
                ),
                _whole("total_iters", _TOTAL, 5),
            ),
        ),
        ScheduleKind(
            name="LinearLR",
            summary=later("training.schedules.LinearLR"),
            arguments=(
                Argument(
                    name="start_factor",
                    type="float",
                    help=later("training.arguments.start-factor"),
                    default=1 / 3,
                    minimum=1e-9,
                    maximum=1,
                ),
                Argument(
                    name="end_factor",
                    type="float",
                    help=later("training.arguments.end-factor"),
                    default=1.0,
                    minimum=0,
                    maximum=1,
                ),
                _whole("total_iters", _TOTAL, 5),
            ),
            length="total_iters",
        ),
        ScheduleKind(
            name="PolynomialLR",
            summary=later("training.schedules.PolynomialLR"),
            arguments=(
                _whole("total_iters", _TOTAL, 5),
                number("power", later("training.arguments.exponent"), 1.0, minimum=0),
            ),
            length="total_iters",
        ),
        ScheduleKind(
            name="CosineAnnealingLR",
            summary=later("training.schedules.CosineAnnealingLR"),
            arguments=(size("T_max", later("training.arguments.T-max")), _ETA_MIN),
            length="T_max",
        ),
        ScheduleKind(
            name="CosineAnnealingWarmRestarts",
            summary=later("training.schedules.CosineAnnealingWarmRestarts"),
            arguments=(
                size("T_0", later("training.arguments.T-0")),
                size("T_mult", later("training.arguments.T-mult"), 1),
                _ETA_MIN,
            ),
        ),
        ScheduleKind(
            name="OneCycleLR",
            summary=later("training.schedules.OneCycleLR"),
            arguments=(
                _MAX_LR,
                Argument(name="total_steps", type="int", help=_TOTAL, default=None, minimum=2, optional=True),
                Argument(
                    name="pct_start",
                    type="float",
                    help=later("training.arguments.pct-start"),
                    default=0.3,
                    minimum=0,
                    maximum=1,
                ),
                _choice("anneal_strategy", later("training.arguments.anneal-strategy"), "cos", "linear"),
                _CYCLE_MOMENTUM,
                number("div_factor", later("training.arguments.div-factor"), 25.0, minimum=1),
                number("final_div_factor", later("training.arguments.final-div-factor"), 10000.0, minimum=1),
                switch("three_phase", later("training.arguments.three-phase"), False),
            ),
            length="total_steps",
        ),
        ScheduleKind(
            name="CyclicLR",
            summary=later("training.schedules.CyclicLR"),
            arguments=(
                number("base_lr", later("training.arguments.base-lr"), minimum=0),
                _MAX_LR,
                size("step_size_up", later("training.arguments.step-size-up"), 2000),
                Argument(
                    name="step_size_down",
                    type="int",
                    help=later("training.arguments.step-size-down"),
                    default=None,
                    minimum=1,
                    optional=True,
                ),
                _choice("mode", later("training.arguments.mode"), "triangular", "triangular2", "exp_range"),
                number("gamma", _GAMMA, 1.0, minimum=0),
                _CYCLE_MOMENTUM,
            ),
        ),
        ScheduleKind(
            name="ReduceLROnPlateau",
            summary=later("training.schedules.ReduceLROnPlateau"),
            arguments=(
                Argument(
                    name="factor",
                    type="float",
                    help=later("training.arguments.factor"),
                    default=0.1,
                    minimum=0,
                    maximum=0.999,
                ),
                _whole("patience", later("training.arguments.patience"), 10),
                number("threshold", later("training.arguments.threshold"), 1e-4, minimum=0),
                _choice("threshold_mode", later("training.arguments.threshold-mode"), "rel", "abs"),
                _whole("cooldown", later("training.arguments.cooldown"), 0),
                number("min_lr", later("training.arguments.eta-min"), 0, minimum=0),
                number("eps", later("training.arguments.least-change"), 1e-8, minimum=0),
            ),
            by_measure=True,
        ),
    )
}
