"""Run: a sample goes through the network, and every block shows what it returned."""

from ui.screens import state
from ui.screens.run import page

page.show(state.current())
