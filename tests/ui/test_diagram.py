"""Where the blocks of a diagram stand, and what its files are called."""

import pytest

from builder import templates
from builder.document.tree import walk
from builder.targets.diagram import Options
from tests.ui.readings import Reading
from ui.server.pictures import Drawing, boxes, svg


@pytest.mark.parametrize("view", ["tree", "flow"])
@pytest.mark.parametrize("name", ["mlp", "block_factory", "residual_cnn", "unet"])
def test_what_can_be_clicked_are_blocks(view, name):
    """Each box has a block's id and lies in the picture."""
    reading = Reading(templates.load(name))
    found = boxes(svg(reading, Drawing(view)))
    assert {box[0] for box in found} <= {block.id for block in walk(reading.analysis.expanded.root)}
    assert found
    assert all(0 <= left < right and 0 <= top < bottom for _, left, top, right, bottom in found)


def test_every_choice_has_a_file_of_its_own():
    """No download shows another's picture."""
    options = [Options(), Options("TB"), Options(look="print"), Options(shapes=False), Options(activations=False)]
    names = {Drawing(view, depth, one).name for view in ("tree", "flow") for depth in (None, 1) for one in options}
    assert len(names) == 20
