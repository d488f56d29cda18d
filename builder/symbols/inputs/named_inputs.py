"""Inputs that no layer tells the shape of, by what they are usually called: an adjacency, a step of diffusion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product

from msgspec import structs

from builder.document.batch import Shape
from builder.document.blocks import Input
from builder.symbols.inputs.likely_shapes import Shapes

_ADJACENCY = re.compile(r"(?i)adj\w*|a|a_\w+|dad|\w+_adj|graph|g|support|laplacian|lap|l_tilde|edge_mat\w*")
_STEPS = re.compile(r"(?i)t|ts|time|times|time_?steps?|diffusion_steps?|noise_levels?|sigmas?|steps?|log_snr|t_cond")
_LENGTHS = re.compile(r"(?i)(\w+_)?(len|lens|length|lengths)")
_LABELS = re.compile(r"(?i)y|c|labels?|class_?labels?|class(es)?|cls|tags?|targets?|actions?|user_?ids?|item_?ids?")
_NODES = 16
_SEQUENCE = 16
_LONG = 1
_MOST = 10
"""Trials."""
_SIZES = 5
"""Sizes of the other inputs in them."""
Trial = tuple[tuple[Input, ...], int]
"""Inputs, and the sample batch."""


def trials(names: Sequence[str], choices: Sequence[Shapes], known: Sequence[bool]) -> Iterator[Trial]:
    """Yield what inputs may be where at least one is told by its name alone, the likeliest first.

    Args:
        names: of all inputs.
        choices: shapes for each, as the layers tell them.
        known: whether layers tell anything of an input.
    """
    first = [shapes[0](name) for name, shapes in zip(names, choices, strict=True)]
    told = [_usual(one, known[i]) for i, one in enumerate(first)]
    adjacent = [not known[i] and _ADJACENCY.fullmatch(name) is not None for i, name in enumerate(names)]
    if any(adjacent) and not all(adjacent):
        yield from islice(_graphs(first, adjacent), _MOST)
    elif any(told):
        for i in range(_SIZES):
            sizes = [shapes[min(i, len(shapes) - 1)](name) for name, shapes in zip(names, choices, strict=True)]
            rows = product(*(one or (size,) for one, size in zip(told, sizes, strict=True)))
            yield from ((row, 2) for row in islice(rows, _MOST // _SIZES))


def _usual(one: Input, known: bool) -> tuple[Input, ...]:
    """Return what an input is by its name; of one that an embedding reads this is one number for each sample."""
    name = one.name
    if known:
        is_single = one.dtype == "int64" and (_STEPS.fullmatch(name) or _LABELS.fullmatch(name))
        return (structs.replace(one, shape=("N",)),) if is_single else ()
    if _STEPS.fullmatch(name):
        return Input(name=name, shape=("N",), dtype="int64"), Input(name=name, shape=("N",))
    if _LENGTHS.fullmatch(name):
        return (Input(name=name, shape=("N",), dtype="int64", low=_LONG, high=_LONG + 1),)
    labels: tuple[Shape, ...] = (("N",), ("N", _SEQUENCE)) if _LABELS.fullmatch(name) else ()
    return tuple(Input(name=name, shape=shape, dtype="int64") for shape in labels)


def _graphs(first: Sequence[Input], adjacent: Sequence[bool]) -> Iterator[Trial]:
    """Yield graphs: of each sample one, one whose nodes are the batch, and one that all samples share."""
    vectors = [len(one.shape) == 2 and one.dtype == "float32" for one in first]

    def inputs(nodes: tuple[int | str, ...], square: tuple[int | str, ...]) -> tuple[Input, ...]:
        shapes = [
            square if adjacent[i] else (*nodes, *one.shape[1:]) if vectors[i] else one.shape
            for i, one in enumerate(first)
        ]
        return tuple(
            Input(name=one.name, shape=shape, dtype=one.dtype if not adjacent[i] else "float32", high=one.high)  # type: ignore[arg-type]
            for i, (one, shape) in enumerate(zip(first, shapes, strict=True))
        )

    yield inputs(("N", _NODES), ("N", _NODES, _NODES)), 2
    yield inputs(("N",), ("N", _NODES)), _NODES
    yield inputs(("N", _NODES), (_NODES, _NODES)), 2
    for n in dict.fromkeys(n for one in first for n in one.shape if n != "N"):
        yield inputs(("N",), (n, n)), 2
