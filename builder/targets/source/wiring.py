"""The forward of a graph's class, as a person writes it: a statement for each step, short chains in one.

The steps run in the order in which the live network runs them, since some draw random numbers and some work in place.
So a value is written inside the step that takes it only where nothing else happens in between.
"""

from __future__ import annotations

from typing import NamedTuple

from builder.document.blocks import Block, Function, Graph, Parallel, Sequential, Shared, TensorBlock
from builder.document.graph import Source, call_of, nodes_by_name, parse_source, running_order
from builder.document.holders import is_counted, is_holder
from builder.document.tree import callee, child_name, children, is_call, is_held
from builder.functions.catalogue import FUNCTIONS
from builder.functions.spelling import reads_twice
from builder.targets.source.calls import binding, call_text
from builder.targets.source.layout import WIDTH, Page, Text, call, columns, sequence, text
from builder.targets.source.literals import plain, string
from builder.targets.source.locals import FLOWING, Locals, is_told
from builder.targets.source.own import LONG
from builder.targets.source.parsed import parsed
from builder.targets.source.parts import Shape, Way, parts_of
from builder.targets.source.turns import put_turns, step_to

_INDENT = 8
_CALLS = 3
"""Calls that are written inside each other."""
_LONG_TENSOR = 25
"""Columns of a tensor's name from which on it is not written inside an expression."""
_PRIMARY = 20


class Value(NamedTuple):
    """A value that is worked out and has no name yet.

    `reads` are the named values in its text, `modules` counts the modules that it calls, `depth` how deep.
    """

    node: str
    text: str
    reads: tuple[str, ...]
    modules: int
    depth: int


def put_wiring(page: Page, graph: Graph, counts: dict[str, int]) -> None:
    """Write the forward of a graph; `counts` says of nodes how many parts they return."""
    forward = _Forward(graph, counts)
    page.put(call("def forward", [text(name) for name in ("self", *forward.locals.inputs)]), 4, suffix=":")
    forward.write(page)


def _sources(texts: tuple[str, ...]) -> list[Source]:
    return [source for source in map(parse_source, texts) if source is not None]


def _is_named(source: Source) -> bool:
    return source.keyword is not None


