"""Which place of a shared module is the first, on every page."""

import pytest
from hypothesis import given

from builder import analyse
from builder.document.blocks import Document, Layer, Sequential
from builder.edits import Share, Unshare, apply
from builder.module import to_module
from builder.targets.tables import parameter_table
from tests.strategies import documents
from tests.ui.readings import Reading
from ui.server.pane import tree_text
from ui.server.partners import modules
from ui.server.view import draw


def backwards():
    """Return a chain in which the module of the last place was shared into the first."""
    layers = (Layer(id=id, kind="Linear", args={"in_features": 20, "out_features": 20}) for id in "abc")
    return apply(Document(root=Sequential(id="root", children=tuple(layers))), Share("a", "c"))


def firsts(network):
    """Return the path at which torch meets each module first."""
    found = {}
    for path, module in network.named_modules(remove_duplicate=False):
        found.setdefault(module, path)
    return found


def drawn(node):
    """Yield a node of the canvas and all inside it."""
    yield node
    for child in node.get("children", ()):
        yield from drawn(child)


@pytest.mark.filterwarnings("ignore")
@given(documents())
def test_the_canvas_names_the_place_that_torch_meets_first(document):
    """Whichever place is the block itself in the document."""
    network = to_module(document, device="meta")
    known = firsts(network)
    for node in drawn(draw(Reading(document)).root):
        if "group" in node and not node.get("call"):
            assert node.get("same_as", node["path"]) == known[network.get_submodule(node["path"])]


@pytest.mark.filterwarnings("ignore")
@given(documents())
def test_the_share_page_names_the_place_that_torch_meets_first(document):
    """In its groups, and so in the proof."""
    reading, network = Reading(document), to_module(document, device="meta")
    known = firsts(network)
    for first, *_ in modules(reading).values():
        path = reading.places[first].path
        assert path == known[network.get_submodule(path)]


def test_all_views_agree_on_the_first():
    """Canvas, tree, table and analysis, for a module that was shared backwards."""
    document = backwards()
    reading, table = Reading(document), parameter_table(to_module(document))
    assert [node.get("same_as") for node in draw(reading).root["children"]] == [None, None, "0"]
    assert [line.split("  ")[1].strip() for line in tree_text(reading).splitlines()[1:4]] == [
        "Linear",
        "Linear",
        "same as 0",
    ]
    assert table["tied_to"].dropna().tolist() == ["0.weight", "0.bias"]
    assert analyse(document).blocks["2"].same_as == "0"


def test_every_place_can_be_unshared():
    """Also the one that is the block itself in the document: the others keep the module."""
    document = apply(backwards(), Unshare("c"))
    assert analyse(document).parameters == 3 * 420
    assert Reading(document).shared == {}
