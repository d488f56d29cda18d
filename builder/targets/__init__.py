"""Compilers from a document to text and tables."""
