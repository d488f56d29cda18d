"""Devices: what this machine has, where the network lies, and how fast each device is."""

from ui.screens import devices, state

devices.show(state.current())
