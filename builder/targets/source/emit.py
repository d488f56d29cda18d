"""`to_source`: the Python file of a document, and which of its lines show which block."""

from __future__ import annotations

import textwrap
from typing import NamedTuple

from builder.document.blocks import Document, Input
from builder.targets.source.classes import put_definition, put_shared
from builder.targets.source.definitions import Definitions
from builder.targets.source.expressions import Writer
from builder.targets.source.layout import Page
from builder.targets.source.naming import Namer, variable_wish
from builder.targets.source.reading import Reader
from builder.targets.source.weights import WeightsWriter


class Source(NamedTuple):
    """A file's text, and for each block's id the lines that show it: first and last, counted from 1."""

    text: str
    lines: dict[str, list[tuple[int, int]]]


def to_source(document: Document) -> str:
    """Write the Python file that builds the network of a document, importing only torch.

    Its `build_net()` draws the same initial weights as `to_module(document)`.

    Raises:
        ShapeError: an `"auto"` argument cannot be decided.
    """
    return emit(document).text


def emit(document: Document) -> Source:
    """Write the file of a document and keep where each block stands in it.

    Raises:
        ShapeError: an `"auto"` argument cannot be decided.
    """
    reader = Reader(document)
    network = reader.network()
    shapes = reader.class_shapes()
    names = Namer([*shapes, *(entry.name for entry in document.inputs)])
    variables = {
        id: names.name(variable_wish(reader.places[id].block, reader.classes.get(id)))
        for ids in reader.targets.values()
        for id in ids
    }
    definitions = Definitions(network, shapes, names, variables)
    body = Page()
    takes = _forward_arguments(document, reader)
    for definition in definitions:
        put_definition(body, definition, definitions, takes.get(definition.name, ("x",)))
    weights = WeightsWriter(document, reader, names)
    weights.put_init(body)
    _put_build(body, document, Writer(definitions, {}), weights, network)
    head = Page()
    _put_head(head, document, any("OrderedDict(" in line for line in body.lines))
    above = len(head.lines)
    lines = {id: [(a + above, b + above) for a, b in shown] for id, shown in body.shown.items()}
    return Source("\n".join([*head.lines, *body.lines, ""]), lines)


def _put_build(page: Page, document: Document, writer: Writer, weights: WeightsWriter, network: object) -> None:
    from builder.targets.source.nodes import Maker

    assert isinstance(network, Maker)
    page.line()
    page.line()
    page.line("def build_net():")
    page.line('"""Build the network with its initial weights."""', 4)
    page.line(f"torch.manual_seed({document.seed})", 4)
    put_shared(page, network, writer)
    page.put(writer.node(network.body), 4, "net = ")
    weights.put_ties(page)
    weights.put_call(page)
    weights.put_frozen(page)
    page.line("return net", 4)


def _put_head(page: Page, document: Document, ordered: bool) -> None:
    name = document.name.strip().replace("\\", "\\\\").replace('"', "'")
    page.line(f'"""{name}.' if not name.endswith(".") else f'"""{name}')
    page.line()
    for entry in document.inputs:
        page.lines.extend(textwrap.wrap(_input_line(entry), 88))
    page.line()
    page.line("    net = build_net()")
    page.line(f"    output = net({', '.join(map(lambda entry: _sample(entry, document.batch), document.inputs))})")
    page.line('"""')
    page.line()
    if ordered:
        page.line("from collections import OrderedDict")
        page.line()
    page.line("import torch")
    page.line("from torch import nn")


def _input_line(entry: Input) -> str:
    return f"Takes {entry.name} of shape ({', '.join(map(str, entry.shape))}), {entry.dtype}."


def _sample(entry: Input, batch: int) -> str:
    shape = ", ".join(str(batch if dim == "N" else dim) for dim in entry.shape)
    return f"torch.randn({shape})"


def _forward_arguments(document: Document, reader: Reader) -> dict[str, tuple[str, ...]]:
    return {}
