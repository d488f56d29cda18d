"""Init rules for the original of a parametrized tensor: it is filled first, and parametrized after that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from builder.catalogue.layers.parametrized import Parametrization
from builder.catalogue.layers.schemes import COPY
from builder.document.blocks import Document, InitRule, Layer
from builder.document.copies import called_block
from builder.document.tree import Place, all_places


class Original(NamedTuple):
    """A rule, the layer that it is for, the name of the tensor there, and how that is parametrized."""

    rule: InitRule
    layer: Layer
    name: str
    parametrization: Parametrization


def original(rule: InitRule, found: dict[str, Place]) -> Original | None:
    """Return what a rule fills before it is parametrized; None for a rule that fills tensors as they are.

    Such a rule names a layer and, by its own name, a tensor of it that is parametrized.
    """
    block, name = rule.select.block, rule.select.tensor
    if block is None or name is None or rule.select.kind is not None:
        return None
    if rule.scheme == COPY or rule.rows is not None:
        return None
    layer = found[called_block(block, found)].block
    if not isinstance(layer, Layer) or name not in layer.parametrizations:
        return None
    return Original(rule, layer, name, layer.parametrizations[name])


def originals(document: Document) -> Iterator[Original]:
    """Yield the rules of a document that fill originals, in order; they come before ties and all other rules."""
    if document.init:
        found = all_places(document)
        yield from filter(None, (original(rule, found) for rule in document.init))
