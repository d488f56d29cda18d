"""Methods of nn.Module that a text class writes anew, and which those who use a network call."""

from __future__ import annotations

from builder.errors import SourceError
from builder.interpreter.values import Class
from builder.sentences import say
from builder.symbols.values import ModuleSymbol
from builder.word_list import words

METHODS_AS_TEXT = frozenset({"train", "eval"})
"""A class that is kept as text has them, as one that keeps its norms out of training."""
METHODS_NOWHERE = frozenset(
    words(
        """
        __call__ parameters named_parameters buffers named_buffers modules named_modules children named_children
        state_dict requires_grad_
        """
    )
)
"""No object here has them."""


def require_methods(module: ModuleSymbol, others: frozenset[str]) -> None:
    """Refuse a class that writes others of them.

    Raises:
        SourceError: it does.
    """
    classes = [cls for cls in module.cls.mro if isinstance(cls, Class)] if isinstance(module.cls, Class) else []
    found = next((name for cls in classes for name in cls.namespace if name in others), None)
    if found is not None:
        raise SourceError(
            say("symbols.overrides", name=module.cls.name, method=found), *module.place, say("symbols.overrides.hint")
        )
