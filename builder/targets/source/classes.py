"""Write a class for parallels, graphs or sequentials with a class name, or a function that makes a block."""

from __future__ import annotations

from builder.document.blocks import Graph, Parallel, Sequential
from builder.document.holders import is_counted
from builder.targets.literals import string
from builder.targets.source.definitions import Definition, Definitions
from builder.targets.source.expressions import Writer, value_expression
from builder.targets.source.layout import WIDTH, Expression, Page, call, columns, flat, keyword, sequence, text
from builder.targets.source.nodes import Branches, Chain, ClassShape, Hole, Maker
from builder.targets.source.own import LONG, put_tensors
from builder.targets.source.wiring import put_wiring

_DOCSTRINGS = {
    "add": "Adds up what its branches return for the same input.",
    "mul": "Multiplies what its branches return for the same input.",
    "cat": "Joins what its branches return for the same input, along dim {dim}.",
    "stack": "Stacks what its branches return for the same input, along a new dim {dim}.",
    "none": "Returns what each of its branches returns for the same input.",
}
_SIGNS = {"add": "+", "mul": "*"}


def put_definition(page: Page, definition: Definition, definitions: Definitions, takes: tuple[str, ...]) -> None:
    """Write one definition; `takes` are the arguments of forward."""
    page.line()
    page.line()
    writer = Writer(definitions, definition.arguments)
    if isinstance(definition.template, Maker):
        _put_function(page, definition, definition.template, writer)
    else:
        _put_class(page, definition, definition.template, writer, takes)


def put_shared(page: Page, maker: Maker, writer: Writer) -> None:
    """Write the modules that are used more than once, one variable each."""
    for id, node in maker.shared:
        page.put(writer.node(node), 4, f"{writer.definitions.variables[id]} = ")


def _put_function(page: Page, definition: Definition, template: Maker, writer: Writer) -> None:
    parameters: list[Expression] = [text(name) for name in definition.arguments.values()]
    page.put(call(f"def {definition.name}", parameters), 0, suffix=":")
    page.line(f'"""Make {_what(definition.name)}."""', 4)
    put_shared(page, template, writer)
    page.put(writer.node(template.body), 4, "return ")


def _what(name: str) -> str:
    words = name.removeprefix("make_").replace("_", " ")
    return f"one {words}"


def _put_class(page: Page, definition: Definition, template: Branches, writer: Writer, takes: tuple[str, ...]) -> None:
    shape = definition.shape
    assert shape is not None
    first = len(page.lines) + 1
    block = shape.block
    base = f"nn.{block.holder}" if isinstance(block, Sequential) else "nn.Module"
    page.put(call(f"class {definition.name}", [text(base)]), 0, suffix=":")
    if isinstance(block, Parallel):
        page.line(f'"""{_DOCSTRINGS[block.merge].format(dim=block.dim)}"""', 4)
        page.line()
    if isinstance(block, Sequential):
        _put_parameters(page, definition)
        counted = shape.names == tuple(map(str, range(len(shape.names)))) and block.holder != "ModuleDict"
        chain = Chain((), None if counted else shape.names, template.children, block.holder)
        page.put(writer.chain("super().__init__", chain), 8)
        _put_description(page, template, writer)
    else:
        _put_modules(page, definition, template, writer)
    if isinstance(block, Parallel):
        put_forward(page, block, shape.names, takes)
    elif isinstance(block, Graph):
        if page.lines[-1].startswith(" " * 8):
            page.line()
        put_wiring(page, block, shape.counts)
    _put_printed(page, shape, template)
    for id in template.ids:
        page.shown.setdefault(id, []).append((first, len(page.lines)))


def _put_description(page: Page, template: Branches, writer: Writer) -> None:
    """Store the `extra_repr` of each instance, where instances of the class differ in it."""
    if isinstance(template.shown, Hole):
        page.put(writer.node(template.shown), 8, f"self.{_docstring(template)} = ")


def _docstring(template: Branches) -> str:
    taken = {*template.names, *(own.name for own in template.tensors)}
    return next(name for name in ("description", "shown", "extra", "_description") if name not in taken)


