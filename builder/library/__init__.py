"""Documents and weights at rest: `Library` keeps every revision of every document."""

from builder.library.library import Head, Library, Origin, StaleRevisionError
from builder.library.owners import Entry
from builder.library.weights import APPLIED, RevisionWeights

__all__ = ["APPLIED", "Entry", "Head", "Library", "Origin", "RevisionWeights", "StaleRevisionError"]
