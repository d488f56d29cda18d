"""How a module of a pasted class is printed: its class name and its `extra_repr`."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from builder.document.names import printed_class_fault
from builder.document.validation import MAX_REPR
from builder.errors import SourceError
from builder.interpreter.failures import Failure
from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Function
from builder.sentences import say
from builder.symbols.values import ModuleSymbol, Symbol, forward_of

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


_UNKNOWN = repr(Symbol("tensor", ""))
"""What stands in a text for the values of a tensor."""


def printed_name(interpreter: Interpreter, module: ModuleSymbol) -> str | None:
    """Return what `print(net)` calls the class of a module, or None where it is torch's own class."""
    if not isinstance(module.cls, Class):
        return None
    name = _call_method(interpreter, module, "_get_name")
    fine = isinstance(name, str) and printed_class_fault(name) is None
    return str(name) if fine else module.cls.name if printed_class_fault(module.cls.name) is None else None


def extra_repr(interpreter: Interpreter, module: ModuleSymbol) -> str:
    """Return the `extra_repr` of a text class, or an empty text where it defines none."""
    text = _call_method(interpreter, module, "extra_repr")
    return text if isinstance(text, str) and len(text) <= MAX_REPR else ""


def _call_method(interpreter: Interpreter, module: ModuleSymbol, method: str) -> Value:
    """Return the result of a method of the text class, or None where it has no such method or its result is unknown."""
    found = module.cls.find(method) if isinstance(module.cls, Class) else None
    if found is None or not isinstance(found[1], Function):
        return None
    text = _worked_out(interpreter, found[1], module)
    if text is None:
        warnings.warn(say("symbols.printed", name=module.cls.name, method=method), stacklevel=2)
    return text


def _worked_out(interpreter: Interpreter, method: Function, module: ModuleSymbol) -> Value:
    """Return the result of a method, or None where it needs what only a run knows."""
    try:
        found = interpreter.call(method, module)
    except Failure:
        return None
    return None if isinstance(found, str) and _UNKNOWN in found else found


class OpenTextError(SourceError):
    """The `extra_repr` of a class returns what only a run knows, as its text does."""


def require_known_text(interpreter: Interpreter, module: ModuleSymbol) -> None:
    """Refuse a class whose `extra_repr` needs what only a run knows.

    Raises:
        OpenTextError: it does.
    """
    found = module.cls.find("extra_repr") if isinstance(module.cls, Class) else None
    method = found[1] if found is not None else None
    if isinstance(method, Function) and _worked_out(interpreter, method, module) is None:
        name = module.cls.name
        hint = say("symbols.printed-open.hint")
        raise OpenTextError(say("symbols.printed-open", name=name), *module.place, hint)


def require_plain_text(module: ModuleSymbol) -> None:
    """Refuse a class that is printed as no block can be: by a method of its own, as a layer or as a list.

    Raises:
        SourceError: it has `__repr__`, or derives from a layer or from nn.ModuleList.
    """
    found = module.cls.find("__repr__") if isinstance(module.cls, Class) else None
    if found is not None and isinstance(found[1], Function):
        raise SourceError(say("symbols.repr", name=module.cls.name), *module.place, say("symbols.repr.hint"))
    if module.derives_layer or (module.kind == "ModuleList" and forward_of(module) is not None):
        raise SourceError(
            say("symbols.printed-as", name=module.cls.name, kind=module.kind),
            *module.place,
            say("symbols.printed-as.hint"),
        )
