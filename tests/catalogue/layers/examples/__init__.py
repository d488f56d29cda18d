"""Valid uses of each kind, one module per module of `builder.catalogue.layers`.

Each module has `EXAMPLES`: kind -> examples, and may have `OMITTED`: (kind, argument) -> why it is not offered. A kind
without examples that needs no argument is used on those of the usual shapes that torch takes.
"""

from __future__ import annotations

from builder.catalogue.layers.kinds import CATALOGUE
from builder.errors import BuilderError
from tests.catalogue.layers.examples import (
    activation,
    attention,
    convolution,
    dropout,
    embedding,
    linear,
    loss,
    normalisation,
    padding,
    pooling,
    recurrent,
    shape,
)
from tests.catalogue.layers.oracle import REFUSED, Example, example, observed, resolved

MODULES = (
    linear,
    convolution,
    pooling,
    padding,
    activation,
    normalisation,
    dropout,
    embedding,
    recurrent,
    attention,
    shape,
    loss,
)

_SHAPES = ((3, 4), (), (3, 4, 5), (3, 4, 5, 5), (3, 4, 5, 5, 5))


def usual(kind: str) -> list[Example]:
    """Return the first two of the usual shapes that torch takes, without arguments; none where it needs some."""
    try:
        samples = [resolved(kind, example(shape)) for shape in _SHAPES]
    except BuilderError:
        return []
    return [Example({}, sample.inputs) for sample in samples if observed(kind, sample) != REFUSED][:2]


WRITTEN: dict[str, list[Example]] = {kind: examples for module in MODULES for kind, examples in module.EXAMPLES.items()}
EXAMPLES: dict[str, list[Example]] = {
    kind: WRITTEN.get(kind) or usual(kind) for kind, entry in CATALOGUE.items() if entry.instead is None
}
OMITTED: dict[tuple[str, str], str] = {
    place: reason for module in MODULES for place, reason in getattr(module, "OMITTED", {}).items()
}
