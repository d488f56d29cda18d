import json

from hypothesis import given, settings
from hypothesis import strategies as st

from builder import templates
from builder.document.blocks import Document, Layer, Selector, Sequential
from builder.edits import Freeze, SetArgument, apply
from tests.strategies import documents
from tests.ui.readings import Reading
from ui.server.canvas_tree import KEPT, Trees
from ui.server.view import draw, tree


def index(node):
    """Return all nodes of a tree by id."""
    found = {node["id"]: node}
    for kid in node.get("children", ()):
        found |= index(kid)
    return found


def whole(sent, known):
    """Put a tree together as the canvas does: an id stands for the block as it was."""
    if isinstance(sent, str):
        return known[sent]
    return {**sent, "children": [whole(kid, known) for kid in sent["children"]]} if "children" in sent else sent


def chain(*widths):
    """Return stages of two layers each."""
    stages = tuple(
        Sequential(
            id=f"stage{i}",
            children=(
                Layer(id=f"linear{i}", kind="Linear", args={"in_features": "auto", "out_features": width}),
                Layer(id=f"relu{i}", kind="ReLU"),
            ),
        )
        for i, width in enumerate(widths)
    )
    return Document(root=Sequential(id="root", children=stages))


@settings(deadline=None)
@given(st.lists(documents(), min_size=2, max_size=3))
def test_a_tree_drawn_from_another_is_the_tree(several):
    """What is taken over from the tree before, whatever that was, is as if drawn anew."""
    before = None
    for document in several:
        before = draw(Reading(document), before)
        assert json.dumps(before.root) == json.dumps(tree(Reading(document)))


@settings(deadline=None)
@given(documents(), documents())
def test_changes_and_the_base_make_the_whole(one, other):
    """A canvas that holds the base has the whole tree, though only changes are sent."""
    base = draw(Reading(one))
    held = index(json.loads(json.dumps(base.root)))
    now = draw(Reading(other), base)
    sent = json.loads(json.dumps(now.since(base)))
    assert whole(sent, held) == json.loads(json.dumps(now.root))


def test_only_what_changed_is_sent():
    """An edit of one stage sends that stage and those its shapes reach."""
    base = draw(Reading(document := chain(8, 8, 8)))
    edited = apply(document, SetArgument(id="linear1", argument="out_features", value=9))
    sent = draw(Reading(edited), base).since(base)
    assert [isinstance(kid, str) for kid in sent["children"]] == [True, False, False]


def test_sharing_does_not_send_the_rest_again():
    """Where blocks are shared, nodes are compared instead."""
    document = templates.load("shared_layer")
    base = draw(Reading(document))
    assert draw(Reading(Document.from_json(document.to_json())), base).since(base) == document.root.id


def test_freezing_inside_draws_the_container_anew():
    """A block frozen by itself is shown so, though its container is the same object."""
    document = chain(8, 8)
    frozen = apply(document, Freeze(select=Selector(block="linear1")))
    now = draw(Reading(frozen), draw(Reading(document)))
    assert index(now.root)["linear1"]["frozen"]


def test_an_old_tree_is_forgotten():
    """A canvas that was away for long is sent all again."""
    trees = Trees()
    for i in range(KEPT + 1):
        trees.of(str(i), lambda before: draw(Reading(chain(8)), before))
    assert trees.find("0") is None
    assert trees.find(str(KEPT)) is not None
