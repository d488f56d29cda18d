"""The forward of a graph's class, as a person writes it: a statement for each step, short chains in one.

The steps run in the order in which the live network runs them, since some draw random numbers and some work in place.
So a value is written inside the step that takes it only where nothing else happens in between.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.catalogue.functions.call_layout import reads_twice
from builder.catalogue.functions.kinds import FUNCTIONS
from builder.document.blocks import Block, Function, Graph, Shared, TensorBlock
from builder.document.graph import call_of
from builder.document.holders import is_counted, is_holder
from builder.document.numbers import repeats
from builder.errors import DocumentError
from builder.network.wire import Wire
from builder.sentences import say
from builder.targets.literals import plain, string
from builder.targets.source.call_text import parse
from builder.targets.source.calls import call_text, precedence
from builder.targets.source.layout import WIDTH, Page, Text, call, columns, sequence, text
from builder.targets.source.locals import is_told, one_of
from builder.targets.source.loops import Loop, NoLoop, find_loops
from builder.targets.source.own import LONG
from builder.targets.source.parts import Shape, Way
from builder.targets.source.turns import put_turns, step_to
from builder.targets.source.variables import Steps, Value, Variables

_CALLS = 3
"""Calls that are written inside each other."""
_LONG_TENSOR = 25
"""Columns of a tensor's name from which on it is not written inside an expression."""
_PRIMARY = 20


def put_wiring(page: Page, graph: Graph, counts: dict[str, int]) -> None:
    """Write the forward of a graph; `counts` says of nodes how many parts they return."""
    steps = Steps(graph)
    forward = _Forward(steps, counts, find_loops(steps))
    try:
        forward.write()
    except NoLoop:
        forward = _Forward(steps, counts, ())
        forward.write()
    page.put(call("def forward", [text(name) for name in ("self", *forward.locals.inputs)]), 4, suffix=":")
    page.lines.extend(forward.page.lines)


