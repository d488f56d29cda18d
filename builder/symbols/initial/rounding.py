"""Values that a conversion has rounded: an init rule fills a tensor of the last dtype, in which they are not."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from builder.catalogue.layers.schemes import COPY, SCHEMES
from builder.errors import SourceError
from builder.interpreter.limits import Value
from builder.sentences import say
from builder.symbols.initial import constants
from builder.symbols.initial.initial_values import RESET
from builder.symbols.values import ModuleSymbol, TensorSymbol

if TYPE_CHECKING:
    from builder.symbols.host import DocumentHost
    from builder.symbols.initial.constants import Array

_DIGITS = {"bfloat16": 8, "float16": 11, "float32": 24, "float64": 53}
"""The binary digits of each dtype."""
_FLOAT32_BITS_BEHIND_BFLOAT16 = 0xFFFF


class RoundedTensor(NamedTuple):
    """A tensor that was rounded to a dtype, when so many tensors had been filled."""

    tensor: TensorSymbol
    dtype: str
    since: int


def note_rounding(host: DocumentHost, tensor: TensorSymbol, dtype: str) -> None:
    """Note that a tensor which becomes of a dtype with more digits holds what was rounded to its own.

    Numbers that torch draws are drawn anew in any case, and back at its own dtype nothing is lost.
    """
    old = tensor.dtype or "float32"
    known = host.rounded.get(id(tensor))
    if known is not None and _DIGITS[dtype] <= _DIGITS[known.dtype]:
        del host.rounded[id(tensor)]
    is_more = known is None and _DIGITS[dtype] > _DIGITS.get(old, 99)
    if is_more and not (_begins_exact(tensor, old) and all(_is_exact(*fill, old) for fill in _fills(host, tensor))):
        host.rounded[id(tensor)] = RoundedTensor(tensor, old, len(host.fills))


def require_unrounded(host: DocumentHost, module: ModuleSymbol, tensors: Container[int]) -> None:
    """Refuse a network with tensors, of these ids, that hold what was rounded, unless they were filled again.

    Raises:
        SourceError: there is one.
    """
    for key, (tensor, dtype, since) in host.rounded.items():
        later = (fill for fill in host.fills[since:] if fill.tensor is tensor)
        if key not in tensors or any(fill.rows is None and fill.scheme in SCHEMES for fill in later):
            continue
        place = (module if tensor.owner is None else tensor.owner).place
        problem = say("symbols.rounded", name=tensor.name, old=dtype, new=str(tensor.dtype))
        raise SourceError(problem, *place, say("symbols.rounded.hint"))


def _fills(host: DocumentHost, tensor: TensorSymbol) -> Iterator[tuple[str, dict[str, Value]]]:
    yield from ((fill.scheme, fill.args) for fill in host.fills if fill.tensor is tensor)
    if begun := host.begun.get(id(tensor)):
        yield begun["scheme"], begun["args"]


def _begins_exact(tensor: TensorSymbol, dtype: str) -> bool:
    """Tell whether a dtype has what a tensor of the text's own is made of; its numbers are held as float32 has them."""
    if tensor.owner is not None or dtype == "float32" or len(tensor.args) < 2:
        return True
    found = constants.values(tensor.args[1], constants.Work())
    return found is None or _has(dtype, found)


def _is_exact(scheme: str, args: dict[str, Value], dtype: str) -> bool:
    if scheme == "constant_":
        return _has(dtype, float(args["val"]))
    if scheme == COPY:  # what it is a copy of may not have been rounded
        return dtype == "float32"
    return scheme == RESET or scheme in SCHEMES


def _has(dtype: str, numbers: Array | float) -> bool:
    """Tell whether a dtype has numbers, all of them.

    >>> _has("float32", 0.5), _has("float32", 0.2), _has("bfloat16", 0.5), _has("float16", 1e6)
    (True, False, True, False)
    """
    exact = np.atleast_1d(np.asarray(numbers, dtype="float64"))
    exact = exact[np.isfinite(exact)]
    with np.errstate(over="ignore"):
        if dtype != "bfloat16":
            return bool((exact.astype(dtype) == exact).all())
        single = exact.astype("float32")
        return bool((single == exact).all()) and not (single.view("uint32") & _FLOAT32_BITS_BEHIND_BFLOAT16).any()
