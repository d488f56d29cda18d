"""Data of a person's own: files are read in pieces, within bounds, and stored; see `store_files.py`.

Nothing in a file is executed: no pickle is read but by `torch.load(weights_only=True)`, nothing is unpacked to disk.
"""
