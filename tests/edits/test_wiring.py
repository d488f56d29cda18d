import pytest

from builder.document.blocks import Graph, Shared, TensorBlock, TensorPlace, Tie
from builder.document.tree import places
from builder.edits import (
    Connect,
    Disconnect,
    Duplicate,
    Insert,
    InsertOnWire,
    Move,
    Remove,
    Rename,
    SetGraphInputs,
    SetOutputs,
    SetPositions,
    SetTensor,
    SetWires,
    Share,
    TieTensors,
    Unshare,
    apply,
)
from builder.errors import EditError
from tests.edits.designs import relu
from tests.edits.small_graphs import add, skip, wired, wires


def test_a_wire_goes_behind_the_others():
    """Without an index it is one more."""
    assert wires(apply(skip(), Connect("g", "fc", "add")))["add"] == ("fc2", "x", "fc")


def test_a_wire_takes_the_place_of_another():
    """An index replaces what flows in there."""
    assert wires(apply(skip(), Connect("g", "fc", "add", 1)))["add"] == ("fc2", "fc")


def test_the_outputs_are_wired_like_a_node():
    """A node of None is what the graph returns."""
    made = apply(skip(), Connect("g", "fc", None))
    assert wires(apply(made, Disconnect("g", None, 0)))["return"] == ("fc",)


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (Connect("g", "add", "fc"), "would create a cycle: fc → relu → fc2 → add → fc"),
        (Connect("g", "fc", "fc"), "would create a cycle: fc → fc"),
        (Connect("g", "fcc", "add"), "no node 'fcc'. Did you mean"),
        (Connect("g", "fc", "add", 5), "There are 2 wires, so none can be added at position 5"),
        (Connect("g", "fc", "add", -3), "There are 2 wires, so none can be added at position -3"),
        (Connect("a", "fc", "add"), "Linear has no wires"),
        (Disconnect("g", "add", 2), "add has 2 wires, and none at position 2"),
        (Rename("a", "relu"), "Another node or input is already named 'relu'"),
        (SetTensor("a", shape=(2,)), "Linear is not a tensor"),
        (SetGraphInputs("g", ("fc",)), "Two blocks here are named 'fc'"),
    ],
)
def test_a_refusal_says_why(edit, problem):
    """What cannot be done is refused in a sentence."""
    with pytest.raises(EditError, match=problem):
        apply(skip(), edit)


def test_disconnect_keeps_the_other_wires():
    """Only that wire goes."""
    assert wires(apply(skip(), Disconnect("g", "add", 0)))["add"] == ("x",)


def test_set_wires_takes_ids_as_well():
    """The canvas may name nodes by id."""
    assert wires(apply(skip(), SetWires("g", "b", ("a", "x"))))["fc2"] == ("fc", "x")


def test_outputs_are_set_in_order():
    """Several are a tuple."""
    assert wires(apply(skip(), SetOutputs("g", ("add", "fc"))))["return"] == ("add", "fc")


def test_a_chain_closes_where_a_node_goes():
    """What used the node takes what it took."""
    assert wires(apply(skip(), Remove(("r",))))["fc2"] == ("fc",)


def test_a_bridge_never_doubles_a_wire():
    """Where the source flows in already, the wire goes."""
    assert wires(apply(skip(), Remove(("a", "r", "b"))))["add"] == ("x",)


def test_a_new_node_is_named_after_its_kind():
    """A name that is taken gets a number."""
    made = apply(skip(), Insert("g", 4, relu("n"), ("add",)))
    assert (places(made)["n"].name, wires(made)["relu_2"]) == ("relu_2", ("add",))


def test_a_block_is_put_onto_a_wire():
    """It takes what the wire carried, and the node takes it."""
    made = wires(apply(skip(), InsertOnWire("g", "add", 1, relu("n"))))
    assert (made["relu_2"], made["add"]) == (("x",), ("fc2", "relu_2"))


def test_a_block_is_put_onto_what_is_returned():
    """A node of None is what the graph returns."""
    assert wires(apply(skip(), InsertOnWire("g", None, 0, relu("n"))))["return"] == ("relu_2",)


def test_a_name_is_followed_by_wires_outputs_and_positions():
    """Nothing is lost by a rename."""
    made = apply(apply(skip(), SetPositions("g", {"add": (1, 2)})), Rename("add", "sum"))
    assert (wires(made)["return"], wires(made)["sum"], made.root.positions) == (("sum",), ("fc2", "x"), {"sum": (1, 2)})


