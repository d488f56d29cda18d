"""The optimizers of torch.optim 2.13 by their own signatures, as data; no torch.

`params` is left out: which tensors an optimizer gets follows from what it takes. Bounds are those that the constructors
in torch/optim/*.py check.
"""

from __future__ import annotations

from typing import Any

import msgspec

from builder.catalogue.layers.arguments import number, size, switch
from builder.catalogue.layers.kind import Argument
from builder.sentences import Later, later


class OptimizerKind(msgspec.Struct, frozen=True, kw_only=True):
    """One class of torch.optim.

    `only_matrices`: it takes tensors of two dims alone. `sparse` says whether it takes sparse gradients, which
    embeddings with `sparse=True` have: "only", "also" or "never". `by_closure`: its step runs the network itself,
    several times; it has one group of tensors.
    """

    name: str
    summary: Later
    arguments: tuple[Argument, ...]
    only_matrices: bool = False
    sparse: str = "never"
    by_closure: bool = False


BELOW_ONE = frozenset({"betas", "alpha", "rho"})
"""Arguments whose numbers are below 1: shares that are kept of what was before."""
NOT_HERE = frozenset({"capturable", "differentiable"})
"""For recording a step on a GPU, and for a gradient through a step: a run of ours does neither."""


def _rate(default: float) -> Argument:
    return number("lr", later("training.arguments.lr"), default, minimum=0)


def _decay(default: float) -> Argument:
    return number("weight_decay", later("training.arguments.weight-decay"), default, minimum=0)


def _eps(default: float) -> Argument:
    return number("eps", later("training.arguments.eps"), default, minimum=0)


def _pair(name: str, help: Later, default: tuple[float | None, float], maximum: float | None = None) -> Argument:
    return Argument(
        name=name,
        type="floats",
        help=help,
        default=default,
        minimum=0,
        maximum=maximum,
        lengths=(2,),
        scalar=False,
        holes=default[0] is None,
    )


def _maybe(name: str, help: Later) -> Argument:
    return Argument(name=name, type="bool", help=help, default=None, optional=True)


_BETAS = _pair("betas", later("training.arguments.betas"), (0.9, 0.999), 1)
_FOREACH = _maybe("foreach", later("training.arguments.foreach"))
_FUSED = _maybe("fused", later("training.arguments.fused"))
_MAXIMIZE = switch("maximize", later("training.arguments.maximize"), False)
_CAPTURABLE = switch("capturable", later("training.arguments.capturable"), False)
_DIFFERENTIABLE = switch("differentiable", later("training.arguments.differentiable"), False)
_DECOUPLED = switch("decoupled_weight_decay", later("training.arguments.decoupled-weight-decay"), False)
_AMSGRAD = switch("amsgrad", later("training.arguments.amsgrad"), False)
_MOMENTUM = number("momentum", later("training.arguments.momentum"), 0, minimum=0)


def _kind(name: str, summary: Later, *arguments: Argument, **more: Any) -> OptimizerKind:  # noqa: ANN401 - its fields
    return OptimizerKind(name=name, summary=summary, arguments=arguments, **more)


