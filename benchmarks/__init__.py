"""The figures of the design, each beside its peer or floor measured in the same run: `python -m benchmarks [names...]`.

They are printed, never asserted: machines differ, and a busy one is slow. What carries over is the ratio to the peer.
"""
