"""`emit`: the Python file of a document, and which of its lines show which block."""

from __future__ import annotations

import symtable
from typing import NamedTuple

from builder.analysis import analyse
from builder.analysis.selection import check_copies
from builder.catalogue.layers.schemes import COPY
from builder.classes.text import STANDARD
from builder.document.blocks import Block, Document, Function
from builder.document.tree import all_places, walk
from builder.errors import BuilderError
from builder.expansion.lazy_layers import has_lazy, keeps_lazy, needs_sizes
from builder.network.network import Network
from builder.runner import Runner
from builder.sentences import say
from builder.symbols.initial.scheme_text import read_scheme
from builder.targets.source.classes import put_definition, put_shared
from builder.targets.source.definitions import Definitions
from builder.targets.source.emitter import Reader
from builder.targets.source.expressions import Writer
from builder.targets.source.forward import forward_arguments
from builder.targets.source.graph_classes import graph_classes
from builder.targets.source.head import put_head
from builder.targets.source.identifiers import Namer, variable_wish
from builder.targets.source.layout import Expression, Page, call, text
from builder.targets.source.nodes import Maker
from builder.targets.source.text_class import imports_of, names_of, put_written
from builder.targets.source.weights import WeightsWriter


class Source(NamedTuple):
    """A file's text, and for each block's id the lines that show it: first and last, counted from 1."""

    text: str
    lines: dict[str, list[tuple[int, int]]]


def emit(document: Document, runner: Runner) -> Source:
    """Write the Python file that builds the network of a document, importing only torch.

    Its `build_net()` draws the same initial weights as `to_module(document)`. `runner` is asked what classes written as
    text return, where an argument hangs on it.

    Args:
        document: its instances are expanded first.
        runner: is asked what classes written as text do; where it answers None, the answer is still to come.

    Raises:
        ShapeError: an `"auto"` argument cannot be decided.
        DocumentError: a rule lets a block begin as a copy of one that is not alike.
        BuilderError: what would be written is no Python; it names the block.
    """
    compiled = Network.of(document)
    compiled.check_runnable()
    whole = compiled.whole
    if any(rule.scheme == COPY for rule in whole.init):
        check_copies(whole, analyse(document, runner).root)
    reader = Reader(compiled, runner)
    shapes = reader.class_shapes()
    own = [scheme.name for scheme in document.schemes]
    names = Namer([*shapes, *names_of(whole.root), *own, *(entry.name for entry in document.inputs)])
    drawn = graph_classes(document, whole, reader, shapes, names)
    network = reader.network()
    variables = {
        id: names.name(variable_wish(reader.places[id].block, reader.classes.get(id)))
        for ids in reader.targets.values()
        for id in ids
    }
    definitions = Definitions(network, shapes, drawn, names, variables)
    takes = forward_arguments(whole, reader.classes)
    body = Page()
    put_written(body, whole.root)
    for definition in definitions:
        put_definition(body, definition, definitions, takes.get(definition.name, ("x",)))
    _put_build(body, network, Writer(definitions, {}), WeightsWriter(whole, document, reader, names))
    head = Page()
    put_head(head, document, _imports(body, whole))
    above = len(head.lines)
    lines = {id: [(first + above, last + above) for first, last in shown] for id, shown in body.shown.items()}
    return check_syntax(Source("\n".join([*head.lines, *body.lines, ""]), lines), whole)


def check_syntax(source: Source, whole: Document) -> Source:
    """Return a file that Python can parse; nobody is handed another.

    Raises:
        BuilderError: it cannot; at the innermost block whose lines hold the mistake.
    """
    try:
        # Four times as quick as to make a tree of it, for which Python would stop all other threads.
        symtable.symtable(source.text, "net.py", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        shown = ((b - a, id) for id, ranges in source.lines.items() for a, b in ranges if a <= line <= b)
        found = all_places(whole).get(min(shown, default=(0, ""))[1])
        path = "" if found is None else found.path
        raise BuilderError(
            say(
                "targets.source.invalid",
                name=path or say("targets.network"),
                reason=getattr(error, "msg", None) or error,
            ),
            path,
            say("targets.source.invalid.hint"),
        ) from None
    return source


def _imports(body: Page, whole: Document) -> list[str]:
    """Return the imports that the file needs beside torch and nn."""
    found = imports_of(whole.root)
    needs = {name for scheme in whole.schemes for name in read_scheme(scheme.source).standard}
    found += [line for name, (_, line) in STANDARD.items() if name in needs - {"torch", "nn"} and line not in found]
    if any("OrderedDict(" in line for line in body.lines):
        found.append(STANDARD["OrderedDict"][1])
    if any("math.sqrt(" in line for line in body.lines):
        found.append(STANDARD["math"][1])
    if any(_is_functional(block) for block in walk(whole.root)):
        found.append(STANDARD["F"][1])
    return found


def _is_functional(block: Block) -> bool:
    return isinstance(block, Function) and block.kind.startswith("F.")


def _put_first_forward(page: Page, document: Document) -> None:
    """Write the forward that decides lazy layers, as the live network runs it."""
    page.line("net.eval()", 4)
    page.line("with torch.no_grad():  # decides the lazy layers", 4)
    zeros: list[Expression] = []
    for entry in document.inputs:
        shape = ", ".join(str(document.batch if dim == "N" else dim) for dim in entry.shape) or "()"
        dtype = "" if entry.dtype == "float32" else f", dtype=torch.{entry.dtype}"
        zeros.append(text(f"torch.zeros({shape}{dtype})"))
    page.put(call("net", zeros), 8)
    page.line("net.train()", 4)


def _put_build(page: Page, network: Maker, writer: Writer, weights: WeightsWriter) -> None:
    weights.put_schemes(page)
    has_rules = weights.put_init(page)
    page.line()
    page.line()
    page.line("def build_net():")
    page.line('"""Build the network with its initial weights."""', 4)
    page.line(f"torch.manual_seed({weights.document.seed})", 4)
    put_shared(page, network, writer)
    page.put(writer.node(network.body), 4, "net = ")
    if needs_sizes(weights.document) and (has_lazy(weights.document) or keeps_lazy(weights.document)):
        _put_first_forward(page, weights.document)
    weights.put_originals(page)
    weights.put_ties(page)
    if has_rules:
        page.line(f"{weights.init_name}(net)", 4)
    weights.put_frozen(page)
    page.line("return net", 4)
