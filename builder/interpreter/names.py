"""Names: looked up from the inside out, bound where Python binds them."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from builder.interpreter.builtins import BUILTINS, instead
from builder.interpreter.failures import Refusal, UndefinedName
from builder.interpreter.limits import Value
from builder.interpreter.scope import Scope
from builder.sentences import near, say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def look_up(interpreter: Interpreter, name: str, scope: Scope) -> Value:
    """Return the value of a name.

    Raises:
        Refusal: there is none; with the nearest one there is.
    """
    here: Scope | None = scope
    while here is not None:
        variables = here.variables
        # As in Python, the methods of a class do not see the names of its body.
        if name in variables and (here.class_body is None or here is scope):
            return variables[name]
        if name in here.declared:
            here = here.declared[name]
            continue
        if name in here.local:
            interpreter.raise_(
                "UnboundLocalError", f"cannot access local variable {name!r} where it is not associated with a value"
            )
        here = here.parent
    if name in BUILTINS:
        return BUILTINS[name]
    if name in interpreter.names:
        return interpreter.names[name]
    raise _unknown(interpreter, name, scope)


def _unknown(interpreter: Interpreter, name: str, scope: Scope) -> Refusal:
    if (lost := interpreter.host.unbound(name)) is not None:
        return lost
    hint = instead(name)
    if hint is None and interpreter.host.has_generators and name in _OF_PYTHON:
        hint = say("interpreter.builtin.machinery.hint")
    if hint is not None:
        return Refusal(say("interpreter.unsupported", name=name), hint)
    python = ("NameError", f"name {name[:60]!r} is not defined")
    known = {*BUILTINS, *interpreter.names, *interpreter.globals.variables, *scope.variables}
    hint = near(name, sorted(known)[:2000]) or say("interpreter.undefined.hint", name=name[:40])
    return UndefinedName(say("interpreter.undefined", name=name), hint, python)


_OF_PYTHON = frozenset(dir(builtins))
"""What Python has without an import, though it may not be here."""
_FILE_METADATA = frozenset(
    {"__all__", "__author__", "__version__", "__email__", "__license__", "__copyright__", "__credits__"}
)
"""What a file says of itself, which nobody asks for."""


def bind_name(interpreter: Interpreter, name: str, value: Value, scope: Scope) -> None:
    """Bind a name in the scope that owns it.

    Raises:
        Refusal: the name has two underscores on each side and may not be assigned outside of a class.
    """
    is_dunder = name.startswith("__") and name.endswith("__") and name.strip("_")
    if is_dunder and scope.class_body is None and name not in _FILE_METADATA:
        raise Refusal(say("interpreter.name", name=name), say("interpreter.name.hint"))
    scope.declared.get(name, scope).variables[name] = value


def delete_name(interpreter: Interpreter, name: str, scope: Scope) -> None:
    """Do `del name`."""
    holder = scope.declared.get(name, scope)
    if name not in holder.variables:
        interpreter.raise_("NameError", f"name {name!r} is not defined")
    del holder.variables[name]
