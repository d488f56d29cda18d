"""Imports: from the namespace's own table of modules, never from Python."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from builder.interpreter import attributes
from builder.interpreter.attributes import member_of
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.names import bind_name
from builder.interpreter.scope import Scope
from builder.interpreter.values import Absent, Class, Function, ModuleValue
from builder.sentences import Sentence, near, nearest, say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


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
    # It binds nothing that a text uses; annotations are not evaluated here in any case.
    if node.module == "__future__" and not node.level:
        return
    module = _module(interpreter, "." * node.level + (node.module or ""))
    for alias in node.names:
        if alias.name == "*":
            for name, value in interpreter.host.star(interpreter, module).items():
                bind_name(interpreter, name, value, scope)
            continue
        name, value = alias.asname or alias.name, _member(interpreter, module, alias.name)
        above = scope.variables.get(alias.name) if node.level and name != alias.name else None
        if isinstance(value, Absent) and isinstance(above, Class | Function):  # of the same package, pasted above
            value = above
        if not isinstance(value, Absent) or name not in scope.variables:  # it may be pasted above
            bind_name(interpreter, name, value, scope)


def _module(interpreter: Interpreter, name: str) -> ModuleValue | Absent:
    module = interpreter.host.module(name)
    if module is None and name.startswith("."):
        raise Refusal(say("interpreter.import-relative"), say("interpreter.import-relative.hint"))
    if module is None:
        module = interpreter.host.absent_module(interpreter, name)
    if module is None:
        python = ("ModuleNotFoundError", f"No module named {name[:60]!r}")
        raise Refusal(say("interpreter.import", name=name), _available(interpreter, name), python)
    return module


def _member(interpreter: Interpreter, module: ModuleValue | Absent, name: str) -> Value:
    if isinstance(module, Absent):
        return interpreter.host.absent(interpreter, module, name)
    if not isinstance(module, ModuleValue):
        return attributes.get(interpreter, module, name)
    inner = interpreter.host.modules.get(f"{module.name}.{name}")
    if name in module.members:
        return member_of(interpreter, module, name)
    if inner is not None:
        return inner
    if module.rest:
        return interpreter.host.absent(interpreter, Absent(module.name), name)
    raise Refusal(
        say("interpreter.import-name", name=module.name, member=name),
        near(name, module.members)
        or say("interpreter.import-name.hint", names=Sentence(", ".join(list(module.members)[:12]))),
    )


def _available(interpreter: Interpreter, name: str) -> str:
    """Return the available modules with the most similar names, compared by first and last part too."""
    asked = (name, name.partition(".")[0], name.rpartition(".")[2])
    found = dict.fromkeys(near for word in asked for near in nearest(word, interpreter.host.modules, 3, 0.6))
    closest = list(found)[:3] or list(interpreter.host.modules)[:3]
    return say("interpreter.import.hint", names=", ".join(closest))
