"""The catalogue held against torch itself."""

from hypothesis import settings

FEW = settings(max_examples=max(1, settings.default.max_examples // 3))
"""For a law that is drawn for each of 150 kinds or more, a third of the examples of others."""
