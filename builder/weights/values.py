"""Values of one tensor changed by hand: set, added to, multiplied, clipped, the smallest set to zero."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path
from types import EllipsisType
from typing import Literal, TypeAlias

import torch
from torch import Tensor

from builder.document.blocks import Document
from builder.errors import BuilderError, DocumentError
from builder.module import to_module
from builder.sentences import say
from builder.weights.checkpoint import Progress, load_into, save_safetensors

Action: TypeAlias = Literal["set", "add", "multiply", "clip", "zero"]
Numbers: TypeAlias = tuple[tuple[float, ...], ...]
"""Rows of numbers; a single number stands for all elements."""

_NUMBER = r"[+-]?[0-9]{1,9}"
_INTEGER = re.compile(rf"\s*({_NUMBER})\s*")
_SLICE = re.compile(rf"\s*({_NUMBER})?\s*:\s*({_NUMBER})?\s*(?::\s*(\+?[1-9][0-9]{{0,8}})?\s*)?")


def index_of(text: str) -> tuple[int | slice | EllipsisType, ...]:
    """Read an index as it stands between brackets: numbers, slices with a positive step, `...`; empty is everything.

    >>> index_of("0, 1:3, :")
    (0, slice(1, 3, None), slice(None, None, None))

    Raises:
        BuilderError: it is none of these.
    """
    text = text.strip().removeprefix("[").removesuffix("]")
    if not text.strip():
        return (...,)
    return tuple(map(_part, text.split(",")))


def _part(text: str) -> int | slice | EllipsisType:
    if text.strip() == "...":
        return ...
    number = _INTEGER.fullmatch(text)
    if number:
        return int(number[1])
    found = _SLICE.fullmatch(text)
    if found is None:
        raise BuilderError(say("weights.values.index", text=text), hint=say("weights.values.index.hint"))
    return slice(*(None if part is None else int(part) for part in found.groups()))


def change_values(  # noqa: PLR0913, PLR0917 - what is changed, where and how
    document: Document, weights: Path, target: Path, key: str, where: str, action: Action, numbers: Numbers,
    progress: Progress | None = None,
) -> None:  # fmt: skip
    """Write the weights with one tensor changed; one that is shared or tied changes at all its places.

    Args:
        document: whose weights they are.
        weights: the safetensors file they lie in.
        target: the file that is written.
        key: the tensor's name in the `state_dict`.
        where: an index of it, as `index_of` reads it.
        action: `set`, `add` and `multiply` take one number, or rows of as many as are selected; `clip` takes the least
            and the largest; `zero` takes the percentage of those selected, the smallest by magnitude.
        numbers: what the action takes.
        progress: is told how far the writing is.

    Raises:
        BuilderError: there is no such tensor or element, or the numbers do not fit.
    """
    network = to_module(document, device="meta")
    load_into(network, weights)
    tensor = network.state_dict(keep_vars=True).get(key)
    if tensor is None:
        raise DocumentError(say("weights.values.no-tensor", name=key))
    with torch.no_grad():
        changed = tensor.detach().clone()
        index = index_of(where)
        try:
            chosen = changed[index]
        except IndexError:
            shape = tuple(changed.shape)
            raise BuilderError(
                say("weights.values.outside", index=where, name=key, shape=shape),
                hint=say("weights.values.index.hint"),
            ) from None
        if not chosen.numel():
            raise BuilderError(
                say("weights.values.nothing", index=where, name=key, shape=tuple(changed.shape)),
                hint=say("weights.values.index.hint"),
            )
        changed[index] = apply_action(chosen, action, numbers)
        tensor.data = changed
    save_safetensors(network, target, progress)


def apply_action(chosen: Tensor, action: Action, numbers: Numbers) -> Tensor:
    """Return what stands in the place of the chosen elements.

    Raises:
        BuilderError: the numbers do not fit.
    """
    if (chosen.dtype is torch.bool and action != "set") or (chosen.is_complex() and action == "clip"):
        raise BuilderError(say("weights.values.dtype", dtype=_dtype_name(chosen)))
    if action == "clip":
        low, high = _two(numbers)
        _check_held(chosen, (low, high))
        return chosen.clamp(low, high)
    if action == "zero":
        return _without_smallest(chosen, _one(numbers))
    operand = _operand(chosen, numbers)
    match action:
        case "set":
            return operand.expand_as(chosen)
        case "add":
            return chosen + operand
        case "multiply":
            return chosen * operand


def _operand(chosen: Tensor, numbers: Numbers) -> Tensor:
    flat = [number for row in numbers for number in row]
    _check_held(chosen, flat)
    given = torch.tensor(flat, dtype=torch.float64).to(chosen.dtype)
    if given.numel() == 1:
        return given[0]
    if given.numel() != chosen.numel():
        raise BuilderError(say("weights.values.count", count=given.numel(), shape=tuple(chosen.shape)))
    widths = {len(row) for row in numbers}
    if len(numbers) > 1 and widths != {1} and chosen.dim() > 1 and widths != {chosen.shape[-1]}:
        raise BuilderError(say("weights.values.rows", rows=len(numbers), shape=tuple(chosen.shape)))
    return given.reshape(chosen.shape)


def _check_held(chosen: Tensor, numbers: Sequence[float]) -> None:
    """Refuse numbers that a dtype cannot hold: torch would make other numbers of them.

    Raises:
        BuilderError: there is such a number.
    """
    if chosen.is_floating_point() or chosen.is_complex():
        most = torch.finfo(chosen.dtype).max
        wrong = next((number for number in numbers if math.isfinite(number) and abs(number) > most), None)
    else:
        if not all(map(float.is_integer, numbers)):
            raise BuilderError(say("weights.values.whole", dtype=_dtype_name(chosen)))
        least, most = (0, 1) if chosen.dtype is torch.bool else _bounds(chosen)
        wrong = next((number for number in numbers if not least <= int(number) <= most), None)
    if wrong is not None:
        raise BuilderError(say("weights.values.range", dtype=_dtype_name(chosen), number=f"{wrong:g}"))


def _bounds(tensor: Tensor) -> tuple[int, int]:
    found = torch.iinfo(tensor.dtype)
    return found.min, found.max


def _dtype_name(tensor: Tensor) -> str:
    return str(tensor.dtype).removeprefix("torch.")


def _one(numbers: Numbers) -> float:
    if [len(row) for row in numbers] != [1] or not 0 <= numbers[0][0] <= 100:
        raise BuilderError(say("weights.values.percent"))
    return numbers[0][0]


def _two(numbers: Numbers) -> tuple[float, float]:
    flat = [number for row in numbers for number in row]
    if len(flat) != 2 or not flat[0] <= flat[1]:
        raise BuilderError(say("weights.values.two"))
    return flat[0], flat[1]


def _without_smallest(chosen: Tensor, percent: float) -> Tensor:
    count = round(chosen.numel() * percent / 100)
    flat = chosen.reshape(-1).clone()
    flat[flat.abs().argsort(stable=True)[:count]] = 0
    return flat.reshape(chosen.shape)
