"""Which node is to blame for a view that torch refuses: graphs written out, each run by torch as well."""

import pytest
import torch

from builder import analyse
from builder.analysis.strides import output_strides
from builder.document.blocks import Document, Function, Graph, Input, Layer, Sequential, Shared, TensorBlock
from builder.module import to_module


def call(name, kind, **args):
    """Return a function that is called as its id."""
    return Function(id=name, name=name, kind=kind, args=args)


def layer(name, kind, **args):
    """Return a layer that is called as its id."""
    return Layer(id=name, name=name, kind=kind, args=args)


def net(*nodes, **wires):
    """Return a network of these nodes, of which the last is returned."""
    texts = {name: tuple(text.split()) for name, text in wires.items()}
    root = Graph(id="g", nodes=nodes, wires=texts, outputs=(nodes[-1].name,))
    return Document(inputs=(Input(name="X", shape=("N", 6, 4)),), root=root)


MOVE, BACK = (call(name, "Tensor.transpose", dim0=1, dim1=2) for name in ("t", "b"))
ORDER = call("p", "Tensor.permute", dims=[2, 0, 1])
VIEW = call("v", "Tensor.view", shape=[-1])
ROWS = call("v", "Tensor.view", shape=[2, -1])
STAY = Sequential(id="s", name="s", children=(layer("i", "Identity"), layer("d", "Dropout")))
OPEN = Sequential(id="s", name="s", children=(layer("r", "LeakyReLU"), layer("n", "Softsign")))
SAME = call("f", "torch.flatten", start_dim=0, end_dim=0)
WIDE = call("e", "Tensor.expand", size=[3, 2, 6, 4])
TOKEN = TensorBlock(id="k", name="k", shape=(4, 6))
REFUSED = {
    "moved": (net(MOVE, VIEW, t="x", v="t"), "t"),
    "moved by permute": (net(ORDER, VIEW, p="x", v="p"), "p"),
    "moved twice": (net(MOVE, ORDER, VIEW, t="x", p="t", v="p"), "p"),
    "moved, and kept": (net(MOVE, layer("r", "ReLU"), VIEW, t="x", r="t", v="r"), "t"),
    "moved, and kept in a sequential": (net(MOVE, STAY, VIEW, t="x", s="t", v="s"), "t"),
    "moved, and kept by a layer elsewhere": (
        net(layer("r", "ReLU"), MOVE, Shared(id="u", of="r"), VIEW, r="x", t="r", node_2="t", v="node_2"),
        "t",
    ),
    "moved, and doubled": (net(MOVE, call("m", "torch.mul", other=2.0), VIEW, t="x", m="t", v="m"), "t"),
    "a tensor moved": (net(TOKEN, call("t", "Tensor.transpose", dim0=0, dim1=1), VIEW, t="k", v="t"), "t"),
    "of a product": (net(call("m", "torch.mul"), MOVE, VIEW, m="x x", t="m", v="t"), "t"),
    "behind a Linear": (
        net(layer("l", "Linear", in_features=4, out_features=3), MOVE, VIEW, l="x", t="l", v="t"),
        "t",
    ),
    "a part": (net(call("s", "Tensor.split", split_size=3, dim=1), VIEW, s="x", v="s:1"), "s"),
    "a chunk": (net(call("c", "Tensor.chunk", chunks=2, dim=2), VIEW, c="x", v="c:0"), "c"),
    "one of many": (net(call("u", "Tensor.unbind", dim=1), VIEW, u="x", v="u:3"), "u"),
    "narrowed": (net(call("n", "Tensor.narrow", dim=1, start=0, length=3), VIEW, n="x", v="n"), "n"),
    "repeated": (net(WIDE, VIEW, e="x", v="e"), "e"),
    "flattened as it may": (
        net(MOVE, call("f", "torch.flatten", start_dim=0, end_dim=0), VIEW, t="x", f="t", v="f"),
        "f",
    ),
}
TAKEN = {
    "not moved": net(VIEW, v="x"),
    "moved, and another moved": net(MOVE, VIEW, call("c", "torch.cat", dim=0), t="x", v="x", c="v v"),
    "moved, and back": net(MOVE, BACK, VIEW, t="x", b="t", v="b"),
    "moved, and copied": net(MOVE, call("c", "Tensor.contiguous"), VIEW, t="x", c="t", v="c"),
    "moved, and reshaped": net(MOVE, call("r", "Tensor.reshape", shape=[2, 24]), VIEW, t="x", r="t", v="r"),
    "moved, and flattened": net(MOVE, layer("f", "Flatten"), VIEW, t="x", f="t", v="f"),
    "moved, and multiplied": net(MOVE, layer("l", "Linear", in_features=6, out_features=3), VIEW, t="x", l="t", v="l"),
    "moved, where the view parts nothing": net(MOVE, call("v", "Tensor.view", shape=[2, 2, 2, 6]), t="x", v="t"),
    "narrowed in front": net(call("n", "Tensor.narrow", dim=0, start=0, length=1), VIEW, n="x", v="n"),
    "a part in front": net(call("s", "Tensor.split", split_size=1, dim=0), VIEW, s="x", v="s:1"),
    "one of many in front": net(call("u", "Tensor.unbind", dim=0), VIEW, u="x", v="u:1"),
    "repeated, in rows": net(
        call("e", "Tensor.expand", size=[3, 2, 6, 4]), call("v", "Tensor.view", shape=[3, -1]), e="x", v="e"
    ),
    "a tensor": net(TOKEN, VIEW, v="k"),
    "stacked": net(MOVE, call("s", "torch.stack", dim=1), VIEW, t="x", s="t t", v="s"),
}


