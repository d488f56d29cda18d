"""Shapes, joining, indexing, dtypes and constants."""

from __future__ import annotations

from builder.catalogue.layers.kind import TensorSpec
from tests.catalogue.layers.oracle import Example, example, ints

_CASTS = ("float", "double", "half", "bfloat16", "long", "int", "bool")
_LIKE = ("zeros_like", "ones_like", "randn_like", "rand_like")

EXAMPLES: dict[str, list[Example]] = {
    "torch.cat": [
        example((3, 4), (3, 5), dim=1),
        example((3, 4), (2, 4), ints(1, 4)),
        example((3, 4), dim=-1),
        example((3, 4), (0,)),
    ],
    "torch.stack": [example((3, 4), (3, 4)), example((3, 4), (3, 4), (3, 4), dim=-1), example((), ())],
    "Tensor.split": [
        example((3, 4), split_size=2, dim=1),
        example((5, 4), split_size=2),
        example((3, 4), split_size=[1, 3], dim=-1),
    ],
    "Tensor.chunk": [example((3, 4), chunks=2, dim=1), example((7, 2), chunks=3), example((3, 4), chunks=9, dim=-1)],
    "Tensor.unbind": [example((3, 4)), example((3, 4), dim=-1)],
    "Tensor.view": [
        example((3, 4, 5), shape=["N", -1]),
        example((3, 4), shape=[2, 6]),
        example((3, 4), shape=[-1]),
        example((1, 8), (2, 5), shape=["N", 4]),
    ],
    "Tensor.reshape": [example((3, 4, 5), shape=["N", 2, -1]), example((3, 4), shape=[12]), example((), shape=[1, 1])],
    "torch.flatten": [example((3, 4, 5), start_dim=1), example((3, 4, 5, 2), start_dim=1, end_dim=2), example(())],
    "Tensor.unflatten": [example((3, 6), dim=1, sizes=[2, 3]), example((3, 6), dim=-1, sizes=[-1, 2])],
    "Tensor.squeeze": [
        example((3, 1, 4)),
        example((3, 1, 4), dim=1),
        example((3, 1, 1), dim=[-1, 0]),
        example((), dim=0),
    ],
    "Tensor.unsqueeze": [example((3, 4), dim=1), example((3, 4), dim=-1), example((), dim=0)],
    "Tensor.expand": [
        example((1, 4), size=[3, 4]),
        example((1, 1, 4), (3, 5), size=["N", -1, -1]),
        example((4,), size=[2, 3, -1]),
    ],
    "Tensor.expand_as": [example((1, 4), (3, 4)), example((4,), (3, 2, 4))],
    "Tensor.repeat": [
        example((3, 4), repeats=[1, 2]),
        example((1, 4), (3, 5), repeats=["N", 1]),
        example((4,), repeats=[2, 3]),
    ],
    "Tensor.permute": [example((3, 4, 5), dims=[0, 2, 1]), example((3, 4, 5), dims=[-1, 0, 1])],
    "Tensor.transpose": [
        example((3, 4, 5), dim0=1, dim1=2),
        example((3, 4), dim0=-1, dim1=0),
        example((), dim0=0, dim1=-1),
    ],
    "Tensor.movedim": [
        example((3, 4, 5), source=1, destination=-1),
        example((3, 4, 5), source=[0, 1], destination=[-1, 0]),
    ],
    "Tensor.contiguous": [example((3, 4))],
    "Tensor.__getitem__": [
        example((3, 4, 5), index=":, 0"),
        example((3, 4, 5), index="..., None, 1:-1:2"),
        example((3, 4, 5), index="0"),
        example((3, 4, 5), index="-1, :, 2:"),
        example((3, 4, 5), index=":, -3:3, ..., None"),
        example((3,), index="None, 5:, None"),
        example((), index="..."),
    ],
    "Tensor.flip": [example((3, 4), dims=[1]), example((3, 4), dims=[0, -1]), example((3,), dims=0)],
    "Tensor.roll": [
        example((3, 4), shifts=1),
        example((3, 4), shifts=-2, dims=1),
        example((3, 4), shifts=[1, 2], dims=[0, 1]),
    ],
    "Tensor.narrow": [example((3, 4), dim=1, start=1, length=2), example((3, 4), dim=0, start=-2, length=2)],
    "Tensor.tril": [example((3, 4)), example((2, 3, 4), diagonal=1)],
    "Tensor.triu": [example((3, 4)), example((2, 3, 4), diagonal=-1)],
    "Tensor.repeat_interleave": [example((3, 4), repeats=2, dim=1), example((3,), repeats=3, dim=-1)],
    "torch.gather": [
        example((3, 4), ints(3, 2), dim=1),
        example((3, 4), ints(5, 4), dim=0),
        example((3,), ints(), dim=0),
    ],
    "torch.index_select": [example((3, 4), ints(2), dim=1), example((3, 4), ints(), dim=0)],
    "Tensor.to": [example((3, 4), dtype="float16"), example(ints(3), dtype="bool")],
    "Tensor.type_as": [example((3, 4), ints(2)), example(ints(), (3,))],
    **{f"Tensor.{name}": [example((3, 4)), example(ints(3))] for name in (*_CASTS, "detach", "clone")},
    **{f"torch.{name}": [example((3, 4)), example(ints(3), dtype="float32")] for name in _LIKE},
    "torch.full_like": [
        example((3, 4), fill_value=0.5),
        example(ints(3), fill_value=7),
        example((3,), fill_value="-inf"),
    ],
    "Tensor.new_zeros": [example((3, 4), size=[1, "N", 5]), example(ints(3, 4), size=[2], dtype="float32")],
    "Tensor.new_ones": [example((3, 4), size=["N", 5]), example(TensorSpec((), "bool"), size=[2])],
    "Tensor.new_full": [
        example((3, 4), size=["N", 5], fill_value=0.5),
        example(ints(3), size=[2], fill_value="inf", dtype="float64"),
    ],
    "torch.arange": [
        example((3, 4), dim=1),
        example(ints(3, 4, 5), dim=-1, dtype="float32"),
        example((3,), dim=0),
        example((3,), end=5),
        example((3,), end=-7, start=2, step=-2),
        example((3,), dim=0, start=1, step=2),
    ],
    "torch.linspace": [
        example((3, 4), start=0.0, end=1.0, steps=5),
        example(ints(3), start=2.5, end=-1.0, steps=1, dtype="float64"),
        example((), start=0.0, end=3.0, steps=4, dtype="int64"),
    ],
    "torch.eye": [example((3, 4), n=3), example(ints(3), n=2, m=4, dtype="bool"), example((), n=0)],
    "torch.meshgrid": [
        example((3,), (4,), indexing="ij"),
        example(ints(3), ints(4), ints(2), indexing="xy"),
        example((3,), (), indexing="xy"),
    ],
    "Tensor.size": [example((3, 4), dim=1), example(ints(3, 4, 5), dim=-1)],
    "int": [example(value=3), example(value=-1)],
}
