"""Converts a text class to blocks where its forward is plain dataflow."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from builder.classes.text_class import made_symbol
from builder.document.blocks import ArgumentValue, Block, Definition, Document, Shared
from builder.document.tree import children, is_container, places, with_children
from builder.symbols.dataflow.forward import trace
from builder.symbols.host import DocumentHost
from builder.symbols.modules.blocks import Blocks


def to_blocks(definition: Definition, args: Mapping[str, ArgumentValue]) -> Block:
    """Return the container that an instance of a text class is equal to; the ids of its blocks are their paths.

    Raises:
        SourceError: its forward does what no graph has.
        DocumentError: its `__init__` does not take these arguments.
    """
    assert definition.source is not None
    interpreter, symbol = made_symbol(definition.source, {**definition.args, **args})
    host = interpreter.host
    assert isinstance(host, DocumentHost)
    with interpreter.run_scope():
        trace(interpreter, host.flows, symbol)
        root = Blocks(interpreter, host.flows, host.begun).block(symbol)
    found = places(Document(root=root)).items()
    return _with_ids(root, {id: place.path or "root" for id, place in found})


def _with_ids(block: Block, ids: dict[str, str]) -> Block:
    changes = {"id": ids[block.id]}
    if isinstance(block, Shared):
        changes["of"] = ids[block.of]
    if is_container(block):
        block = with_children(block, tuple(_with_ids(kid, ids) for kid in children(block)))
    return msgspec.structs.replace(block, **changes)