def refused(document):
    """Return what the problem says is to blame; None where nothing is said."""
    said = [one.problem for one in analyse(document).errors]
    assert all(one.startswith("Tensor.view joins dims that are no longer contiguous") for one in said)
    return said[0].split("because ")[1].removesuffix(" moved them.") if said else None


@pytest.mark.parametrize("case", REFUSED)
def test_a_view_is_refused_and_what_moved_the_dims_is_named(case):
    """The last that moved them; torch raises."""
    document, culprit = REFUSED[case]
    assert refused(document) == culprit
    with pytest.raises(RuntimeError, match="view size is not compatible"):
        to_module(document)(torch.zeros(2, 6, 4))


@pytest.mark.parametrize("case", TAKEN)
def test_a_view_is_taken(case):
    """Torch takes it too."""
    assert refused(TAKEN[case]) is None
    to_module(TAKEN[case])(torch.zeros(2, 6, 4))


def inside(*nodes, **wires):
    """Return a network that is a graph in a graph."""
    inner = net(*nodes, **wires)
    outer = Graph(id="o", nodes=(inner.root,), wires={"node_0": ("x",)}, outputs=("node_0",))
    return Document(inputs=inner.inputs, root=outer)


SILENT = {
    "inside, from outside": inside(MOVE, VIEW, t="x", v="t"),
    "of a sum of both": net(MOVE, BACK, call("a", "torch.add"), VIEW, t="x", b="t", a="b b", v="a"),
    "of a sum of moved ones": net(MOVE, call("a", "torch.add"), VIEW, t="x", a="t t", v="a"),
    "of attention": net(layer("m", "MultiheadAttention", embed_dim=4, num_heads=1), VIEW, m="x x x", v="m:0"),
    "of a parallel": net(
        MOVE,
        Sequential(id="s", name="s", children=(layer("r", "LeakyReLU"), layer("n", "Softsign"))),
        VIEW,
        t="x",
        s="t",
        v="s",
    ),
}


@pytest.mark.parametrize("case", SILENT)
def test_what_is_not_known_is_not_called_wrong(case):
    """Whatever torch does."""
    assert refused(SILENT[case]) is None


def results(document):
    """Return the results of the nodes by name."""
    root = analyse(document).root.result
    return dict(zip([node.name for node in root.block.nodes], root.children, strict=True))


@pytest.mark.parametrize(
    ("node", "incoming", "strides"),
    [
        (layer("a", "ReLU"), [(24, 1, 6)], (24, 1, 6)),
        (layer("a", "ReLU"), [None], None),
        (layer("a", "ReLU"), [()], (24, 4, 1)),
        (layer("a", "Linear", in_features=4, out_features=3), [(24, 1, 6)], (18, 3, 1)),
        (layer("a", "Linear", in_features=4, out_features=3), [None], (18, 3, 1)),
        (layer("a", "Softsign"), [(24, 4, 1)], (24, 4, 1)),
        (layer("a", "Softsign"), [(24, 1, 6)], None),
        (layer("a", "LSTM", input_size=4, hidden_size=4), [(24, 4, 1)], None),
        (call("a", "torch.mul", other=2.0), [(24, 1, 6)], (24, 1, 6)),
        (call("a", "Tensor.chunk", chunks=2, dim=1), [(24, 4, 1)], ((24, 4, 1), (24, 4, 1))),
        (Sequential(id="a", name="a"), [(24, 1, 6)], (24, 1, 6)),
        (Sequential(id="a", name="a", children=(layer("b", "ReLU"), layer("c", "Softsign"))), [(24, 1, 6)], None),
    ],
    ids=str,
)
def test_the_strides_that_a_node_returns(node, incoming, strides):
    """From those of what flows in, as far as they are sure."""
    assert output_strides(results(net(node, a="x"))["a"], incoming) == strides
