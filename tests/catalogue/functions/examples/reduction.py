"""Reductions, extremes, sorting."""

from __future__ import annotations

from tests.catalogue.layers.oracle import Example, example

_MANY = ("sum", "mean", "amax", "amin", "std", "var", "any", "all")
_ONE = ("prod", "argmax", "argmin", "max", "min")


def _along(*more: Example) -> list[Example]:
    return [example((3, 4, 5)), example((3, 4, 5), dim=1), example((3, 4), dim=-1, keepdim=True), example(()), *more]


EXAMPLES: dict[str, list[Example]] = {
    **{f"Tensor.{name}": _along(example((3, 4, 5), dim=[-1, 0]), example((3, 1, 2), dim=[2])) for name in _MANY},
    **{f"Tensor.{name}": _along() for name in _ONE},
    "Tensor.norm": _along(
        example((3, 4, 5), dim=[0, 1]), example((3, 4, 5), p=1, dim=[0, 1]), example((3, 4), p="inf")
    ),
    "Tensor.logsumexp": [example((3, 4), dim=1), example((3, 4, 5), dim=[1, 2], keepdim=True), example((), dim=0)],
    "Tensor.cumsum": [example((3, 4), dim=1), example((), dim=-1)],
    "Tensor.cumprod": [example((3, 4), dim=1), example((), dim=-1)],
    "Tensor.topk": [example((3, 4), k=2), example((4, 3), k=1, dim=0, largest=False), example((), k=1)],
    "Tensor.sort": [example((3, 4)), example((3, 4), dim=0, descending=True), example(())],
    "Tensor.argsort": [example((3, 4)), example((3, 4), dim=0, descending=True), example(())],
}
EXAMPLES["Tensor.std"].append(example((3, 4), dim=1, correction=0))
EXAMPLES["Tensor.var"].append(example((3, 4), correction=0))
