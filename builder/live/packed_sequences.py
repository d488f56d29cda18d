"""Packed sequences in the torch namespace: what `torch.nn.utils.rnn` packs, recurrent layers take and return.

A text can only hand one on: what is inside tells the kernels where to read.
"""

from __future__ import annotations

from torch.nn.utils import rnn

from builder.interpreter.values import ModuleValue
from builder.live.values import native

FUNCTIONS = ("pack_padded_sequence", "pad_packed_sequence", "pad_sequence")


def packed_module() -> ModuleValue:
    """Return `torch.nn.utils.rnn`."""
    return ModuleValue("torch.nn.utils.rnn", {name: native(name, getattr(rnn, name)) for name in FUNCTIONS})
