"""The networks that a text could mean."""
