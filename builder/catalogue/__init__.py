"""The catalogue: what torch's layers and functions take and return, as data and plain functions; no torch.

`layers` and `functions` hold a `kinds` table each, by torch's names; `dtypes` is what both share, and `torch_names`
lists all that a text may reach.
"""
