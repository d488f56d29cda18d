"""How tensors lie in memory: what is worked out of another order than the usual one may be rounded otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.sentences import say
from builder.symbols.values import Symbol, TensorSymbol, whole_of
from builder.word_list import words

if TYPE_CHECKING:
    from builder.symbols.host import DocumentHost

_REORDERING_METHODS = frozenset(
    words(
        """
        t T mT transpose permute swapaxes swapdims movedim moveaxis adjoint expand expand_as broadcast_to unfold
        diagonal as_strided inverse qr svd cholesky split chunk unbind select narrow
        """
    )
)
_CONTIGUOUS_FUNCTIONS = frozenset(
    words("contiguous matmul mm bmm cat stack softmax cumsum triu tril repeat flatten new_zeros new_ones")
)
_DEEPEST = 50


def is_turned(value: Value, depth: int = 0) -> bool:
    """Tell whether a tensor may lie in memory in another order than a new one of its shape."""
    if not isinstance(value, Symbol) or depth > _DEEPEST:
        return isinstance(value, Symbol)
    if value.shape is not None and sum(1 for n in value.shape if n != 1) < 2:
        return False
    if isinstance(value, TensorSymbol):
        return value.owner is None and len(value.args) > 1 and is_turned(value.args[1], depth + 1)
    name = str(value.target).rpartition(".")[2]
    if name in _CONTIGUOUS_FUNCTIONS:
        return False
    if name in _REORDERING_METHODS or "linalg" in str(value.target):
        return True
    if name == "__getitem__" and not _is_of_rows(value.args[1]):
        return True
    return any(_lies_so(arg, depth) for arg in value.args)


def _lies_so(arg: Value, depth: int) -> bool:
    if isinstance(arg, np.ndarray):
        return not arg.flags.c_contiguous
    return is_turned(arg, depth + 1)


def _is_of_rows(index: Value) -> bool:
    """Tell whether an index takes whole rows that follow each other."""
    if isinstance(index, tuple):
        return all(isinstance(part, int) for part in index[:-1]) and _is_of_rows(index[-1])
    return isinstance(index, int) or (isinstance(index, slice) and index.step in (None, 1))


def reason(name: str) -> tuple[str, str]:
    """Return why a tensor of this name is not drawn, and what to do."""
    return say("symbols.memory-order", name=name), say("symbols.memory-order.hint")


def keep_order(host: DocumentHost, name: str) -> None:
    """Keep the class that is being made as code, for the order in memory that it gives a tensor.

    Raises:
        Refusal: no class is made, so that nothing would give it that order again.
    """
    _keep(host, reason(name))


def keep_memory(host: DocumentHost, tensor: TensorSymbol, new: Value) -> None:
    """Keep the class that is being made as code where a tensor gets memory that a document does not say.

    Raises:
        Refusal: that is of another tensor, or in another order, and no class is made.
    """
    if is_turned(new):
        keep_order(host, _name(host, tensor))
    of = whole_of(new)
    if isinstance(of, TensorSymbol) and of is not tensor:
        _keep(host, (say("symbols.one-memory", name=_name(host, tensor)), say("symbols.one-memory.hint")))
    for mine, other in ((tensor.shape, getattr(new, "shape", None)), (tensor.dtype, getattr(new, "dtype", None))):
        if mine is not None and other is not None and mine != other:
            keep_shape(host, tensor)


def _name(host: DocumentHost, tensor: TensorSymbol) -> str:
    """Return what a tensor is called in its layer, or in the class that is being made."""
    own = host.building[-1].tensors if host.building else {}
    return next((name for name, one in own.items() if one is tensor), tensor.name)


def keep_shape(host: DocumentHost, tensor: TensorSymbol) -> None:
    """Keep the class that is being made as code where a tensor gets another shape or dtype.

    Raises:
        Refusal: no class is made.
    """
    _keep(host, (say("symbols.other-shape", name=_name(host, tensor)), say("symbols.other-shape.hint")))


def refuse_other_memory(tensor: TensorSymbol) -> None:
    """Refuse to give other memory to what `.data`, `.detach()` or `spectral_norm` gave of a tensor.

    Raises:
        Refusal: always.
    """
    name, kind = tensor.name.removesuffix("_orig"), "" if tensor.owner is None else tensor.owner.kind
    if name == tensor.name:
        raise Refusal(say("symbols.values"), say("symbols.values.hint"))
    raise Refusal(say("symbols.parametrized.set", name=name, kind=kind), say("symbols.parametrized.set.hint"))


def _keep(host: DocumentHost, why: tuple[str, str]) -> None:
    if host.lenient:
        return
    if not host.building:
        raise Refusal(*why)
    host.unruled[id(host.building[-1])] = why
