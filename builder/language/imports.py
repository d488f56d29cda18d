"""Imports: from the namespace's own table of modules, never from Python."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from builder.language.failures import Refusal
from builder.language.limits import Value
from builder.language.names import bind_name
from builder.language.scope import Scope
from builder.language.values import ModuleValue
from builder.layers.wording import near

if TYPE_CHECKING:
    from builder.language.interpreter import Interpreter


def import_names(interpreter: Interpreter, node: ast.Import, scope: Scope) -> None:
    """Do `import torch.nn as nn`."""
    for alias in node.names:
        module = _module(interpreter, alias.name)
        root = alias.name.partition(".")[0]
        if alias.asname is not None:
            bind_name(interpreter, alias.asname, module, scope)
        else:
            bind_name(interpreter, root, _module(interpreter, root), scope)


def import_from(interpreter: Interpreter, node: ast.ImportFrom, scope: Scope) -> None:
    """Do `from torch import nn`."""
    if node.level or node.module is None:
        raise Refusal("There is nothing to import relative to.", _allowed(interpreter))
    if node.module == "__future__":
        return
    module = _module(interpreter, node.module)
    for alias in node.names:
        if alias.name == "*":
            raise Refusal("A star cannot be imported.", f"Name what you need of {module.name}.")
        bind_name(interpreter, alias.asname or alias.name, _member(interpreter, module, alias.name), scope)


def _module(interpreter: Interpreter, name: str) -> ModuleValue:
    module = interpreter.host.modules.get(name)
    if module is None:
        raise Refusal(f"The module {name[:80]!r} cannot be imported.", _allowed(interpreter))
    return module


def _member(interpreter: Interpreter, module: ModuleValue, name: str) -> Value:
    inner = interpreter.host.modules.get(f"{module.name}.{name}")
    if name in module.members:
        return module.members[name]
    if inner is not None:
        return inner
    raise Refusal(
        f"{module.name} has no {name[:80]!r} here.",
        near(name, module.members) or f"It has {', '.join(list(module.members)[:12])}.",
    )


def _allowed(interpreter: Interpreter) -> str:
    return f"What can be imported: {', '.join(interpreter.host.modules)}."
