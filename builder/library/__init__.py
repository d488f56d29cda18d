"""Documents and weights at rest: `Library` keeps every revision of every document."""

from builder.library.library import Entry, Head, Library

__all__ = ["Entry", "Head", "Library"]
