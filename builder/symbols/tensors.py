"""The attributes of a tensor in the document namespace: sizes, methods, and values where they are known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.catalogue.functions.kinds import names_below
from builder.catalogue.torch_names import TENSOR_METHODS
from builder.interpreter.failures import Absence, Refusal, Unknown, UnknownAbsence
from builder.interpreter.limits import Value
from builder.interpreter.values import BoundMethod, Native
from builder.sentences import near, say
from builder.symbols.dataflow.operands import require_usual_format
from builder.symbols.initial import constants
from builder.symbols.initial.copies import are_alike, record_copy
from builder.symbols.initial.init_functions import record_init
from builder.symbols.initial.memory_order import keep_memory, keep_shape, refuse_other_memory
from builder.symbols.libraries.makers import MAKERS
from builder.symbols.modules.hooks import OF_TENSORS
from builder.symbols.modules.members import measure, measure_call
from builder.symbols.names import DTYPES, OLD_TENSORS
from builder.symbols.values import Symbol, TensorSymbol, behind_detach
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter
    from builder.symbols.host import DocumentHost

_FILLS = {"normal_": "normal_", "uniform_": "uniform_", "fill_": "constant_", "zero_": "zeros_"}
_METHODS = dict.fromkeys((*TENSOR_METHODS, *names_below("Tensor")))
_OTHERS = ("cuda", "unbind", "logsumexp", "log_softmax", "type", "bmm", "masked_fill", "square", "new_full", "new")
_FEW = 100_000


def of_tensor(host: DocumentHost, interpreter: Interpreter, value: Symbol, name: str) -> Value:
    """Return an attribute of a tensor.

    Raises:
        Unknown: a tensor has no such attribute here.
        Absence: it is `numpy`, outside of a forward.
        Refusal: the attribute is known only when the network runs, or no graph can hold it.
    """
    _require_known(host, value, name)
    if name in ("data", "T", "mT", "grad", "real", "imag"):
        if name in ("T", "mT"):
            return host.flows.operate("method", "transpose", (value, -2, -1), {})
        if name == "data":
            return host.flows.operate("method", "detach", (value,), {})
        return _gradient(host, value) if name == "grad" else Symbol("method", name, (value,))
    if name == "requires_grad":
        return value.requires_grad if isinstance(value, TensorSymbol) else False
    if name in ("shape", "ndim", "dtype", "device"):
        return measure(interpreter, value, name, host.flows.recorder is not None)
    if name == "is_cuda":
        return False
    registers = name in OF_TENSORS and isinstance(value, TensorSymbol)
    if name not in _METHODS and name not in _OTHERS and not registers:
        is_beside = type(value) is Symbol and not host.building and host.flows.recorder is None and name[-1] != "_"
        kind = UnknownAbsence if is_beside else Unknown  # what is of no network, a document does not need
        raise kind(say("symbols.no-attribute.tensor", name=name), near(name, _METHODS))
    return BoundMethod(value, Native(name, OF_TENSORS[name] if registers else _method(host, name)))


def _gradient(host: DocumentHost, value: Symbol) -> Symbol | None:
    """Return a gradient of which only the shape is known, None before any was worked out."""
    if not host.flows.has_gradients or (isinstance(value, TensorSymbol) and not value.requires_grad):
        return None
    made = Symbol("method", "grad", (value,))
    made.shape, made.dtype = value.shape, value.dtype
    return made


def set_of_tensor(host: DocumentHost, interpreter: Interpreter, value: Symbol, name: str, new: Value) -> bool:
    """Set what a tensor of a module has, or tell that it is something else.

    Raises:
        Absence: this would change its values.
        Refusal: a document cannot say which memory that is.
    """
    tensor = behind_detach(value)
    if not isinstance(tensor, TensorSymbol):
        return False
    if name == "data":
        if value is not tensor:
            refuse_other_memory(tensor)
        if not host.flows.recorders:
            keep_memory(host, tensor, new)
            host.moved.add(id(tensor))
        host.unwritten(interpreter, tensor, say("symbols.values"))
    elif name == "grad" and new is None and not host.flows.recorders:
        return True
    elif name == "requires_grad" and value is tensor:
        tensor.requires_grad = interpreter.truth(new)
    else:
        return False
    return True


def _require_known(host: DocumentHost, value: Symbol, name: str) -> None:
    learned = name == "requires_grad" and isinstance(value, TensorSymbol)
    if name == "numpy" and host.flows.recorder is None:
        raise Absence(say("symbols.no-attribute.tensor", name=name))
    if name in ("grad", "requires_grad") and host.flows.recorder is not None and not learned:
        raise Refusal(say("symbols.run-time", name=name), say("symbols.run-time.hint"))


def _method(host: DocumentHost, name: str) -> Value:
    return (
        _called_as(host, name)
        if name not in _NEW
        else lambda interpreter, tensor, /, *args, **kwargs: (
            _like(interpreter, tensor, name, args, kwargs)
            if name == "new" or isinstance(tensor, TensorSymbol)
            else _called_as(host, name)(interpreter, tensor, *args, **kwargs)
        )
    )


def _called_as(host: DocumentHost, name: str) -> Callable[..., Value]:
    def call(interpreter: Interpreter, tensor: Symbol, /, *args: Value, **kwargs: Value) -> Value:
        interpreter.budget.record()
        if name.endswith("_"):
            changed = _changed_in_place(host, interpreter, name, (tensor, *args), kwargs)
            if changed is not NotImplemented:
                return changed
        if name in ("dim", "ndimension", "size", "numel", "nelement"):
            return measure_call(interpreter, tensor, name, (*args, *kwargs.values()), host.flows.recorder is not None)
        host.flows.has_gradients |= name == "backward"
        if name in ("item", "tolist", "backward"):
            return constant_values(tensor, name)
        return _call_method(host, interpreter, name, (tensor, *args), kwargs)

    return call


def _changed_in_place(
    host: DocumentHost, interpreter: Interpreter, name: str, args: tuple[Value, ...], kwargs: dict[str, Value]
) -> Value:
    """Return a tensor that a method changes, NotImplemented where a forward does that, or it is of no network."""
    tensor, *given = args
    changed = behind_detach(tensor)
    if changed.op == "method" and changed.target == "grad":
        return tensor  # nobody reads what a gradient holds
    if name in _FILLS and (isinstance(tensor, TensorSymbol) or host.flows.recorder is None):
        record_init(host, interpreter, tensor, _FILLS[name], (tuple(given), kwargs))
        return tensor
    if name == "requires_grad_" and isinstance(tensor, TensorSymbol):
        tensor.requires_grad = bool((*given, *kwargs.values(), True)[0])
        return tensor
    if not isinstance(changed, TensorSymbol):
        return NotImplemented
    if name in _CHANGES_IT and host.flows.recorder is None:
        return _CHANGES_IT[name](host, interpreter, (name, tensor, changed), *given, **kwargs)
    host.unwritten(interpreter, changed, say("symbols.unwritten", name=name))
    return tensor


_Changed = tuple[str, Symbol, TensorSymbol]
"""A method, what it is called on, and the parameter or buffer that this is or lies in the memory of."""


def _stop_learning(host: DocumentHost, interpreter: Interpreter, of: _Changed) -> Value:
    _, tensor, changed = of
    if tensor is changed:
        changed.requires_grad = False
    return tensor


def _reshape(host: DocumentHost, interpreter: Interpreter, of: _Changed, *args: Value, **kwargs: Value) -> Value:
    """Keep another shape as code; what its `.data` gave is another tensor."""
    name, tensor, changed = of
    if tensor is not changed:
        return _call_method(host, interpreter, name[:-1], (tensor, *args), kwargs)
    keep_shape(host, changed)
    return tensor


def _copy_values(
    host: DocumentHost, interpreter: Interpreter, of: _Changed, other: Value = None, non_blocking: Value = False
) -> Value:
    _, tensor, changed = of
    source = behind_detach(other)
    if are_alike(changed, source):
        record_copy(interpreter, changed, source)
    else:
        host.unwritten(interpreter, changed, say("symbols.unwritten", name="copy_"))
    return tensor


_CHANGES_IT: dict[str, Callable[..., Value]] = {
    "copy_": _copy_values,
    "detach_": _stop_learning,
    **dict.fromkeys(
        words("t_ transpose_ swapaxes_ swapdims_ squeeze_ unsqueeze_ resize_ resize_as_ as_strided_"), _reshape
    ),
}
"""What changes a tensor in place otherwise than by filling it."""


def _require_drawn(name: str, kwargs: dict[str, Value]) -> None:
    """Refuse what a forward does to a tensor beside its values.

    Raises:
        Refusal: it lets it learn, or lays it out with its channels last.
    """
    if name == "requires_grad_":
        raise Refusal(say("symbols.no-block", name=f"Tensor.{name}"), say("symbols.no-block.hint"))
    require_usual_format(f"Tensor.{name}", kwargs)


def _call_method(
    host: DocumentHost, interpreter: Interpreter, name: str, args: tuple[Value, ...], kwargs: dict[str, Value]
) -> Value:
    tensor, args = args[0], args[1:]
    args = tuple(_as_dtype(name, value, tensor) for value in args)
    if name == "requires_grad_" and host.flows.recorder is not None:
        raise Refusal(say("symbols.requires-grad"), say("interpreter.remove-it.hint"))
    if host.flows.recorder is not None:
        _require_drawn(name, kwargs)
    if name in ("cuda", "cpu", "requires_grad_") or (name in ("to", "type") and not _casts(args, kwargs)):
        return tensor
    if name in ("view_as", "reshape_as"):
        shape = measure(interpreter, args[0], "shape", host.flows.recorder is not None)
        name, args = name.removesuffix("_as"), (shape,)
    if name in ("to", "type"):
        args, kwargs = tuple(v for v in (*args, *kwargs.values()) if hasattr(v, "dtype_name")), {}
    is_same = host.flows.recorder is None and bool(args) and getattr(args[0], "dtype_name", "") == tensor.dtype
    if name == "to" and (not args or is_same):
        return tensor
    if name == "t":
        name, args = "transpose", (0, 1)
    return host.flows.operate("method", name, (tensor, *args), kwargs)


_NEW = {"new_zeros": "zeros", "new_ones": "ones", "new_full": "full", "new": "zeros"}
"""What makes a tensor of the dtype and on the device of another one; what `new` makes is filled with nothing."""


def _like(
    interpreter: Interpreter, tensor: Symbol, name: str, args: tuple[Value, ...], kwargs: dict[str, Value]
) -> Value:
    """Return a tensor of the dtype of another one, of which it takes nothing else.

    Raises:
        Refusal: `new` is given values, or nobody knows the dtype.
    """
    sizes = args[0] if len(args) == 1 and isinstance(args[0], list | tuple) else args
    if tensor.dtype is None or (name == "new" and not (args and all(isinstance(size, int) for size in args))):
        raise Refusal(say("symbols.no-block", name=f"Tensor.{name}"), say("symbols.use.hint", name="x.new_zeros(...)"))
    given = args if name == "new_full" else (sizes,)
    return interpreter.call(MAKERS[_NEW[name]], *given, **{"dtype": DTYPES[tensor.dtype], **kwargs})


def _as_dtype(name: str, value: Value, tensor: Symbol) -> Value:
    """Return the dtype that `to` and `type` are given as an old tensor class, or by another tensor.

    Raises:
        Refusal: nobody knows that of the other tensor.
    """
    if name not in ("to", "type"):
        return value
    old = value.rpartition(".")[2] if isinstance(value, str) else value.name if isinstance(value, Native) else None
    if old in OLD_TENSORS:
        return DTYPES[OLD_TENSORS[old]]
    if not isinstance(value, Symbol):
        return value
    if value.dtype is None:
        raise Refusal(say("symbols.run-time", name="dtype"), say("symbols.run-time.hint"))
    return value if value.dtype == tensor.dtype else DTYPES[value.dtype]


def constant_values(tensor: Symbol, method: str) -> Value:
    """Return the values of a tensor that is made of numbers alone.

    Raises:
        Absence: it is not.
    """
    found = constants.values(tensor, constants.Work(_FEW)) if method != "backward" else None
    if found is None or found.size > _FEW or (method == "item" and found.size != 1):
        raise Absence(say("symbols.values"), say("symbols.values.hint"))
    return found.item() if method == "item" else found.tolist()


def _casts(args: tuple[Value, ...], kwargs: dict[str, Value]) -> bool:
    return any(hasattr(value, "dtype_name") for value in (*args, *kwargs.values()))
