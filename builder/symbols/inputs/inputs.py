"""The inputs of a network: from a call in the text, from its docstring, or from the first layer."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from builder.catalogue.dtypes import ORDER
from builder.document.batch import Shape, Trial, batch_placed
from builder.document.blocks import Input
from builder.errors import SourceError
from builder.sentences import say
from builder.symbols.dataflow.flow import Flows
from builder.symbols.dataflow.operands import holds_symbols
from builder.symbols.dataflow.sequences import tells_batch
from builder.symbols.inputs.docstring import batch_of, bounds, documented_call, named_inputs, with_samples
from builder.symbols.inputs.guessed_inputs import guess_inputs
from builder.symbols.inputs.input_runs import Inputs, input_names, run
from builder.symbols.inputs.nested_arguments import names_of, symbols_in
from builder.symbols.values import ModuleSymbol, Symbol, forward_of

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def find_inputs(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, tree: ast.Module) -> Inputs:
    """Return the inputs and the sample batch; every forward is read for these inputs on the way.

    Raises:
        SourceError: the forward cannot be read for what a call shows, though for other inputs.
    """
    interpreter.budget.renew()  # making the modules and reading their forwards are a run each
    docstring = ast.get_docstring(tree) or ""
    named = named_inputs(docstring)
    call = documented_call(interpreter, docstring)
    if named:
        found = with_samples(named, call), batch_of(named, call)
        run(interpreter, flows, module, *found)
        return found
    for args, named_args in reversed(module.calls):
        if args and not named_args and all(isinstance(arg, Symbol) and arg.shape is not None for arg in args):
            found = called_inputs(interpreter, flows, module, args)
            if not run(interpreter, flows, module, *found) or module.flow is not None or forward_of(module) is None:
                return found  # a document may show what does not fit, but the forward has to be read
            unreadable, other = flows.unreadable, guess_inputs(interpreter, flows, module)
            if flows.mismatches:
                run(interpreter, flows, module, *found)
                return found
            if unreadable is not None:  # other inputs may just take another branch of it
                raise unreadable
            flows.unfit = module.cls.name
            return other
    mixed = _inputs_with_lists(interpreter, flows, module)
    return guess_inputs(interpreter, flows, module) if mixed is None else mixed


def _inputs_with_lists(interpreter: Interpreter, flows: Flows, module: ModuleSymbol) -> Inputs | None:
    """Return the inputs that the last call shows which gives lists of tensors, or other values beside them.

    Raises:
        SourceError: it gives a dict of tensors, or a list, and the class is kept as code.
    """
    function = forward_of(module)
    if any(
        holds_symbols(list(one.values())) for args, _ in module.calls for one in args if isinstance(one, dict) and one
    ):
        raise SourceError(
            say("symbols.dict-input", name=module.cls.name), *module.place, say("symbols.list-input.hint")
        )
    shown = ((call, symbols_in([*call[0], *call[1].values()])) for call in reversed(module.calls))
    calls = [(call, symbols) for call, symbols in shown if symbols]
    for call, symbols in calls if function is not None else ():
        flows.given = call
        found = called_inputs(interpreter, flows, module, symbols)
        if not run(interpreter, flows, module, *found):
            return found
        flows.given = None
        if any(isinstance(arg, list | tuple) for arg in call[0]):
            problem = say("symbols.list-input", name=module.cls.name)
            raise SourceError(problem, *module.place, say("symbols.list-input.hint"))
        flows.unread = module.cls.name
        break
    return None


def called_inputs(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, args: tuple[Symbol, ...]) -> Inputs:
    """Return the inputs that a call shows."""
    names = input_names(module, len(args)) if flows.given is None else names_of(module, *flows.given)

    def inputs(shapes: list[Shape]) -> tuple[Input, ...]:
        return tuple(_input(name, arg, shape) for name, arg, shape in zip(names, args, shapes, strict=True))

    def tried(shapes: list[Shape], batch: int) -> Trial:
        return Trial(not run(interpreter, flows, module, inputs(shapes), batch), flows.misplaced)

    shown = [tuple(map(int, arg.shape or ())) for arg in args]  # what another network returned has sizes of its own
    shapes, batch = batch_placed(shown, tried, tells_batch(module))
    return inputs(shapes), batch


def _input(name: str, symbol: Symbol, shape: Shape) -> Input:
    low, high = bounds(symbol)
    dtype = symbol.dtype if symbol.dtype in ORDER else "float32"
    return Input(name=name, shape=shape, dtype=dtype, low=low, high=high)  # type: ignore[arg-type]
