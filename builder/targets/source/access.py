"""Expressions that access a block of a network: `net.body[0]`, and a loop for the copies of a repeat."""

from __future__ import annotations

from typing import NamedTuple

from builder.document.blocks import Block, Repeat
from builder.document.tree import Place
from builder.targets.access import class_of, position, step
from builder.targets.literals import string
from builder.targets.source.identifiers import Namer
from builder.targets.source.layout import WIDTH, Expression, Page, call, columns, text

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
                steps.append(_step(parent, place))
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
                page.put(_looked_up(variable, one), indent, f"{variable} = ")
            else:
                page.line(f"{variable} = {variable}{one}", indent)
        return variable


def _looked_up(variable: str, one: str) -> Expression:
    """Return a call for a step with a long name, which may be broken after its bracket."""
    if one.startswith(".get_"):
        method, _, key = one[1:-1].partition("(")
        return call(f"{variable}.{method}", [text(key)])
    if one.startswith("["):
        return call(f"{variable}.get_submodule", [text(one[1:-1])])
    return call("getattr", [text(variable), text(string(one[1:]))])


def _step(parent: Block, place: Place) -> str:
    kind = class_of(parent)
    index = position(parent, place.index, place.block)
    written = step(kind, place.name, index, place.block)
    return f"[{index}]" if columns(written) > _LONG and kind in ("Sequential", "ModuleList") else written
