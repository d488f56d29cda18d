"""Expressions by which Python accesses what is inside a module: `net.body[0].weight`."""

from __future__ import annotations

import unicodedata
from itertools import takewhile
from keyword import iskeyword

from builder.document.blocks import Block, Repeat, Sequential, TensorBlock, Written
from builder.document.tree import Place
from builder.targets.literals import string


def is_attribute(name: str) -> bool:
    """Tell whether one can write `module.name`; Python reads any other form of a letter as its NFKC form."""
    return name.isidentifier() and not iskeyword(name) and unicodedata.normalize("NFKC", name) == name


def class_of(parent: Block) -> str | None:
    """Return the class that decides how children of a block are reached; None where each is an attribute."""
    if isinstance(parent, Written):
        return parent.class_name
    return parent.holder if isinstance(parent, Sequential | Repeat) else None


def role_of(child: Block) -> str:
    """Return what a block is of its parent: a `submodule`, a `parameter` or a `buffer`."""
    return child.role if isinstance(child, TensorBlock) else "submodule"


def step(parent: str | None, name: str, index: int, role: str = "submodule") -> str:
    """Return what one types after a module of the class `parent` to reach its child at `index`, of a `role` in it.

    >>> step("Sequential", "2", 2), step("Sequential", "conv", 0), step("ModuleDict", "conv", 0)
    ('[2]', '.conv', '["conv"]')
    >>> step(None, "0", 0), step(None, "block 0", 0)
    ('.get_submodule("0")', '.get_submodule("block 0")')
    >>> step("ParameterDict", "a", 0, "parameter"), step(None, "a b", 0, "parameter")
    ('["a"]', '.get_parameter("a b")')
    """
    is_module = role == "submodule"
    if parent == ("ModuleDict" if is_module else "ParameterDict"):
        return f"[{string(name)}]"
    if is_attribute(name):
        return f".{name}"
    if (parent in ("Sequential", "ModuleList") and is_module) or (parent == "ParameterList" and name == str(index)):
        return f"[{index}]"
    return f".get_{role}({string(name)})"


def position(parent: Block, index: int, child: Block) -> int:
    """Return the position of a child among the modules, or the tensors, of its parent, which may hold both.

    Args:
        parent: a container.
        index: among all children, tensors included.
        child: the one at this index.
    """
    if not isinstance(parent, Written) or isinstance(child, TensorBlock):  # whose tensors stand before its modules
        return index
    return index - sum(1 for _ in takewhile(lambda one: isinstance(one, TensorBlock), parent.nodes))


def child_step(parent: Block, name: str, index: int, child: Block) -> str:
    """Return what one types after a block to reach its child at `index`, called `name` there.

    Args:
        parent: the block whose class decides between an attribute and an index.
        name: the child's key in its parent, one part of a module path.
        index: among all children of the parent, tensors included.
        child: a module, or a tensor that stands in a graph.
    """
    return step(class_of(parent), name, position(parent, index, child), role_of(child))


def access(places: dict[str, Place], id: str) -> str:
    """Return what one types to reach a block from `net`, that in the first copy of a repeat.

    Args:
        places: where each block stands, by its id, as `all_places` returns it.
        id: of the block, not its path.
    """
    place = places[id]
    if place.parent is None:
        return "net"
    parent = places[place.parent].block
    return access(places, place.parent) + child_step(parent, place.name, place.index, place.block)


def tensor_steps(name: str) -> tuple[str, ...]:
    """Return the steps to a tensor inside a layer, whose lists alone have numbers for names.

    >>> tensor_steps("layers.0.linear1.weight")
    ('.layers', '[0]', '.linear1', '.weight')

    Args:
        name: the tensor's key in the `state_dict` of its layer alone.
    """
    return tuple(f"[{part}]" if part.isdecimal() else f".{part}" for part in name.split("."))
