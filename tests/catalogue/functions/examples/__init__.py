"""Valid calls of each function, one module per family: `EXAMPLES`, kind -> examples.

`OMITTED`: (kind, argument) -> why torch's argument is not offered; `OURS`: (kind, argument) -> why it is not torch's.
"""

from __future__ import annotations

from tests.catalogue.functions.examples import functional, numbers, reduction, shape
from tests.catalogue.layers.oracle import Example

MODULES = (numbers, reduction, shape, functional)

EXAMPLES: dict[str, list[Example]] = {
    kind: examples for module in MODULES for kind, examples in module.EXAMPLES.items()
}
