"""The networks that a pasted text could mean: its variables, classes and functions, and how to call one of them.

Nothing is made here: a call is a text, which the reading of the whole text evaluates as if it stood at its end.
"""
