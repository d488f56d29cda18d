"""How a live module of an own class is printed: its class name, and what stands between the brackets."""

from __future__ import annotations

from torch import nn

from builder.document.names import printed_class_fault
from builder.document.validation import MAX_REPR


def printed(module: nn.Module) -> tuple[str, str] | None:
    """Return the class name and the `extra_repr` with which a module is printed; None where no block can have it.

    A `__repr__` of its own that prints the name and a text in brackets, as classes without children often have, does
    what an `extra_repr` does.
    """
    name = str(module._get_name())  # type: ignore[no-untyped-call]
    shown = module.extra_repr()
    whole = "" if any(module.children()) else repr(module)
    if whole != f"{name}({shown})" and whole.endswith(")") and "\n" not in whole:
        name, _, shown = whole[:-1].partition("(")
    if printed_class_fault(name) is not None:
        return None
    return name, shown if len(shown) <= MAX_REPR else ""
