"""Whether what takes too long for CI runs too, as it does in `make nightly`."""

import os

NIGHTLY = bool(os.environ.get("NNBLOCKS_NIGHTLY"))
