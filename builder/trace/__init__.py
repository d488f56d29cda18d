"""Converts the recorded steps of a forward to the nodes and wires of a graph, for pasted code and live networks alike.

The adapters are `builder.symbols.dataflow.steps`, from the symbols of a text, and `builder.trace.from_module`, from
a live network in a person's own process.
"""