def test_positions_are_given_back():
    """None leaves all to the layout."""
    made = apply(skip(), SetPositions("g", {"add": (1, 2)}))
    assert apply(made, SetPositions("g", None)).root.positions == {}


def test_copies_are_wired_like_their_originals():
    """Among themselves as those are."""
    made = wires(apply(skip(), Duplicate(("a", "r"))))
    assert (made["linear"], made["relu_2"]) == (("x",), ("linear",))


def test_order_changes_nothing_but_the_order():
    """A move inside one graph keeps its wires."""
    assert wires(apply(skip(), Move(("b",), "g", 0))) == wires(skip())


def test_a_renamed_input_keeps_its_wires():
    """Names that are new take the place of those that go."""
    assert wires(apply(skip(), SetGraphInputs("g", ("y",))))["fc"] == ("y",)


def test_wires_of_an_input_go_with_it():
    """None is left hanging."""
    made = apply(skip(), SetGraphInputs("g", ("x", "y")))
    made = apply(made, Connect("g", "y", "add", 0))
    assert wires(apply(made, SetGraphInputs("g", ("x",))))["add"] == ("x",)


INNER = Graph(
    id="in", name="inner", inputs=("a", "b", "c"), nodes=(relu("r"),), wires={"node_0": ("b",)}, outputs=("a",)
)
TWICE = wired(
    INNER,
    Shared(id="again", name="again", of="in"),
    relu("last", name="last"),
    inputs=("x", "y"),
    wires={"inner": ("x", "y", "last"), "again": ("inner", "x"), "last": ("x",)},
    outputs=("again",),
)


@pytest.mark.parametrize(
    ("inputs", "inner", "again"),
    [
        (("a", "c"), ("x", "last"), ("inner",)),
        (("b", "c"), ("y", "last"), ("x",)),
        (("c", "b", "a"), ("last", "y", "x"), ("x", "inner")),
        (("a", "d", "c"), ("x", "y", "last"), ("inner", "x")),
        (("a", "b", "c", "d"), ("x", "y", "last"), ("inner", "x")),
        (("d",), (), ()),
    ],
)
def test_what_flows_in_follows_the_inputs(inputs, inner, again):
    """At every place where the graph is called: what enters by an input goes with it and moves with it."""
    found = wires(apply(TWICE, SetGraphInputs("in", inputs)))
    assert (found.get("inner", ()), found.get("again", ())) == (inner, again)


def test_sharing_in_a_graph_is_a_second_call():
    """It has no name of its own, and no keys."""
    made = apply(skip(), Share("b", "a"))
    assert (places(made)["b"].block, wires(made)["add"]) == (Shared(id="b", of="a"), ("node_2", "x"))


def test_what_is_no_longer_shared_is_named_again():
    """It becomes a module of its own."""
    made = apply(apply(skip(), Share("b", "a")), Unshare("b"))
    assert wires(made)["add"] == ("linear", "x")


def _tied():
    tokens = [TensorBlock(id=name, name=name, shape=(8,)) for name in ("s", "t")]
    document = wired(*tokens, add("add"), wires={"add": ("s", "t")}, outputs=("add",))
    return apply(document, TieTensors(TensorPlace("t", ""), TensorPlace("s", "")))


@pytest.mark.parametrize("scheme", [{}, [], 7, None])
def test_a_scheme_that_is_no_text_is_refused(scheme):
    """The sentence says what was given."""
    with pytest.raises(EditError, match="has no scheme"):
        apply(_tied(), SetTensor("t", init={"scheme": scheme}))


def test_tensors_of_a_graph_are_tied_by_the_graph():
    """They are its parameters."""
    assert _tied().ties == (Tie(TensorPlace("g", "t"), TensorPlace("g", "s")),)


def test_ties_follow_a_tensor_to_its_new_name():
    """A rename does not part them."""
    assert apply(_tied(), Rename("t", "token")).ties == (Tie(TensorPlace("g", "token"), TensorPlace("g", "s")),)


def test_ties_go_with_a_tensor():
    """What is gone is tied to nothing."""
    assert apply(_tied(), Remove(("t",))).ties == ()


def test_a_tensor_is_set():
    """Shape, role and how it begins."""
    made = apply(_tied(), SetTensor("t", role="buffer", init={"value": 1}))
    assert places(made)["t"].block == TensorBlock(id="t", name="t", shape=(8,), role="buffer", init={"value": 1})
