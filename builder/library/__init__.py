"""Documents and weights at rest: `Library` keeps every revision of every document."""

from builder.library.library import Entry, Library, Revisions

__all__ = ["Entry", "Library", "Revisions"]
