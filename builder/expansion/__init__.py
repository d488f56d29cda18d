"""Expands instances, and checks the rules of a whole document, which need the texts of definitions."""
