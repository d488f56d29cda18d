"""The table for the shell, written out by hand."""

import pytest

from builder import analyse
from builder.document.blocks import (
    Document,
    Function,
    Graph,
    Input,
    Layer,
    Parallel,
    Repeat,
    Selector,
    Sequential,
    Shared,
    TensorBlock,
    TensorPlace,
    Tie,
)
from builder.targets.summary import summary


def linear(id, width, takes=4, **fields):
    """Make a Linear."""
    return Layer(id=id, kind="Linear", args={"in_features": takes, "out_features": width}, **fields)


def network(*children, **fields):
    """Make a document of a sequential that takes four features."""
    inputs = (Input(name="X", shape=("N", 4)),)
    return Document(**{"inputs": inputs, "root": Sequential(id="root", children=children), "name": "net", **fields})


def rows(document, depth=None):
    """Return the rows, each cut at two spaces or more."""
    lines = summary(analyse(document), depth).splitlines()
    start, stop = (i for i, line in enumerate(lines) if line.startswith("─"))
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines[start + 1 : stop]]


def totals(document):
    """Return the lines below the table, by their headings."""
    lines = summary(analyse(document)).splitlines()
    stop = [i for i, line in enumerate(lines) if line.startswith("─")][1]
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines[stop + 1 :])}


CELL = Sequential(id="cell", children=(linear("a", 8), Layer(id="r", kind="ReLU")), class_name="Cell")


def test_the_whole_table():
    """Columns as wide as what is in them: texts to the left, numbers to the right."""
    assert summary(analyse(network(CELL, linear("b", 1000, 8)))).splitlines() == [
        "Module           Arguments  Output     Parameters  Multiply-adds",
        "────────────────────────────────────────────────────────────────",
        "net: Sequential             [N, 1000]       9,040          8,032",
        "  (0): Cell                 [N, 8]             40             32",
        "    (0): Linear  4 → 8      [N, 8]             40             32",
        "    (1): ReLU               [N, 8]",
        "  (1): Linear    8 → 1000   [N, 1000]       9,000          8,000",
        "────────────────────────────────────────────────────────────────",
        "Input:          X float32 [N, 4]",
        "Output:         [N, 1000]",
        "Parameters:     9,040 (9,040 trainable)",
        "Memory:         35.3 KiB",
        "Multiply-adds:  8,032 for one sample (16,064 with N = 2)",
        "Problems:       0 errors, 0 warnings",
    ]


@pytest.mark.parametrize(("depth", "count"), [(0, 1), (1, 3), (2, 5), (None, 5)])
def test_a_table_goes_down_as_far_as_is_asked(depth, count):
    """The root alone at 0."""
    assert len(rows(network(CELL, linear("b", 10, 8)), depth)) == count


def test_a_module_of_two_places_counts_in_the_first():
    """The second names the first, and shows what it costs once more."""
    found = rows(network(linear("a", 4), Layer(id="r", kind="ReLU"), Shared(id="s", of="a")))
    assert found[1] == ["(0): Linear", "4 → 4", "[N, 4]", "20", "16"]
    assert found[3] == ["(2): Linear", "the same as 0", "[N, 4]", "16"]


def test_a_tied_tensor_is_named():
    """Beside the arguments."""
    tie = Tie(TensorPlace("b", "weight"), TensorPlace("a", "weight"))
    found = rows(network(linear("a", 4), linear("b", 4), ties=(tie,)))
    assert found[2] == ["(1): Linear", "4 → 4, weight is 0.weight", "[N, 4]", "4", "16"]


def test_nodes_of_a_graph_are_called_after_what_they_are():
    """A function by its kind, a tensor by its role, a container by its class or holder."""
    nodes = (
        TensorBlock(id="t", name="t", shape=(4,)),
        Function(id="f", name="f", kind="torch.add"),
        Repeat(id="p", name="p", child=linear("a", 4), count=2),
    )
    graph = Graph(id="g", nodes=nodes, wires={"f": ("x", "t"), "p": ("f",)}, outputs=("p",), class_name="Shift")
    found = [row[0] for row in rows(network(root=graph))]
    assert found == ["net: Shift", "(t): parameter", "(f): torch.add", "(p): Sequential", "(0): Linear", "(1): Linear"]


TOTALS = {
    "frozen": (network(linear("a", 4), frozen=(Selector(tensor="bias"),)), "Parameters", "20 (16 trainable)"),
    "one sample": (network(linear("a", 4), batch=1), "Multiply-adds", "16 for one sample"),
    "no batch": (network(linear("a", 4), inputs=(Input("X", (3, 4)),)), "Multiply-adds", "48"),
    "an error": (network(linear("a", 4, 5)), "Problems", "1 error, 0 warnings"),
    "warnings": (
        network(Layer(id="a", kind="Dropout", args={"p": 0}), Layer(id="b", kind="Softmax")),
        "Problems",
        "0 errors, 2 warnings",
    ),
    "what is not known": (network(linear("a", 4), Parallel(id="p")), "Output", "?"),
    "several inputs": (
        network(
            root=Graph(
                id="g",
                inputs=("x", "y"),
                nodes=(Function(id="f", name="f", kind="torch.add"),),
                wires={"f": ("x", "y")},
                outputs=("f", "x"),
            ),
            inputs=(Input("A", ("N", 4)), Input("B", ("N", 1), dtype="int64")),
        ),
        "Input",
        "A float32 [N, 4], B int64 [N, 1]",
    ),
}


@pytest.mark.parametrize("case", TOTALS)
def test_a_line_below_the_table(case):
    """By hand."""
    document, heading, expected = TOTALS[case]
    assert totals(document)[heading] == expected
