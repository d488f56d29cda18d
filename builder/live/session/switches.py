"""What of `torch` itself only a prompt has: seeds, whether gradients are kept, how tensors are printed, devices."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch._tensor_str import PRINT_OPTS

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import ModuleValue, Native
from builder.live.session.arrays.array import Array, to_tensor
from builder.live.session.values import SessionValue, place_of
from builder.live.values import check_device, check_tree, native, to_host
from builder.sentences import say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MODE_PLACE = "torch.autograd.grad_mode"
_PRINTED = {"precision": (0, 16), "linewidth": (10, 1_000), "threshold": (1, 10_000), "edgeitems": (1, 3)}
"""Bounds of the numbers that say how a tensor is printed."""
_GRAD = words("retain_graph create_graph allow_unused materialize_grads")
_LEGACY = {
    "IntTensor": torch.int32, "LongTensor": torch.int64, "DoubleTensor": torch.float64, "HalfTensor": torch.float16,
    "ByteTensor": torch.uint8, "BoolTensor": torch.bool, "ShortTensor": torch.int16,
}  # fmt: skip


class Mode(SessionValue):
    """A switch of gradients, which a `with` statement turns for its lines."""

    def __init__(self, name: str, entered: Callable[[], AbstractContextManager[object]], shown: str = "") -> None:
        self.cls = place_of(f"{_MODE_PLACE}.{name}", Mode)
        self.entered = entered
        self.shown = shown

    def written(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write it as torch does."""
        return self.shown or super().written(interpreter, quoted)


class Draws(SessionValue):
    """The generator of torch's random numbers."""

    methods = ("manual_seed", "initial_seed", "seed")

    def __init__(self) -> None:
        self.cls = place_of("torch._C.Generator", Draws)

    def manual_seed(self, interpreter: Interpreter, seed: Value) -> Draws:
        """Begin the numbers anew."""
        return _manual_seed(interpreter, seed)

    def initial_seed(self, interpreter: Interpreter) -> int:
        """Return the seed."""
        return torch.initial_seed()

    def seed(self, interpreter: Interpreter) -> int:
        """Begin anew anywhere, and return where."""
        return torch.seed()


def _manual_seed(interpreter: Interpreter, seed: Value) -> Draws:
    torch.manual_seed(interpreter.host.index(seed))
    return Draws()


def _enabled(interpreter: Interpreter, mode: Value) -> Mode:
    is_on = interpreter.truth(mode)
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(is_on)

    def entered() -> AbstractContextManager[object]:
        torch.set_grad_enabled(before)
        return torch.set_grad_enabled(is_on)

    return Mode("set_grad_enabled", entered, f"{_MODE_PLACE}.set_grad_enabled(mode={is_on})")


def _enable(interpreter: Interpreter) -> Mode:
    return Mode("enable_grad", torch.enable_grad)


def _inference(interpreter: Interpreter, mode: Value = True) -> Mode:
    """Stand for `torch.inference_mode`: a tensor made so would not count its changes, which the checks here need."""
    return Mode("inference_mode", torch.no_grad if interpreter.truth(mode) else nullcontext)


def _set_printed(interpreter: Interpreter, **options: Value) -> None:
    given: dict[str, Any] = {}
    for name, value in options.items():
        if name in _PRINTED:
            least, most = _PRINTED[name]
            given[name] = interpreter.host.index(value)
            if not least <= given[name] <= most:
                raise Refusal(say("live.print-option", name=name, least=least, most=most))
        elif name == "sci_mode":
            given[name] = None if value is None else interpreter.truth(value)
        else:
            interpreter.raise_("TypeError", f"set_printoptions() got an unexpected keyword argument {name[:80]!r}")
    torch.set_printoptions(**given)  # type: ignore[no-untyped-call]


def _from_numpy(interpreter: Interpreter, array: Value) -> Tensor:
    if not isinstance(array, Array):
        kind = "Tensor" if isinstance(array, Tensor) else interpreter.kind(array)
        interpreter.raise_("TypeError", f"expected np.ndarray (got {kind})")
    return to_tensor(array)


def _as_tensor(interpreter: Interpreter, value: Value, dtype: Value = None, device: Value = None) -> Value:
    check_device("to", (), {"device": device})
    made = to_tensor(value) if isinstance(value, Array) else to_host(interpreter, value)
    return torch.as_tensor(made, dtype=dtype, device=device)


def _legacy(name: str) -> Native:
    def call(interpreter: Interpreter, *args: Value) -> Tensor:
        if args and all(isinstance(arg, int) for arg in args):
            return torch.zeros(*args, dtype=_LEGACY[name])
        return torch.tensor(to_host(interpreter, args[0] if args else []), dtype=_LEGACY[name])

    return Native(name, call)


def _grad(interpreter: Interpreter, outputs: Value, inputs: Value, grad_outputs: Value = None, **more: Value) -> Value:
    unknown = next((name for name in more if name not in _GRAD), None)
    if unknown is not None:
        raise Refusal(say("live.grad-option", name=unknown), say("live.grad-option.hint"))
    given: Any = [to_host(interpreter, value) for value in (outputs, inputs, grad_outputs)]
    named: Any = {name: interpreter.truth(value) for name, value in more.items()}
    return torch.autograd.grad(*given, **named)