def _put_printed(page: Page, shape: ClassShape, template: Branches) -> None:
    """Write what `print(net)` shows of the class beside its modules."""
    if template.shown is not None:
        page.line()
        page.line("def extra_repr(self):", 4)
        if isinstance(template.shown, Hole):
            page.line(f"return self.{_docstring(template)}", 8)
        else:
            page.put(value_expression(template.shown), 8, "return ")
    if shape.printed != shape.name:
        page.line()
        page.line("def _get_name(self):", 4)
        page.line("# What print(net) shows: in this file the name is that of something else.", 8)
        page.line(f"return {string(shape.printed)}", 8)


def _put_parameters(page: Page, definition: Definition) -> None:
    """Write the first line of the constructor."""
    parameters: list[Expression] = [text("self"), *(text(name) for _, name in definition.tensors)]
    parameters += map(text, definition.arguments.values())
    for name, default in definition.drawn:
        parameters.append(text(name) if default is None else keyword(name, value_expression(default)))
    page.put(call("def __init__", parameters), 4, suffix=":")


def _put_modules(page: Page, definition: Definition, template: Branches, writer: Writer) -> None:
    shape = definition.shape
    assert shape is not None
    described = isinstance(template.shown, Hole)
    if isinstance(shape.block, Graph) and not template.children and not template.tensors and not described:
        return
    _put_parameters(page, definition)
    page.line("super().__init__()", 8)
    sizes = {own.name: [writer.value(size) for size in own.sizes] for own in template.tensors}
    put_tensors(page, template.tensors, sizes, dict(definition.tensors))
    for name, child in zip(shape.names, template.children, strict=True):
        if columns(name) <= LONG and not is_counted(name):
            page.put(writer.node(child), 8, f"self.{name} = ")
        else:
            page.put(call("self.add_module", [text(string(name)), writer.node(child)]), 8)
    _put_description(page, template, writer)


def put_forward(page: Page, block: Parallel, names: tuple[str, ...], takes: tuple[str, ...]) -> None:
    """Write a parallel's forward: every branch on the same input, then the merge."""
    page.line()
    page.put(call("def forward", [text(name) for name in ("self", *takes)]), 4, suffix=":")
    if any(columns(name) > LONG for name in names):
        _put_forward_of_long_names(page, block, takes)
        return
    outputs: list[Expression] = [call(f"self.{name}", list(map(text, takes))) for name in names]
    match block.merge:
        case "add" | "mul":
            _put_sum(page, outputs, f" {_SIGNS[block.merge]} ")
        case "cat" | "stack":
            joined = [sequence("[", outputs, "]"), text(f"dim={block.dim}")]
            page.put(call(f"torch.{block.merge}", joined), 8, "return ")
        case "none":
            page.put(sequence("(", outputs, ")"), 8, "return ")


def _put_forward_of_long_names(page: Page, shape: Parallel, takes: tuple[str, ...]) -> None:
    page.line(f"outputs = [branch({', '.join(takes)}) for branch in self._modules.values()]", 8)
    match shape.merge:
        case "add" | "mul":
            page.line("output = outputs[0]", 8)
            page.line("for other in outputs[1:]:", 8)
            page.line(f"output = output {_SIGNS[shape.merge]} other", 12)
            page.line("return output", 8)
        case "cat" | "stack":
            page.line(f"return torch.{shape.merge}(outputs, dim={shape.dim})", 8)
        case "none":
            page.line("return tuple(outputs)", 8)


def _put_sum(page: Page, outputs: list[Expression], sign: str) -> None:
    line = sign.join(map(flat, outputs))
    if columns(line) + len("return ") + 8 <= WIDTH and outputs:
        page.line(f"return {line}", 8)
        return
    if not outputs:
        page.line('raise TypeError("there is no branch")', 8)
        return
    page.put(outputs[0], 8, "output = ")
    for output in outputs[1:]:
        page.put(output, 8, f"output = output{sign}")
    page.line("return output", 8)
