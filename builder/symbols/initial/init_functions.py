"""The functions of `torch.nn.init` on symbols: what they fill is written down as a rule."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from builder.catalogue.layers.schemes import BY_ROWS, SCHEMES, check_scheme
from builder.errors import BuilderError
from builder.interpreter.doubles import bare
from builder.interpreter.failures import Refusal, refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import Native
from builder.sentences import near, say
from builder.symbols.initial.initial_values import Fill, rows_of
from builder.symbols.values import Symbol, TensorSymbol, behind_detach, whole_of

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter
    from builder.symbols.host import DocumentHost

_GAINS = {"tanh": 5 / 3, "relu": math.sqrt(2), "selu": 0.75}
_UNIT_GAINS = ("linear", "sigmoid", *(f"conv{t}{d}d" for t in ("", "_transpose") for d in (1, 2, 3)))
_FRESH = {("running_mean", "zeros_"), ("running_var", "ones_"), ("num_batches_tracked", "zeros_")}
"""Buffers of norms, and what they begin with."""


def fans(interpreter: Interpreter, tensor: Value) -> tuple[int, int]:
    """Return fan_in and fan_out of a tensor, as `_calculate_fan_in_and_fan_out` of torch/nn/init.py does.

    Raises:
        ValueError: it has fewer than two dims.
        Refusal: its shape is not known.
    """
    if not isinstance(tensor, Symbol) or tensor.shape is None:
        raise Refusal(say("symbols.run-time", name="shape"), say("symbols.run-time.hint"))
    if len(tensor.shape) < 2:
        raise ValueError("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
    field = math.prod(tensor.shape[2:])
    return tensor.shape[1] * field, tensor.shape[0] * field


def fan(interpreter: Interpreter, tensor: Value, mode: str) -> int:
    """Return one of both, as `_calculate_correct_fan` of torch/nn/init.py does.

    Raises:
        ValueError: there is no such mode, or the tensor has fewer than two dims.
        Refusal: its shape is not known.
    """
    if mode.lower() not in ("fan_in", "fan_out"):
        raise ValueError(f"Mode {mode} not supported, please use one of ['fan_in', 'fan_out']")
    return fans(interpreter, tensor)[mode.lower() == "fan_out"]


def record_init(
    host: DocumentHost,
    interpreter: Interpreter,
    tensor: Value,
    scheme: str,
    given: tuple[tuple[Value, ...], dict[str, Value]],
) -> None:
    """Write down that a tensor is filled by a scheme, which is given these arguments.

    Raises:
        Refusal: it is no parameter of a layer, or the arguments are wrong.
        Absence: it is a buffer that stands already, and no pasted file is read that would note it.
    """
    tensor = behind_detach(tensor)
    part = rows_of(tensor) if scheme in BY_ROWS else None
    tensor, rows = (tensor, None) if part is None else part
    fresh = type(tensor) is Symbol and tensor.op == "function" and tensor.home is None and tensor.shape is not None
    is_part = type(tensor) is Symbol and isinstance(whole_of(tensor), TensorSymbol)
    if rows is None and is_part and host.building and not host.flows.recorders:
        host.unruled[id(host.building[-1])] = say("symbols.filled-in-part"), say("symbols.filled-in-part.hint")
        return
    if not isinstance(tensor, TensorSymbol) and not fresh:
        raise Refusal(say("symbols.scheme", scheme=scheme), say("symbols.scheme.hint"))
    names = [argument.name for argument in SCHEMES[scheme].arguments]
    by_name = {name: value for name, value in given[1].items() if name != "generator"}
    values = {name: bare(value) for name, value in (*zip(names, given[0], strict=False), *by_name.items())}
    if fresh and _fills_without_end(tensor, scheme, values):
        return
    _check(scheme, values)
    if fresh:  # torch.empty(2, 3), which becomes a parameter later
        tensor.op, tensor.target, tensor.args, tensor.kwargs = "init", scheme, (), values
        # Filled anew, it has nothing of what was written before, and what was made of it is outdated.
        tensor.writes = []
        tensor.storage[0] += 1
        return
    if rows is None and _is_first_of_own(host, tensor):
        host.begun[id(tensor)] = {"scheme": scheme, "args": values}
    elif tensor.role == "buffer" and not host.flows.recorders:  # a rule fills parameters alone
        if (tensor.name, scheme) not in _FRESH:
            host.unwritten(interpreter, tensor, say("symbols.values"))
    else:
        host.fill(Fill(tensor, scheme, values, rows, None if interpreter.at is None else interpreter.at[1]))


def _check(scheme: str, values: dict[str, Value]) -> None:
    try:
        check_scheme(scheme, values)
    except BuilderError as error:
        raise refusal(error) from None


def _fills_without_end(tensor: Symbol, scheme: str, values: dict[str, Value]) -> bool:
    """Fill a tensor with infinity or NaN, with which a mask may begin and no parameter; return whether it was filled.

    Raises:
        Refusal: the tensor had values, which may have been read.
    """
    value = values.get("val")
    if scheme != "constant_" or not isinstance(value, float) or math.isfinite(value):
        return False
    if tensor.target != "empty" or tensor.storage[0]:
        raise Refusal(say("symbols.values"), say("symbols.values.hint"))
    tensor.target, tensor.args, tensor.kwargs = "full", (tensor.shape, value), {}
    return True


def _is_first_of_own(host: DocumentHost, tensor: TensorSymbol) -> bool:
    """Tell whether the class that is being made fills a tensor that it made itself, and that no rule is about yet."""
    if tensor.owner is not None or not host.building or id(tensor) in host.filled:
        return False
    return any(own is tensor for own in host.building[-1].tensors.values())


def init_function(host: DocumentHost, scheme: str) -> Native:
    """Return the function of a scheme, as `torch.nn.init.normal_`."""

    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        given = dict(kwargs)
        if not args and "tensor" not in given:
            raise TypeError(f"{scheme}() missing 1 required positional argument: 'tensor'")
        tensor, rest = (args[0], args[1:]) if args else (given.pop("tensor"), ())
        if given.get("generator") is not None or len(rest) > len(SCHEMES[scheme].arguments):
            return host.unwritten(interpreter, tensor, say("symbols.values"))  # it draws the same by every seed
        record_init(host, interpreter, tensor, scheme, (rest, given))
        return tensor

    return Native(scheme, call)


def gain(interpreter: Interpreter, nonlinearity: str, param: Value = None) -> float:
    """Return what `calculate_gain` of torch/nn/init.py does.

    Raises:
        ValueError: it knows no such nonlinearity.
    """
    if nonlinearity in _UNIT_GAINS:
        return 1.0
    if nonlinearity == "leaky_relu":
        return math.sqrt(2 / (1 + float(0.01 if param is None else param) ** 2))
    if nonlinearity not in _GAINS:
        raise ValueError(f"Unsupported nonlinearity {nonlinearity}. {near(nonlinearity, _GAINS) or ''}")
    return _GAINS[nonlinearity]
