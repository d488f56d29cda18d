"""Parameters: every tensor of the network in one table, and one tensor looked at closely."""

from ui.screens import parameters, state

parameters.show(state.current())
