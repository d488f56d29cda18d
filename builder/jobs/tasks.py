"""The functions that run in workers."""
