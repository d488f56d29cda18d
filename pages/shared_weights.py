"""Shared weights: which places hold one and the same module or tensor, and the proof of it."""

from ui.screens import shared_weights, state

shared_weights.show(state.current())
