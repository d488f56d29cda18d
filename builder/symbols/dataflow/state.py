"""The plain fields of modules that forwards read and set: what one call leaves for the next one, no graph does."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import Lazy
from builder.sentences import say
from builder.symbols.dataflow.operands import holds_symbols
from builder.symbols.values import ModuleSymbol

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_Key = tuple[int, str]
_ABSENT = object()
_PLAIN = (bool, int, float, str, type(None))


class State:
    """What happened to fields since the outermost forward began; `restore` takes it back."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.found: set[_Key] = set()
        """Fields that were read as the call before left them."""
        self.counted: set[_Key] = set()
        """Fields that each call changes in place, as `self.steps += 1` does."""
        self.own: set[_Key] = set()
        """Fields that were set before anybody read them."""
        self.before: list[tuple[ModuleSymbol, str, Value]] = []

    def read(self, interpreter: Interpreter, module: ModuleSymbol, name: str) -> None:
        """Note that a forward reads a field.

        Raises:
            Refusal: each call changes it, and something else is made of it.
        """
        key = id(module), name
        if isinstance(module.fields.get(name), Lazy):  # what one call takes out of it is gone for the next
            raise _refusal(name)
        if key in self.own:
            return
        counting = _augments(interpreter.statement, name)
        (self.counted if counting else self.found).add(key)
        if key in self.counted and key in self.found:
            raise _refusal(name)

    def set(self, module: ModuleSymbol, name: str, new: Value, of: ModuleSymbol | None) -> None:
        """Note that the forward of a module sets a field of itself or another one.

        Raises:
            Refusal: a forward has read it before, or it would give another module a tensor.
        """
        key = id(module), name
        if module is not of and holds_symbols(new):
            raise Refusal(say("symbols.sets-inside", name=name), say("symbols.sets-inside.hint"))
        old = module.fields.get(name, _ABSENT)
        if key in self.found and not _same(old, new):
            raise _refusal(name)
        self.before.append((module, name, old))
        if key not in self.counted:
            self.own.add(key)

    def restore(self) -> None:
        """Give all fields what they held before the outermost forward, for it is read several times."""
        # Backwards, as a field may have been set several times.
        for module, name, old in reversed(self.before):
            if old is _ABSENT:
                module.fields.pop(name, None)
            else:
                module.fields[name] = old
        self.__init__()  # type: ignore[misc]


def _same(old: Value, new: Value) -> bool:
    return old is new or (isinstance(new, _PLAIN) and type(old) is type(new) and bool(old == new))


def _augments(node: ast.AST | None, name: str) -> bool:
    return isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Attribute) and node.target.attr == name


def _refusal(name: str) -> Refusal:
    return Refusal(say("symbols.state", name=name), say("symbols.state.hint"))
