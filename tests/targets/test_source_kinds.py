import black
import pytest

from builder import to_source
from builder.catalogue.layers.kind import TensorSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.document.blocks import Document, Input, Layer
from tests.catalogue.layers.examples import EXAMPLES
from tests.targets.laws import holds

# The examples go to the edges of each kind, of which torch warns.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")


def documents_of(kind):
    """Yield a network of one layer for each example of a kind whose inputs are tensors."""
    for sample in EXAMPLES[kind]:
        # torch leaves memory unset where a circular padding cuts at one side and adds at the other.
        unset = kind.startswith("Circular") and "-" in str(sample.args["padding"])
        if all(isinstance(x, TensorSpec) for x in sample.inputs) and not unset:
            inputs = tuple(Input(f"x{i}", x.shape, x.dtype, 0, 2) for i, x in enumerate(sample.inputs))
            yield Document(inputs=inputs, root=Layer(id="layer", kind=kind, args=dict(sample.args)))


@pytest.mark.parametrize("kind", [name for name, kind in CATALOGUE.items() if kind.instead is None])
def test_every_kind_is_written_as_it_is_built(kind):
    """Laws 1 and 2 for a network of that one layer, and black has nothing to change."""
    for document in documents_of(kind):
        holds(document)
        source = to_source(document)
        assert source == black.format_str(source, mode=black.Mode())
