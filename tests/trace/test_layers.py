import pytest

from builder.catalogue.layers.validation import code_arguments, resolve
from builder.module.layer import build_layer
from builder.trace.from_module.layers import layer_arguments, layer_kind
from tests.catalogue.layers.examples import EXAMPLES


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", EXAMPLES)
def test_arguments_are_read_off_a_layer(kind):
    """Each kind's layer is made again from what its attributes say."""
    for given in EXAMPLES[kind]:
        layer = build_layer(kind, code_arguments(kind, given.args, resolve(kind, given.args, tuple(given.inputs))))
        name = layer_kind(layer)
        assert repr(build_layer(name, layer_arguments(layer, name))) == repr(layer)
