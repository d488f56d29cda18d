"""The torch namespace: the modules that a text can import, filled from the tables with live torch."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor, nn
from torch.nn.parameter import UninitializedParameter

from builder.catalogue import torch_names as tables
from builder.catalogue.functions.kinds import spelled
from builder.catalogue.layers.schemes import OLD_NAMES
from builder.interpreter.arrays.functions import arrays_module
from builder.interpreter.arrays.random import random_arrays
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.stdlib.aliases import add_aliases
from builder.interpreter.stdlib.common import common_modules
from builder.interpreter.stdlib.version import Version
from builder.interpreter.values import ModuleValue, Native, NativeClass
from builder.live.classes import NN_CLASSES
from builder.live.derivatives import FUNCTION
from builder.live.device import cuda_count
from builder.live.distributions import distribution_modules
from builder.live.makers import MAKERS
from builder.live.old_classes import OLD_CLASSES, old_class, old_tensor
from builder.live.parametrized import parametrization_modules
from builder.live.randomness import random_of_process
from builder.live.recompute import checkpoint_modules
from builder.live.switches import switch_modules
from builder.live.values import native, plain_copy, shallow_copy, to_host
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class NoGrad:
    """What `torch.no_grad()` returns."""

    entered: type[torch.no_grad] | type[torch.enable_grad] = torch.no_grad

    def __repr__(self) -> str:
        return f"<torch.autograd.grad_mode.{self.entered.__name__} object at 0x7f0000000000>"


class EnableGrad(NoGrad):
    """What `torch.enable_grad()` returns."""

    entered = torch.enable_grad


def _parameter(interpreter: Interpreter, data: Value = None, requires_grad: bool = True) -> nn.Parameter:
    if data is not None and not isinstance(data, Tensor):
        raise AttributeError(f"{interpreter.kind(data)!r} object has no attribute 'detach'")
    return nn.Parameter(torch.empty(0) if data is None else data, requires_grad)


def _no_grad(interpreter: Interpreter) -> NoGrad:
    return NoGrad()


def _manual_seed(interpreter: Interpreter, seed: int) -> None:
    torch.manual_seed(seed)  # the generator that it returns is none of the language's values


def _tensor_class(interpreter: Interpreter, *args: Value) -> Tensor:
    return old_tensor(interpreter, args, torch.float32)


def _assert(interpreter: Interpreter, condition: Value, message: Value = "") -> None:
    if not interpreter.truth(condition):
        interpreter.raise_("AssertionError", interpreter.text(message))


def _device(interpreter: Interpreter, *args: Value, **kwargs: Value) -> torch.device:
    return torch.device(*args, **kwargs)


def _size(interpreter: Interpreter, items: Value = ()) -> torch.Size:
    return torch.Size(to_host(interpreter, items))


NO_GRAD = NativeClass("no_grad", _no_grad, (NoGrad,))
TENSOR = NativeClass("Tensor", _tensor_class, (Tensor,))


def _buffer(interpreter: Interpreter, data: Value = None, *, persistent: bool = True) -> nn.Buffer:
    if data is not None and not isinstance(data, Tensor):
        raise TypeError("nn.Buffer takes a tensor")
    return nn.Buffer(torch.empty(0) if data is None else data, persistent=persistent)


PARAMETER = NativeClass("Parameter", _parameter, (nn.Parameter,), parents=(TENSOR,))
BUFFER = NativeClass("Buffer", _buffer, (), parents=(TENSOR,))
LAZY_PARAMETER = NativeClass(
    "UninitializedParameter", _parameter, (UninitializedParameter,), parents=(PARAMETER, TENSOR)
)
SIZE = NativeClass("Size", _size, (torch.Size,))
DEVICE = NativeClass("device", _device, (torch.device,))
DTYPE = NativeClass("dtype", _no_grad, (torch.dtype,))
_CUDA = ModuleValue(
    "torch.cuda",
    {
        "is_available": Native("is_available", lambda interpreter: cuda_count() > 0),
        "device_count": Native("device_count", lambda interpreter: cuda_count()),
    },
)


def _natives(module: ModuleType, names: Iterable[str]) -> dict[str, Value]:
    return {name: native(name, getattr(module, name)) for name in names}


_TORCH = _natives(torch, (*tables.TORCH_FUNCTIONS, *spelled("torch")))
_FUNCTIONAL = _natives(F, (*tables.FUNCTIONAL, *spelled("F")))
_INIT = _natives(nn.init, tables.INIT)
_LINALG = _natives(torch.linalg, tables.LINALG)
_SPECIAL = _natives(torch.special, spelled("torch.special"))
_FFT = _natives(torch.fft, tables.FFT)


def torch_modules() -> dict[str, ModuleValue]:
    """Return the modules by dotted name."""
    functional = ModuleValue("torch.nn.functional", dict(_FUNCTIONAL))
    init = ModuleValue("torch.nn.init", dict(_INIT))
    init.members |= {old: init.members[f"{old}_"] for old in OLD_NAMES}
    fans = "_calculate_fan_in_and_fan_out"
    init.members[fans] = native(fans, getattr(nn.init, fans))
    linalg = ModuleValue("torch.linalg", dict(_LINALG))
    fft = ModuleValue("torch.fft", dict(_FFT))
    special = ModuleValue("torch.special", dict(_SPECIAL))
    own: dict[str, Value] = {"Parameter": PARAMETER, "Buffer": BUFFER}
    layers = ModuleValue("torch.nn", {**NN_CLASSES, **own, "functional": functional, "init": init})
    parameter = ModuleValue("torch.nn.parameter", own)
    members = dict(_TORCH)
    members |= {name: getattr(torch, name) for name in tables.TORCH_CONSTANTS}
    again = checkpoint_modules()
    enable = NativeClass("enable_grad", lambda interpreter: EnableGrad(), (EnableGrad,))
    members |= {
        "Tensor": TENSOR,
        "no_grad": NO_GRAD,
        "enable_grad": enable,
        "Size": SIZE,
        "device": DEVICE,
        "dtype": DTYPE,
        "nn": layers,
        "utils": again["torch.utils"],
    }
    members |= {
        "linalg": linalg,
        "fft": fft,
        "special": special,
        "cuda": _CUDA,
        "FloatTensor": TENSOR,
        "_assert": Native("_assert", _assert),
        **{name: Native(name, _no_files) for name in ("save", "load")},
        **{name: old_class(name) for name in OLD_CLASSES},
    }
    members["get_default_dtype"] = Native("get_default_dtype", lambda interpreter: torch.get_default_dtype())
    members |= {"manual_seed": Native("manual_seed", _manual_seed), "__version__": Version(torch.__version__)}
    drawn = distribution_modules()
    members["distributions"] = drawn["torch.distributions"]
    modules = {
        "torch": ModuleValue("torch", members),
        "torch.nn": layers,
        "torch.nn.functional": functional,
        "torch.nn.init": init,
        "torch.nn.parameter": parameter,
        "torch.fft": fft,
        "torch.special": special,
        **parametrization_modules(),
        **again,
        **drawn,
        **common_modules(),
    }
    for name in ("torch.autograd", "torch.autograd.function"):
        modules[name] = ModuleValue(name, {"Function": FUNCTION})
    add_aliases(modules)
    modules["random"] = random_of_process()
    modules |= arrays_module(random_arrays(np.random.mtrand._rand, seeds=False))
    members |= MAKERS
    modules |= switch_modules(members, layers.members)
    modules["copy"] = ModuleValue(
        "copy", {"deepcopy": Native("deepcopy", plain_copy), "copy": Native("copy", shallow_copy)}
    )
    return modules


def _no_files(interpreter: Interpreter, *args: Value, **kwargs: Value) -> Value:
    raise Refusal(say("symbols.no-files"), say("live.no-files.console.hint"))
