"""Implements the torch namespace: attributes, operators, items and calls of live tensors and modules."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.distributions import Distribution
from torch.distributions.transforms import Transform
from torch.nn.parameter import UninitializedParameter
from torch.utils._python_dispatch import _disable_current_modes

from builder.catalogue import torch_names as tables
from builder.catalogue.public_names import PUBLIC
from builder.document.names import MODULE_MEMBERS
from builder.interpreter.arrays.array import NumpyValue
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Budget, Value
from builder.interpreter.table_values import TableValue
from builder.interpreter.tables import TABLES
from builder.interpreter.values import BoundMethod, Class, ModuleValue, Native, NativeClass
from builder.live import container_operators
from builder.live.arrays import ArrayHost
from builder.live.callables import callable_text
from builder.live.classes import HELD, Fields, check_counts, class_of_module, dict_of, make_real
from builder.live.derivatives import FUNCTION, Context, make_function
from builder.live.distributions import KINDS, class_of_distribution, of_distribution
from builder.live.guard import TensorGuard
from builder.live.hooks import hook_of
from builder.live.members import of_module, of_tensor
from builder.live.memory import set_data
from builder.live.names import DEVICE, DTYPE, LAZY_PARAMETER, PARAMETER, SIZE, TENSOR, NoGrad, torch_modules
from builder.live.switches import Switch
from builder.live.values import check_shown, check_tree, from_host, native, to_host, weigh_fields
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MARKS = (bool, int, float, str, type(None))
_OPERATORS: dict[type, Callable[[Value, Value], Value]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow, ast.MatMult: operator.matmul,
    ast.BitAnd: operator.and_, ast.BitOr: operator.or_, ast.BitXor: operator.xor, ast.LShift: operator.lshift,
    ast.RShift: operator.rshift, ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt,
    ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip
_INPLACE: dict[type, Callable[[Value, Value], Value]] = {
    ast.Add: operator.iadd, ast.Sub: operator.isub, ast.Mult: operator.imul, ast.Div: operator.itruediv,
    ast.FloorDiv: operator.ifloordiv, ast.Mod: operator.imod, ast.Pow: operator.ipow, ast.BitAnd: operator.iand,
    ast.BitOr: operator.ior, ast.BitXor: operator.ixor,
}  # fmt: skip
_UNARY: dict[type, Callable[[Value], Value]] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Invert: operator.invert,
}  # fmt: skip
_SIZE_METHODS = {"numel": native("numel", torch.Size.numel), **TABLES[tuple]}
_OPERANDS = (Tensor, int, float, complex)


class TorchHost(ArrayHost):
    """Live torch: tensors are tensors, written classes become real modules."""

    def __init__(self, budget: Budget | None = None) -> None:
        """Offer the tables."""
        super().__init__()
        self.modules = torch_modules()
        if budget is not None:
            self.watch(budget)

    def watch(self, budget: Budget) -> None:
        """Check tensors against this budget."""
        self.tensor_guard = TensorGuard(budget)

    def guard(self) -> AbstractContextManager[object]:
        """Return the guard that checks every operation while interpreted code runs."""
        return super().guard() if self.tensor_guard is None else self.tensor_guard

    def track(self, tensors: list[Tensor]) -> None:
        """Count tensors that were made without an operation until they are freed."""
        if self.tensor_guard is not None:
            self.tensor_guard.track(tensors, ())

    def class_of(self, value: Value) -> Class | NativeClass | None:
        """Return the class of a tensor, a module or one of torch's small objects."""
        # First: a Parameter is a Tensor.
        if isinstance(value, nn.Parameter):
            return LAZY_PARAMETER if isinstance(value, UninitializedParameter) else PARAMETER
        if isinstance(value, Tensor):
            return TENSOR
        if isinstance(value, nn.Module):
            return class_of_module(value)
        if isinstance(value, KINDS):
            return class_of_distribution(value)
        if isinstance(value, Context):
            return value.cls
        small: dict[type, NativeClass] = {torch.Size: SIZE, torch.device: DEVICE, torch.dtype: DTYPE}
        return small.get(type(value)) or super().class_of(value)

    def fields(self, value: Value) -> Mapping[str, Value]:
        """Return what a module of a written class holds."""
        return Fields(value)

    def inner(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        """Return what a module of a written class holds by name."""
        is_written = isinstance(value, nn.Module) and isinstance(class_of_module(value), Class)
        return dict_of(interpreter, value) if is_written and name == "__dict__" else NotImplemented

    def has_elsewhere(self, value: Value, name: str) -> bool:
        """Tell whether torch, a tensor or a module has a public name that may not be available here."""
        classes = (value, *value.parents) if isinstance(value, NativeClass) else ()
        if isinstance(value, nn.Module) or any(cls.name == "Module" for cls in classes):
            return name in MODULE_MEMBERS
        of = "torch.Tensor" if isinstance(value, Tensor) else value.name if isinstance(value, ModuleValue) else ""
        return name in PUBLIC.get(of, ())

    def is_subclass(self, cls: Class | NativeClass, other: NativeClass) -> bool:
        """Tell whether a class of torch, or one that is derived from it, derives from another one of torch."""
        native = cls if isinstance(cls, NativeClass) else cls.native
        mine = None if native is None else native.target
        return mine is not None and bool(other.types) and issubclass(mine, other.types)

    def in_table(self, value: Value, name: str) -> bool:
        """Tell whether a module holds a module or tensor of that name."""
        return isinstance(value, nn.Module) and any(name in value.__dict__[table] for table in HELD)

    def keep(self, interpreter: Interpreter, value: Value, name: str, new: Value) -> None:
        """Set a plain field of a module."""
        if not isinstance(value, nn.Module) or name in MODULE_MEMBERS or self.in_table(value, name):
            super().keep(interpreter, value, name, new)
        else:
            value.__dict__[name] = new

    def attribute(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        """Return an attribute from the tables; in a class that is kept as text also what registers hooks."""
        return (hook_of(value, name) if self.has_yield else None) or self._of_tables(interpreter, value, name)

    def _of_tables(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        if isinstance(value, Context):
            return value.member(interpreter, name)
        if isinstance(value, Tensor):
            marks = vars(value)
            return marks[name] if name in marks and _is_mark(name) else of_tensor(value, name)
        if isinstance(value, nn.Module):
            return of_module(interpreter, value, name)
        if isinstance(value, KINDS):
            return of_distribution(interpreter, value, name)
        if isinstance(value, torch.Size) and name in _SIZE_METHODS:
            return BoundMethod(value, _SIZE_METHODS[name])
        if isinstance(value, tuple) and name in tables.RETURNED_FIELDS and hasattr(value, name):
            return from_host(interpreter, getattr(value, name))
        if isinstance(value, torch.device) and name in ("type", "index"):
            return getattr(value, name)
        return super().attribute(interpreter, value, name)

    def set_attribute(self, interpreter: Interpreter, value: Value, name: str, new: Value) -> None:
        """Set a field of a module, or one of the few attributes of a tensor.

        Raises:
            Refusal: the attribute cannot be set.
        """
        if isinstance(value, nn.Module):
            if name.startswith("_") and not isinstance(class_of_module(value), Class):
                raise Refusal(say("interpreter.attribute.fixed", name=name), say("live.underscores.hint"))
            nn.Module.__setattr__(value, name, new)
        elif isinstance(value, Tensor) and name == "data":
            set_data(value, to_host(interpreter, new))
        elif isinstance(value, Tensor) and name in tables.TENSOR_SETTABLE:
            setattr(value, name, to_host(interpreter, new))
        elif isinstance(value, Tensor) and isinstance(new, _MARKS) and _is_mark(name):
            setattr(value, name, new)  # Python only keeps it, as a misspelt `pe.require_grad`
        elif isinstance(value, TableValue):
            super().set_attribute(interpreter, value, name, new)
        elif not isinstance(value, Context) or not value.put(interpreter, name, new):
            raise Refusal(say("live.attribute-of", name=name, noun=interpreter.noun(value)))

    def delete_attribute(self, interpreter: Interpreter, value: Value, name: str) -> None:
        """Delete a field of a module."""
        if not isinstance(value, nn.Module) or name not in Fields(value):
            interpreter.raise_("AttributeError", f"there is no {name[:80]!r} to delete")
        nn.Module.__delattr__(value, name)

    def call(self, interpreter: Interpreter, value: Value, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """Call a module, or a transform of a distribution."""
        if isinstance(value, Transform):
            return interpreter.call_host(value, *[to_host(interpreter, arg) for arg in args])
        if not isinstance(value, nn.Module):
            return super().call(interpreter, value, args, kwargs)
        cls = class_of_module(value)
        found = cls.find("__call__") if isinstance(cls, Class) else None
        if found is not None and isinstance(found[0], Class):
            return interpreter.call(found[1], value, *args, **kwargs)
        check_tree(value)
        return interpreter.call_host(_call_module, interpreter, value, *args, **kwargs)

    def is_callable(self, value: Value) -> bool:
        """Modules can be called."""
        return isinstance(value, nn.Module)

    def instantiate(self, interpreter: Interpreter, cls: Class, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """Make an object of a written class."""
        found = cls.find("__init__")
        if found is None or not isinstance(found[0], Class):
            check_counts(cls.native.name if cls.native else "", args, kwargs)
            args = [to_host(interpreter, arg) for arg in args]
            kwargs = {name: to_host(interpreter, arg) for name, arg in kwargs.items()}
        return interpreter.call_host(cls.host, *args, **kwargs)

    def finish_class(self, interpreter: Interpreter, cls: Class) -> None:
        """Make the real class of a written one."""
        if cls.native is FUNCTION:
            make_function(interpreter, cls)
        elif any(isinstance(base, NativeClass) for base in cls.mro):
            make_real(interpreter, cls)

    def binary(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Apply an operator to tensors, or to containers."""
        if isinstance(left, nn.Module) or isinstance(right, nn.Module):
            return container_operators.binary(interpreter, op, left, right)
        found = super().binary(interpreter, op, left, right)
        return _apply(_OPERATORS[op], left, right) if found is NotImplemented else found

    def compare(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Compare tensors element by element; dtypes and devices as wholes."""
        if isinstance(left, torch.dtype | torch.device) and isinstance(right, torch.dtype | torch.device | str):
            return bool(_OPERATORS[op](left, right))
        found = super().compare(interpreter, op, left, right)
        return _apply(_OPERATORS[op], left, right) if found is NotImplemented else found

    def inplace(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Change a tensor or a container in place."""
        if isinstance(left, nn.Module):
            return container_operators.inplace(interpreter, op, left, right)
        if op in _INPLACE and isinstance(left, Tensor):
            return _apply(_INPLACE[op], left, right.held if isinstance(right, NumpyValue) else right)
        return super().inplace(interpreter, op, left, right)

    def unary(self, interpreter: Interpreter, op: type[ast.AST], value: Value) -> Value:
        """Apply an operator to a tensor."""
        return _UNARY[op](value) if isinstance(value, Tensor) else super().unary(interpreter, op, value)

    def item(self, interpreter: Interpreter, value: Value, index: Value) -> Value:
        """Return part of a tensor, or a module of a container."""
        if isinstance(value, Tensor | nn.Module):
            return from_host(interpreter, value[to_host(interpreter, index)])  # type: ignore[index]
        if isinstance(value, tuple):
            return value[to_host(interpreter, index)]
        return super().item(interpreter, value, index)

    def set_item(self, interpreter: Interpreter, value: Value, index: Value, new: Value) -> None:
        """Set part of a tensor, or a module of a container."""
        if isinstance(value, Tensor | nn.Module):
            value[to_host(interpreter, index)] = to_host(interpreter, new)  # type: ignore[operator]
        else:
            super().set_item(interpreter, value, index, new)

    def delete_item(self, interpreter: Interpreter, value: Value, index: Value) -> None:
        """Remove a module from a container."""
        if not isinstance(value, nn.Module):
            super().delete_item(interpreter, value, index)
        del value[to_host(interpreter, index)]

    def iterate(self, interpreter: Interpreter, value: Value) -> Iterator[Value] | None:
        """Iterate over the first dim of a tensor, which torch unbinds at once, or over the modules of a container."""
        return iter(value) if hasattr(type(value), "__iter__") else super().iterate(interpreter, value)

    def contains(self, interpreter: Interpreter, value: Value, item: Value) -> Value:
        """Answer `in` for a tensor and for the names of a container."""
        if hasattr(type(value), "__contains__"):
            return to_host(interpreter, item) in value
        return NotImplemented

    def truth(self, interpreter: Interpreter, value: Value) -> bool:
        """Tell whether a tensor of one element is true."""
        return super().truth(interpreter, value) if isinstance(value, TableValue) else bool(value)

    def length(self, interpreter: Interpreter, value: Value) -> int | None:
        """Return the length of a tensor or a container."""
        is_sized = isinstance(value, Tensor) or hasattr(type(value), "__len__")
        return len(value) if is_sized else super().length(interpreter, value)

    def number(self, value: Value) -> float:
        """Return the number in a tensor of one element.

        Raises:
            ValueError: it has more than one, or none.
        """
        if isinstance(value, Tensor) and value.numel() != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return value.item() if isinstance(value, Tensor) else super().number(value)

    def index(self, value: Value) -> int:
        """Return the whole number in a tensor of one element."""
        return operator.index(value) if isinstance(value, Tensor) else super().index(value)

    def text(self, interpreter: Interpreter, value: Value, quoted: bool = True) -> str | None:
        """Write a tensor or a module as torch does."""
        if isinstance(value, torch.device) and not quoted:
            return str(value)
        if isinstance(value, Native | BoundMethod):
            return callable_text(interpreter, value)
        if isinstance(value, nn.Module):
            weigh_fields(interpreter, value)
        elif not isinstance(
            value, Tensor | torch.Size | torch.dtype | torch.device | tuple | NoGrad | Distribution | Transform
        ):
            return super().text(interpreter, value, quoted)
        check_shown(value)
        with _disable_current_modes():
            return repr(value)

    def format_value(self, interpreter: Interpreter, value: Value, spec: str) -> str | None:
        """Format a tensor without dims as its number, which torch does for no parameter and no other tensor."""
        is_number = type(value) is Tensor and not value.dim() and not value.is_meta
        return format(value.item(), spec) if is_number else super().format_value(interpreter, value, spec)

    def enter(self, interpreter: Interpreter, value: Value) -> AbstractContextManager[object]:
        """Enter `torch.no_grad()` or `torch.enable_grad()`."""
        if isinstance(value, NoGrad):
            return value.entered()
        if isinstance(value, Switch):
            return value.enter()
        return torch.no_grad() if value is None else super().enter(interpreter, value)


def _apply(function: Callable[[Value, Value], Value], left: Value, right: Value) -> Value:
    if isinstance(left, tuple) and isinstance(right, tuple):
        return function(left, right)
    if not (isinstance(left, Tensor) or isinstance(right, Tensor)):
        return NotImplemented
    known = isinstance(left, _OPERANDS) and isinstance(right, _OPERANDS)
    return function(left, right) if known else NotImplemented


def _call_module(interpreter: Interpreter, module: nn.Module, /, *args: Value, **kwargs: Value) -> Value:
    written = isinstance(class_of_module(module), Class)
    if not written:
        args = tuple(to_host(interpreter, arg) for arg in args)
        kwargs = {name: to_host(interpreter, arg) for name, arg in kwargs.items()}
    result = module(*args, **kwargs)
    return result if written else from_host(interpreter, result)


def _is_mark(name: str) -> bool:
    """Tell whether an attribute of a tensor is one that Python only keeps."""
    return not name.startswith("_") and not hasattr(Tensor, name)
