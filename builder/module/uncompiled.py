"""Runs on the meta device without torch's compiler, which torch would import there: most of a second, for nothing.

Rules of torch in Python are wrapped so that the compiler does not look into them, and the wrapper imports it to say so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import CodeType, FunctionType

_SAID = "__dynamo_disable"
"""Where a wrapper of torch/_compile.py looks for what it calls, before it asks the compiler."""
_DEEPEST = 8
_MODULES = ("torch._refs", "torch._decomp", "torch._meta_registrations", "torch._prims")


@contextmanager
def without_compiler() -> Iterator[None]:
    """Let the rules of torch call each other directly, unless the compiler is there anyway."""
    rules = () if "torch._dynamo" in sys.modules else _rules()
    mine = [rule for rule in rules if _SAID not in vars(rule)]
    for rule in mine:
        setattr(rule, _SAID, rule)
    try:
        yield
    finally:
        for rule in mine:
            vars(rule).pop(_SAID, None)


@cache
def _rules() -> tuple[FunctionType, ...]:
    """Return the functions that are wrapped; none where another torch does it in another way."""
    from torch._compile import _disable_dynamo

    code = _disable_dynamo(lambda: None).__code__
    if "fn" not in code.co_freevars:
        return ()
    found: dict[int, FunctionType] = {}
    met: set[int] = set()
    for name, module in [*sys.modules.items()]:
        if name.startswith(_MODULES):
            for value in [*vars(module).values()]:
                _look(value, code, found, met)
    return tuple(found.values())


def _look(value: object, code: CodeType, found: dict[int, FunctionType], met: set[int], depth: int = 0) -> None:
    """Find what is wrapped in a function, in what it wraps, and in what that closes over."""
    if not isinstance(value, FunctionType) or id(value) in met or depth > _DEEPEST:
        return
    met.add(id(value))
    held = dict(zip(value.__code__.co_freevars, value.__closure__ or (), strict=True))
    inner = {name: cell.cell_contents for name, cell in held.items() if _is_set(cell)}
    if value.__code__ is code and isinstance(inner.get("fn"), FunctionType):
        found[id(inner["fn"])] = inner["fn"]
    for one in (getattr(value, "__wrapped__", None), *inner.values()):
        _look(one, code, found, met, depth + 1)


def _is_set(cell: object) -> bool:
    try:
        cell.cell_contents  # type: ignore[attr-defined] # noqa: B018 - that it can be read is what is asked
    except ValueError:
        return False
    return True
