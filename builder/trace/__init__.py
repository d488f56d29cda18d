"""What a forward does, as steps, to the nodes and wires of a graph: for a pasted text and for a live network alike.

The adapters are `builder.symbols.recording`, from the symbols of a text, and `builder.trace.from_module`, from a live
network in a person's own process.
"""
