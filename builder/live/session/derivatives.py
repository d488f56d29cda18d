"""`torch.autograd.Function` at a prompt: a class of the text that says its own forward and backward."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import Class, ClassMethod, Function, ModuleValue, Native, NativeClass, StaticMethod
from builder.live.session.values import SessionValue, place_of
from builder.live.values import to_host
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_PARTS = ("forward", "backward", "setup_context")


class Context(SessionValue):
    """What forward keeps for backward."""

    attributes = ("saved_tensors", "needs_input_grad")
    methods = ("save_for_backward", "mark_non_differentiable", "set_materialize_grads")

    def __init__(self, held: Any, name: str) -> None:  # noqa: ANN401 - a context of torch
        self.held = held
        self.cls = place_of(f"torch.autograd.function.{name}Backward", Context)

    @property
    def saved_tensors(self) -> tuple[Tensor, ...]:
        """What was saved; torch looks whether it has changed since."""
        return tuple(self.held.saved_tensors)

    @property
    def needs_input_grad(self) -> tuple[bool, ...]:
        """Which inputs want a gradient."""
        return tuple(self.held.needs_input_grad)

    def member(self, interpreter: Interpreter, name: str) -> Value:
        """Return what forward has set, or a member."""
        fields = self._fields()
        return fields[name] if name in fields else super().member(interpreter, name)

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


def make_function(interpreter: Interpreter, cls: Class) -> None:
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
        members[name] = staticmethod(_part(interpreter, cls, name, function))
    cls.host = type(cls.name, (torch.autograd.Function,), members)


def _part(interpreter: Interpreter, cls: Class, name: str, function: Function) -> Callable[..., Value]:
    def call(*given: Value) -> Value:
        first = given[0]
        context = Context(first, cls.name) if isinstance(first, torch.autograd.function.FunctionCtx) else first
        with interpreter.entered():
            interpreter.depth += 3
            try:
                result = interpreter.call(function, context, *given[1:])
            finally:
                interpreter.depth -= 3
        if name == "backward":
            _check_gradients(interpreter, cls, result)
        return result

    return call


def _check_gradients(interpreter: Interpreter, cls: Class, result: Value) -> None:
    parts = result if isinstance(result, tuple | list) else (result,)
    if not all(part is None or isinstance(part, Tensor) for part in parts):
        interpreter.raise_("TypeError", f"{cls.name}Backward returns tensors or None")


def _whole(name: str) -> Callable[..., Value]:
    """Return a function that takes all derivatives of one of the text, going back once for each element."""
    from torch.autograd import functional

    function = getattr(functional, name)

    def call(interpreter: Interpreter, func: Value, inputs: Value, create_graph: Value = False) -> Value:
        given = to_host(interpreter, tuple(inputs) if isinstance(inputs, list) else inputs)
        return function(lambda *tensors: interpreter.call(func, *tensors), given, interpreter.truth(create_graph))

    return call


def derivative_functions() -> ModuleValue:
    """Return `torch.autograd.functional`."""
    return ModuleValue(
        "torch.autograd.functional", {name: Native(name, _whole(name)) for name in ("jacobian", "hessian")}
    )


def check_gradients(interpreter: Interpreter, function: Value, inputs: Value, **choices: Value) -> bool:
    """Do `torch.autograd.gradcheck`."""
    given = tuple(inputs) if isinstance(inputs, tuple | list) else (inputs,)
    options = {
        name: value
        for name, value in choices.items()
        if name in ("eps", "atol", "rtol") and isinstance(value, int | float)
    }
    return torch.autograd.gradcheck(lambda *tensors: interpreter.call(function, *tensors), given, **options)  # type: ignore[arg-type]
