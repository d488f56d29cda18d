"""The catalogue of functions: what a call without parameters of its own takes and returns, as data; no torch.

An entry is a `FunctionKind` (`function.py`); one module holds one family; `kinds.py` gathers them all.
"""
