"""A forward that is run on symbols: its operands, the sizes it sees, its calls, and the graph they make."""
