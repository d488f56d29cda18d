"""What of `torch` itself only a prompt has: seeds, whether gradients are kept, how tensors are printed, devices."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch._tensor_str import PRINT_OPTS

from builder.interpreter.failures import Refusal
from builder.interpreter.generators import within, yields
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue
from builder.interpreter.values import Function, ModuleValue, Native, Wrapper
from builder.live.derivatives import FUNCTION
from builder.live.device import cpu_words
from builder.live.names import LAZY_PARAMETER
from builder.live.session.derivatives import check_gradients, derivative_functions
from builder.live.session.generators import GENERATOR, Draws, draws_module, seed_default
from builder.live.session.values import place_of
from builder.live.values import check_device, check_tree, native, shallow_copy, to_host
from builder.sentences import say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MODE_PLACE = "torch.autograd.grad_mode"
_PRINTED = {"precision": (0, 16), "linewidth": (10, 1_000), "threshold": (1, 10_000), "edgeitems": (1, 3)}
"""Bounds of the numbers that say how a tensor is printed."""
_PROFILES = {
    "default": {"precision": 4, "threshold": 1_000, "edgeitems": 3, "linewidth": 80, "sci_mode": None},
    "short": {"precision": 2, "threshold": 1_000, "edgeitems": 2, "linewidth": 80, "sci_mode": None},
    "full": {"precision": 4, "threshold": 10_000, "edgeitems": 3, "linewidth": 80, "sci_mode": None},
}
"""What the names of torch stand for; a prompt never writes out more than 10,000 elements."""
_GRAD = words("retain_graph create_graph allow_unused materialize_grads")


class Mode(TableValue):
    """A switch of gradients, which a `with` statement turns for its lines."""

    def __init__(self, name: str, entered: Callable[[], AbstractContextManager[object]], shown: str = "") -> None:
        self.cls = place_of(f"{_MODE_PLACE}.{name}", Mode)
        self.entered = entered
        self.again = entered
        """Enters it for each call of a function that it decorates."""
        self.shown = shown

    def to_text(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write it as torch does."""
        return self.shown or super().to_text(interpreter, quoted)


def _grad_mode(interpreter: Interpreter, mode: Value) -> Mode:
    is_on = interpreter.truth(mode)
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(is_on)

    def entered() -> AbstractContextManager[object]:
        # Making it has switched already, so what it returns to must be what was before that.
        torch.set_grad_enabled(before)
        return torch.set_grad_enabled(is_on)

    made = Mode("set_grad_enabled", entered, f"{_MODE_PLACE}.set_grad_enabled(mode={is_on})")
    made.again = lambda: torch.set_grad_enabled(is_on)
    return made


def _enable(interpreter: Interpreter) -> Mode:
    return Mode("enable_grad", torch.enable_grad)


def _inference(interpreter: Interpreter, mode: Value = True) -> Mode:
    """Stand for `torch.inference_mode`: a tensor made so would not count its changes, which the checks here need."""
    return Mode("inference_mode", torch.no_grad if interpreter.truth(mode) else torch.enable_grad)


def _set_printed(interpreter: Interpreter, **options: Value) -> None:
    given: dict[str, Any] = {}
    for name, value in options.items():
        if name == "profile" and value in _PROFILES:
            given |= _PROFILES[value]
        elif name in _PRINTED:
            least, most = _PRINTED[name]
            given[name] = interpreter.host.index(value)
            if not least <= given[name] <= most:
                raise Refusal(say("live.print-option", name=name, least=least, most=most))
        elif name == "sci_mode":
            given[name] = None if value is None else interpreter.truth(value)
        else:
            interpreter.raise_("TypeError", f"set_printoptions() got an unexpected keyword argument {name[:80]!r}")
    torch.set_printoptions(**given)  # type: ignore[no-untyped-call]


def _shallow(interpreter: Interpreter, value: Value) -> Value:
    if isinstance(value, Tensor):
        return value if value.requires_grad else value.detach()
    return shallow_copy(interpreter, value)


