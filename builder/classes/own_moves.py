"""Methods with which a class written as text moves, converts or saves its tensors itself.

The live object has those of `nn.Module` in their place, so whoever tells what moves says that these are not followed.
"""

from __future__ import annotations

import ast

from builder.classes.text import read_text
from builder.document.blocks import Document

_METHODS = frozenset(
    (
        *("_apply", "to", "cuda", "cpu", "half", "float", "double", "bfloat16", "type"),
        *("load_state_dict", "_save_to_state_dict", "_load_from_state_dict", "get_extra_state", "set_extra_state"),
    )
)


def own_moves(document: Document) -> list[str]:
    """Return the names of such methods in the texts of a document: `Net.to`."""
    return [
        f"{cls.name}.{method.name}"
        for definition in document.definitions
        if definition.source is not None
        for cls in read_text(definition.source).tree.body
        if isinstance(cls, ast.ClassDef)
        for method in cls.body
        if isinstance(method, ast.FunctionDef) and method.name in _METHODS
    ]
