"""A document compiled once: its wires, the plan of each graph and whether it can run."""
