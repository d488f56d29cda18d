"""Small documents of every kind, of which the table of edits tells what each edit makes."""

from __future__ import annotations

from builder.document.blocks import (
    Definition,
    Document,
    Function,
    Graph,
    InitRule,
    Input,
    Instance,
    Layer,
    OwnScheme,
    Parallel,
    Repeat,
    Selector,
    Sequential,
    Shared,
    TensorBlock,
    TensorPlace,
    Tie,
)
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential
from tests.edits.small_graphs import add, skip, wired


def _nested() -> Document:
    """Return containers in containers, with and without names."""
    return design(
        linear("a"),
        sequential("s", relu("s0"), linear("s1", name="head"), name="body"),
        parallel("p", sequential("p0", linear("p00"), name="left"), relu("p1"), class_name="Residual"),
        repeat("r", sequential("rs", linear("r0"), relu("r1")), names="block {i}"),
        repeat("q", linear("q0")),
        relu("z", name="1x"),
    )


def _named() -> Document:
    """Return names that positions come close to: a block that moves there may have to give its own up."""
    return design(
        relu("a", name="2"),
        sequential("l", relu("l0"), linear("l1"), holder="ModuleList"),
        sequential("d", relu("d0", name="act"), linear("d1", name="fc 1"), holder="ModuleDict", name="heads"),
        parallel("p", relu("p0", name="branch_1"), sequential("p1", name="act"), merge="cat"),
        relu("b", name="act"),
    )


def _positions() -> Document:
    """Return a graph inside a sequential, some of its nodes called by their positions, one module called twice."""
    nodes = (
        linear("a", name="fc"),
        relu("r"),
        Shared(id="again", of="a"),
        linear("c", name="out"),
        Function(id="f", kind="torch.cat", name="cat", args={"dim": 1}),
        sequential("s", relu("s0"), linear("s1", name="last")),
    )
    wires = {"fc": ("x",), "node_1": ("fc",), "node_2": ("node_1",), "out": ("node_2",), "cat": ("out", "fc")}
    wires["node_5"] = ("x",)
    graph = Graph(id="g", nodes=nodes, wires=wires, outputs=("cat",), positions={"fc": (1, 2), "node_1": (3, 4)})
    return design(linear("h"), graph, relu("t"))


def _tuples() -> Document:
    """Return a graph with wires by name and out of tuples, and with a tensor of its own."""
    nodes = (
        Layer(id="l", name="lstm", kind="LSTM", args={"input_size": 8, "hidden_size": 8, "batch_first": True}),
        TensorBlock(id="t", name="token", shape=(8,)),
        add("sum"),
        Layer(id="m", name="attn", kind="MultiheadAttention", args={"embed_dim": 8, "num_heads": 2}),
        Function(id="e", name="relu", kind="F.relu"),
    )
    wires = {
        "lstm": ("x",),
        "sum": ("lstm:0", "token"),
        "attn": ("sum", "sum", "sum", "key_padding_mask=mask"),
        "relu": ("attn:0",),
    }
    graph = Graph(id="g", inputs=("x", "mask"), nodes=nodes, wires=wires, outputs=("relu", "lstm:1:0"))
    inputs = (Input(name="X", shape=("N", 4, 8)), Input(name="M", shape=("N", 4), dtype="bool"))
    return Document(inputs=inputs, root=graph)


def _sharing() -> Document:
    """Return modules and tensors that stand in several places, some of them frozen."""
    return design(
        linear("a"),
        Shared(id="a2", of="a"),
        sequential("s", linear("b"), Shared(id="c", of="a", name="third"), name="body"),
        linear("d"),
        repeat("r", sequential("rs", linear("e"), Shared(id="e2", of="e"))),
        ties=(Tie(tensor=TensorPlace("d", "weight"), of=TensorPlace("b", "weight")),),
        frozen=(Selector(block="s"), Selector(block="d")),
        schemes=(OwnScheme("doubled", "def doubled(w):\n    w *= 2\n"),),
        init=(InitRule(Selector(block="a"), "doubled"),),
    )


def _own(uses: int) -> Document:
    """Return a block class of the person's own, used so often."""
    inside = Sequential(
        id="in",
        children=(
            Layer(id="f", kind="Linear", args={"in_features": "auto", "out_features": "=width"}),
            relu("g", name="act"),
            Parallel(id="h", children=(relu("i"), relu("j"))),
        ),
    )
    graph = Graph(
        id="w",
        nodes=(linear("k", name="fc"), relu("m", name="relu")),
        wires={"fc": ("x",), "relu": ("fc",)},
        outputs=("relu",),
    )
    cells = tuple(Instance(id=f"o{i}", definition="Cell", args={"width": 8}) for i in range(uses))
    spare = Definition(class_name="Spare", root=sequential("u", relu("v")))
    cell = Definition(class_name="Cell", args={"width": 8}, root=inside)
    own = (cell, Definition(class_name="Net", root=graph), spare)
    return design(*cells, Instance(id="n", definition="Net", name="net"), relu("z"), definitions=own)


def _deep() -> Document:
    """Return a graph in a graph, and a repeat in one."""
    inner = Graph(
        id="n",
        name="cell",
        nodes=(linear("n0", name="fc"), relu("n1")),
        wires={"fc": ("x",), "node_1": ("fc",)},
        outputs=("node_1",),
    )
    loop = Repeat(id="r", name="blocks", child=sequential("rs", linear("r0"), relu("r1")))
    return wired(
        inner,
        loop,
        parallel("p", relu("p0"), sequential("p1", linear("p10")), name="par"),
        add("add"),
        wires={"cell": ("x",), "blocks": ("cell",), "par": ("blocks",), "add": ("par", "cell")},
        outputs=("add",),
        positions={"cell": (10.0, 20.0), "add": (5.0, 80.0)},
    )


DOCUMENTS = (_nested(), _named(), skip(), _positions(), _tuples(), _sharing(), _own(1), _own(2), _deep())
