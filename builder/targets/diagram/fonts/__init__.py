"""The font that diagrams are drawn with, and how it was made."""
