"""Modules as symbols: layers, containers and text classes, their members, and the blocks they become."""
