"""The modules that only a prompt can import."""

from __future__ import annotations

from builder.interpreter.values import ModuleValue
from builder.live.session.clocks import time_module
from builder.live.session.paths import path_modules
from builder.live.session.randomness import random_module


def session_modules(modules: dict[str, ModuleValue]) -> dict[str, ModuleValue]:
    """Return the modules by dotted name, to be added to `modules`."""
    return {"time": time_module(), "random": random_module(), **path_modules()}
