"""Shared weights: which places hold one and the same module or tensor, and the proof of it."""

from ui import sharing, state

sharing.show(state.current())
