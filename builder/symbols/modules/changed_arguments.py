"""Arguments of layers that a text sets after it made the layer: `norm.eps = 1e-3`, `conv.dilation = (2, 2)`.

Only those that the layer reads anew at each call and prints as its constructor would have kept them: with such a value
it is the layer that the constructor makes.
"""

from __future__ import annotations

import re

from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import check
from builder.errors import BuilderError
from builder.interpreter.doubles import bare
from builder.interpreter.limits import Value
from builder.interpreter.values import NativeClass
from builder.symbols.values import ModuleSymbol
from builder.word_list import words

_ROWS = (
    (r"BatchNorm\dd|InstanceNorm\dd", words("eps momentum")),
    ("LayerNorm|GroupNorm|RMSNorm", words("eps")),
    (r"Dropout\dd|Dropout|AlphaDropout|FeatureAlphaDropout", words("p inplace")),
    ("ReLU|ReLU6|LeakyReLU|ELU|SELU|CELU|SiLU|Mish|Hardswish|Hardsigmoid", words("inplace")),
    ("LeakyReLU", words("negative_slope")),
    ("ELU|CELU", words("alpha")),
    (r"MaxPool\dd|AvgPool\dd", words("ceil_mode")),
    (r"MaxPool\dd|AvgPool[23]d", words("padding")),
    ("Softmax|LogSoftmax", words("dim")),
)
_ALIKE = tuple((re.compile(kinds), frozenset(names)) for kinds, names in _ROWS)
_CONVOLUTION = re.compile(r"Conv(?P<dims>\d)d")
_PER_DIM = frozenset({"stride", "padding", "dilation"})


def change_argument(module: ModuleSymbol, name: str, new: Value) -> bool:
    """Make a layer the one that is built with another argument; return whether it is that now."""
    if not module.is_layer or not isinstance(module.cls, NativeClass) or module.home is not module:
        return False
    value = _as_constructor_argument(module, name, new)
    if value is None:
        return False
    args = {**module.args, name: value}  # a copy of the layer holds the same arguments
    try:
        check(module.kind, args)
    except BuilderError:
        return False
    module.args = args
    return True


def _as_constructor_argument(module: ModuleSymbol, name: str, new: Value) -> Value:
    """Return a value as the constructor would have been given it; None where it would have kept another one."""
    known = {argument.name for argument in CATALOGUE[module.kind].arguments}
    if name not in known:
        return None
    if any(name in names and kinds.fullmatch(module.kind) for kinds, names in _ALIKE):
        plain = bare(new)
        return plain if isinstance(plain, bool | int | float) else None
    convolution = _CONVOLUTION.fullmatch(module.kind)
    if convolution is None or name not in _PER_DIM or not isinstance(new, tuple):
        return None
    fits = len(new) == int(convolution["dims"]) and all(type(n) is int for n in new)
    # What other modes pad by is worked out once, by the constructor.
    return list(new) if fits and module.args.get("padding_mode", "zeros") == "zeros" else None
