"""Writes a document as a Python file that imports only torch and reads as if written by hand."""

from builder.targets.source.emit import Source as Source
from builder.targets.source.emit import emit as emit
