import pytest
from msgspec.structs import replace

from builder import analyse
from builder.document.blocks import Document, Input, Layer, Repeat, Sequential
from builder.document.tree import places
from builder.edits import ToGraph, ToSequential, Unwrap, Wrap, apply
from builder.errors import EditError
from tests.edits.designs import design, linear, outline, parallel, relu, sequential
from tests.edits.small_graphs import skip, wired, wires


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


INPUT = (Input(name="X", shape=("N", 8)),)
CELL = parallel("p", linear("a"), linear("b"), relu("c", name="left"))


def joined(merge, dim=1):
    """Return three branches, joined."""
    return Document(inputs=INPUT, root=replace(CELL, merge=merge, dim=dim, class_name="Cell"))


BRANCHES = {"branch_0": ("x",), "branch_1": ("x",), "left": ("x",)}
CONVERTED = {
    "add": (
        joined("add"),
        {**BRANCHES, "add": ("branch_0", "branch_1"), "add_2": ("add", "left"), "return": ("add_2",)},
    ),
    "mul": (
        joined("mul"),
        {**BRANCHES, "mul": ("branch_0", "branch_1"), "mul_2": ("mul", "left"), "return": ("mul_2",)},
    ),
    "cat": (joined("cat"), {**BRANCHES, "cat": ("branch_0", "branch_1", "left"), "return": ("cat",)}),
    "stack": (joined("stack"), {**BRANCHES, "stack": ("branch_0", "branch_1", "left"), "return": ("stack",)}),
    "none": (joined("none"), {**BRANCHES, "return": ("branch_0", "branch_1", "left")}),
    "one branch": (
        Document(inputs=INPUT, root=parallel("p", linear("a"), merge="cat")),
        {"branch_0": ("x",), "return": ("branch_0",)},
    ),
    "a branch called x": (
        Document(inputs=INPUT, root=parallel("p", linear("a", name="x"), linear("b", name="add"))),
        {"x": ("x_2",), "add": ("x_2",), "add_2": ("x", "add"), "return": ("add_2",)},
    ),
    "nothing": (Document(inputs=INPUT, root=sequential("p")), {"return": ("x",)}),
}


@pytest.mark.parametrize("case", CONVERTED)
def test_the_wires_of_a_conversion(case):
    """Two at a time are added or multiplied, all at once concatenated; what enters is called x, or by a free name."""
    document, expected = CONVERTED[case]
    assert wires(apply(document, ToGraph("p")), "p") == expected


@pytest.mark.parametrize(("merge", "args"), [("add", {}), ("cat", {"dim": 2}), ("stack", {"dim": 2})])
def test_what_joins_branches_keeps_the_dim(merge, args):
    """Where the operation has one; the class keeps its name."""
    graph = apply(joined(merge, dim=2), ToGraph("p")).root
    assert (graph.nodes[-1].kind, graph.nodes[-1].args, graph.class_name) == (f"torch.{merge}", args, "Cell")


def chained(**fields):
    """Return a graph of two nodes, one after the other, unless told otherwise."""
    nodes = (linear("a", name="fc"), relu("r", name="act"))
    return wired(*nodes, **{"wires": {"fc": ("x",), "act": ("fc",)}, "outputs": ("act",), **fields})


def test_a_chain_becomes_a_sequential_in_the_order_in_which_it_runs():
    """Whatever the order of its nodes; the names stay, and so the keys."""
    made = apply(chained(wires={"act": ("x",), "fc": ("act",)}, outputs=("fc",), class_name="Net"), ToSequential("g"))
    assert (outline(made), made.root.class_name) == ({"act": "r", "fc": "a"}, "Net")


NO_CHAINS = {
    "a cycle": (chained(wires={"fc": ("act",), "act": ("fc",)}), "does not return x, the last"),
    "a cycle beside the chain": (
        wired(linear("a", name="fc"), relu("r", name="act"), wires={"fc": ("x",), "act": ("act",)}, outputs=("fc",)),
        "does not return fc, the last",
    ),
    "a cycle behind the chain": (
        chained(wires={"fc": ("x",), "act": ("fc", "act")}),
        "does not return fc, the last",
    ),
    "a node that nothing enters": (chained(wires={"fc": ("x",)}), "act does not take exactly what fc returns|the last"),
    "a fork": (chained(wires={"fc": ("x",), "act": ("x",)}), "act does not take exactly what fc returns"),
    "a wire with a name": (chained(wires={"fc": ("x",), "act": ("input=fc",)}), "act does not take exactly"),
    "an output before the last": (chained(outputs=("fc",)), "does not return act, the last"),
    "two outputs": (chained(outputs=("fc", "act")), "one input and one output"),
    "two inputs": (chained(inputs=("x", "y")), "one input and one output"),
}


@pytest.mark.parametrize("case", NO_CHAINS)
def test_what_is_no_chain_stays_a_graph(case):
    """Each node takes what the one before returns, all run, and the last is returned."""
    document, problem = NO_CHAINS[case]
    with pytest.raises(EditError, match=problem):
        apply(document, ToSequential("g"))


def test_a_tuple_of_one_is_no_graph():
    """What a graph returns alone is no tuple."""
    with pytest.raises(EditError, match="a tuple with one element"):
        apply(design(parallel("p", relu("a"), merge="none")), ToGraph("p"))


BILINEAR = Layer(id="a", kind="Bilinear", args={"in1_features": 8, "in2_features": 8, "out_features": 4})
PAIR = parallel("p", BILINEAR, replace(BILINEAR, id="b"), name="pair")
TWO = (*INPUT, Input(name="Z", shape=("N", 8)))
ENTERED = {
    "two of the network": (Document(inputs=TWO, root=replace(PAIR, name=None)), "p"),
    "two wires": (wired(PAIR, wires={"pair": ("x", "x")}, outputs=("pair",)), "p"),
    "two into a parallel around": (Document(inputs=TWO, root=parallel("q", PAIR)), "p"),
}


@pytest.mark.parametrize("case", ENTERED)
def test_all_that_enters_a_parallel_enters_its_graph(case):
    """Each branch takes it all, as before."""
    document, id = ENTERED[case]
    graph = places(apply(document, ToGraph(id)))[id].block
    assert (graph.inputs, graph.wires["branch_1"]) == (("x", "x_2"), ("x", "x_2"))


def test_one_tensor_enters_a_parallel_in_a_sequential():
    """Whatever enters that; also where no wire leads to it yet."""
    inside = sequential("s", parallel("p", relu("a"), relu("b")), name="s")
    for document in (Document(inputs=TWO, root=replace(inside, name=None)), wired(inside), wired(inside.children[0])):
        assert places(apply(document, ToGraph("p")))["p"].block.inputs == ("x",)
