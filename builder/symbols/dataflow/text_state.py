"""What forwards read of modules that are kept as text: their own forwards, which nobody runs here, may change it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from builder.interpreter.failures import Refusal
from builder.interpreter.values import Class, Function
from builder.sentences import say
from builder.symbols.dataflow.recorder import Recorder
from builder.symbols.values import ModuleSymbol, walk
from builder.syntax import walk_nodes
from builder.word_list import words

if TYPE_CHECKING:
    from builder.symbols.modules.text_classes import TextClasses

CHANGING = frozenset(
    words(
        """
        append appendleft extend insert pop popleft popitem remove clear update setdefault add discard sort reverse
        setattr delattr train eval requires_grad_ add_module register_module register_buffer register_parameter
        """
    )
)
"""Methods and functions that change what an object holds."""


def require_steady(texts: TextClasses | None, recorder: Recorder) -> None:
    """Refuse a forward that reads plain attributes which a class that is kept as text may change as it runs.

    Raises:
        Refusal: it does.
    """
    if texts is None or recorder.module is None or not recorder.reads:
        return
    inside = [inner for _, inner in walk(recorder.module) if inner is not recorder.module]
    kept = [inner for inner in inside if inner.flow is None and texts.is_kept(inner) and _changes(inner)]
    changing = {id(one) for module in kept for _, one in walk(module)}
    name = next((name for owner, name in recorder.reads if id(owner) in changing), None)
    if name is not None:
        raise Refusal(say("symbols.state", name=name), say("symbols.state.hint"))


def _changes(module: ModuleSymbol) -> bool:
    """Tell whether methods of a class set attributes or items, or call what changes lists and tables."""
    classes = [cls for cls in module.cls.mro if isinstance(cls, Class)] if isinstance(module.cls, Class) else []
    methods = [(name, one) for cls in classes for name, one in cls.namespace.items() if isinstance(one, Function)]
    return any(_is_change(node) for name, one in methods if name != "__init__" for node in walk_nodes(one.node))


def _is_change(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute | ast.Subscript):
        return not isinstance(node.ctx, ast.Load)
    called = node.func if isinstance(node, ast.Call) else None
    return getattr(called, "attr", getattr(called, "id", None)) in CHANGING
