"""Home: every way to a network; it has none open itself."""

from ui.screens import home

home.show()
