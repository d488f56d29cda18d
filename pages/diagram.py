"""Diagram: the module tree and the dataflow, to look at and to download."""

from ui.screens import diagram, state

diagram.show(state.current())
