"""What both namespaces offer of Python's own library, and numpy where it names numbers."""
