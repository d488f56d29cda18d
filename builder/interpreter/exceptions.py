"""The usual exceptions as classes of the interpreted language, and the host's exceptions turned into them."""

from __future__ import annotations

import re
from typing import Any

from builder.interpreter.failures import RaisedException
from builder.interpreter.limits import plain_text
from builder.interpreter.values import Class, Instance

_LONGEST = 2000
_ADDRESS = re.compile("0x[0-9a-f]{8,}")
"""Where something of the host is in its memory, which is nobody's to know."""
_PARENTS = {
    "Exception": None,
    "ArithmeticError": "Exception",
    "ZeroDivisionError": "ArithmeticError",
    "OverflowError": "ArithmeticError",
    "AssertionError": "Exception",
    "AttributeError": "Exception",
    "LookupError": "Exception",
    "IndexError": "LookupError",
    "KeyError": "LookupError",
    "NameError": "Exception",
    "UnboundLocalError": "NameError",
    "RuntimeError": "Exception",
    "NotImplementedError": "RuntimeError",
    "StopIteration": "Exception",
    "ImportError": "Exception",
    "ModuleNotFoundError": "ImportError",
    "OSError": "Exception",
    "FileNotFoundError": "OSError",
    "FileExistsError": "OSError",
    "TypeError": "Exception",
    "ValueError": "Exception",
    "Warning": "Exception",
    **dict.fromkeys(("UserWarning", "FutureWarning", "DeprecationWarning", "RuntimeWarning"), "Warning"),
}


def _classes() -> dict[str, Class]:
    made: dict[str, Class] = {}
    for name, parent in _PARENTS.items():
        bases = (made[parent],) if parent else ()
        made[name] = Class(name, bases, {})
        made[name].mro = (made[name], *(bases[0].mro if bases else ()))
    return made


EXCEPTIONS = _classes()


def text_exception(kind: str, *args: Any) -> RaisedException:  # noqa: ANN401 - the arguments of an exception are any values
    """Return an exception of the text."""
    value = Instance(EXCEPTIONS[kind])
    value.fields["args"] = args
    return RaisedException(value)


def translate(error: Exception) -> RaisedException:
    """Convert an exception of the host to one of the interpreted code, with the first lines of its message."""
    kind = next((base.__name__ for base in type(error).__mro__ if base.__name__ in EXCEPTIONS), "RuntimeError")
    if isinstance(error, KeyError) and error.args and isinstance(error.args[0], int | float | None):
        return text_exception(kind, error.args[0])
    message = str(error) if isinstance(error, OSError) else plain_text(error.args[0]) if error.args else ""
    # torch adds a trace of its own calls in C++ behind some messages.
    return text_exception(kind, _ADDRESS.sub("0x7f0000000000", message.split("\nException raised from")[0][:_LONGEST]))


def is_exception(cls: object) -> bool:
    """Tell whether a class of the text is one that can be raised."""
    return isinstance(cls, Class) and cls.mro[-1] is EXCEPTIONS["Exception"]
