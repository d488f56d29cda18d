"""How one reaches a block of a network in Python: `net.body[0]`, and a loop for the copies of a repeat."""

from __future__ import annotations

from typing import NamedTuple

from builder.document.blocks import Block, Graph, Parallel, Repeat, Sequential, Written
from builder.document.holders import is_counted
from builder.document.tree import Place
from builder.targets.source.emitter import is_keyword
from builder.targets.source.identifiers import Namer
from builder.targets.source.layout import WIDTH, Page, call, columns, text
from builder.targets.source.literals import string

_LONG = 40
"""Characters of a name from which on it is looked up by a call, which can be broken over lines."""


class Reach(NamedTuple):
    """Loops to go through, each a variable and what it runs over, and then the steps from a variable."""

    loops: tuple[tuple[str, tuple[str, ...]], ...]
    steps: tuple[str, ...]

    @property
    def expression(self) -> str:
        """Write the steps one after the other."""
        return "".join(self.steps)


class Access:
    """Writes access paths from `net` down."""

    def __init__(self, found: dict[str, Place], names: Namer) -> None:
        """Take the places of all blocks, and what gives names to loop variables."""
        self.found = found
        self.names = names

    def reach(self, id: str, inside: dict[str, str] | None = None) -> Reach:
        """Return how to reach all copies of a block; `inside` names the loop variables of repeats around us."""
        inside = {} if inside is None else inside
        steps: list[str] = []
        here = self.found[id]
        above: list[Place] = []
        while here.parent is not None and here.parent not in inside:
            above.append(here)
            here = self.found[here.parent]
        if here.parent is not None:
            steps.append(inside[here.parent])
        else:
            steps.append("net")
        loops = []
        for place in reversed(above):
            parent = self.found[place.parent or ""].block
            if isinstance(parent, Repeat) and parent.count > 1:
                variable = self.names.name("block")
                values = (".values()",) if parent.holder == "ModuleDict" else ()  # its iteration gives the keys
                loops.append((variable, (*steps, *values)))
                inside[parent.id] = variable
                steps = [variable]
            else:
                steps.append(_step(parent, place.name, place.index))
        return Reach(tuple(loops), tuple(steps))

    def put_loops(self, page: Page, reach: Reach, indent: int) -> int:
        """Write the loops and return the indentation inside them."""
        for variable, steps in reach.loops:
            over = self.short(page, steps, indent, len(f"for {variable} in :"))
            page.line(f"for {variable} in {over}:", indent)
            indent += 4
        return indent

    def short(self, page: Page, steps: tuple[str, ...], indent: int, around: int) -> str:
        """Return an expression that fits on a line beside `around` characters, walking there first where it must."""
        expression = "".join(steps)
        if indent + around + columns(expression) <= WIDTH:
            return expression
        variable = self.names.name("here")
        page.line(f"{variable} = {steps[0]}", indent)
        for step in steps[1:]:
            if columns(step) > _LONG:
                found = call(f"{variable}.get_submodule", [text(string(step.removeprefix(".")))])
                page.put(found, indent, f"{variable} = ")
            else:
                page.line(f"{variable} = {variable}{step}", indent)
        return variable


def tensor_steps(name: str) -> tuple[str, ...]:
    """Return the steps to a tensor inside a layer.

    >>> tensor_steps("layers.0.linear1.weight")
    ('.layers', '[0]', '.linear1', '.weight')
    """
    return tuple(f"[{part}]" if part.isdecimal() else f".{part}" for part in name.split("."))


def _step(parent: Block, name: str, index: int) -> str:
    if isinstance(parent, Sequential | Repeat) and parent.holder == "ModuleDict":
        return f"[{string(name)}]"
    if isinstance(parent, Graph) and is_counted(name):
        return f".get_submodule({string(name)})"
    is_attribute = isinstance(parent, Parallel | Graph) or (isinstance(parent, Written) and not name.isdecimal())
    return f".{name}" if is_attribute or (is_keyword(name) and len(name) <= _LONG) else f"[{index}]"
