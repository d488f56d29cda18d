"""Expressions that access a block of a network: `net.body[0]`, and a loop for the copies of a repeat."""

from __future__ import annotations

from typing import NamedTuple

from builder.document.blocks import Block, Repeat
from builder.document.tree import Place
from builder.targets.access import class_of, step
from builder.targets.literals import string
from builder.targets.source.identifiers import Namer
from builder.targets.source.layout import WIDTH, Page, call, columns, text

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
        for one in steps[1:]:
            if columns(one) > _LONG:
                key = one[1:-1] if one.startswith("[") else string(one.removeprefix("."))
                page.put(call(f"{variable}.get_submodule", [text(key)]), indent, f"{variable} = ")
            else:
                page.line(f"{variable} = {variable}{one}", indent)
        return variable


def _step(parent: Block, name: str, index: int) -> str:
    kind = class_of(parent)
    written = step(kind, name, index)
    return f"[{index}]" if columns(written) > _LONG and kind in ("Sequential", "ModuleList") else written