class _Forward:
    def __init__(self, graph: Graph, counts: dict[str, int]) -> None:
        self.graph = graph
        self.counts = counts
        self.page = Page()
        self.nodes = nodes_by_name(graph)
        self.order = [name for name in running_order(graph).runs if self.runs(name)]
        # Python takes what is given by name after all others.
        self.wires = {name: sorted(_sources(graph.wires.get(name, ())), key=_is_named) for name in self.order}
        self.outputs = _sources(graph.outputs)
        self.locals = Locals(graph, self.nodes)
        self.ways: dict[str, list[Way]] = {}
        """For each value the ways to its parts, once for each use."""
        for sources in (*self.wires.values(), self.outputs):
            for source in sources:
                self.ways.setdefault(source.name, []).append(source.output)
        self.left = {name: len(ways) for name, ways in self.ways.items()}
        self.flowing = (FLOWING & set(self.locals.inputs)) | {self.locals.flow}
        """Variables that may be given another value once theirs has been used up."""
        self.variables: dict[str, str] = {name: self.locals.of[name] for name in graph.inputs}
        self.parts: dict[str, dict[Way, str]] = {}
        self.looked_up: dict[str, str] = {}
        self.pending: list[Value] = []
        self.loops: dict[str, str] = {}

    def write(self, page: Page) -> None:
        """Write all statements."""
        for name in self.order:
            self.step(name)
        self.give_back()
        page.lines.extend(self.page.lines)

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
        """Write the loop over the children of a holder; what runs through them goes on in one variable."""
        self.name_pending()
        (source,) = self.wires[name]
        self.left[source.name] -= 1
        made = Value(name, "", (source.name,), 1, 1)
        going_on = None if source.output else self.going_on(made)
        variable = self.variables[name] = going_on or self.begun(self.locals.of[name])
        if variable != self.named(source):
            self.page.line(f"{variable} = {self.named(source)}", _INDENT)
        put_turns(self.page, self, self.reached(name), variable, _INDENT)

    def loop_variable(self, wish: str) -> str:
        """Return the name of a loop's variable; each loop may have the same again."""
        if wish not in self.loops:
            self.loops[wish] = self.locals.name(wish)
        return self.loops[wish]

    def taken(self, name: str) -> int:
        """Return how many of the pending values, from the last, go into the node's expression; name the others."""
        waiting = [one.node for one in self.pending]
        wanted = [source.name for source in self.wires[name] if source.name in waiting]
        node = self.nodes[name]
        twice = isinstance(node, Function) and reads_twice(FUNCTIONS[node.kind], node.args, len(self.wires[name]))
        if wanted and (twice or waiting[len(waiting) - len(wanted) :] != wanted):
            self.name_pending()
            return 0
        return len(wanted)

    def value(self, name: str, inside: dict[str, Value]) -> Value:
        """Write what a node does to its operands, those that are `inside` written out."""
        operands: list[str] = []
        reads: list[str] = []
        modules = depth = 0
        for source in self.wires[name]:
            if source.name in inside:
                one = inside[source.name]
                operands.append(_indexed(one.text, source.output))
                reads.extend(one.reads)
                modules, depth = modules + one.modules, max(depth, one.depth)
            else:
                operands.append(self.named(source))
                reads.append(source.name)
        node = self.nodes[name]
        if isinstance(node, Function):
            return Value(name, call_text(node.kind, node.args, operands), tuple(reads), modules, depth + 1)
        pairs = zip(self.wires[name], operands, strict=True)
        items = [x if source.keyword is None else f"{source.keyword}={x}" for source, x in pairs]
        items += [f"{key}={plain(value)}" for key, value in call_of(node).items()]
        return Value(name, f"{self.module(name)}({', '.join(items)})", tuple(reads), modules + 1, depth + 1)

    def named(self, source: Source) -> str:
        """Write a value that has a name, or a part of one."""
        node = self.nodes.get(source.name)
        if isinstance(node, TensorBlock):
            kind = "parameter" if node.role == "parameter" else "buffer"
            base = self.attribute(source.name, _LONG_TENSOR, f"get_{kind}")
            return _indexed(base, source.output)
        for length in range(len(source.output), 0, -1):
            if source.output[:length] in self.parts.get(source.name, {}):
                return _indexed(self.parts[source.name][source.output[:length]], source.output[length:])
        return _indexed(self.variables[source.name], source.output)

    def module(self, name: str) -> str:
        """Write the module that a node calls."""
        return self.reached(name)[0]

    def reached(self, name: str) -> tuple[str, Block]:
        """Return how a module that a node calls is written, and its block."""
        first, *steps = self.callee(name)
        written = self.attribute(first, LONG, "get_submodule")
        block = self.nodes[first]
        for step in steps:
            i, kid = next((i, kid) for i, kid in enumerate(children(block)) if _key(block, i, kid) == step)
            written += step_to(block, i, step)
            block = kid
        return written, block

    def runs(self, name: str) -> bool:
        """Tell whether a node is a step of forward: no tensor, and no module that is only kept here."""
        node = self.nodes[name]
        return not isinstance(node, TensorBlock) and not is_held(self.graph, name, node)

    def callee(self, name: str) -> tuple[str, ...]:
        """Return the names that lead to the module that a node calls: its own, or that of another node once more."""
        node = self.nodes[name]
        if isinstance(node, Shared) and is_call(self.graph, node):
            return callee(self.graph, node.of) or (name,)
        return (name,)

    def attribute(self, name: str, long: int, getter: str) -> str:
        """Write `self.name`; one with a long name is looked up and put into a variable first."""
        if is_counted(name):
            return f"self.{getter}({string(name)})"
        if columns(name) <= long:
            return f"self.{name}"
        if name not in self.looked_up:
            self.looked_up[name] = self.locals.name(name)
            self.page.put(call(f"self.{getter}", [text(string(name))]), _INDENT, f"{self.looked_up[name]} = ")
        return self.looked_up[name]

    def room(self, name: str) -> int:
        """Return the columns that are left for the value of a node, whatever it will be called."""
        known = (self.locals.of[name], *self.locals.inputs, "return")
        return WIDTH - _INDENT - max(map(columns, known)) - len(" = ")

    def may_wait(self, made: Value) -> bool:
        """Tell whether a value may wait for the node that takes it, instead of getting a name at once."""
        if self.is_returned(made.node):
            return columns(made.text) <= self.room(made.node)
        if self.left.get(made.node) != 1 or self.apart(made.node) is not None:
            return False
        return made.depth < _CALLS and not is_told(made.node, self.nodes[made.node]) and len(made.text) < WIDTH // 2

    def is_returned(self, name: str) -> bool:
        """Tell whether a value is worked out last and goes out and nowhere else."""
        return self.order[-1] == name and self.outputs == [Source(name, ())] and self.left[name] == 1

    def apart(self, name: str) -> Shape | None:
        """Return the parts that a value is taken apart into when it gets its name, if it is."""
        ways = self.ways.get(name, [])
        if not ways or () in ways:
            return None
        first, *steps = self.callee(name)
        node = self.nodes[first]
        for step in steps:
            node = next(kid for i, kid in enumerate(children(node)) if _key(node, i, kid) == step)
        return parts_of(self.locals.of[name], node, set(ways), self.counts.get(name))

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
            is_statement = binding(made.text) == _PRIMARY and made.text.endswith(")")
            self.put(made.text, "" if is_statement else "_ = ")
            return
        variable = self.variables[made.node] = self.variable(made)
        self.put(made.text, f"{variable} = ")

    def put(self, source: str, prefix: str) -> None:
        if _INDENT + columns(prefix) + columns(source) <= WIDTH:
            self.page.line(prefix + source, _INDENT)
            return
        written = parsed(source)
        if isinstance(written, Text):
            self.page.line(f"{prefix}(", _INDENT)
            self.page.line(source, _INDENT + 4)
            self.page.line(")", _INDENT)
        else:
            self.page.put(written, _INDENT, prefix)

    def unpack(self, made: Value, shape: Shape) -> bool:
        """Write `output, (hidden, cell) = ...` where that has room."""
        ways = set(self.ways[made.node])
        names: dict[Way, str] = {}
        left = self.unpacked(made, shape, (), ways, names)
        line = f"{left} = {made.text}"
        if _INDENT + columns(line) > WIDTH:
            return False
        self.parts[made.node] = names
        self.page.line(line, _INDENT)
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

    def part(self, made: Value, wish: str, way: Way) -> str:
        """Name a part of a value; the first one may go on in the variable that ends here."""
        if way == (0,) and self.ways[made.node].count(way) == 1 and len(self.ways[made.node]) == 1:
            going_on = self.going_on(made)
            if going_on is not None and self.is_taken_next(made.node):
                return going_on
        taker = self.only_taker(Source(made.node, way)) if wish[-1].isdigit() else None
        return self.locals.name(wish) if taker is None else self.locals.of[taker]

    def only_taker(self, source: Source) -> str | None:
        """Return the function with a telling name that alone takes a part, and no other part: it goes on in that."""
        takers = [name for name, sources in self.wires.items() for one in sources if one == source]
        inside = [way for way in self.ways[source.name] if way[: len(source.output)] == source.output]
        if len(takers) != 1 or len(inside) != 1 or not is_told(takers[0], self.nodes[takers[0]]):
            return None
        others = [one for one in self.wires[takers[0]] if one.name == source.name]
        return takers[0] if len(others) == 1 else None

    def variable(self, made: Value) -> str:
        """Choose the name of a value: that of one that ends here and goes on in it, or the node's own."""
        own = self.locals.of[made.node]
        node = self.nodes[made.node]
        if is_told(made.node, node):
            return own
        going_on = self.going_on(made)
        if self.left[made.node] == 1 and self.is_taken_next(made.node):
            return going_on or self.begun(own)
        is_sum = isinstance(node, Function) and FUNCTIONS[node.kind].style == "operator"
        return going_on if going_on is not None and (is_sum or made.modules > 1) else own

    def is_taken_next(self, name: str) -> bool:
        """Tell whether the very next node takes the value as its first operand, or in an operator."""
        i = self.order.index(name) + 1
        if i == len(self.order):
            return False
        following = self.order[i]
        node = self.nodes[following]
        is_sum = isinstance(node, Function) and FUNCTIONS[node.kind].style == "operator"
        sources = [source.name for source in self.wires[following]]
        return name in sources if is_sum else sources[:1] == [name]

    def going_on(self, made: Value) -> str | None:
        """Return a variable whose value is used for the last time here."""
        node = self.nodes[made.node]
        is_sum = isinstance(node, Function) and FUNCTIONS[node.kind].style == "operator"
        reads = made.reads if is_sum else made.reads[:1]
        ending = [name for name in reads if not self.left[name] and name in self.variables]
        return next((self.variables[name] for name in ending if self.variables[name] in self.flowing), None)

    def begun(self, own: str) -> str:
        """Return the name of a value that is on its way, unless another one has it."""
        flow = self.locals.flow
        live = {self.variables[name] for name, left in self.left.items() if left and name in self.variables}
        return own if flow is None or flow in live else flow

    def give_back(self) -> None:
        """Write the return."""
        if len(self.pending) == 1 and self.outputs == [Source(self.pending[0].node, ())]:
            self.put(self.pending.pop().text, "return ")
            return
        self.name_pending()
        written = [self.named(source) for source in self.outputs]
        line = f"return {', '.join(written)}"
        if _INDENT + columns(line) <= WIDTH:
            self.page.line(line, _INDENT)
        else:
            self.page.put(sequence("(", [text(one) for one in written], ")"), _INDENT, "return ")


def _key(parent: Block, index: int, child: Block) -> str:
    assert isinstance(parent, Sequential | Parallel | Graph)
    return child_name(parent, index, child)


def _indexed(base: str, way: Way) -> str:
    if not way:
        return base
    return (base if binding(base) == _PRIMARY else f"({base})") + "".join(f"[{i}]" for i in way)
