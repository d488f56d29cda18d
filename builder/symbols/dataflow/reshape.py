"""Which call a view is, where sizes of the input are open."""

from __future__ import annotations

from builder.symbols.dataflow.call import Call
from builder.symbols.dataflow.sizes import is_open


def as_flatten_or_unflatten(call: Call) -> Call:
    """Write a view as the flattening or parting of one dim where the dims beside it may have other sizes."""
    sizes = call.sizes
    shape = call.operands[0].shape if call.operands else None
    # A single size that another input would change is written as -1 elsewhere.
    if call.kind not in ("Tensor.view", "Tensor.reshape") or shape is None or sum(map(is_open, sizes)) < 2:
        return call
    before = after = 0
    while before < min(len(shape), len(sizes)) and shape[before] == sizes[before]:
        before += 1
    while after < min(len(shape), len(sizes)) - before and shape[-1 - after] == sizes[-1 - after]:
        after += 1
    old, new = shape[before : len(shape) - after], sizes[before : len(sizes) - after]
    if len(old) == 1 and len(new) > 1 and not any(map(is_open, new)):
        return Call("Tensor.unflatten", call.operands[:1], {"dim": before, "sizes": [int(n) for n in new]})
    if len(new) == 1 and len(old) > 1:
        return Call("torch.flatten", call.operands[:1], {"start_dim": before, "end_dim": before + len(old) - 1})
    return call
