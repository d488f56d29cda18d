"""The inputs that a person names beside a text, as the document has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from builder.document.blocks import BATCH, Input
from builder.errors import SourceError
from builder.interpreter.failures import position
from builder.sentences import Sentence, say
from builder.symbols.dataflow.arguments import required_inputs
from builder.symbols.dataflow.flow import Flows
from builder.symbols.inputs.input_runs import Inputs, input_names, run, run_all
from builder.symbols.inputs.inputs import called_inputs
from builder.symbols.inputs.likely_shapes import likely
from builder.symbols.inputs.shapes import InputShape
from builder.symbols.values import ModuleSymbol, Symbol, forward_of

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST_NAMES = 5


def given_inputs(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, given: tuple[InputShape, ...]) -> Inputs:
    """Return inputs with these shapes and the sample batch; every forward is read for them.

    A dtype that is left open is that of the layer which reads the input first.

    Raises:
        SourceError: the forward takes more inputs or fewer.
    """
    _check_count(module, len(given))
    interpreter.budget.renew()
    symbols = [Symbol("input", f"X{i + 1}") for i in range(len(given))]
    flows.first.clear()
    run_all(interpreter, flows, module, symbols)
    usual = [likely(flows.first.get(id(symbol))) for symbol in symbols]
    dtypes = [one.dtype or other.dtype for one, other in zip(given, usual, strict=True)]
    highs = [one.high or other.high for one, other in zip(given, usual, strict=True)]
    shapes, batch = [one.shape for one in given], 2
    if not any(BATCH in shape for shape in shapes):
        for symbol, shape, dtype in zip(symbols, shapes, dtypes, strict=True):
            symbol.shape, symbol.dtype = tuple(map(int, shape)), dtype
        inputs, batch = called_inputs(interpreter, flows, module, tuple(symbols))
        shapes = [one.shape for one in inputs]
    named = map(Input, input_names(module, len(given)), shapes, dtypes)
    found = tuple(structs.replace(one, high=high) for one, high in zip(named, highs, strict=True))
    run(interpreter, flows, module, found, batch)
    return found, batch


def _check_count(module: ModuleSymbol, count: int) -> None:
    function = forward_of(module)
    spec = None if function is None else function.node.args
    if function is None or spec is None:
        return
    names = required_inputs(function)
    most = len(spec.posonlyargs) + len(spec.args) - 1 + len(spec.kwonlyargs)
    if count < len(names) or (spec.vararg is None and count > most):
        listed = Sentence(", ".join(name[:40] for name in names[:_MOST_NAMES]))
        raise SourceError(
            say("symbols.given-inputs", name=module.cls.name, count=count, names=listed),
            *position(function.node),
            say("symbols.given-inputs.hint"),
        )
