"""Weights files: written by streaming, opened without copying, inspected, and carried over between documents.

Nothing is imported here, so that a process without torch can read what is found out about a tensor.
"""
