"""Functions of each element, arithmetic, comparisons and products."""

from __future__ import annotations

from builder.catalogue.functions import elementwise
from builder.catalogue.functions.arithmetic import BINARY
from builder.catalogue.layers.kind import TensorSpec
from tests.catalogue.functions.oracle import observed
from tests.catalogue.layers.oracle import REFUSED, Example, example, ints

_BOOL = TensorSpec((3, 4), "bool")


def _whole(second: str) -> list[Example]:
    return [example(ints(3, 4), ints(4)), example(_BOOL, _BOOL), example(ints(3, 4), **{second: 3})]


def _binary(kind: str, symbol: str | None, second: str) -> list[Example]:
    both = [example((3, 4), (3, 4)), example((3, 1, 4), (2, 1)), example((3, 4), ()), example(ints(3), ints(3))]
    if symbol is None:
        return [sample for sample in both if observed(kind, sample) != REFUSED]
    return [*both, example((3, 4), **{second: 2}), example(ints(3, 4), **{second: 0.5}), example((3,), input=1.0)]


EXAMPLES: dict[str, list[Example]] = {
    **{kind.name: [example((3, 4)), example(())] for kind in elementwise.KINDS},
    "torch.bitwise_not": [example(ints(3, 4)), example(TensorSpec((), "bool"))],
    **{kind.name: _binary(kind.name, kind.symbol, kind.inputs[1]) for kind in BINARY},
    **{f"torch.bitwise_{name}": _whole("other") for name in ("and", "or", "xor")},
    "torch.where": [
        example(_BOOL, (3, 4), (3, 4)),
        example(_BOOL, (4,), ()),
        example(_BOOL, (3, 4), other=0.0),
        example(_BOOL, ints(3, 4), input=1),
        example(_BOOL, input=1, other=0.5),
    ],
    "Tensor.masked_fill": [
        example((3, 4), _BOOL, value="-inf"),
        example((2, 3, 4), TensorSpec((4,), "bool"), value=0),
        example(ints(4), _BOOL, value=7),
    ],
    "torch.nan_to_num": [example((3, 4), nan=1.0), example(ints(3), posinf=2, neginf=-2.0)],
    "torch.logit": [example((3, 4), eps=0.1), example(ints(3))],
    "torch.clamp": [example((3, 4), min=0), example(ints(3, 4), min=0.0, max=1), example((3,), max=1.5)],
    "torch.matmul": [
        example((3, 4), (4, 5)),
        example((3, 2, 4), (4, 5)),
        example((3, 1, 2, 4), (5, 4, 3)),
        example((4,), (4, 5)),
        example((3, 2, 4), (4,)),
        example((4,), (4,)),
        example((4,), (3, 4, 2)),
    ],
    "torch.bmm": [example((3, 2, 4), (3, 4, 5))],
    "torch.outer": [example((3,), (4,)), example(ints(3), (4,))],
    "torch.einsum": [
        example((3, 4), (4, 5), equation="ij,jk->ik"),
        example((3, 4, 5), (3, 6, 5), equation="bqd, bkd -> bqk"),
        example((3, 2, 4, 5), (3, 2, 6, 5), equation="bhqd,bhkd->bhqk"),
        example((3, 4), equation="ij->j"),
        example((3, 4), equation="ij"),
        example((3, 3), equation="ii"),
        example((3,), (4,), equation="i,j->ij"),
        example((3, 4), (3, 4), equation="ij,ij->ij"),
        example((3, 4), (5, 2), equation="ij,kl->il"),
        example((2, 3), (3, 4), (4, 5), equation="ij,jk,kl->il"),
    ],
    "F.linear": [example((3, 4), (5, 4)), example((3, 2, 4), (5, 4), (5,)), example((4,), (1, 4), (1,))],
    "F.embedding": [example(ints(3, 4), (5, 6)), example(ints(), (5, 2))],
}
