"""How a forward runs the children of an `nn.ModuleList` or `nn.ModuleDict` in turn, and how it names one of them."""

from __future__ import annotations

from typing import Protocol

from builder.document.blocks import Block, Graph, Parallel, Repeat, Sequential
from builder.document.classes import turns
from builder.document.holders import is_holder
from builder.document.tree import child_name, children, copy_name
from builder.targets.source.layout import Page
from builder.targets.source.literals import string
from builder.targets.source.reading import is_keyword


class Loops(Protocol):
    """Gives the variables of loops their names."""

    def loop_variable(self, wish: str) -> str:
        """Return a name for the variable of a loop."""


def put_turns(page: Page, loops: Loops, way: tuple[str, Block], variable: str, indent: int) -> None:
    """Write the loop that lets `variable` run through all children of a holder, which `way` writes and is."""
    written, block = way
    assert is_holder(block)
    kids = _entries(block)
    inside = [turns(kid) for _, kid in kids]
    if all(each == inside[0] for each in inside):
        one = loops.loop_variable(_one_of(written))
        over = f"{written}.values()" if block.holder == "ModuleDict" else written
        page.line(f"for {one} in {over}:", indent)
        if kids and inside[0] is not None:
            put_turns(page, loops, (one, kids[0][1]), variable, indent + 4)
        else:
            page.line(f"{variable} = {one}({variable})", indent + 4)
        return
    for i, (name, kid) in enumerate(kids):
        child = written + step_to(block, i, name)
        if is_holder(kid):
            put_turns(page, loops, (child, kid), variable, indent)
        else:
            page.line(f"{variable} = {child}({variable})", indent)


def step_to(parent: Block, index: int, name: str) -> str:
    """Write the step from a module to its child.

    >>> step_to(Sequential(id="s", holder="ModuleDict"), 0, "conv")
    '["conv"]'
    """
    if isinstance(parent, Sequential | Repeat) and parent.holder == "ModuleDict":
        return f"[{string(name)}]"
    if name == str(index) and not isinstance(parent, Parallel | Graph):
        return f"[{index}]"
    return f".{name}" if is_keyword(name) else f".get_submodule({string(name)})"


def _entries(block: Sequential | Repeat) -> list[tuple[str, Block]]:
    if isinstance(block, Repeat):
        return [(copy_name(block, i), block.child) for i in range(block.count)]
    return [(child_name(block, i, kid), kid) for i, kid in enumerate(children(block))]


_PLURAL = {"layers": "layer", "blocks": "block", "stages": "stage", "branches": "branch", "h": "block"}


def _one_of(written: str) -> str:
    """Name one of a list: a layer of `self.layers`."""
    name = written.rpartition(".")[2]
    if name in _PLURAL:
        return _PLURAL[name]
    plural = name.isidentifier() and len(name) > 3 and name.endswith("s") and not name.endswith("ss")
    return name[:-1] if plural else "layer"