def _grad(interpreter: Interpreter, outputs: Value, inputs: Value, grad_outputs: Value = None, **more: Value) -> Value:
    unknown = next((name for name in more if name not in _GRAD), None)
    if unknown is not None:
        raise Refusal(say("live.grad-option", name=unknown), say("live.grad-option.hint"))
    given: Any = [to_host(interpreter, value) for value in (outputs, inputs, grad_outputs)]
    named: Any = {name: interpreter.truth(value) for name, value in more.items()}
    return torch.autograd.grad(*given, **named)


def _elsewhere(name: str) -> Native:
    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        raise Refusal(cpu_words(), say("live.device.hint"))

    return Native(name, call)


def _says(name: str, value: Value) -> Native:
    return Native(name, lambda interpreter, /, *args, **kwargs: value)


class Switches(TableValue):
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
_NEEDED = words("current_device get_device_name get_device_properties synchronize memory_allocated set_device Event")


class SwitchState:
    """How the process of a prompt is switched while an input of it runs, and as it was before while none does."""

    def __init__(self) -> None:
        self.grad = True
        self.dtype = torch.float32
        self.tensors: dict[str, Any] | None = None
        self.arrays: Any = None

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Switch to and fro."""
        before = _switched_now()
        self._switch(self.grad, self.dtype, self.tensors, self.arrays)
        try:
            yield
        finally:
            self.grad, self.dtype, self.tensors, self.arrays = _switched_now()
            self._switch(*before)

    def _switch(self, grad: bool, dtype: torch.dtype, tensors: dict[str, Any] | None, arrays: Any) -> None:  # noqa: ANN401 - options of NumPy
        torch.set_grad_enabled(grad)
        torch.set_default_dtype(dtype)
        for name, value in (tensors or {}).items():
            setattr(PRINT_OPTS, name, value)
        if arrays is not None:
            np.set_printoptions(**arrays)


def _switched_now() -> tuple[bool, torch.dtype, dict[str, Any], Any]:
    return torch.is_grad_enabled(), torch.get_default_dtype(), asdict(PRINT_OPTS), np.get_printoptions()


def _typename(interpreter: Interpreter, o: Value) -> str:
    return torch.typename(o) if isinstance(o, Tensor | nn.Module) else interpreter.kind(o)


def _range(*args: Value, **options: Value) -> Tensor:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it is deprecated
        return torch.range(*args, **options)


def _backward(
    tensors: Value, grad_tensors: Value = None, retain_graph: Value = None, create_graph: Value = False
) -> None:
    torch.autograd.backward(tensors, grad_tensors, bool(retain_graph or create_graph), bool(create_graph))


def _set_dtype(interpreter: Interpreter, d: Value) -> None:
    if not isinstance(d, torch.dtype) or not d.is_floating_point:
        interpreter.raise_("TypeError", "only floating-point types are supported as the default type")
    torch.set_default_dtype(d)


def _functional_call(
    interpreter: Interpreter, module: Value, parameters: Value, args: Value = None, kwargs: Value = None
) -> Value:
    if not isinstance(module, nn.Module) or not isinstance(parameters, dict):
        interpreter.raise_("TypeError", "functional_call takes a module, a dict of tensors and arguments")
    check_tree(module)
    given = tuple(args) if isinstance(args, tuple | list) else () if args is None else (args,)
    interpreter.budget.weigh(parameters)
    return torch.func.functional_call(module, parameters, given, kwargs)


class Nowhere(TableValue):
    """`torch.cuda.device`: a place where nothing is computed, which can be named."""

    def __init__(self, name: Value) -> None:
        self.name = name


def add_switches(modules: dict[str, ModuleValue]) -> None:
    """Add to `torch` and what is in it."""
    members = modules["torch"].members
    functions: dict[str, Callable[..., Value]] = {
        "manual_seed": seed_default, "initial_seed": lambda interpreter: torch.initial_seed(),
        "seed": lambda interpreter: torch.seed(), "set_grad_enabled": _grad_mode, "enable_grad": _enable,
        "inference_mode": _inference, "set_printoptions": _set_printed,
        "get_num_threads": lambda interpreter: torch.get_num_threads(),
        "get_default_device": lambda interpreter: torch.device("cpu"), "set_default_dtype": _set_dtype,
        "use_deterministic_algorithms": lambda interpreter, mode, **options: None,
        "typename": _typename,
    }  # fmt: skip
    members |= {name: Native(name, function) for name, function in functions.items()}
    members["range"] = native("range", _range)
    members |= {"Generator": GENERATOR, "default_generator": Draws(torch.default_generator)}
    modules["torch.random"] = draws_module(members)
    members["random"] = modules["torch.random"]
    members["version"] = ModuleValue("torch.version", {"cuda": None, "__version__": members["__version__"]})
    cuda = {name: _says(name, None) for name in _NO_EFFECT} | {name: _elsewhere(name) for name in _NEEDED}
    cuda["is_initialized"] = _says("is_initialized", False)
    modules["torch.cuda"] = ModuleValue("torch.cuda", {**members["cuda"].members, **cuda})
    members["cuda"] = modules["torch.cuda"]
    _add_places(modules)
    for name in ("torch.mps", "torch.xpu"):
        found = modules.get(name) or members[name.rpartition(".")[2]]
        found.members["device_count"] = _says("device_count", 0)
    modules["torch.backends"].members["cudnn"] = Switches()
    autograd = modules["torch.autograd"].members
    autograd["grad"] = Native("grad", _grad)
    autograd |= {name: members[name] for name in ("no_grad", "enable_grad", "set_grad_enabled", "inference_mode")}
    autograd |= {"backward": native("backward", _backward)}
    autograd |= {"Function": FUNCTION, "gradcheck": Native("gradcheck", check_gradients)}
    modules["torch.autograd.functional"] = autograd["functional"] = derivative_functions()
    modules["torch.autograd.function"] = ModuleValue("torch.autograd.function", {"Function": FUNCTION})
    modules["copy"].members["copy"] = Native("copy", _shallow)
    linear = {name: native(name, getattr(nn.init, name)) for name in ("_calculate_fan_in_and_fan_out",)}
    modules["torch.nn.init"].members |= {
        name: linear[name] for name in linear if name not in modules["torch.nn.init"].members
    }


def switch(interpreter: Interpreter, mode: Value, function: Function) -> Value:
    """Return a function whose lines run as a mode says, for `@torch.inference_mode()`."""
    if isinstance(mode, Mode) and mode.entered is not torch.no_grad:
        with mode.entered():  # to decorate with `set_grad_enabled` leaves the switch as it was before
            pass

        def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
            with mode.again():
                result = interpreter.call(function, *args, **kwargs)
            return within(result, mode.again) if yields(function.node) else result

        return Wrapper(function.name, call)
    function.no_grad = True
    return function


def _add_places(modules: dict[str, ModuleValue]) -> None:
    """Add where torch keeps what it has in another place too."""
    cuda_device = TableClass("torch.cuda.device", Nowhere, lambda interpreter, device: Nowhere(device))
    modules["torch.cuda"].members["device"] = cuda_device
    called = Native("functional_call", _functional_call)
    for name in ("torch.func", "torch.nn.utils.stateless"):
        modules[name] = ModuleValue(name, {"functional_call": called})
    modules["torch"].members["func"] = modules["torch.func"]
    layers = modules["torch.nn"].members
    modules["torch.nn.modules"] = ModuleValue("torch.nn.modules", layers)
    lazy = {"UninitializedParameter": LAZY_PARAMETER}
    modules["torch.nn.parameter"] = ModuleValue("torch.nn.parameter", modules["torch.nn.parameter"].members | lazy)


def context(interpreter: Interpreter, value: Value) -> AbstractContextManager[object] | None:
    """Return what a `with` statement of the prompt enters, or None where it is the same everywhere."""
    if isinstance(value, Mode):
        return value.entered()
    if isinstance(value, torch.device):
        check_device("to", (value,), {})
        return nullcontext()
    return None
