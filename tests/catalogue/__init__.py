"""The catalogue held against torch itself."""

from hypothesis import settings

FEW = settings(max_examples=max(1, settings.default.max_examples // 6))
"""For a law that is drawn for each of 150 kinds or more, a sixth of the examples of others."""
