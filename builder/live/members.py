"""The members of live tensors and modules that the tables name."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

from builder.catalogue import torch_names as tables
from builder.catalogue.functions.kinds import names_below
from builder.interpreter.absent import instead
from builder.interpreter.failures import Refusal, Unknown
from builder.interpreter.limits import Value
from builder.interpreter.values import BoundMethod, Class, Native, NativeClass
from builder.live.arrays import of_tensor as of_array
from builder.live.classes import Fields, class_of_module
from builder.live.device import cpu_words, is_here
from builder.live.memory import counted_conversion, data_of
from builder.live.old_classes import OLD_CLASSES
from builder.live.values import check_device, check_tree, from_host, native, to_host, weigh_arguments, weigh_fields
from builder.sentences import near, say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_TENSOR_METHODS = {
    name: native(name, getattr(Tensor, name)) for name in (*tables.TENSOR_METHODS, *names_below("Tensor"))
}
_WALKING = frozenset(
    words(
        """
    apply state_dict load_state_dict train eval to double float half bfloat16 cpu requires_grad_ zero_grad
    """
    )
)
_TO_CUDA = native("cuda", Tensor.cuda)
"""Which is there only while texts compute on a GPU, so that no table has it."""
_FIELDS = (Tensor, nn.Module, int, float, str, bool, tuple, list, type(None), torch.dtype, torch.device)
_MISSING = object()
_TABLES = ("_modules", "_parameters", "_buffers")


def _tolist(interpreter: Interpreter, value: Tensor) -> Value:
    for dims in range(1, value.dim() + 1):  # lists of lists that are empty take memory as well
        interpreter.budget.hold(math.prod(value.shape[:dims]), "list")
    return value.tolist()


def _type(interpreter: Interpreter, value: Tensor, dtype: Value = None) -> Value:
    if isinstance(dtype, Native | NativeClass):
        dtype = torch.float32 if dtype.name == "Tensor" else OLD_CLASSES.get(dtype.name, dtype)
    if dtype is not None and not isinstance(dtype, str | torch.dtype):
        interpreter.raise_("TypeError", "dtype must be a type, str, or dtype object")
    return value.type() if dtype is None else value.type(dtype)


def _new(interpreter: Interpreter, value: Tensor, *args: Value) -> Value:
    """Return a tensor of the same dtype: of sizes, which is filled with zeros, or of values."""
    given = [to_host(interpreter, arg) for arg in args]
    if any(isinstance(one, Tensor) for one in given):
        raise Refusal(say("symbols.no-attribute.tensor", name="new"), say("symbols.use.hint", name="x.new_tensor(...)"))
    if given and not all(isinstance(one, int) for one in given) and not isinstance(given[0], torch.Size):
        return value.new_tensor(given[0])
    return value.new_zeros(given[0] if given and isinstance(given[0], torch.Size) else given)


OWN_METHODS = {
    "new": Native("new", _new), "numpy": Native("numpy", of_array), "tolist": Native("tolist", _tolist),
    "type": Native("type", _type),
}  # fmt: skip
"""Methods of a tensor that are more than torch's own, which are given away as they are."""


def of_tensor(value: Tensor, name: str) -> Value:
    """Return an attribute or a method of a tensor.

    Raises:
        Unknown: a tensor has no such attribute here.
    """
    if name == "data":
        return data_of(value)
    if name in tables.TENSOR_ATTRIBUTES:
        return getattr(value, name)
    if name == "cuda" and not is_here("cuda"):
        raise Unknown(cpu_words(), say("live.device.hint"))
    found = _TO_CUDA if name == "cuda" else OWN_METHODS.get(name) or _TENSOR_METHODS.get(name)
    if found is not None:
        return BoundMethod(value, found)
    known = (*_TENSOR_METHODS, *OWN_METHODS, *tables.TENSOR_ATTRIBUTES)
    hint = instead(name) or near(name, known)
    raise Unknown(say("symbols.no-attribute.tensor", name=name), hint, of=(value, name))


def of_module(interpreter: Interpreter, value: nn.Module, name: str) -> Value:
    """Return a member of a module.

    Raises:
        Unknown: a layer has no such member here.
        RaisedException: an AttributeError: a module of a written class has no such member.
    """
    if name in _TABLES:
        return value.__dict__[name]
    if name in _OWN_OF_MODULE:
        return BoundMethod(value, _OWN_OF_MODULE[name])
    if name == "training":
        return value.training
    if (name in tables.MODULE_METHODS or (name == "cuda" and is_here("cuda"))) and hasattr(type(value), name):
        return BoundMethod(value, _METHODS[name])
    fields = Fields(value)
    found = _MISSING if name.startswith("_") else _field(value, fields, name)
    if isinstance(found, _FIELDS):
        return found
    if isinstance(class_of_module(value), Class) and name != "cuda":
        interpreter.raise_("AttributeError", f"{type(value).__name__!r} object has no attribute {name[:80]!r}")
    known = [*tables.MODULE_METHODS, *(field for field in fields if not field.startswith("_"))]
    raise _missing_member(value, name, known)


def _field(value: nn.Module, fields: Fields, name: str) -> Value:
    """Return what a module keeps by a name, a tensor that is worked out of others among it."""
    if name in fields:
        return fields[name]
    # Of a parametrized tensor torch makes a property of the object's class, which no table of the object holds.
    return getattr(value, name) if parametrize.is_parametrized(value, name) else _MISSING


def _missing_member(value: nn.Module, name: str, known: list[str]) -> Unknown:
    if name == "cuda":
        return Unknown(cpu_words(), say("live.device.hint"))
    problem = say("interpreter.no-attribute", name=name, noun=type(value).__name__)
    return Unknown(problem, instead(name) or near(name, known[:2000]), of=(value, name))


def _apply(interpreter: Interpreter, module: nn.Module, fn: Value) -> nn.Module:
    check_tree(module)
    return module.apply(lambda child: interpreter.call(fn, child))


def _call(interpreter: Interpreter, module: nn.Module, /, *args: Value, **kwargs: Value) -> Value:
    return interpreter.call(module, *args, **kwargs)


_OWN_OF_MODULE = {"apply": Native("apply", _apply), "__call__": Native("__call__", _call)}


def _by_name(name: str) -> Native:
    def call(interpreter: Interpreter, module: nn.Module, /, *args: Value, **kwargs: Value) -> Value:
        return _method(interpreter, module, name, args, kwargs)

    return Native(name, call)


_METHODS = {name: _by_name(name) for name in (*tables.MODULE_METHODS, "cuda")}


def _method(
    interpreter: Interpreter, module: nn.Module, name: str, args: tuple[Value, ...], kwargs: dict[str, Value]
) -> Value:
    weigh_arguments(interpreter, args, kwargs)
    check_device(name, args, kwargs)
    if name in _WALKING:
        check_tree(module)
    elif name == "extra_repr":
        weigh_fields(interpreter, module)
    given = [to_host(interpreter, arg) for arg in args]
    named = {key: to_host(interpreter, arg) for key, arg in kwargs.items()}
    with counted_conversion(module, name):
        result = getattr(module, name)(*given, **named)
    # Afterwards, as what was added may hold the module itself.
    if name in ("add_module", "register_module", "append", "extend", "insert", "update"):
        check_tree(module)
    return from_host(interpreter, result)
