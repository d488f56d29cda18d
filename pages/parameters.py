"""Parameters: every tensor of the network in one table, one looked at closely; where tensors are kept; lazy layers."""

from ui.screens import parameters, state, tensor_places

tensor_places.show(state.current(), parameters.show)
