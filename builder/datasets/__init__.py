"""Samples and data sets: `samples.py` says what a person chose for an input, `read.py` makes tensors of it.

Nothing is imported here, so that a process without torch can say what is to be read.
"""
