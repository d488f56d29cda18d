"""Containers without a forward of their own: `nn.ModuleList` and `nn.ModuleDict`.

Torch calls none of them: the class around one does, child by child. So one stands in a graph, which calls its children
by `shared` blocks; or the holder itself is wired, and the graph runs all its children in turn. One inside another runs
in turn with it. Anywhere else nothing can flow through it.
"""

from __future__ import annotations

from typing import TypeGuard

from builder.document.blocks import Block, Graph, Parallel, Repeat, Sequential, TensorBlock
from builder.document.names import attribute_fault, key_fault
from builder.errors import DocumentError
from builder.sentences import say

# Torch's `add_module` refuses a name that the container has as a method.
_DICT_MEMBERS = frozenset({"clear", "items", "keys", "pop", "update", "values"})


def is_holder(block: Block) -> TypeGuard[Sequential | Repeat]:
    """Tell whether a block has no forward of its own."""
    return isinstance(block, Sequential | Repeat) and block.holder != "Sequential"


def name_fault(parent: Block, child: Block, index: int, name: str) -> str | None:
    """Say why the child at `index` cannot be called `name`, or return None where it can.

    A module of a graph may be called by a number, as `add_module("0", module)` does; a tensor is read as `self.name`.
    """
    if isinstance(parent, Graph) and is_counted(name) and not isinstance(child, TensorBlock):
        return None
    if isinstance(parent, Parallel | Graph):
        return attribute_fault(name)
    if isinstance(parent, Sequential) and parent.holder == "ModuleList":
        return None if name == str(index) else say("document.holder.numbers", name=name)
    if isinstance(parent, Sequential) and parent.holder == "ModuleDict" and name in _DICT_MEMBERS:
        return say("document.holder.member", name=name)
    return key_fault(name)


def is_counted(name: str) -> bool:
    """Tell whether a name is a number, as of modules that a class adds by `add_module(str(i), module)`."""
    return name.isascii() and name.isdecimal() and len(name) < 6


def check_holder(block: Sequential | Repeat) -> None:
    """Check what stands in a sequential beside its children.

    Raises:
        DocumentError: copies are named where they are numbered, or a class without a name shows something.
    """
    if isinstance(block, Repeat):
        if block.holder == "ModuleList" and block.names != "{i}":
            raise DocumentError(say("document.holder.copies"), "names", say("document.holder.copies.hint", i="{i}"))
    elif block.extra_repr and block.class_name is None:
        raise DocumentError(say("document.extra-repr.class"), "extra_repr", say("document.extra-repr.class.hint"))
