"""Hooks on symbols: what a text lets torch run around the calls of a module or with a gradient, which no block has."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.errors import SourceError
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue, no_objects
from builder.sentences import say
from builder.symbols.values import Hook, ModuleSymbol, TensorSymbol, forward_of, walk
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class _Handle(TableValue):
    """What takes a hook away again."""

    methods = ("remove",)

    def __init__(self, owner: ModuleSymbol | TensorSymbol, hook: Hook) -> None:
        self.owner = owner
        self.hook = hook

    def __repr__(self) -> str:
        return self.hook.method

    def remove(self, interpreter: Interpreter) -> None:
        """Take the hook away."""
        _require_outside(interpreter)
        if self.hook in self.owner.hooks:
            self.owner.hooks.remove(self.hook)


_HANDLE = TableClass("torch.utils.hooks.RemovableHandle", _Handle, no_objects)


def _register_native(name: str) -> Callable[..., Value]:
    def register(interpreter: Interpreter, owner: ModuleSymbol | TensorSymbol, hook: Value, **choices: Value) -> Value:
        _require_outside(interpreter)
        interpreter.budget.hold(1)
        owner.hooks.append(Hook(name, hook, tuple(choices.items())))
        return _Handle(owner, owner.hooks[-1])

    return register


OF_MODULES = {
    name: _register_native(name)
    for name in words(
        """
        register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook
        """
    )
}
OF_TENSORS = {name: _register_native(name) for name in ("register_hook", "register_post_accumulate_grad_hook")}
"""Those that a parameter or buffer has."""


def _require_outside(interpreter: Interpreter) -> None:
    """Refuse to change hooks in a forward, whose next call would find them."""
    if interpreter.host.flows.recorder is not None:  # type: ignore[attr-defined]
        raise Refusal(say("symbols.attribute.this"), say("symbols.changes-itself.hint"))


def require_callable(interpreter: Interpreter, module: ModuleSymbol) -> None:
    """Refuse to call what is no module; and what has hooks, unless its class may be kept as text.

    Raises:
        RaisedException: a TypeError: it is no module.
        Refusal: it has hooks.
    """
    if not isinstance(module, ModuleSymbol):
        interpreter.raise_("TypeError", f"{type(module).__name__!r} object is not callable")
    if forward_of(module) is None:
        require_unhooked(module)


def require_unhooked(module: ModuleSymbol) -> None:
    """Refuse to call or draw a module that has hooks, or whose own tensors have.

    Raises:
        Refusal: it has.
    """
    inside = [inner for _, inner in walk(module)] if module.is_layer and module.children else [module]
    if any(one.hooks or any(own is not None and own.hooks for own in one.tensors.values()) for one in inside):
        raise Refusal(say("symbols.hook", name=module.cls.name), say("symbols.hook.hint"))


def require_no_hooks(module: ModuleSymbol) -> None:
    """Do the same where a block is made.

    Raises:
        SourceError: it has.
    """
    try:
        require_unhooked(module)
    except Refusal as failure:
        raise SourceError(failure.problem, *module.place, failure.hint) from None
