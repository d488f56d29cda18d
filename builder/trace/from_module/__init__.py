"""Converts a live `nn.Module` to a document: its tree, names, ties, and each forward as a graph.

Only for people's own process: the forward of their classes runs, on the meta device. Nothing that is uploaded comes
here.
"""

from builder.trace.from_module.from_module import from_module as from_module
