"""Layers without tensors that a forward makes for one call, as `nn.ReLU()(x)`: to a graph the function that they call.

What they are made with may hang on the sizes of the input, as in `nn.Upsample(size=x.shape[2:])(y)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.catalogue.layers.kind import REQUIRED
from builder.catalogue.layers.kinds import CATALOGUE
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.sentences import say
from builder.symbols.values import ModuleSymbol
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter
    from builder.symbols.dataflow.flow import Flows
    from builder.symbols.host import DocumentHost

_ACTIVATIONS = words("ReLU ReLU6 ELU SELU CELU GELU SiLU Mish GLU Softplus Softsign Softshrink Hardshrink Tanhshrink")
FUNCTIONS_OF = {
    **{kind: f"F.{kind.lower()}" for kind in _ACTIVATIONS},
    "LeakyReLU": "F.leaky_relu",
    **{"Hardswish": "F.hardswish", "Hardsigmoid": "F.hardsigmoid", "Hardtanh": "F.hardtanh"},
    **{"LogSigmoid": "F.logsigmoid", "Sigmoid": "torch.sigmoid", "Tanh": "torch.tanh", "Threshold": "F.threshold"},
    **{"Softmax": "F.softmax", "LogSoftmax": "F.log_softmax", "Softmin": "F.softmin", "Flatten": "torch.flatten"},
    **{"Upsample": "F.interpolate", "PixelShuffle": "F.pixel_shuffle", "PixelUnshuffle": "F.pixel_unshuffle"},
    **{f"{kind}Pool{d}d": f"F.{kind.lower()}_pool{d}d" for kind in ("Max", "Avg") for d in (1, 2, 3)},
    **{f"Adaptive{kind}Pool{d}d": f"F.adaptive_{kind.lower()}_pool{d}d" for kind in ("Max", "Avg") for d in (1, 2, 3)},
}
"""The functions that layers without tensors call, with arguments of the same names."""


def in_turn(host: DocumentHost, interpreter: Interpreter, module: ModuleSymbol, value: Value) -> Value:
    """Run the children of a module one after another and return what the last one returns."""
    for child in module.children.values():
        value = host.run(interpreter, child, (value,), {})
    return value


def record_as_function(flows: Flows, module: ModuleSymbol, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
    """Record the call of a layer as that of the function which it calls, and return the result; None of any other.

    Raises:
        Refusal: no block does what it does, or it is a part of a layer.
    """
    if module.home is not module:
        inside = say("symbols.inside-layer", name=module.cls.name, kind=module.home.cls.name)
        raise Refusal(inside, say("symbols.inside-layer.hint"))
    name = FUNCTIONS_OF.get(module.kind)
    if name is None or len(args) != 1 or kwargs or not is_made_inside(flows, module):
        return None
    named = {one.name: one.default for one in CATALOGUE[module.kind].arguments if one.default is not REQUIRED}
    named |= module.args
    return flows.operate("function", name, args, named)


def is_made_inside(flows: Flows, module: ModuleSymbol) -> bool:
    """Tell whether a forward that is being read has made a module."""
    first = next((one for one in flows.recorders if one.module is not None), None)
    return first is not None and module.serial > first.begun