def _shallow(interpreter: Interpreter, value: Value) -> Value:
    if isinstance(value, nn.Module):
        check_tree(value)
        return copy.copy(value)
    if isinstance(value, list | dict | set):
        interpreter.budget.hold(len(value))
        return value.copy()
    return value.detach() if isinstance(value, Tensor) and not value.requires_grad else value


def _elsewhere(name: str) -> Native:
    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        raise Refusal(say("live.device"), say("live.device.hint"))

    return Native(name, call)


def _says(name: str, value: Value) -> Native:
    return Native(name, lambda interpreter, /, *args, **kwargs: value)


class Switches(SessionValue):
    """`torch.backends.cudnn`, whose settings mean nothing here."""

    attributes = ("enabled", "benchmark", "deterministic")
    methods = ("is_available", "version")

    def __init__(self) -> None:
        self.cls = place_of("torch.backends.cudnn.CudnnModule", Switches)
        self.enabled, self.benchmark, self.deterministic = True, False, False

    def put(self, interpreter: Interpreter, name: str, new: Value) -> bool:
        """Remember a setting."""
        if name not in self.attributes:
            return False
        setattr(self, name, interpreter.truth(new))
        return True

    def is_available(self, interpreter: Interpreter) -> bool:
        """Tell that there is none."""
        return False

    def version(self, interpreter: Interpreter) -> None:
        """Tell that there is none."""


_NO_EFFECT = words("empty_cache manual_seed manual_seed_all")
_NEEDED = words("current_device get_device_name get_device_properties synchronize memory_allocated set_device")


class Kept:
    """How the process of a prompt is switched while an input of it runs, and as it was before while none does."""

    def __init__(self) -> None:
        self.grad = True
        self.tensors: dict[str, Any] | None = None
        self.arrays: Any = None

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Switch to and fro."""
        grad, tensors, arrays = torch.is_grad_enabled(), asdict(PRINT_OPTS), np.get_printoptions()
        self._switch(self.grad, self.tensors, self.arrays)
        try:
            yield
        finally:
            self.grad, self.tensors, self.arrays = torch.is_grad_enabled(), asdict(PRINT_OPTS), np.get_printoptions()
            self._switch(grad, tensors, arrays)

    def _switch(self, grad: bool, tensors: dict[str, Any] | None, arrays: Any) -> None:  # noqa: ANN401 - options of NumPy
        torch.set_grad_enabled(grad)
        for name, value in (tensors or {}).items():
            setattr(PRINT_OPTS, name, value)
        if arrays is not None:
            np.set_printoptions(**arrays)


def add_switches(modules: dict[str, ModuleValue]) -> None:
    """Add to `torch` and what is in it."""
    members = modules["torch"].members
    functions: dict[str, Callable[..., Value]] = {
        "manual_seed": _manual_seed, "initial_seed": lambda interpreter: torch.initial_seed(),
        "seed": lambda interpreter: torch.seed(), "set_grad_enabled": _enabled, "enable_grad": _enable,
        "inference_mode": _inference, "set_printoptions": _set_printed, "from_numpy": _from_numpy,
        "as_tensor": _as_tensor, "get_num_threads": lambda interpreter: torch.get_num_threads(),
        "get_default_device": lambda interpreter: torch.device("cpu"),
    }  # fmt: skip
    members |= {name: Native(name, function) for name, function in functions.items()}
    members |= {name: _legacy(name) for name in _LEGACY}
    members["version"] = ModuleValue("torch.version", {"cuda": None, "__version__": members["__version__"]})
    cuda = {name: _says(name, None) for name in _NO_EFFECT} | {name: _elsewhere(name) for name in _NEEDED}
    modules["torch.cuda"] = ModuleValue("torch.cuda", {**members["cuda"].members, **cuda})
    members["cuda"] = modules["torch.cuda"]
    for name in ("torch.mps", "torch.xpu"):
        found = modules.get(name) or members[name.rpartition(".")[2]]
        found.members["device_count"] = _says("device_count", 0)
    modules["torch.backends"].members["cudnn"] = Switches()
    autograd = modules["torch.autograd"].members
    autograd["grad"] = Native("grad", _grad)
    modules["copy"].members["copy"] = Native("copy", _shallow)
    linear = {name: native(name, getattr(nn.init, name)) for name in ("_calculate_fan_in_and_fan_out",)}
    modules["torch.nn.init"].members |= {
        name: linear[name] for name in linear if name not in modules["torch.nn.init"].members
    }


def context(interpreter: Interpreter, value: Value) -> AbstractContextManager[object] | None:
    """Return what a `with` statement of the prompt enters, or None where it is the same everywhere."""
    if isinstance(value, Mode):
        return value.entered()
    if isinstance(value, torch.device):
        check_device("to", (value,), {})
        return nullcontext()
    return None
