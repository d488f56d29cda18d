"""Modules of Python's own library that only a prompt has; none reaches the machine."""
