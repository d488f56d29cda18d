"""Names of nodes that an edit has nothing to do with."""

from builder.document.blocks import Document, Graph, Shared
from builder.edits import Duplicate, Insert, apply
from tests.edits.designs import linear, outline, relu, sequential
from tests.edits.small_graphs import wired


def test_a_block_put_into_a_node_leaves_the_nodes_name():
    """The keys of what stands in there would change: node_0.0.weight."""
    document = wired(sequential("s", linear("a")), wires={"node_0": ("x",)}, outputs=("node_0",))
    assert outline(apply(document, Insert("s", 1, relu("new"))))["node_0.0"] == "a"


def test_a_copied_node_keeps_its_name():
    """The copy is what is new."""
    document = wired(linear("a"), wires={"node_0": ("x",)}, outputs=("node_0",))
    assert outline(apply(document, Duplicate(("a",))))["node_0"] == "a"


def test_a_second_call_stays_one_beside_a_new_node_that_wants_the_modules_name():
    """As an attribute of its own it would bring further keys into the state_dict."""
    nodes = (linear("a", name="fc"), Shared(id="again", of="a"))
    document = wired(*nodes, wires={"fc": ("x",), "node_1": ("fc",)}, outputs=("node_1",))
    graph = apply(document, Insert("g", 0, relu("new", name="fc"))).root
    assert isinstance(graph, Graph)
    assert [node.name for node in graph.nodes] == ["fc_2", "fc", None]


def test_a_newcomers_name_gives_way_to_the_position_of_a_block_that_has_just_lost_its_own():
    """The block called 1 would be the second of that name at position 1, and stands at 2, as the newcomer is called."""
    document = Document(root=sequential("s", relu("p"), relu("r", name="1")))
    made = apply(document, Insert("s", 0, relu("new", name="2")))
    assert outline(made) == {"0": "new", "1": "p", "2": "r"}
