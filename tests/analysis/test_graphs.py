import pytest

from builder import analyse
from builder.document.blocks import Function, Graph, Layer, Sequential, Shared, TensorBlock
from builder.edits import SetWires, apply
from tests.edits.designs import design, linear, relu
from tests.edits.small_graphs import add, skip, wired


def _layer(name, kind, **args):
    return Layer(id=name, name=name, kind=kind, args=args)


def _only(document):
    (problem,) = analyse(document).problems
    return problem


def test_functions_and_tensors_have_paths_too():
    """The graph's and their name."""
    token = TensorBlock(id="t", name="token", shape=(1, 8))
    blocks = analyse(wired(token, add("add"), wires={"add": ("x", "token")}, outputs=("add",))).blocks
    assert (blocks["token"].parameters, blocks["token"].bytes, blocks["add"].output_shapes) == (8, 32, ((2, 8),))


def test_a_part_of_a_tuple_flows_over_a_wire():
    """Positions lead into nested tuples."""
    lstm = _layer("lstm", "LSTM", input_size=8, hidden_size=3)
    analysis = analyse(wired(lstm, wires={"lstm": ("x",)}, outputs=("lstm:0", "lstm:1:0")))
    assert analysis.output_shapes == ((2, 3), (1, 3))


def test_a_second_call_counts_once_and_costs_twice():
    """Wherever it stands and whichever runs first."""
    shared = Shared(id="again", of="a")
    document = wired(shared, linear("a", name="fc"), wires={"node_0": ("x",), "fc": ("node_0",)}, outputs=("fc",))
    analysis = analyse(document)
    assert (analysis.parameters, analysis.multiply_adds, analysis.blocks["node_0"].same_as) == (72, 128, "fc")


@pytest.mark.parametrize(
    ("wires", "outputs", "problem", "fix"),
    [
        ({"b": ("x",)}, ("b",), "Bilinear takes 2 inputs and has 1 wire.", "Connect x"),
        ({"b": ("x", "x", "x")}, ("b",), "Bilinear takes 2 inputs and has 3 wires.", "Disconnect x"),
        ({"b": ("x", "xx")}, ("b",), "It is connected to 'xx', which is not an input or a node.", "Connect x"),
        ({"b": ("x", "b")}, ("b",), "b depends on itself: b → b.", "Disconnect b"),
        (
            {"b": ("x", "x:0")},
            ("b",),
            "x returns one tensor there, but x:0 asks for position 0 of a tuple.",
            "Connect x",
        ),
        ({"b": ("x", "x")}, ("q",), "It returns 'q', which is not an input or a node.", "Disconnect q"),
    ],
)
def test_a_wire_that_is_amiss_is_a_problem_with_its_fix(wires, outputs, problem, fix):
    """It stands at the block, and the fix mends it."""
    document = wired(
        _layer("b", "Bilinear", in1_features=8, in2_features=8, out_features=2), wires=wires, outputs=outputs
    )
    found = next(problem for problem in analyse(document).problems if problem.severity == "error")
    assert (found.problem, found.fix.label) == (problem, fix)
    assert problem not in {later.problem for later in analyse(apply(document, found.fix.edit)).problems}


def test_a_tuple_is_not_taken_for_a_tensor():
    """The fix takes its first part, with which the analysis goes on."""
    nodes = (
        _layer("lstm", "LSTM", input_size=8, hidden_size=3),
        _layer("fc", "Linear", in_features="auto", out_features=2),
    )
    document = wired(*nodes, wires={"lstm": ("x",), "fc": ("lstm",)}, outputs=("fc",))
    problem = _only(document)
    assert (problem.fix.label, analyse(document).output_shapes) == ("Connect lstm:0", ((2, 2),))
    assert analyse(apply(document, problem.fix.edit)).problems == ()


def test_without_outputs_nothing_is_returned():
    """The fix returns the one result that nothing uses."""
    document = wired(linear("a", name="fc"), wires={"fc": ("x",)})
    problem = next(problem for problem in analyse(document).problems if problem.severity == "error")
    assert (problem.problem, problem.fix.label) == ("This graph has no outputs.", "Return fc")


def test_what_is_used_nowhere_is_a_warning():
    """A node can be removed for it."""
    document = wired(
        linear("a", name="fc"), relu("r", name="relu"), wires={"fc": ("x",), "relu": ("x",)}, outputs=("fc",)
    )
    problem = _only(document)
    assert (problem.severity, problem.path, problem.problem) == (
        "warning",
        "relu",
        "The result of relu is not used.",
    )
    assert analyse(apply(document, problem.fix.edit)).problems == ()


