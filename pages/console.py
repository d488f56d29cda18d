"""Console: a prompt on the live network, in a worker of its own."""

from ui.screens import console, state

console.show(state.current())
