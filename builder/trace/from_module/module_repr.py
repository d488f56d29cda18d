"""How a live module of an own class is printed: its class name, and what stands between the brackets."""

from __future__ import annotations

from torch import nn

from builder.document.names import printed_class_fault
from builder.document.validation import MAX_REPR


def printed_text(module: nn.Module) -> tuple[str, str] | None:
    """Return the class name and the `extra_repr` with which a module is printed; None where no block can have it.

    A `__repr__` of its own that prints the name and a text in brackets, as classes without children often have, does
    what an `extra_repr` does.
    """
    name = str(module._get_name())  # type: ignore[no-untyped-call]
    shown = module.extra_repr()
    if _prints_itself(module) and own_repr(module) is None:
        name, _, shown = repr(module)[:-1].partition("(")
    if printed_class_fault(name) is not None:
        return None
    return name, shown if len(shown) <= MAX_REPR else ""


def own_repr(module: nn.Module) -> str | None:
    """Return how a module is printed that has a `__repr__` which no `extra_repr` stands for, or prints its mode."""
    if not _prints_itself(module):
        return None if extra_reprs(module) is None else repr(module)
    whole = repr(module)
    is_short = not any(module.children()) and "\n" not in whole and whole.endswith(")") and "(" in whole
    return None if is_short else whole


def extra_reprs(module: nn.Module) -> tuple[str, str] | None:
    """Return what stands in the brackets in evaluation and in training; None where it is the same, as of a block."""
    if str(type(module).extra_repr.__module__).startswith("torch."):
        return None
    mode, shown = module.training, list[str]()
    try:
        for training in (False, True):
            module.training = training
            shown.append(module.extra_repr())
    finally:
        module.training = mode
    return None if shown[0] == shown[1] else (shown[0], shown[1])


def _prints_itself(module: nn.Module) -> bool:
    home = next(cls for cls in type(module).__mro__ if "__repr__" in vars(cls))
    return not home.__module__.startswith("torch.")