OPTIMIZERS: dict[str, OptimizerKind] = {
    kind.name: kind
    for kind in (
        _kind(
            "SGD",
            later("training.optimizers.SGD"),
            _rate(0.001),
            _MOMENTUM,
            number("dampening", later("training.arguments.dampening"), 0),
            _decay(0),
            switch("nesterov", later("training.arguments.nesterov"), False),
            _MAXIMIZE,
            _FOREACH,
            _DIFFERENTIABLE,
            _FUSED,
            sparse="also",
        ),
        _kind(
            "Adam",
            later("training.optimizers.Adam"),
            *(_rate(0.001), _BETAS, _eps(1e-8), _decay(0), _AMSGRAD, _FOREACH, _MAXIMIZE),
            *(_CAPTURABLE, _DIFFERENTIABLE, _FUSED, _DECOUPLED),
        ),
        _kind(
            "AdamW",
            later("training.optimizers.AdamW"),
            *(_rate(0.001), _BETAS, _eps(1e-8), _decay(0.01), _AMSGRAD, _MAXIMIZE, _FOREACH),
            *(_CAPTURABLE, _DIFFERENTIABLE, _FUSED),
        ),
        _kind(
            "NAdam",
            later("training.optimizers.NAdam"),
            *(_rate(0.002), _BETAS, _eps(1e-8), _decay(0)),
            number("momentum_decay", later("training.arguments.momentum-decay"), 0.004, minimum=0),
            *(_DECOUPLED, _FOREACH, _MAXIMIZE, _CAPTURABLE, _DIFFERENTIABLE),
        ),
        _kind(
            "RAdam",
            later("training.optimizers.RAdam"),
            *(_rate(0.001), _BETAS, _eps(1e-8), _decay(0), _DECOUPLED),
            *(_FOREACH, _MAXIMIZE, _CAPTURABLE, _DIFFERENTIABLE),
        ),
        _kind(
            "Adamax",
            later("training.optimizers.Adamax"),
            *(_rate(0.002), _BETAS, _eps(1e-8), _decay(0), _FOREACH, _MAXIMIZE, _DIFFERENTIABLE, _CAPTURABLE),
        ),
        _kind(
            "Adagrad",
            later("training.optimizers.Adagrad"),
            _rate(0.01),
            number("lr_decay", later("training.arguments.lr-decay"), 0, minimum=0),
            _decay(0),
            number("initial_accumulator_value", later("training.arguments.initial-accumulator"), 0, minimum=0),
            *(_eps(1e-10), _FOREACH, _MAXIMIZE, _DIFFERENTIABLE, _FUSED),
            sparse="also",
        ),
        _kind(
            "Adadelta",
            later("training.optimizers.Adadelta"),
            _rate(1.0),
            number("rho", later("training.arguments.rho"), 0.9, minimum=0),
            *(_eps(1e-6), _decay(0), _FOREACH, _CAPTURABLE, _MAXIMIZE, _DIFFERENTIABLE),
        ),
        _kind(
            "RMSprop",
            later("training.optimizers.RMSprop"),
            _rate(0.01),
            number("alpha", later("training.arguments.alpha"), 0.99, minimum=0),
            *(_eps(1e-8), _decay(0), _MOMENTUM),
            switch("centered", later("training.arguments.centered"), False),
            *(_CAPTURABLE, _FOREACH, _MAXIMIZE, _DIFFERENTIABLE),
        ),
        _kind(
            "Rprop",
            later("training.optimizers.Rprop"),
            _rate(0.01),
            _pair("etas", later("training.arguments.etas"), (0.5, 1.2)),
            _pair("step_sizes", later("training.arguments.step-sizes"), (1e-6, 50)),
            *(_CAPTURABLE, _FOREACH, _MAXIMIZE, _DIFFERENTIABLE),
        ),
        _kind(
            "ASGD",
            later("training.optimizers.ASGD"),
            _rate(0.01),
            number("lambd", later("training.arguments.lambd"), 0.0001),
            number("alpha", later("training.arguments.power"), 0.75),
            number("t0", later("training.arguments.t0"), 1e6),
            *(_decay(0), _FOREACH, _MAXIMIZE, _DIFFERENTIABLE, _CAPTURABLE),
        ),
        _kind(
            "Adafactor",
            later("training.optimizers.Adafactor"),
            _rate(0.01),
            Argument(
                name="beta2_decay",
                type="float",
                help=later("training.arguments.beta2-decay"),
                default=-0.8,
                maximum=0,
            ),
            _pair("eps", later("training.arguments.eps-pair"), (None, 0.001)),
            number("d", later("training.arguments.clipping"), 1.0, minimum=1),
            *(_decay(0.0), _FOREACH, _MAXIMIZE),
        ),
        _kind(
            "Muon",
            later("training.optimizers.Muon"),
            *(_rate(0.001), _decay(0.1)),
            number("momentum", later("training.arguments.momentum"), 0.95, minimum=0),
            switch("nesterov", later("training.arguments.nesterov"), True),
            Argument(
                name="ns_coefficients",
                type="floats",
                help=later("training.arguments.ns-coefficients"),
                default=(3.4445, -4.775, 2.0315),
                lengths=(3,),
                scalar=False,
            ),
            _eps(1e-7),
            Argument(
                name="ns_steps",
                type="int",
                help=later("training.arguments.ns-steps"),
                default=5,
                minimum=1,
                maximum=99,
            ),
            Argument(
                name="adjust_lr_fn",
                type="choice",
                help=later("training.arguments.adjust-lr"),
                default=None,
                choices=("original", "match_rms_adamw"),
                optional=True,
            ),
            only_matrices=True,
        ),
        _kind(
            "SparseAdam",
            later("training.optimizers.SparseAdam"),
            *(_rate(0.001), _BETAS, _eps(1e-8), _MAXIMIZE),
            sparse="only",
        ),
        _kind(
            "LBFGS",
            later("training.optimizers.LBFGS"),
            _rate(1),
            size("max_iter", later("training.arguments.max-iter"), 20),
            Argument(
                name="max_eval",
                type="int",
                help=later("training.arguments.max-eval"),
                default=None,
                minimum=1,
                optional=True,
            ),
            number("tolerance_grad", later("training.arguments.tolerance-grad"), 1e-7, minimum=0),
            number("tolerance_change", later("training.arguments.tolerance-change"), 1e-9, minimum=0),
            size("history_size", later("training.arguments.history-size"), 100),
            Argument(
                name="line_search_fn",
                type="choice",
                help=later("training.arguments.line-search"),
                default=None,
                choices=("strong_wolfe",),
                optional=True,
            ),
            by_closure=True,
        ),
    )
}
