"""The document namespace: the modules that code can import, whose functions record calls instead of computing."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from builder.catalogue.dtypes import ALIASES, ORDER
from builder.catalogue.functions.kinds import names_below
from builder.catalogue.layers.schemes import OLD_NAMES, SCHEMES
from builder.catalogue.torch_names import FFT, FUNCTIONAL, LINALG, TORCH_FUNCTIONS
from builder.interpreter.arrays.array import Array, NumpyValue
from builder.interpreter.arrays.functions import arrays_module, with_open_numbers
from builder.interpreter.arrays.random import random_arrays
from builder.interpreter.doubles import has_double
from builder.interpreter.failures import Absence, Refusal
from builder.interpreter.iteration import collect
from builder.interpreter.limits import Value
from builder.interpreter.stdlib.aliases import add_aliases
from builder.interpreter.stdlib.common import common_modules
from builder.interpreter.stdlib.version import torch_version
from builder.interpreter.values import Absent, ClassMethod, Lazy, ModuleValue, Native, NativeClass
from builder.sentences import say
from builder.symbols.dataflow.sizes import is_open
from builder.symbols.files.placeholders import refuse_absent
from builder.symbols.initial import copies, parametrizations
from builder.symbols.initial.init_functions import fan, fans, gain, init_function
from builder.symbols.libraries import checkpoint, einops, makers
from builder.symbols.libraries.arrays import dtype_of_list, tensor_of
from builder.symbols.libraries.distributions import distribution_modules
from builder.symbols.libraries.makers import dtype_of, shape_of
from builder.symbols.libraries.switches import Plain, switch_modules
from builder.symbols.modules.layers import NN_CLASSES, refuse
from builder.symbols.values import Symbol, TensorSymbol

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter
    from builder.symbols.host import DocumentHost

_DTYPES = ALIASES | {name: name for name in ORDER}


class Dtype:
    """A dtype by name."""

    def __init__(self, name: str) -> None:
        self.dtype_name = name

    def __repr__(self) -> str:
        return f"torch.{self.dtype_name}"


DTYPES = {name: Dtype(name) for name in dict.fromkeys(_DTYPES.values())}


def _tensor(interpreter: Interpreter, /, data: Value, **kwargs: Value) -> Symbol:
    interpreter.budget.weigh(data)
    if isinstance(data, Absent):
        refuse_absent(data, Absence)
    if isinstance(data, NumpyValue):
        made = tensor_of(data)
        made.kwargs, made.dtype = kwargs, dtype_of(kwargs, str(made.dtype))
        return made
    if interpreter.host.flows.recorder is not None and is_open(data):  # type: ignore[attr-defined]
        raise Refusal(say("symbols.input-number"), say("symbols.input-number.hint"))
    shape, here = [], data
    while isinstance(here, list | tuple):
        shape.append(len(here))
        # torch makes float32 of empty lists.
        here = here[0] if here else 0.0
    default = _dtype_of_all(data)
    return Symbol("function", "tensor", (data,), kwargs, tuple(shape), dtype_of(kwargs, default))


def _dtype_of_all(data: Value) -> str:
    """Return the dtype that holds every number of nested lists, as `torch.tensor` finds it.

    Raises:
        Refusal: one of them is complex.
    """
    of_numpy = dtype_of_list([data])
    if of_numpy is not None or has_double(data):
        return of_numpy or "float64"
    dtypes, waiting = ["bool", "int64", "float32"], [data]
    highest = -1
    while waiting:
        here = waiting.pop()
        if isinstance(here, list | tuple):
            waiting.extend(here)
            continue
        if isinstance(here, complex):
            raise Refusal(say("symbols.complex"), say("interpreter.remove-it.hint"))
        highest = max(highest, 0 if isinstance(here, bool) else 1 if isinstance(here, int) else 2)
    return dtypes[highest]


def _from_numpy(interpreter: Interpreter, /, data: Value) -> Symbol:
    if isinstance(data, Absent):
        refuse_absent(data, Absence)
    if not isinstance(data, Array):
        interpreter.raise_("TypeError", f"expected np.ndarray (got {interpreter.kind(data)})")
    return tensor_of(data, copied=False)


def _as_tensor(interpreter: Interpreter, /, data: Value, dtype: Value = None, device: Value = None) -> Value:
    named = {} if dtype is None else {"dtype": dtype}
    if isinstance(data, Array) and (dtype is None or dtype_of(named, "") == data.held.dtype.name):
        return tensor_of(data, copied=False)
    if not isinstance(data, Symbol):
        return _tensor(interpreter, data, **named)
    return data if dtype is None else interpreter.host.flows.operate("method", "to", (data, dtype), {})  # type: ignore[attr-defined]


@cache  # hundreds of them, the same in each interpreter
def _function(name: str) -> Native:
    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        interpreter.budget.record()
        args = tuple(collect(interpreter, arg) if isinstance(arg, Lazy) else arg for arg in args)
        return interpreter.host.flows.operate("function", name, args, kwargs)  # type: ignore[attr-defined]

    return Native(name.rpartition(".")[2], call)


def _parameter(interpreter: Interpreter, data: Value = None, requires_grad: bool = True) -> TensorSymbol:
    _require_tensor(interpreter, data)
    tensor = copies.own_tensor(interpreter, data, "parameter")
    tensor.requires_grad = bool(requires_grad)
    return tensor


def _buffer(interpreter: Interpreter, data: Value = None, *, persistent: bool = True) -> TensorSymbol:
    _require_tensor(interpreter, data)
    tensor = copies.own_tensor(interpreter, data, "buffer")
    tensor.persistent, tensor.registers = bool(persistent), True
    return tensor


def _require_tensor(interpreter: Interpreter, data: Value) -> None:
    if data is not None and not isinstance(data, Symbol):
        raise TypeError(f"a parameter or buffer is made of a tensor, not of {interpreter.noun(data)}")


def _plain(name: str) -> Callable[..., Value]:
    return lambda interpreter, *args, **kwargs: Plain(name)


def _seed(host: DocumentHost) -> Native:
    def call(interpreter: Interpreter, seed: int) -> None:
        if host.flows.recorder is not None:
            raise Refusal(say("symbols.seed"), say("symbols.seed.hint"))
        host.seed = seed

    return Native("manual_seed", call)


def _no_files(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    raise Absence(say("symbols.no-files"), say("symbols.no-files.hint"))


def _sized_tensor(dtype: str) -> Callable[..., Value]:
    """Return `torch.Tensor(2, 3)`, which fills nothing, or `torch.Tensor([1, 2])`."""

    def make(interpreter: Interpreter, /, *args: Value) -> Symbol:
        if not args or isinstance(args[0], int):
            return Symbol("function", "empty", args, {}, shape_of(interpreter, args, {}), dtype)
        data = collect(interpreter, args[0]) if isinstance(args[0], Lazy) else args[0]
        return data if isinstance(data, Symbol) else _tensor(interpreter, data, dtype=DTYPES[dtype])

    return make


def _assert(interpreter: Interpreter, condition: Value, message: Value = "") -> None:
    if not interpreter.truth(condition):
        interpreter.raise_("AssertionError", interpreter.text(message))


def _device_count(interpreter: Interpreter) -> int:
    return 0


TENSOR = NativeClass("Tensor", _sized_tensor("float32"), (Symbol,))


def _mask(interpreter: Interpreter, size: Value, /, *args: Value, **kwargs: Value) -> Value:
    flows = interpreter.host.flows  # type: ignore[attr-defined]
    if flows.recorder is not None:
        filled = interpreter.call(makers.MAKERS["full"], (size, size), -math.inf, **kwargs)
        return flows.operate("method", "triu", (filled, 1), {})
    return Symbol("function", "mask", (size,), {}, shape_of(interpreter, (size, size), {}), "float32")


def _from_pretrained(
    interpreter: Interpreter, embeddings: Value, freeze: Value = True, padding_idx: Value = None, **kwargs: Value
) -> Value:
    """Return an Embedding with the values of a tensor; what makes it stays text, as no document holds such values."""
    _require_tensor(interpreter, embeddings)
    if embeddings is None or embeddings.shape is None or len(embeddings.shape) != 2:
        raise Refusal(say("symbols.run-time", name="shape"), say("symbols.run-time.hint"))
    made = interpreter.call(NN_CLASSES["Embedding"], *embeddings.shape, padding_idx=padding_idx, **kwargs)
    made.tensors["weight"] = _parameter(interpreter, embeddings, not interpreter.truth(freeze))
    return made


NN_CLASSES["Embedding"].members["from_pretrained"] = Native("from_pretrained", _from_pretrained)
NN_CLASSES["Transformer"].members["generate_square_subsequent_mask"] = Native("generate_square_subsequent_mask", _mask)
_CUDA: dict[str, Value] = {
    "is_available": Native("is_available", lambda interpreter: False),
    "device_count": Native("device_count", _device_count),
}
OLD_TENSORS = {"FloatTensor": "float32", "DoubleTensor": "float64", "LongTensor": "int64", "IntTensor": "int32",
                "BoolTensor": "bool", "ByteTensor": "uint8", "HalfTensor": "float16"}  # fmt: skip
PARAMETER = NativeClass("Parameter", _parameter, (), parents=(TENSOR,))
BUFFER = NativeClass("Buffer", _buffer, (), parents=(TENSOR,))
DTYPE = NativeClass("dtype", refuse, (Dtype,))


def _apply(interpreter: Interpreter, cls: Value, /, *args: Value) -> Value:
    raise Refusal(say("symbols.own-derivative", name=cls.name), say("symbols.own-derivative.hint"))


FUNCTION = NativeClass("Function", refuse, (), {"apply": ClassMethod(Native("apply", _apply))})
FUNCTION.derivable = True
"""What a class with a backward of its own derives from."""


def document_modules(host: DocumentHost) -> dict[str, ModuleValue]:
    """Return the modules by dotted name."""
    functional = ModuleValue(
        "torch.nn.functional", {name: _function(f"F.{name}") for name in (*FUNCTIONAL, *names_below("F"))}
    )
    special = ModuleValue(
        "torch.special", {name: _function(f"torch.special.{name}") for name in names_below("torch.special")}
    )
    init = ModuleValue("torch.nn.init", {name: init_function(host, name) for name in SCHEMES})
    init.members |= {old: init.members[f"{old}_"] for old in OLD_NAMES}
    init.members["calculate_gain"] = Native("calculate_gain", gain)
    init.members["_calculate_fan_in_and_fan_out"] = Native("_calculate_fan_in_and_fan_out", fans)
    init.members["_calculate_correct_fan"] = Native("_calculate_correct_fan", fan)
    own: dict[str, Value] = {"Parameter": PARAMETER, "Buffer": BUFFER}
    layers = ModuleValue("torch.nn", {**NN_CLASSES, **own, "functional": functional, "init": init})
    linalg = ModuleValue("torch.linalg", {name: _function(f"torch.linalg.{name}") for name in LINALG})
    fft = ModuleValue("torch.fft", {name: _function(f"torch.fft.{name}") for name in FFT})
    members: dict[str, Value] = {name: _function(f"torch.{name}") for name in (*TORCH_FUNCTIONS, *names_below("torch"))}
    members |= makers.MAKERS
    members |= {name: DTYPES[dtype] for name, dtype in _DTYPES.items()}
    members |= {name: getattr(math, name) for name in ("pi", "e", "inf", "nan")}
    members |= {
        "tensor": Native("tensor", _tensor),
        "from_numpy": Native("from_numpy", _from_numpy),
        "as_tensor": Native("as_tensor", _as_tensor),
        "manual_seed": _seed(host),
        **{name: NativeClass(name, _plain(f"torch.{name}()"), (Plain,)) for name in ("no_grad", "enable_grad")},
        **{name: Plain(name) for name in ("channels_last", "channels_last_3d", "contiguous_format", "preserve_format")},
        "device": NativeClass("device", _plain("device"), (Plain,)),
        "cuda": ModuleValue("torch.cuda", _CUDA, rest=True),
        "Tensor": TENSOR,
        "__version__": torch_version(),
        "Size": NativeClass("Size", lambda interpreter, items=(): tuple(items), (tuple,)),
        "dtype": DTYPE,
        "nn": layers,
        "linalg": linalg,
        "fft": fft,
        "special": special,
        "_assert": Native("_assert", _assert),
        "is_tensor": Native("is_tensor", lambda interpreter, value: isinstance(value, Symbol)),
        "save": Native("save", _no_files),
        "load": Native("load", _no_files),
    }
    members |= {name: Native(name, _sized_tensor(dtype)) for name, dtype in OLD_TENSORS.items()}
    utils, others = parametrizations.modules(host), checkpoint.modules()
    layers.members["utils"], members["utils"] = utils["torch.nn.utils"], others["torch.utils"]
    drawn = distribution_modules()
    members["distributions"] = drawn["torch.distributions"]
    modules = {
        **utils,
        **others,
        **drawn,
        "torch": ModuleValue("torch", members),
        "torch.nn": layers,
        "torch.nn.functional": functional,
        "torch.nn.init": init,
        "torch.fft": fft,
        "torch.special": special,
        "torch.nn.parameter": ModuleValue("torch.nn.parameter", own),
        **common_modules(),
        **einops.modules(layers),
        "copy": ModuleValue("copy", {name: Native(name, copies.COPIES[name]) for name in copies.COPIES}),
    }
    for name in ("torch.autograd", "torch.autograd.function"):
        modules[name] = ModuleValue(name, {"Function": FUNCTION})
    add_aliases(modules)
    members["optim"] = modules["torch.optim"]
    modules |= arrays_module(random_arrays()) | switch_modules(members, layers.members)
    with_open_numbers(modules["numpy"].members)
    return modules
