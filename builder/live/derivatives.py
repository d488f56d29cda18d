"""`torch.autograd.Function`: a class of the text that says its own forward and backward."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import torch
from torch import Tensor

from builder.interpreter.failures import Refusal, Unknown
from builder.interpreter.limits import Value
from builder.interpreter.values import BoundMethod, Class, ClassMethod, Function, Native, NativeClass, StaticMethod
from builder.sentences import near, say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_PARTS = ("forward", "backward", "setup_context")


class Context:
    """What forward keeps for backward."""

    attributes: ClassVar[Sequence[str]] = ("saved_tensors", "saved_variables", "needs_input_grad")
    methods: ClassVar[Sequence[str]] = ("save_for_backward", "mark_non_differentiable", "set_materialize_grads")

    def __init__(self, held: Any, cls: NativeClass) -> None:  # noqa: ANN401 - a context of torch
        """Stand for a context of torch, as an object of a class."""
        self.held = held
        self.cls = cls

    @property
    def saved_tensors(self) -> tuple[Tensor, ...]:
        """What was saved; torch looks whether it has changed since."""
        return tuple(self.held.saved_tensors)

    @property
    def saved_variables(self) -> tuple[Tensor, ...]:
        """The same by its old name."""
        return tuple(self.held.saved_variables)

    @property
    def needs_input_grad(self) -> tuple[bool, ...]:
        """Which inputs want a gradient."""
        return tuple(self.held.needs_input_grad)

    def member(self, interpreter: Interpreter, name: str) -> Value:
        """Return what forward has set, or a member.

        Raises:
            Unknown: there is none of that name.
        """
        fields = self._fields()
        if name in fields or name in self.attributes:
            return fields[name] if name in fields else getattr(self, name)
        if name in self.methods:
            method = getattr(type(self), name)
            return BoundMethod(self, Native(name, lambda i, owner, /, *args, **kw: method(owner, i, *args, **kw)))
        known = (*self.attributes, *self.methods)
        raise Unknown(say("interpreter.no-attribute", noun=self.cls.name, name=name), near(name, known))

    def put(self, interpreter: Interpreter, name: str, new: Value) -> bool:
        """Keep any value by name."""
        if name in self.attributes or name in self.methods or name.startswith("_"):
            return False
        interpreter.budget.hold(1)
        self._fields()[name] = new
        return True

    def _fields(self) -> dict[str, Value]:
        if "_kept" not in self.held.__dict__:
            self.held._kept = {}
        found: dict[str, Value] = self.held._kept
        return found

    def save_for_backward(self, interpreter: Interpreter, *tensors: Value) -> None:
        """Keep tensors, inputs and outputs among them, so that torch sees a change of them."""
        if not all(tensor is None or isinstance(tensor, Tensor) for tensor in tensors):
            interpreter.raise_("TypeError", "save_for_backward can only save variables")
        self.held.save_for_backward(*tensors)

    def mark_non_differentiable(self, interpreter: Interpreter, *tensors: Value) -> None:
        """Say which outputs have no gradient."""
        self.held.mark_non_differentiable(*tensors)

    def set_materialize_grads(self, interpreter: Interpreter, value: Value) -> None:
        """Say whether a gradient that is not there comes as zeros."""
        self.held.set_materialize_grads(interpreter.truth(value))


def _apply(interpreter: Interpreter, cls: Value, /, *args: Value) -> Value:
    real = cls.host if isinstance(cls, Class) else None
    if real is None:
        raise Refusal(say("live.derivative"), say("live.derivative.hint"))
    interpreter.budget.hold(len(args))
    return real.apply(*args)


def _no_construct(interpreter: Interpreter, *args: Value, **kwargs: Value) -> Value:
    raise Refusal(say("live.derivative"), say("live.derivative.hint"))


FUNCTION = NativeClass(
    "Function", _no_construct, (torch.autograd.Function,), {"apply": ClassMethod(Native("apply", _apply))}
)
FUNCTION.derivable = True


ContextOf = Callable[[Any, str], Context]
"""Makes what stands for a context of torch and the name of a class."""


def plain_context(held: Any, name: str) -> Context:  # noqa: ANN401 - a context of torch
    """Return what stands for a context where nobody looks at it."""
    return Context(held, NativeClass(f"{name}Backward", _no_construct, (Context,)))


def make_function(interpreter: Interpreter, cls: Class, context_of: ContextOf = plain_context) -> None:
    """Create the real class behind a written one.

    Raises:
        Refusal: its forward or backward is no static method.
    """
    members: dict[str, Value] = {"__module__": "__main__"}
    for name in _PARTS:
        found = cls.find(name)
        if found is None:
            continue
        function = found[1].function if isinstance(found[1], StaticMethod) else None
        if not isinstance(function, Function):
            raise Refusal(say("live.derivative.static", name=name), say("live.derivative.static.hint"))
        members[name] = staticmethod(_part(interpreter, cls, function, context_of))
    cls.host = type(cls.name, (torch.autograd.Function,), members)


def _part(interpreter: Interpreter, cls: Class, function: Function, context_of: ContextOf) -> Callable[..., Value]:
    def call(*given: Value) -> Value:
        first = given[0]
        context = context_of(first, cls.name) if isinstance(first, torch.autograd.function.FunctionCtx) else first
        with interpreter.run_scope():
            interpreter.depth += 3
            try:
                result = interpreter.call(function, context, *given[1:])
            finally:
                interpreter.depth -= 3
        if function.name == "backward":
            _check_gradients(interpreter, cls, result)
        return result

    return call


def _check_gradients(interpreter: Interpreter, cls: Class, result: Value) -> None:
    parts = result if isinstance(result, tuple | list) else (result,)
    if not all(part is None or isinstance(part, Tensor) for part in parts):
        interpreter.raise_("TypeError", f"{cls.name}Backward returns tensors or None")
