"""The document: frozen blocks, their tree, names, sharing and JSON."""
