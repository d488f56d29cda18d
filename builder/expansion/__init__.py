"""Instances written out, and the rules of a whole document: what needs to read a definition's text."""
