"""The catalogue: what each class of `torch.nn` takes, returns, owns and costs, as data and plain functions, no torch.

`kinds.CATALOGUE` is the table, `kind` says what an entry is, `validation` checks and resolves the arguments of one
layer; the other modules hold the entries by family.
"""
