"""Networks that a pasted file makes of what is not here: which class it is, and what stands in their place."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from builder.interpreter.failures import Absence, Failure, Refusal
from builder.interpreter.scope import Scope
from builder.interpreter.values import Absent, Class, Instance
from builder.syntax import walk_nodes

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class Unmade(Absence):
    """An object of a class of networks needs something that it is given and that is not here."""

    def __init__(self, failure: Refusal, cls: Class) -> None:
        """Keep which class it is."""
        super().__init__(failure.problem, failure.hint)
        self.cls = cls


def made_by(interpreter: Interpreter, node: ast.stmt, failure: Failure) -> str | None:
    """Return the class of networks whose object an assignment makes, where what it is given is not here."""
    variables = interpreter.globals.variables
    if not isinstance(node, ast.Assign):
        return None
    for call in walk_nodes(node.value):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            cls = variables.get(call.func.id)
            given = any(failure.node is part for part in walk_nodes(call) if part is not call.func)
            needs = failure.cls is cls if isinstance(failure, Unmade) else given
            if isinstance(cls, Class) and cls.native is not None and needs:
                return call.func.id
    return None


def set_absent(node: ast.stmt, scope: Scope) -> None:
    """Give the attributes that a left-out line would set on a plain object, as `self.net` of an agent, nothing."""
    for target in node.targets if isinstance(node, ast.Assign) else ():
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            owner = scope.variables.get(target.value.id)
            if isinstance(owner, Instance):
                owner.fields[target.attr] = Absent(target.attr, called=True)
