import pytest

from builder import analyse
from builder.document.blocks import Repeat, Sequential
from builder.document.tree import places
from builder.edits import ToGraph, ToSequential, Unwrap, Wrap, apply
from builder.errors import EditError
from tests.edits.designs import design, linear, outline, parallel, relu
from tests.edits.wired import skip, wires


def test_nodes_go_into_a_graph_of_their_own_with_their_wires():
    """What crosses its edge becomes its inputs and outputs."""
    made = apply(skip(), Wrap(("a", "r"), "graph", "w"))
    assert (wires(made)["graph"], wires(made)["fc2"]) == (("x",), ("graph",))
    assert wires(made, "w") == {"fc": ("x",), "relu": ("fc",), "return": ("relu",)}


def test_a_graph_inside_is_taken_apart_to_what_it_was():
    """Wrapping and unwrapping are each other's undoing."""
    made = apply(apply(skip(), Wrap(("a", "r"), "graph", "w")), Unwrap("w"))
    assert wires(made) == wires(skip())


@pytest.mark.parametrize("into", ["sequential", "repeat"])
def test_a_chain_of_nodes_becomes_a_sequential(into):
    """In a repeat it is the one child."""
    made = places(apply(skip(), Wrap(("a", "r", "b"), into, "w")))
    assert isinstance(made["w"].block, Repeat if into == "repeat" else Sequential)
    assert analyse(apply(skip(), Wrap(("a", "r", "b"), into, "w"))).output_shapes == ((2, 8),)


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (Wrap(("a", "b"), "graph", "w"), "relu is between the selected nodes. Select relu as well"),
        (Wrap(("a", "add"), "parallel", "w"), "cannot be wrapped in a parallel: wires join them"),
        (Wrap(("b", "add"), "sequential", "w"), "one input and one output"),
        (ToSequential("g"), "add is a function"),
        (ToGraph("g"), "cannot be converted to a graph"),
    ],
)
def test_a_refusal_says_why(edit, problem):
    """What would change the network's meaning is refused."""
    with pytest.raises(EditError, match=problem):
        apply(skip(), edit)


@pytest.mark.parametrize("merge", ["add", "mul", "cat", "stack", "none"])
def test_a_parallel_becomes_the_graph_that_does_the_same(merge):
    """Its branches keep their names, and so their keys."""
    document = design(parallel("p", linear("a"), linear("b"), relu("c", name="left"), merge=merge))
    made = apply(document, ToGraph("p"))
    assert analyse(made).output == analyse(document).output
    assert {"0.branch_0": "a", "0.branch_1": "b", "0.left": "c"}.items() <= outline(made).items()


def test_a_sequential_becomes_a_chain_and_back():
    """The nodes are called after their kinds, since numbers are no attributes."""
    made = apply(design(linear("a"), relu("b"), linear("c")), ToGraph("root"))
    assert wires(made, "root") == {
        "linear": ("x",),
        "relu": ("linear",),
        "linear_2": ("relu",),
        "return": ("linear_2",),
    }
    assert outline(apply(made, ToSequential("root"))) == {"linear": "a", "relu": "b", "linear_2": "c"}


def test_some_branches_become_a_graph_that_joins_them():
    """The rest is joined to what it returns."""
    made = apply(design(parallel("p", linear("a"), linear("b"), linear("c"))), Wrap(("a", "b"), "graph", "w"))
    assert wires(made, "w")["return"] == ("add",)
    assert analyse(made).errors == ()
