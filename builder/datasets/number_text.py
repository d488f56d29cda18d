"""Numbers and token ids that a person typed or pasted: separated by commas, spaces or lines, or nested in brackets."""

from __future__ import annotations

import re
from math import prod

import torch
from torch import Tensor

from builder.datasets.fit import fit_tensor, is_sequence, shown_shape
from builder.document.blocks import BATCH, Input
from builder.errors import BuilderError
from builder.sentences import say

MOST_CHARACTERS = 4_000_000
_APART = re.compile(r"[\s,;\[\](){}|]+")
_NUMBER = re.compile(r"[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf|nan)", re.IGNORECASE)
_ROWS = re.compile(r"[\n;]|\]\s*,?\s*\[")
_MOST_CLASS = 2**53
"""From here on a float64 leaves whole numbers out."""
_WORDS = {"true": 1.0, "false": 0.0}


def typed_tensor(entry: Input, text: str) -> tuple[Tensor, tuple[str, ...]]:
    """Return the numbers of a text as an input takes them; more than one sample's are a batch.

    Raises:
        BuilderError: something is no number, or there are too many or too few of them.
    """
    if len(text) > MOST_CHARACTERS:
        raise BuilderError(say("datasets.long", count=len(text), most=MOST_CHARACTERS))
    if is_sequence(entry):
        return _rows(entry, text)
    numbers = _numbers(text)
    dims = [dim for dim in entry.shape if isinstance(dim, int)]
    each = prod(dims)
    count, left = divmod(len(numbers), each) if each else (0, 1)
    if left or not count or (count > 1 and BATCH not in entry.shape):
        raise BuilderError(
            say("datasets.count", count=len(numbers), name=entry.name),
            hint=say("datasets.count.hint", each=each, shape=shown_shape(entry)),
        )
    tensor = torch.tensor(numbers, dtype=torch.float64).reshape(count, *dims)
    tensor = tensor.movedim(0, entry.shape.index(BATCH)) if BATCH in entry.shape else tensor[0]
    made, _ = fit_tensor(entry, tensor)
    return made, (say("datasets.typed", count=len(numbers), samples=count),)


def typed_target(text: str) -> tuple[Tensor, tuple[str, ...]]:
    """Return the numbers of a text as a target: whole numbers are classes; a row for each line where there are several.

    Raises:
        BuilderError: something is no number, or the lines have different lengths.
    """
    lines = [numbers for line in _ROWS.split(text) if (numbers := _numbers(line, least=0))]
    if not lines or len(lines[0]) * len(lines) != sum(map(len, lines)):
        lines = [_numbers(text)]
    tensor = torch.tensor(lines, dtype=torch.float64).squeeze(0)
    if len(lines) > 1 and tensor.shape[1] == 1:
        tensor = tensor.squeeze(1)
    is_whole = "." not in text and bool(((tensor == tensor.round()) & (tensor.abs() < _MOST_CLASS)).all())
    words = say("datasets.typed", count=tensor.numel(), samples=tensor.shape[0])
    return tensor.to(torch.int64 if is_whole else torch.float32), (words,)


def _rows(entry: Input, text: str) -> tuple[Tensor, tuple[str, ...]]:
    """Return a row of ids for each line of a text, or each pair of brackets.

    Raises:
        BuilderError: the rows have different lengths.
    """
    lines = [numbers for line in _ROWS.split(text) if (numbers := _numbers(line, least=0))]
    if not lines:
        raise BuilderError(say("datasets.nothing", name=entry.name), hint=say("datasets.nothing.hint"))
    lengths = sorted({len(line) for line in lines})
    if len(lengths) > 1:
        raise BuilderError(say("datasets.rows", least=lengths[0], most=lengths[-1]), hint=say("datasets.rows.hint"))
    made, said = fit_tensor(entry, torch.tensor(lines, dtype=torch.float64))
    return made, (say("datasets.typed", count=lengths[0] * len(lines), samples=len(lines)), *said[1:])


def _numbers(text: str, least: int = 1) -> list[float]:
    """Return the numbers of a text.

    Raises:
        BuilderError: something is no number, or there is none.
    """
    found = []
    for part in _APART.split(text):
        word = part.strip("'\"").lower()
        if not word:
            continue
        if word in _WORDS:
            found.append(_WORDS[word])
        elif _NUMBER.fullmatch(word):
            found.append(float(word))
        else:
            raise BuilderError(say("datasets.no-number", text=part), hint=say("datasets.no-number.hint"))
    if len(found) < least:
        raise BuilderError(say("datasets.empty"), hint=say("datasets.nothing.hint"))
    return found
