"""Support for prompts: whether an input is complete, and completions of a name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from torch import Tensor, nn

from builder.catalogue import torch_names
from builder.catalogue.layers.schemes import OLD_NAMES
from builder.errors import BuilderError
from builder.interpreter.builtins import BUILTINS
from builder.interpreter.interpreter import Interpreter
from builder.interpreter.limits import Value
from builder.interpreter.tables import TABLES
from builder.interpreter.values import Class, Instance, ModuleValue
from builder.live.classes import Fields
from builder.live.members import OWN_METHODS
from builder.word_list import words

MOST = 200
"""The largest number of completions."""
_MOST_LOOKED_AT = 500
"""Characters before the cursor that can begin a name."""
_KEYWORDS = words("and as assert break class continue def del elif else except finally for from if import in is lambda")
_MORE_KEYWORDS = words("None False True not or pass raise return try while with")
_CHAIN = re.compile(r"(?:((?:[A-Za-z_]\w*)(?:\.[A-Za-z_]\w*|\[-?\d+\]|\[\"[^\"\n]*\"\]|\['[^'\n]*'\])*)\.)?(\w*)\Z")
_QUOTED = re.compile(
    r'''("""(?:\\.|[^\\])*?"""|"""(?P<open>.*)|"(?:\\.|[^"\\\n])*"|'''
    r"""'''(?:\\.|[^\\])*?'''|'''(?P<opened>.*)|'(?:\\.|[^'\\\n])*'|#[^\n]*)""",
    re.S,
)
_FULL_WIDTH = re.compile("[\uff08\uff09\uff3b\uff3d\uff5b\uff5d\u3010\u3011\uff0c\uff1a\uff1b\u201c\u201d\u2018\u2019]")
"""Brackets, punctuation and quotes that look like those of Python."""
_OPEN = "\0"
"""Stands for a string over several lines that has no end yet."""


def is_complete(text: str) -> bool:
    """Tell whether Enter should run a text, or begin another line of it.

    >>> is_complete("net(X)"), is_complete("for p in net:"), is_complete("print(1,")
    (True, False, False)
    """
    plain = _QUOTED.sub(_stand_in, text)
    if _OPEN in plain:
        return False
    if _FULL_WIDTH.search(plain) is not None:
        return True  # which is a mistake that no further line mends
    if sum(map(plain.count, "([{")) > sum(map(plain.count, ")]}")) or plain.rstrip(" \t").endswith("\\"):
        return False
    lines = plain.split("\n")
    body = [line for line in lines if line.strip()]
    if not body:
        return True
    opens = body[-1].rstrip().endswith(":") or body[-1][0] in " \t@" or body[-1].lstrip().startswith("@")
    return not opens or (len(lines) > 1 and not lines[-1].strip())


def _stand_in(found: re.Match[str]) -> str:
    if found["open"] is not None or found["opened"] is not None:
        return _OPEN
    return "" if found[0].startswith("#") else "_"


def completions(interpreter: Interpreter, text: str) -> tuple[int, list[str]]:
    """Return how many of the last characters stand for the beginning of a name, and the names it may become.

    What stands before a dot is looked up; nothing is called for that.
    """
    text = text[-_MOST_LOOKED_AT:]
    if _in_string(text):
        return 0, []
    found = _CHAIN.search(text)
    if found is None or (not found[1] and (not found[2] or text[: found.start()].endswith("."))):
        return 0, []
    owner, begun = found[1], found[2]
    names = _members(interpreter, owner) if owner else _names(interpreter)
    shown = sorted({name for name in names if name.startswith(begun) and (begun[:1] == "_" or name[:1] != "_")})
    return len(begun), shown[:MOST]


def _in_string(text: str) -> bool:
    last = text.rpartition("\n")[2]
    return any(mark in _QUOTED.sub("", last) for mark in ('"', "'")) or "#" in re.sub(_QUOTED, _keep_comment, last)


def _keep_comment(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("#") else ""


def _names(interpreter: Interpreter) -> Iterable[str]:
    return (*interpreter.globals.variables, *interpreter.names, *BUILTINS, *_KEYWORDS, *_MORE_KEYWORDS)


def _members(interpreter: Interpreter, owner: str) -> Iterable[str]:
    try:
        value = interpreter.run(owner)
    except BuilderError:
        return ()
    finally:
        interpreter.output()
    return members(value)


def members(value: Value) -> Iterable[str]:
    """Return the names that may follow a value and a dot."""
    if isinstance(value, ModuleValue):
        # A deprecated name of nn.init stands beside the one of today, which is offered alone.
        return [name for name in value.members if name not in OLD_NAMES or f"{name}_" not in value.members]
    if isinstance(value, Tensor):
        return (*torch_names.TENSOR_METHODS, *OWN_METHODS, *torch_names.TENSOR_ATTRIBUTES)
    if isinstance(value, nn.Module):
        own = (name for name in torch_names.MODULE_METHODS if hasattr(type(value), name))
        return (*own, "apply", "training", *(name for name in Fields(value) if name.isidentifier()))
    if isinstance(value, Instance):
        return (*value.fields, *value.cls.namespace)
    if isinstance(value, Class):
        return value.namespace
    return TABLES.get(type(value), {})
