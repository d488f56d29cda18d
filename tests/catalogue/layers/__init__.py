"""The catalogue held against torch itself."""
