"""Hooks: functions of the text that torch calls around a module, or with the gradient of a tensor."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractContextManager
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from torch import Tensor, nn

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue, no_objects
from builder.interpreter.values import BoundMethod, Class, Native
from builder.live.classes import class_of_module
from builder.live.values import to_host
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST = 1_000
"""Hooks of one module or tensor."""
_CHOICES = frozenset({"prepend", "with_kwargs", "always_call"})
_FORWARD = ("register_forward_hook", "register_forward_pre_hook")
_BACKWARD = ("register_full_backward_hook", "register_full_backward_pre_hook")
_TENSOR = ("register_hook", "register_post_accumulate_grad_hook")


class Handle(TableValue):
    """What takes a hook away again."""

    attributes = ("id",)
    methods = ("remove",)

    def __init__(self, held: Any) -> None:  # noqa: ANN401 - a handle of torch
        self.cls = _HANDLE
        self.held = held

    @property
    def id(self) -> int:
        """The number of the hook."""
        return int(self.held.id)

    def remove(self, interpreter: Interpreter) -> None:
        """Take the hook away."""
        self.held.remove()

    def enter(self, interpreter: Interpreter) -> AbstractContextManager[object]:
        """Let a `with` statement take the hook away at its end."""
        return self.held  # type: ignore[no-any-return]


_HANDLE = TableClass("torch.utils.hooks.RemovableHandle", Handle, no_objects)


class _Hook:
    """A function for torch that calls one of the text, also where torch runs outside an input."""

    def __init__(self, interpreter: Interpreter, function: Value, is_given: Callable[[Value], Value]) -> None:
        self.interpreter, self.is_given = interpreter, is_given
        # By which `hooks_of` tells the functions of a text from hooks of torch's own.
        self.__wrapped__ = function
        self.__name__ = str(getattr(function, "name", "hook"))

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        with self.interpreter.run_scope():
            self.interpreter.depth += 3
            try:
                result = self.interpreter.call(self.__wrapped__, *args, **kwargs)
                return None if result is None else self.is_given(result)
            finally:
                self.interpreter.depth -= 3

    def __deepcopy__(self, memo: dict[int, Any]) -> _Hook:
        """Copy a method with its object, as Python does, and nothing of the interpreter."""
        return _Hook(self.interpreter, deepcopy(self.__wrapped__, memo), self.is_given)


def _result_of(interpreter: Interpreter, module: nn.Module) -> Callable[[Value], Value]:
    """Return what is made of what a hook gives torch in place of its own value."""

    def weighed(result: Value) -> Value:
        interpreter.budget.weigh(result)
        return result

    is_written = isinstance(class_of_module(module), Class)
    return weighed if is_written else lambda result: to_host(interpreter, result)


def _gradients(interpreter: Interpreter, result: Value) -> Value:
    parts = result if isinstance(result, tuple) else (result,)
    if not all(part is None or isinstance(part, Tensor) for part in parts):
        interpreter.raise_("TypeError", "a backward hook returns None, a tensor or a tuple of tensors")
    return result


def _of_module(name: str) -> Native:
    def register(interpreter: Interpreter, module: nn.Module, hook: Value, **choices: Value) -> Handle:
        _check(interpreter, name, choices)
        _count(interpreter, len(module._forward_hooks) + len(module._forward_pre_hooks) + len(module._backward_hooks))
        given = _result_of(interpreter, module) if name in _FORWARD else lambda result: _gradients(interpreter, result)
        options = {key: interpreter.truth(value) for key, value in choices.items()}
        return Handle(getattr(module, name)(_Hook(interpreter, hook, given), **options))

    return Native(name, register)


def _of_tensor(name: str) -> Native:
    def register(interpreter: Interpreter, tensor: Tensor, hook: Value) -> Handle:
        _count(interpreter, len(tensor._backward_hooks or ()))

        def given(result: Value) -> Value:
            if not isinstance(result, Tensor):
                interpreter.raise_("TypeError", "a hook of a tensor returns None or the new gradient")
            return result

        return Handle(getattr(tensor, name)(_Hook(interpreter, hook, given)))

    return Native(name, register)


def _check(interpreter: Interpreter, name: str, choices: dict[str, Value]) -> None:
    known = _CHOICES if name == "register_forward_hook" else _CHOICES - {"always_call"}
    unknown = next((key for key in choices if key not in (known if name in _FORWARD else {"prepend"})), None)
    if unknown is not None:
        interpreter.raise_("TypeError", f"{name}() got an unexpected keyword argument {unknown[:60]!r}")


def _count(interpreter: Interpreter, count: int) -> None:
    interpreter.budget.hold(1)
    if count >= _MOST:
        raise Refusal(say("live.hooks", most=_MOST), say("live.hooks.hint"))


_MODULE_HOOKS = {name: _of_module(name) for name in (*_FORWARD, *_BACKWARD)}
_TENSOR_HOOKS = {name: _of_tensor(name) for name in _TENSOR}


def hooks_of(value: nn.Module, name: str) -> OrderedDict[int, Value]:
    """Return the functions of the text that a table of a module holds."""
    held: dict[int, Value] = value.__dict__[name]
    return OrderedDict((number, hook.__wrapped__) for number, hook in held.items() if hasattr(hook, "__wrapped__"))


HOOK_METHODS = frozenset({*_MODULE_HOOKS, *_TENSOR_HOOKS})
HOOK_TABLES = ("_forward_hooks", "_forward_pre_hooks", "_backward_hooks")


def hook_of(value: Value, name: str) -> BoundMethod | None:
    """Return the method of a module or a tensor that registers a hook, or None for any other name."""
    table = _MODULE_HOOKS if isinstance(value, nn.Module) else _TENSOR_HOOKS if isinstance(value, Tensor) else {}
    return BoundMethod(value, table[name]) if name in table else None
