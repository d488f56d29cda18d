"""Edits keep the expressions of a graph's functions true: wires of sizes follow names, and go with them."""

from builder import Document, analyse
from builder.document.blocks import Function, Graph, Input, Layer
from builder.document.graph import nodes_by_name
from builder.edits import Connect, Remove, Rename, SetArgument, SetKind, apply

NODES = (
    Layer(id="c", name="conv", kind="Conv2d", args={"in_channels": 3, "out_channels": 4, "kernel_size": 1}),
    Function(id="h", name="h", kind="Tensor.size", args={"dim": 2}),
    Function(id="w", name="w", kind="Tensor.size", args={"dim": 3}),
    Function(id="v", name="view", kind="Tensor.view", args={"shape": ["N", 4, "=h * w"]}),
)
WIRES = {"conv": ("x",), "h": ("x",), "w": ("x",), "view": ("conv", "h=h", "w=w")}
NET = Document(
    inputs=(Input(name="X", shape=("N", 3, 8, 6)),),
    root=Graph(id="g", nodes=NODES, wires=WIRES, outputs=("view",)),
)


def shape_after(*edits):
    """Return the output's shape, the expression of the view and what is wired to it after edits."""
    document = NET
    for edit in edits:
        document = apply(document, edit)
    view = next(node for node in document.root.nodes if node.id == "v")
    return analyse(document).output, view.args.get("shape"), document.root.wires.get(view.name, ())


def test_a_renamed_size_is_called_so_in_expressions():
    """The wire has the new name, too."""
    output, shape, wires = shape_after(Rename(id="h", name="height"))
    assert (output.shape, shape) == ((2, 4, 48), ["N", 4, "=height * w"])
    assert wires == ("conv", "height=height", "w=w")


def test_an_expression_is_wired_to_the_sizes_that_it_names():
    """Those that it no longer names are let go."""
    output, _, wires = shape_after(SetArgument(id="v", argument="shape", value=["N", "=h", -1]))
    assert (output.shape, wires) == ((2, 8, 24), ("conv", "h=h"))
    assert shape_after(
        SetArgument(id="v", argument="shape", value=["N", -1]),
        SetArgument(id="v", argument="shape", value=["N", "=w", -1]),
    )[2] == ("conv", "w=w")


def test_a_name_that_no_size_has_is_shown():
    """The document opens all the same."""
    document = apply(NET, SetArgument(id="v", argument="shape", value=["N", "=depth", -1]))
    assert [one.problem for one in analyse(document).problems if one.severity == "error"] == [
        "Tensor.view uses depth, and no number is connected under that name."
    ]


def test_a_size_that_goes_leaves_the_expression():
    """The tensor that it measured does not take its place."""
    document = apply(NET, Remove(ids=("h",)))
    assert document.root.wires["view"] == ("conv", "w=w")
    assert nodes_by_name(document.root)["view"].args == {"shape": ["N", 4, "=h * w"]}


def test_a_size_goes_into_a_function_by_its_name():
    """Connected like any wire, it is a number for the arguments."""
    document = apply(NET, SetArgument(id="v", argument="shape", value=["N", -1]))
    document = apply(document, Connect(graph="g", source="w", node="v"))
    assert document.root.wires["view"] == ("conv", "w=w")


def test_another_kind_lets_its_numbers_go():
    """The argument that used them is gone."""
    assert shape_after(SetKind(id="v", kind="F.relu"))[2] == ("conv",)


def test_only_what_gives_a_number_is_wired_to_an_expression():
    """Neither a layer nor another function, whatever it is called; an input may be a number."""
    more = (*NODES, Function(id="r", name="r", kind="F.relu"))
    graph = Graph(id="g", nodes=more, wires={**WIRES, "r": ("conv",)}, outputs=("view",))
    document = Document(inputs=NET.inputs, root=graph)
    after = apply(document, SetArgument(id="v", argument="shape", value=["=h * r", "=conv", "=w * x", -1]))
    assert after.root.wires["view"] == ("conv", "h=h", "w=w", "x=x")
