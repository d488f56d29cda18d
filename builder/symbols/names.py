"""The document namespace: the modules that code can import, whose functions record calls instead of computing."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from builder.catalogue.dtypes import ALIASES, ORDER
from builder.catalogue.functions.kinds import spelled
from builder.catalogue.layers.schemes import BY_ROWS, OLD_NAMES, SCHEMES, check_scheme
from builder.catalogue.torch_names import FFT, FUNCTIONAL, LINALG, TORCH_FUNCTIONS
from builder.interpreter.arrays.array import Array, Held
from builder.interpreter.arrays.functions import arrays_module, with_open_numbers
from builder.interpreter.arrays.random import random_arrays
from builder.interpreter.doubles import bare, has_double
from builder.interpreter.failures import Absence, Refusal, refusal
from builder.interpreter.limits import Value
from builder.interpreter.stdlib.aliases import add_aliases
from builder.interpreter.stdlib.common import common_modules
from builder.interpreter.stdlib.version import torch_version
from builder.interpreter.values import Absent, ClassMethod, Lazy, ModuleValue, Native, NativeClass
from builder.sentences import near, say
from builder.symbols import copies, einops, makers, parametrized, recompute
from builder.symbols.arrays import dtype_of_list, tensor_of
from builder.symbols.distributions import distribution_modules
from builder.symbols.initial_values import Fill, rows_of
from builder.symbols.layers import NN_CLASSES, refuse
from builder.symbols.makers import dtype_of, shape_of
from builder.symbols.modules import own_tensor
from builder.symbols.placeholders import missing
from builder.symbols.sizes import is_open
from builder.symbols.switches import Plain, switch_modules
from builder.symbols.values import Symbol, TensorSymbol

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter
    from builder.symbols.host import DocumentHost

_GAINS = {"tanh": 5 / 3, "relu": math.sqrt(2), "selu": 0.75}
_UNIT_GAINS = ("linear", "sigmoid", *(f"conv{t}{d}d" for t in ("", "_transpose") for d in (1, 2, 3)))
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
        missing(data, Absence)
    if isinstance(data, Held):
        made = tensor_of(data)
        made.kwargs, made.dtype = kwargs, dtype_of(kwargs, str(made.dtype))
        return made
    if interpreter.host.flows.recorder is not None and is_open(data):  # type: ignore[attr-defined]
        raise Refusal(say("symbols.input-number"), say("symbols.input-number.hint"))
    shape, here = [], data
    while isinstance(here, list | tuple):
        shape.append(len(here))
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
        missing(data, Absence)
    if not isinstance(data, Array):
        interpreter.raise_("TypeError", f"expected np.ndarray (got {interpreter.kind(data)})")
    return tensor_of(data, copied=False)


def _as_tensor(interpreter: Interpreter, /, data: Value, dtype: Value = None, device: Value = None) -> Value:
    named = {} if dtype is None else {"dtype": dtype}
    if not isinstance(data, Symbol):
        return _tensor(interpreter, data, **named)
    return data if dtype is None else interpreter.host.flows.operate("method", "to", (data, dtype), {})  # type: ignore[attr-defined]


@cache  # hundreds of them, the same in each interpreter
def _function(name: str) -> Native:
    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        interpreter.budget.record()
        args = tuple(interpreter.budget.collect(arg.iterator) if isinstance(arg, Lazy) else arg for arg in args)
        return interpreter.host.flows.operate("function", name, args, kwargs)  # type: ignore[attr-defined]

    return Native(name.rpartition(".")[2], call)


def _parameter(interpreter: Interpreter, data: Value = None, requires_grad: bool = True) -> TensorSymbol:
    _require_tensor(interpreter, data)
    tensor = own_tensor(interpreter, data, "parameter")
    tensor.requires_grad = bool(requires_grad)
    return tensor


def _buffer(interpreter: Interpreter, data: Value = None, *, persistent: bool = True) -> TensorSymbol:
    _require_tensor(interpreter, data)
    tensor = own_tensor(interpreter, data, "buffer")
    tensor.persistent, tensor.registers = bool(persistent), True
    return tensor


def _require_tensor(interpreter: Interpreter, data: Value) -> None:
    if data is not None and not isinstance(data, Symbol):
        raise TypeError(f"a parameter or buffer is made of a tensor, not of {interpreter.noun(data)}")


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


def _fan(interpreter: Interpreter, tensor: Value, mode: str) -> int:
    if mode.lower() not in ("fan_in", "fan_out"):
        raise ValueError(f"Mode {mode} not supported, please use one of ['fan_in', 'fan_out']")
    return fans(interpreter, tensor)[mode.lower() == "fan_out"]


def _plain(name: str) -> Callable[..., Value]:
    return lambda interpreter, *args, **kwargs: Plain(name)


_FRESH = {("running_mean", "zeros_"), ("running_var", "ones_"), ("num_batches_tracked", "zeros_")}
"""Buffers of norms, and what they begin with."""


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
    if rows is None and rows_of(tensor) is not None and host.building and not host.flows.recorders:
        host.unruled[id(host.building[-1])] = say("symbols.filled-in-part"), say("symbols.filled-in-part.hint")
        return
    if not isinstance(tensor, TensorSymbol) and not fresh:
        raise Refusal(say("symbols.scheme", scheme=scheme), say("symbols.scheme.hint"))
    names = [argument.name for argument in SCHEMES[scheme].arguments]
    by_name = {name: value for name, value in given[1].items() if name != "generator"}
    values = {name: bare(value) for name, value in (*zip(names, given[0], strict=False), *by_name.items())}
    try:
        check_scheme(scheme, values)
    except Exception as error:
        from builder.errors import BuilderError

        raise (refusal(error) if isinstance(error, BuilderError) else error) from None
    if fresh:  # torch.empty(2, 3), which becomes a parameter later
        tensor.op, tensor.target, tensor.args, tensor.kwargs = "init", scheme, (), values
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


def behind_detach(tensor: Value) -> Value:
    """Return the parameter that is filled through `weight.detach()`, which has the same memory."""
    while type(tensor) is Symbol and (tensor.op, tensor.target) == ("method", "detach") and tensor.home is None:
        tensor = tensor.args[0]
    return tensor


def _is_first_of_own(host: DocumentHost, tensor: TensorSymbol) -> bool:
    """Tell whether the class that is being made fills a tensor that it made itself, and that no rule is about yet."""
    if tensor.owner is not None or not host.building or id(tensor) in host.filled:
        return False
    return any(own is tensor for own in host.building[-1].tensors.values())


def _init_function(host: DocumentHost, scheme: str) -> Native:
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


def _gain(interpreter: Interpreter, nonlinearity: str, param: Value = None) -> float:
    if nonlinearity in _UNIT_GAINS:
        return 1.0
    if nonlinearity == "leaky_relu":
        return math.sqrt(2 / (1 + float(0.01 if param is None else param) ** 2))
    if nonlinearity not in _GAINS:
        raise ValueError(f"Unsupported nonlinearity {nonlinearity}. {near(nonlinearity, _GAINS) or ''}")
    return _GAINS[nonlinearity]


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
        data = interpreter.budget.collect(args[0].iterator) if isinstance(args[0], Lazy) else args[0]
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
        "torch.nn.functional", {name: _function(f"F.{name}") for name in (*FUNCTIONAL, *spelled("F"))}
    )
    special = ModuleValue(
        "torch.special", {name: _function(f"torch.special.{name}") for name in spelled("torch.special")}
    )
    init = ModuleValue("torch.nn.init", {name: _init_function(host, name) for name in SCHEMES})
    init.members |= {old: init.members[f"{old}_"] for old in OLD_NAMES}
    init.members["calculate_gain"] = Native("calculate_gain", _gain)
    init.members["_calculate_fan_in_and_fan_out"] = Native("_calculate_fan_in_and_fan_out", fans)
    init.members["_calculate_correct_fan"] = Native("_calculate_correct_fan", _fan)
    own: dict[str, Value] = {"Parameter": PARAMETER, "Buffer": BUFFER}
    layers = ModuleValue("torch.nn", {**NN_CLASSES, **own, "functional": functional, "init": init})
    linalg = ModuleValue("torch.linalg", {name: _function(f"torch.linalg.{name}") for name in LINALG})
    fft = ModuleValue("torch.fft", {name: _function(f"torch.fft.{name}") for name in FFT})
    members: dict[str, Value] = {name: _function(f"torch.{name}") for name in (*TORCH_FUNCTIONS, *spelled("torch"))}
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
    utils, others = parametrized.modules(host), recompute.modules()
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
