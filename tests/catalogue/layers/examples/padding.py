"""Padding."""

from __future__ import annotations

from typing import Any

from tests.catalogue.layers.oracle import Example, example

_SPATIAL = {1: (5,), 2: (5, 4), 3: (5, 4, 3)}


def _examples(dims: int, **args: Any) -> list[Example]:
    spatial = _SPATIAL[dims]
    listed = [[2, 1], [0, 3], [4, -2]][:dims]
    return [
        example((3, 4, *spatial), padding=1, **args),
        example((4, *spatial), padding=[n for pair in listed for n in pair], **args),
        example((3, 4, *spatial), padding=2, **args),
        example((3, 4, *spatial), padding=[min(spatial)] + [0] * (2 * dims - 1), **args),
        example((3, 4, *spatial), padding=[-1, -1] * dims, **args),
        example((3, 4, 1, *spatial[1:]), padding=[*[0] * (2 * dims - 2), 4, -2], **args),
        example((3, 4, *spatial), padding=[1, -6] * dims, **args),
        example((3, 4, *[2] * dims), padding=-1, **args),
        example((3, 4, *spatial), padding=[2, -1] + [0] * (2 * dims - 2), **args),
    ]


_PLAIN = {
    f"{what}Pad{dims}d": _examples(dims)
    for what in ("Zero", "Reflection", "Replication", "Circular")
    for dims in _SPATIAL
}
EXAMPLES = {**_PLAIN, **{f"ConstantPad{dims}d": _examples(dims, value=0.5) for dims in _SPATIAL}}
