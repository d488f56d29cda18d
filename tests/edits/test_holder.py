"""Lists and dicts of modules: which class holds the children, and what edits do inside."""

import pytest

from builder import analyse, to_module
from builder.document.blocks import Shared
from builder.edits import Insert, Move, Remove, Rename, SetHolder, Unwrap, apply
from builder.errors import EditError
from tests.edits.designs import design, linear, outline, relu, repeat, sequential
from tests.edits.small_graphs import wired, wires


def listed(holder="ModuleList"):
    """Return a graph with a list of two layers, of which the second is called, then the first."""
    held = sequential("list", linear("a"), linear("b"), name="layers", holder=holder)
    calls = (Shared(id="c", of="b"), Shared(id="d", of="a"))
    return wired(held, *calls, wires={"node_1": ("x",), "node_2": ("node_1",)}, outputs=("node_2",))


def chained(*children, holder="ModuleList"):
    """Return a graph that runs a list in turn."""
    held = sequential("list", *children, name="layers", holder=holder)
    return wired(held, wires={"layers": ("x",)}, outputs=("layers",))


@pytest.mark.parametrize("holder", ["ModuleList", "ModuleDict", "Sequential"])
def test_a_holder_is_set(holder):
    """Keys stay, and so does what runs."""
    network = to_module(apply(chained(linear("a"), relu("r"), holder="Sequential"), SetHolder("list", holder)))
    assert type(network.layers).__name__ == holder
    assert list(network.state_dict()) == ["layers.0.weight", "layers.0.bias"]


def test_a_list_gives_names_up():
    """It numbers what it holds."""
    made = apply(chained(linear("a", name="fc"), holder="Sequential"), SetHolder("list", "ModuleList"))
    assert outline(made)["layers.0"] == "a"


def test_copies_in_a_list_are_numbered():
    """Their names are given up as well."""
    made = apply(design(repeat("r", linear("a"), names="block {i}")), SetHolder("r", "ModuleList"))
    assert (made.root.children[0].names, made.root.children[0].holder) == ("{i}", "ModuleList")


def test_a_layer_holds_nothing():
    """Only sequentials and repeats have children to hold."""
    with pytest.raises(EditError, match="Linear is neither a Sequential nor a repeat"):
        apply(design(linear("a")), SetHolder("a", "ModuleList"))


def test_a_child_of_a_list_has_no_name():
    """The list numbers it."""
    with pytest.raises(EditError, match="A ModuleList numbers its children"):
        apply(listed(), Rename("a", "first"))


def test_a_named_block_moves_into_a_list():
    """Its name is left behind."""
    document = wired(
        linear("n", name="fc"),
        sequential("list", linear("a"), name="layers", holder="ModuleList"),
        wires={"fc": ("x",), "layers": ("fc",)},
        outputs=("layers",),
    )
    made = apply(document, Move(("n",), "list", 1))
    assert outline(made) == {"layers": "list", "layers.0": "a", "layers.1": "n"}


def test_calls_follow_what_they_call():
    """Another block before it changes the number, not the call."""
    made = apply(listed(), Insert("list", 0, relu("r")))
    assert [step.module for step in to_module(made).__steps__] == ["layers.2", "layers.1"]


def test_calls_go_with_what_they_call():
    """What flowed through a block that is removed flows on."""
    made = apply(listed(), Remove(("b",)))
    assert [problem for problem in analyse(made).problems if problem.severity == "error"] == []


def test_a_list_that_runs_in_turn_is_unwrapped_into_a_chain():
    """Each block becomes a node that takes what the one before it returns."""
    made = apply(chained(linear("a"), relu("r")), Unwrap("list"))
    assert wires(made)["return"] == ("relu",)


def test_nothing_flows_into_a_list_outside_of_a_graph():
    """The problem stands on it, with the fix."""
    document = design(linear("a"), sequential("list", relu("r"), holder="ModuleList"))
    (problem,) = analyse(document).problems
    assert (problem.id, problem.problem) == ("list", "nn.ModuleList has no forward, so it cannot take an input here.")
    assert analyse(apply(document, problem.fix.edit)).problems == ()


def test_a_list_as_the_whole_network_has_no_forward():
    """It opens all the same, as torch makes one."""
    document = apply(design(linear("a"), relu("r")), SetHolder("root", "ModuleList"))
    assert [problem.id for problem in analyse(document).problems] == ["root"]
    assert str(to_module(document)).startswith("ModuleList(\n  (0): Linear(")


def test_a_list_that_is_not_called_is_no_problem():
    """Torch has nothing against modules that nobody calls."""
    held = sequential("list", linear("a"), name="unused", holder="ModuleList")
    document = wired(held, linear("b", name="fc"), wires={"fc": ("x",)}, outputs=("fc",))
    assert analyse(document).problems == ()


def test_shapes_are_known_inside_a_list():
    """Those of the first call, which decides what is left open."""
    blocks = analyse(listed()).blocks
    assert blocks["layers.1"].output_shapes == ((2, 8),)
    assert analyse(listed()).multiply_adds == 2 * 64
