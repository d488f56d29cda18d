"""Short descriptions of blocks, tensors and values for the names of steps."""

from __future__ import annotations

import json
from typing import Any

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kind import REQUIRED
from builder.catalogue.layers.kinds import CATALOGUE
from builder.document.blocks import Block, Document, Function, Graph, Instance, Layer, Selector, Shared, TensorPlace
from builder.document.graph import nodes_by_name
from builder.edits.tree import all_places
from builder.expansion.definitions import definitions_by_name
from builder.expansion.instances import expanded
from builder.sentences import say
from builder.sentences.short import short

_WORD = 24
"""Characters of one name or value."""


def block_words(document: Document, id: str | None) -> str:
    """Return the description of a block of the document."""
    found = block_of(document, id)
    if found is None:
        return say("edits.step.some-block")
    return say("edits.step.the-network") if found is document.root else title(found, document)


def title(block: Block, document: Document | None = None) -> str:
    """Return a block's own name, or else what it is.

    >>> title(Layer(id="a", kind="Linear")), title(Layer(id="a", kind="Linear", name="fc"))
    ('Linear', 'fc')
    """
    if block.name is not None:
        return short(block.name, _WORD)
    match block:
        case Layer(kind=kind) | Function(kind=kind):
            return short(kind, _WORD)
        case Instance(definition=definition):
            return short(definition, _WORD)
        case Shared(of=of) if document is not None and not isinstance(block_of(document, of), Shared):
            return block_words(document, of)
        case _:
            return short(getattr(block, "class_name", None) or type(block).__name__, _WORD)


def block_of(document: Document, id: str | None) -> Block | None:
    """Return the block with an id, inside an instance too."""
    place = all_places(document).get(id or "") or all_places(expanded(document)).get(id or "")
    return None if place is None else place.block


def node(document: Document, graph: str, name: str | None) -> str:
    """Return what a node of a graph is called by its name there; None stands for what the graph returns."""
    if name is None:
        return say("edits.step.the-output")
    found = block_of(document, graph)
    inner = nodes_by_name(found).get(name) if isinstance(found, Graph) else None
    return short(name, _WORD) if inner is None else title(inner, document)


def former(document: Document, id: str, argument: str) -> Any:  # noqa: ANN401 - what an argument may be
    """Return the value that an argument of a block had; `REQUIRED` where it had none."""
    block = block_of(document, id)
    if isinstance(block, Shared):
        block = block_of(document, block.of)
    if not isinstance(block, Layer | Function | Instance):
        return REQUIRED
    if argument in block.args:
        return block.args[argument]
    if isinstance(block, Instance):
        return definitions_by_name(document)[block.definition].args.get(argument, REQUIRED)
    kind = (CATALOGUE if isinstance(block, Layer) else FUNCTIONS)[block.kind]
    return next((one.default for one in kind.arguments if one.name == argument), REQUIRED)


def value_words(value: Any) -> str:  # noqa: ANN401 - what an argument may be
    """Return the description of a value.

    >>> value_words((3, 3)), value_words("auto"), value_words(None), value_words(True)
    ('(3, 3)', 'auto', 'None', 'True')
    """
    if isinstance(value, list | tuple):
        return short(f"({', '.join(map(value_words, value))})", _WORD)
    return short(json.dumps(value, default=str) if isinstance(value, dict) else str(value), _WORD)


def tensor(document: Document, place: TensorPlace) -> str:
    """Return the description of a tensor."""
    return short(f"{block_words(document, place.block)}.{place.tensor}", _WORD)


def selector_words(document: Document, select: Selector) -> str:
    """Return the description of a selector."""
    if select.block is not None:
        block = block_words(document, select.block)
        return short(f"{block}.{select.tensor.removeprefix('*.')}", _WORD) if select.tensor else block
    return short(select.kind or select.tensor or say("edits.step.all-tensors"), _WORD)
