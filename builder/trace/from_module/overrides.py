"""What a class, or one object, does otherwise than the class of torch's that it derives from."""

from __future__ import annotations

from collections.abc import Iterator

from torch import nn

_CONSTRUCTION = frozenset(
    {
        "__init__",
        "__repr__",
        "_get_name",
        "_load_from_state_dict",
        "_reset_parameters",
        "__setstate__",
        "extra_repr",
        "from_pretrained",
        "reset_parameters",
    }
)
"""Methods that say nothing of what a call does; how a module is printed and what it holds are compared."""
_OF_TORCH = frozenset(vars(nn.Module()))
_CALLS = ("__call__", "_call_impl", "_wrapped_call_impl")


def does_as(module: nn.Module, base: type[nn.Module]) -> bool:
    """Tell whether a module does what torch's class `base` says of it, whatever its own class adds to that."""
    cls = type(module)
    return cls is base or (cls.forward is base.forward and not any(_changes(module, cls, base)))


def _changes(module: nn.Module, cls: type[nn.Module], base: type[nn.Module]) -> Iterator[bool]:
    """Yield True for each member with which a class in between replaces what `base` calls or reads."""
    for own in cls.__mro__[: cls.__mro__.index(base)]:
        if own.__module__.startswith("torch."):
            continue
        for name, member in vars(own).items():
            is_active = hasattr(member, "__get__") and name not in _CONSTRUCTION
            yield is_active and (hasattr(base, name) or name in vars(module))
            yield any(name in table for table in (module._parameters, module._buffers, module._modules))


def own_methods(module: nn.Module) -> Iterator[str]:
    """Yield the names of the methods that one object has in place of its class's."""
    for name, value in vars(module).items():
        if name not in _OF_TORCH and callable(value) and callable(getattr(type(module), name, None)):
            yield name


def own_call(cls: type[nn.Module]) -> str | None:
    """Name the method with which a class of a person's own replaces how torch calls a forward."""
    for name in _CALLS:
        home = next(base for base in cls.__mro__ if name in vars(base))
        if not home.__module__.startswith("torch.") and not _of_torch(vars(home)[name]):
            return name
    return None


def _of_torch(member: object) -> bool:
    return str(getattr(member, "__module__", "")).startswith("torch.")
