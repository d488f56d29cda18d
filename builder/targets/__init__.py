"""Texts and tables that a document compiles to."""
