"""Valid uses of each kind, one module per module of `builder.catalogue.layers`.

Each module has `EXAMPLES`: kind -> examples, and may have `OMITTED`: (kind, argument) -> why it is not offered.
"""

from __future__ import annotations

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
from tests.catalogue.layers.oracle import Example

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

EXAMPLES: dict[str, list[Example]] = {
    kind: examples for module in MODULES for kind, examples in module.EXAMPLES.items()
}
OMITTED: dict[tuple[str, str], str] = {
    place: reason for module in MODULES for place, reason in getattr(module, "OMITTED", {}).items()
}
