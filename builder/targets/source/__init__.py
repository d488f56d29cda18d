"""Document to a Python file that imports only torch, written as one would by hand."""

from builder.targets.source.emit import Source as Source
from builder.targets.source.emit import emit as emit
