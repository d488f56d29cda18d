"""Which rules of the catalogue lose that a size of their result hangs on one of the input."""

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.functions.validation import resolve_function
from builder.catalogue.layers.kind import TensorSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit, resolve
from builder.errors import BuilderError
from builder.symbols.dataflow.numbers import LOSES_SIZES
from builder.symbols.dataflow.sizes import Relation, Size, is_open
from tests.catalogue.functions.examples import EXAMPLES as CALLS
from tests.catalogue.layers.examples import EXAMPLES as LAYERS


def of_function(kind, args, inputs):
    """Return what a function returns."""
    return FUNCTIONS[kind].returned(resolve_function(kind, args, inputs), inputs)


def of_layer(kind, args, inputs):
    """Return what a layer returns."""
    return CATALOGUE[explicit(kind)].returned(resolve(kind, args, inputs), inputs)


def with_sizes(spec, size):
    """Return an input with another size in the place of each."""
    return TensorSpec(tuple(map(size, spec.shape)), spec.dtype) if isinstance(spec, TensorSpec) else spec


def lost(rule, kind, one, times):
    """Tell whether a size that is not open is another one where all sizes of the inputs are so many times as large."""
    try:
        here = rule(
            kind, one.args, tuple(with_sizes(x, lambda n: Size(n, Relation.INDEPENDENT, True)) for x in one.inputs)
        )
        there = rule(kind, one.args, tuple(with_sizes(x, lambda n: max(int(n * times), 1)) for x in one.inputs))
    except (BuilderError, ArithmeticError):
        return False
    alike = isinstance(here, TensorSpec) and isinstance(there, TensorSpec) and len(here.shape) == len(there.shape)
    return alike and any(n != m and not is_open(n) for n, m in zip(here.shape, there.shape, strict=True))


def test_only_those_lose_sizes_that_are_said_to():
    """Of all others the rule computes with the sizes themselves: what it is given open, it returns open."""
    rules = [(of_function, *item) for item in CALLS.items()] + [(of_layer, *item) for item in LAYERS.items()]
    found = {kind for rule, kind, examples in rules for one in examples for t in (0.5, 2) if lost(rule, kind, one, t)}
    assert found == LOSES_SIZES
