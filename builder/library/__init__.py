"""Documents and weights at rest: `Library` keeps every revision of every document."""

from builder.library.library import Head, Library, Made, StaleRevisionError
from builder.library.owners import Entry
from builder.library.weights import APPLIED, Kept

__all__ = ["APPLIED", "Entry", "Head", "Kept", "Library", "Made", "StaleRevisionError"]
