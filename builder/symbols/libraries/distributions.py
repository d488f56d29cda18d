"""`torch.distributions` in the document namespace: what is drawn at random there is inert, and no block.

A class whose forward needs it is kept as text.
"""

from __future__ import annotations

from collections.abc import Callable

from builder.catalogue.torch_names import DISTRIBUTIONS, TRANSFORMS
from builder.interpreter.limits import Value
from builder.interpreter.values import Absent, ModuleValue, Native

_PATH = "torch.distributions"


def _inert(name: str) -> Native:
    return Native(name, _absent_maker(f"{_PATH}.{name}"))


def _absent_maker(name: str) -> Callable[..., Value]:
    return lambda interpreter, /, *args, **kwargs: Absent(name, called=True)


def distribution_modules() -> dict[str, ModuleValue]:
    """Return the modules by dotted name."""
    files: dict[str, dict[str, Value]] = {"distribution": {"Distribution": _inert("Distribution")}}
    for name, file in DISTRIBUTIONS.items():
        files.setdefault(file, {})[name] = _inert(name)
    files["transforms"] = {name: _inert(name) for name in TRANSFORMS}
    files["kl"] = {"kl_divergence": _inert("kl_divergence")}
    made = {file: ModuleValue(f"{_PATH}.{file}", members, rest=True) for file, members in files.items()}
    whole = {name: member for members in files.values() for name, member in members.items()}
    return {
        _PATH: ModuleValue(_PATH, {**made, **whole}, rest=True),
        **{module.name: module for module in made.values()},
    }