def test_what_no_wire_touches_is_a_note():
    """Torch runs a network with modules that it passes by; the only other thing that is free may be meant for one."""
    document = wired(linear("a", name="fc"), relu("r", name="spare"), wires={"fc": ("x",)}, outputs=("fc",))
    problem = _only(document)
    assert (problem.severity, problem.path) == ("note", "spare")
    assert problem.problem == "spare is not used: no wire leads to it or from it."
    assert analyse(apply(document, problem.fix.edit)).problems == ()


def test_what_is_needed_and_has_no_wire_is_an_error():
    """Its result is returned, so something has to enter it."""
    document = wired(linear("a", name="fc"), outputs=("fc",))
    assert [(one.severity, one.problem) for one in analyse(document).problems if "wire" in one.problem] == [
        ("error", "Linear takes 1 input and has 0 wires.")
    ]


def test_a_module_that_runs_at_another_place_is_used():
    """As a TCN's convolution that is an attribute and stands in a Sequential as well."""
    again = Sequential(id="s", name="net", children=(Shared(id="t", of="a"),))
    document = wired(linear("a", name="conv"), again, wires={"net": ("x",)}, outputs=("net",))
    assert analyse(document).problems == ()


def test_nothing_follows_from_what_is_unknown():
    """Only the first mistake is told."""
    document = apply(skip(), SetWires("g", "fc", ()))
    assert [problem.problem for problem in analyse(document).errors] == ["Linear takes 1 input and has 0 wires."]


def test_a_constant_takes_the_place_of_a_wire():
    """With it the function takes one input less."""
    double = Function(id="f", name="double", kind="torch.mul", args={"other": 2.0})
    assert analyse(wired(double, wires={"double": ("x",)}, outputs=("double",))).problems == ()


def test_a_graph_says_how_many_inputs_it_takes():
    """The network's inputs go to it in order."""
    document = wired(add("add"), inputs=("x", "y"), wires={"add": ("x", "y")}, outputs=("add",))
    assert _only(document).problem == "This graph takes 2 inputs and receives 1."


def test_layers_are_looked_at_across_wires():
    """Two affine maps in a chain are one; the fix goes onto the wire."""
    document = wired(
        linear("a", name="fc"), linear("b", name="fc2"), wires={"fc": ("x",), "fc2": ("fc",)}, outputs=("fc2",)
    )
    problem = _only(document)
    assert "together they act as one linear layer" in problem.problem
    assert analyse(apply(document, problem.fix.edit)).problems == ()


def test_a_graph_inside_a_graph_is_followed():
    """A mistake inside stands at the inner block."""
    inner = Graph(id="i", name="inner", nodes=(linear("a", name="fc"),), wires={"fc": ("x:1",)}, outputs=("fc",))
    assert _only(wired(inner, wires={"inner": ("x",)}, outputs=("inner",))).path == "inner.fc"


HOLDERS = {
    "a stack whose layers are called": ("Sequential", (Shared(id="u", of="k1"), Shared(id="v", of="k0")), []),
    "a list whose layers are called": ("ModuleList", (Shared(id="u", of="k1"), Shared(id="v", of="k0")), []),
    "a stack that nobody calls": ("Sequential", (relu("u"), relu("v")), [("note", "s", "s is not used: no wire")]),
    "a list that nobody calls": ("ModuleList", (relu("u"), relu("v")), []),
}


@pytest.mark.parametrize("case", HOLDERS)
def test_what_stands_by_while_its_layers_are_called_is_used(case):
    """And a list has no forward that could be."""
    holder, calls, expected = HOLDERS[case]
    kept = Sequential(id="s", name="s", children=(relu("k0"), linear("k1")), holder=holder)
    document = wired(kept, *calls, wires={"node_1": ("x",), "node_2": ("node_1",)}, outputs=("node_2",))
    found = [(one.severity, one.id, one.problem[: len("s is not used: no wire")]) for one in analyse(document).problems]
    assert found == expected


def test_layers_that_stand_by_side_by_side_do_not_follow_each_other():
    """What is said of neighbours is said of those that call them."""
    kept = Sequential(id="s", name="s", children=(linear("k0"), linear("k1")))
    calls = (Shared(id="u", of="k0"), relu("r", name="act"), Shared(id="v", of="k1"))
    wires = {"node_1": ("x",), "act": ("node_1",), "node_3": ("act",)}
    assert analyse(wired(kept, *calls, wires=wires, outputs=("node_3",))).problems == ()