class _Forward(Variables):
    def __init__(self, steps: Steps, counts: dict[str, int], loops: Sequence[Loop]) -> None:
        super().__init__(steps, counts, frozenset(name for loop in loops for name in loop.again))
        self.page = Page()
        self.indent = 8
        self.starts = {loop.turns[0][0]: loop for loop in loops}
        self.gone = {name for loop in loops for turn in loop.turns for name in turn}
        self.copied: set[str] = set()
        self.items: dict[tuple[str, ...], str] = {}
        """The variables of the loops around, by the way to the lists that they run over."""
        self.looked_up: dict[str, str] = {}
        self.pending: list[Value] = []

    def write(self) -> None:
        """Write all statements.

        Raises:
            NoLoop: a loop cannot be written with the variables that there are.
        """
        for name in self.order:
            if name in self.starts:
                self.loop(self.starts[name])
            elif name not in self.gone:
                self.step(name)
        self.give_back()

    def loop(self, loop: Loop) -> None:
        """Write steps that do the same for each child of a list as one loop over it."""
        self.name_pending()
        body = loop.turns[0]
        before = dict(self.variables)
        for wire, at in loop.carried:
            self.forced[body[at]] = self.entered(wire, body)
        self.put_head(loop)
        self.indent += 4
        for name in body:
            self.step(name)
        self.name_pending()
        self.indent -= 4
        self.items.clear()
        self.copied.clear()
        for name in loop.again:
            for wire in self.wires[name]:
                self.left[wire.source] -= 1
        for wire, at in loop.carried:
            self.variables[loop.turns[-1][at]] = self.forced.pop(body[at])
            if wire.source in before and self.left[wire.source]:
                self.variables[wire.source] = before[wire.source]

    def entered(self, wire: Wire, body: tuple[str, ...]) -> str:
        """Return the variable that goes through a loop, which begins as a value from outside.

        Raises:
            NoLoop: the value is a part of what a step returns, or is in no variable.
        """
        inside = sum(one.source == wire.source for name in body for one in self.wires[name])
        known = self.variables.get(wire.source)
        if known in self.flowing and not wire.output and self.left[wire.source] == inside:
            return str(known)
        if wire.output or known is None:
            raise NoLoop
        variable = self.begun("") or self.locals.name("h")
        self.page.line(f"{variable} = {known}", self.indent)
        self.variables[wire.source] = variable
        self.copied.add(wire.source)
        return variable

    def put_head(self, loop: Loop) -> None:
        """Write `for layer in self.layers:`, or over several lists side by side.

        Raises:
            NoLoop: two of the lists would have the same loop variable.
        """
        written = []
        for way in loop.lists:
            expression, block = self.at(way)
            values = ".values()" if getattr(block, "holder", "") == "ModuleDict" else ""
            written.append(expression + values)
            self.items[way] = self.locals.loop_variable(one_of(expression))
        if len(set(self.items.values())) < len(self.items):
            raise NoLoop
        variables = ", ".join(self.items.values())
        over = text(written[0]) if len(written) == 1 else call("zip", list(map(text, written)))
        self.page.put(over, self.indent, f"for {variables} in ", ":")

    def step(self, name: str) -> None:
        """Work one node out from what is pending and what has a name."""
        if not isinstance(self.nodes[name], Function) and is_holder(self.reached(name)[1]):
            self.run_in_turn(name)
            return
        taken = self.taken(name)
        inside = self.pending[len(self.pending) - taken :]
        made = self.value(name, {one.node: one for one in inside})
        if inside and columns(made.text) > self.room(name):
            self.name_pending()
            inside, made = [], self.value(name, {})
        del self.pending[len(self.pending) - len(inside) :]
        self.pending.append(made)
        if not self.may_wait(made):
            self.name_pending()

    def run_in_turn(self, name: str) -> None:
        """Write the loop over the children of a holder; what runs through them goes on in one variable.

        Raises:
            DocumentError: the holder has no wire, or several.
        """
        self.name_pending()
        if len(self.wires[name]) != 1:
            raise DocumentError(
                say("targets.source.chain", count=len(self.wires[name])),
                name,
                say("targets.source.chain.hint"),
            )
        (wire,) = self.wires[name]
        self.left[wire.source] -= 1
        made = Value(name, "", (wire.source,), 1, 1)
        going_on = None if wire.output else self.going_on(made)
        variable = self.forced.get(name) or going_on or self.begun(self.locals.of[name])
        if variable != self.named(wire):
            self.page.line(f"{variable} = {self.named(wire)}", self.indent)
        self.variables[name] = variable
        put_turns(self.page, self.locals, self.reached(name), variable, self.indent)

    def taken(self, name: str) -> int:
        """Return how many of the pending values, from the last, go into the node's expression; name the others."""
        waiting = [one.node for one in self.pending]
        wanted = [wire.source for wire in self.wires[name] if wire.source in waiting]
        if wanted and (self.is_read_twice(name) or waiting[len(waiting) - len(wanted) :] != wanted):
            self.name_pending()
            return 0
        return len(wanted)

    def is_read_twice(self, name: str) -> bool:
        """Tell whether what flows into a node had better be in variables, since its text repeats or reorders it."""
        node = self.nodes[name]
        if not isinstance(node, Function):
            return False
        named = [wire.source for wire in self.wires[name] if wire.keyword is not None]
        waiting = {one.node: one.text for one in self.pending}
        if any("(" in waiting[source] for source in named if source in waiting) or repeats(node.args):
            return bool(named)
        tensors = [wire.source for wire in self.wires[name] if wire.keyword is None]
        return reads_twice(FUNCTIONS[node.kind], node.args, len(tensors)) and not waiting.keys().isdisjoint(tensors)

    def value(self, name: str, inside: dict[str, Value]) -> Value:
        """Write what a node does to its operands, those that are `inside` written out."""
        operands: list[str] = []
        numbers: dict[str, str] = {}
        reads: list[str] = []
        modules = depth = 0
        node = self.nodes[name]
        for wire in self.wires[name]:
            if wire.source in inside:
                one = inside[wire.source]
                written = _subscripts(one.text, wire.output)
                reads.extend(one.reads)
                modules, depth = modules + one.modules, max(depth, one.depth)
            else:
                written = self.named(wire)
                reads.append(wire.source)
            if wire.keyword is not None and isinstance(node, Function):
                numbers[wire.keyword] = written
            else:
                operands.append(written)
        if isinstance(node, Function):
            made = call_text(node.kind, node.args, operands, numbers=numbers)
            return Value(name, made, tuple(reads), modules, depth + 1)
        pairs = zip(self.wires[name], operands, strict=True)
        items = [x if wire.keyword is None else f"{wire.keyword}={x}" for wire, x in pairs]
        items += [f"{key}={plain(value)}" for key, value in call_of(node).items()]
        return Value(name, f"{self.module(name)}({', '.join(items)})", tuple(reads), modules + 1, depth + 1)

    def named(self, wire: Wire) -> str:
        """Write a value that has a name, or a part of one."""
        node = self.nodes.get(wire.source)
        if isinstance(node, TensorBlock):
            kind = "parameter" if node.role == "parameter" else "buffer"
            base = self.attribute(wire.source, _LONG_TENSOR, f"get_{kind}")
            return _subscripts(base, wire.output)
        for length in range(len(wire.output), 0, -1):
            if wire.output[:length] in self.parts.get(wire.source, {}):
                return _subscripts(self.parts[wire.source][wire.output[:length]], wire.output[length:])
        return _subscripts(self.variables[wire.source], wire.output)

    def module(self, name: str) -> str:
        """Write the module that a node calls."""
        return self.reached(name)[0]

    def reached(self, name: str) -> tuple[str, Block]:
        """Return how a module that a node calls is written, and its block."""
        written, block = self.at(self.callee(name))
        if isinstance(block, Shared) and block.of in self.steps.ways:
            block = self.steps.blocks(self.steps.ways[block.of])[-1]
        return written, block

    def at(self, way: tuple[str, ...]) -> tuple[str, Block]:
        """Return how the module at a way is written, and its block; in a loop it begins with what that runs over."""
        blocks = self.steps.blocks(way)
        depth = next((d for d in range(1, len(way)) if way[:d] in self.items), 0)
        written = self.items[way[:depth]] if depth else self.attribute(way[0], LONG, "get_submodule")
        for i in range(depth + 1, len(way)):
            written += step_to(blocks[i - 1], way[i])
        return written, blocks[-1]

    def attribute(self, name: str, long: int, getter: str) -> str:
        """Write `self.name`; one with a long name is looked up and put into a variable first."""
        if is_counted(name):
            return f"self.{getter}({string(name)})"
        if columns(name) <= long:
            return f"self.{name}"
        if name not in self.looked_up:
            self.looked_up[name] = self.locals.name(name)
            self.page.put(call(f"self.{getter}", [text(string(name))]), self.indent, f"{self.looked_up[name]} = ")
        return self.looked_up[name]

    def room(self, name: str) -> int:
        """Return the columns that are left for the value of a node, whatever it will be called."""
        known = (self.locals.of[name], *self.locals.inputs, "return")
        return WIDTH - self.indent - max(map(columns, known)) - len(" = ")

    def may_wait(self, made: Value) -> bool:
        """Tell whether a value may wait for the node that takes it, instead of getting a name at once."""
        if self.is_returned(made.node):
            return columns(made.text) <= self.room(made.node)
        if self.left.get(made.node) != 1 or made.node in self.forced or self.apart(made.node) is not None:
            return False
        return made.depth < _CALLS and not is_told(made.node, self.nodes[made.node]) and len(made.text) < WIDTH // 2

    def name_pending(self) -> None:
        """Give names to all values that are pending, in the order in which they were worked out."""
        for made in self.pending:
            self.assign(made)
        self.pending.clear()

    def assign(self, made: Value) -> None:
        for name in made.reads:
            self.left[name] -= 1
        shape = self.apart(made.node)
        if shape is not None and self.unpack(made, shape):
            return
        if not self.left.get(made.node):
            is_statement = precedence(made.text) == _PRIMARY and made.text.endswith(")")
            self.put(made.text, "" if is_statement else "_ = ")
            return
        variable = self.variable(made)
        if made.node in self.forced and self.is_needed(variable):
            raise NoLoop
        self.variables[made.node] = variable
        self.put(made.text, f"{variable} = ")

    def is_needed(self, variable: str) -> bool:
        """Tell whether a loop's variable holds another value that is still to be read; at first it holds a copy."""
        holding = [name for name, other in self.variables.items() if other == variable and name not in self.copied]
        return any(self.left.get(name) for name in holding)

    def put(self, source: str, prefix: str) -> None:
        if self.indent + columns(prefix) + columns(source) <= WIDTH:
            self.page.line(prefix + source, self.indent)
            return
        written = parse(source)
        if isinstance(written, Text):
            self.page.line(f"{prefix}(", self.indent)
            self.page.line(source, self.indent + 4)
            self.page.line(")", self.indent)
        else:
            self.page.put(written, self.indent, prefix)

    def unpack(self, made: Value, shape: Shape) -> bool:
        """Write `output, (hidden, cell) = ...` where that has room."""
        ways = set(self.ways[made.node])
        names: dict[Way, str] = {}
        left = self.unpacked(made, shape, (), ways, names)
        line = f"{left} = {made.text}"
        if self.indent + columns(line) > WIDTH:
            return False
        self.parts[made.node] = names
        self.page.line(line, self.indent)
        return True

    def unpacked(self, made: Value, shape: Shape, way: Way, ways: set[Way], names: dict[Way, str]) -> str:
        written = []
        for i, part in enumerate(shape):
            here = (*way, i)
            if not any(one[: len(here)] == here for one in ways):
                written.append("_")
            elif isinstance(part, str) or here in ways:
                names[here] = self.part(made, part if isinstance(part, str) else "parts", here)
                written.append(names[here])
            else:
                written.append(f"({self.unpacked(made, part, here, ways, names)})")
        return ", ".join(written)

    def give_back(self) -> None:
        """Write the return."""
        if len(self.pending) == 1 and self.outputs == (Wire(self.pending[0].node),):
            self.put(self.pending.pop().text, "return ")
            return
        self.name_pending()
        written = [self.named(wire) for wire in self.outputs]
        line = f"return {', '.join(written)}"
        if self.indent + columns(line) <= WIDTH:
            self.page.line(line, self.indent)
        else:
            self.page.put(sequence("(", [text(one) for one in written], ")"), self.indent, "return ")


def _subscripts(base: str, way: Way) -> str:
    if not way:
        return base
    return (base if precedence(base) == _PRIMARY else f"({base})") + "".join(f"[{i}]" for i in way)
