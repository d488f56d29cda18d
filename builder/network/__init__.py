"""A compiled document: its wires, the plan of each graph, and whether it can run."""