def test_layers_that_stand_by_take_what_their_calls_show():
    """Whichever stands first in the graph."""
    lazy = tuple(Layer(id=id, kind="LazyLinear", args={"out_features": 3}) for id in ("k0", "k1"))
    kept = Sequential(id="s", name="s", children=lazy, holder="ModuleList")
    calls = (Shared(id="u", of="k1"), Shared(id="v", of="k0"))
    document = wired(kept, *calls, wires={"node_1": ("x",), "node_2": ("node_1",)}, outputs=("node_2",))
    blocks = analyse(document).blocks
    assert [blocks[path].args["in_features"] for path in ("s.0", "s.1")] == [3, 8]
    assert [blocks[path].multiply_adds for path in ("", "s", "node_1", "node_2")] == [33, 0, 24, 9]
    assert analyse(document).errors == ()


FC, FC2, DROP = linear("a", name="fc"), linear("b", name="fc2"), _layer("drop", "Dropout")
STACKED = {
    "one after another": ((FC, FC2), {"fc": ("x",), "fc2": ("fc",)}, ("fc2",), ["fc2"]),
    "in another order": ((FC2, FC), {"fc": ("x",), "fc2": ("fc",)}, ("fc2",), ["fc2"]),
    "through a Dropout": ((FC, DROP, FC2), {"fc": ("x",), "drop": ("fc",), "fc2": ("drop",)}, ("fc2",), ["fc2"]),
    "an activation between": (
        (FC, relu("r", name="act"), FC2),
        {"fc": ("x",), "act": ("fc",), "fc2": ("act",)},
        ("fc2",),
        [],
    ),
    "taken twice": ((FC, FC2, add("add")), {"fc": ("x",), "fc2": ("fc",), "add": ("fc", "fc2")}, ("add",), []),
    "taken twice on the way": (
        (FC, DROP, FC2, add("add")),
        {"fc": ("x",), "drop": ("fc",), "fc2": ("drop",), "add": ("drop", "fc2")},
        ("add",),
        [],
    ),
    "returned as well": ((FC, FC2), {"fc": ("x",), "fc2": ("fc",)}, ("fc2", "fc"), []),
    "side by side": ((FC, FC2, add("add")), {"fc": ("x",), "fc2": ("x",), "add": ("fc", "fc2")}, ("add",), []),
    "a function between": (
        (FC, Function(id="f", name="f", kind="torch.exp"), FC2),
        {"fc": ("x",), "f": ("fc",), "fc2": ("f",)},
        ("fc2",),
        [],
    ),
    "a container before": (
        (Sequential(id="s", name="s", children=(linear("z"),)), FC2),
        {"s": ("x",), "fc2": ("s",)},
        ("fc2",),
        [],
    ),
    "a circle": ((FC, FC2), {"fc": ("fc2",), "fc2": ("fc",)}, ("fc2",), []),
    "a part": ((FC, FC2), {"fc": ("x",), "fc2": ("fc:0",)}, ("fc2",), []),
}


@pytest.mark.parametrize("case", STACKED)
def test_which_layers_follow_each_other(case):
    """Where the result of one goes to the other alone, whole, and through what does nothing."""
    nodes, wires, outputs, paths = STACKED[case]
    found = analyse(wired(*nodes, wires=wires, outputs=outputs)).warnings
    assert [one.path for one in found if "no activation" in one.problem] == paths


def outside(of):
    """Return a graph that has a place of a block outside of it."""
    graph = Graph(id="g", nodes=(Shared(id="u", of=of, name="u"),), wires={"u": ("x",)}, outputs=("u",))
    kept = Sequential(id="list", children=(linear("k"),), holder="ModuleList")
    return design(linear("a"), relu("r"), Sequential(id="s", children=(graph,)), Graph(id="h", nodes=(kept,)))


def test_a_node_may_be_a_place_of_a_layer_elsewhere():
    """It counts where it is met first, and costs at both."""
    blocks = analyse(outside("a")).blocks
    assert (blocks["2.0.u"].same_as, blocks["2.0.u"].multiply_adds, blocks["2.0.u"].output_shapes) == (
        "0",
        64,
        ((2, 8),),
    )


def test_a_node_that_is_a_place_of_a_list_cannot_run():
    """Nothing flows through a list, wherever it stands; what it shares can be made a Sequential."""
    found = next(one for one in analyse(outside("list")).errors if one.id == "u")
    assert ("ModuleList has no forward" in found.problem, found.fix.edit.id) == (True, "list")
