"""Each sentence about a graph and its wires, word for word: beside it `problems_of_wires.txt`."""

import pytest

from builder.document.blocks import Document, Function, Graph, Input, Layer, Sequential, Shared, TensorBlock
from tests.analysis.told import table, told
from tests.edits.designs import linear, relu
from tests.edits.small_graphs import add, wired


def named(name, kind, **args):
    """Return a layer that is called as its id."""
    return Layer(id=name, name=name, kind=kind, args=args)


def call(name, kind, **args):
    """Return a function that is called as its id."""
    return Function(id=name, name=name, kind=kind, args=args)


def attention(**call):
    """Return an attention, and what its forward is told."""
    return Layer(id="m", name="m", kind="MultiheadAttention", args={"embed_dim": 8, "num_heads": 2}, call=call)


def net(*nodes, out=(), inputs=("x",), **wires):
    """Return a network of these nodes, wires by name."""
    texts = {name: tuple(text.split()) for name, text in wires.items()}
    return wired(*nodes, wires=texts, outputs=tuple(out.split() if isinstance(out, str) else out), inputs=inputs)


FC, ACT, SPARE = linear("a", name="fc"), relu("r", name="act"), relu("q", name="q")
LSTM = named("lstm", "LSTM", input_size=8, hidden_size=3)
PAIR = named("b", "Bilinear", in1_features=8, in2_features=8, out_features=2)
TOKEN = TensorBlock(id="t", name="t", shape=(2, 2))
ENCODER = named("e", "TransformerEncoderLayer", d_model=8, nhead=2)
OPEN = {"kind": "TransformerEncoderLayer", "args": {"d_model": "auto", "nhead": 2}}
INNER = Graph(id="i", name="inner", inputs=("x", "y"), nodes=(ACT,), wires={"act": ("x",)}, outputs=("act",))
DOCUMENTS = {
    "too few inputs of the network": net(add("add"), inputs=("x", "y"), add="x y", out="add"),
    "too many inputs of the network": Document(
        inputs=tuple(Input(name=name, shape=("N", 8)) for name in "ab"), root=net(ACT, act="x", out="act").root
    ),
    "one wire of two": net(PAIR, b="x", out="b"),
    "three wires of two": net(PAIR, FC, fc="x", b="x fc x", out="b"),
    "no wire": net(ACT, out="act"),
    "no wire, and two that could be": net(ACT, PAIR, act="x", b="act", out="b"),
    "no wire, and one that nothing uses": net(ACT, FC, PAIR, act="x", fc="x", b="act", out="b"),
    "no wire, and all come after": net(ACT, FC, fc="act", out="fc", inputs=()),
    "one wire of a function": net(add("add"), add="x", out="add"),
    "three wires of a function": net(add("add"), add="x x x", out="add"),
    "no wire of a list": net(call("c", "torch.cat", dim=1), out="c"),
    "a wire in the place of a constant": net(call("c", "torch.mul", other=2.0), c="x x", out="c"),
    "no wire beside a constant": net(call("c", "torch.mul", other=2.0), out="c"),
    "a wire into a tensor": net(TOKEN, add("add"), t="x", add="t t", out="add"),
    "one wire of attention": net(attention(), m="x", out="m:0"),
    "two wires of attention": net(attention(), ACT, act="x", m="x act", out="m:0"),
    "no wire of attention": net(attention(), out="m:0"),
    "one wire and a mask": net(attention(), m="x attn_mask=x", out="m:0"),
    "a query by name": net(attention(), m="query=x", out="m:0"),
    "a query by name too": net(attention(), m="query=x x", out="m:0"),
    "a tuple for a tensor": net(LSTM, ACT, lstm="x", act="lstm", out="act"),
    "a tuple in a tuple": net(LSTM, ACT, lstm="x", act="lstm:1", out="act"),
    "a tuple as the second": net(LSTM, add("add"), lstm="x", add="x lstm:1", out="add"),
    "a tuple by name": net(LSTM, attention(), lstm="x", m="x x x attn_mask=lstm:1", out="m:0"),
    "a part of a tensor": net(FC, ACT, fc="x", act="fc:1", out="act"),
    "a part of a part": net(LSTM, ACT, lstm="x", act="lstm:0:2", out="act"),
    "a part that is returned": net(FC, fc="x", out="fc:0"),
    "a part that is returned second": net(FC, fc="x", out="fc fc:0"),
    "beyond a tuple": net(LSTM, ACT, lstm="x", act="lstm:2", out="act"),
    "beyond a tuple in a tuple": net(LSTM, ACT, lstm="x", act="lstm:1:2", out="act"),
    "beyond a tuple that is returned": net(LSTM, lstm="x", out="lstm:5"),
    "weights that are not there": net(attention(need_weights=False), ACT, m="x x x", act="m:1", out="m:0 act"),
    "no weights to return": net(attention(need_weights=False), m="x x x", out="m:1"),
    "by name only": net(attention(), m="x x x x x", out="m:0"),
    "a mask twice": net(ENCODER, TOKEN, e="x t t src_key_padding_mask=t", out="e"),
    "a value twice": net(attention(), m="x x x value=x", out="m:0"),
    "more wires than inputs": net(FC, fc="x x input=x", out="fc"),
    "a name that is nearly one": net(attention(), m="x x x attn_musk=x", out="m:0"),
    "a name that is none": net(attention(), m="x x x zzz=x", out="m:0"),
    "a name for a function": net(add("add"), add="x other=x", out="add"),
    "an input that nothing uses": net(ACT, inputs=("x", "y"), act="x", out="act"),
    "an input inside that nothing uses": net(INNER, inner="x x", out="inner"),
    "a result that nothing uses": net(FC, ACT, fc="x", act="x", out="fc"),
    "a node apart": net(FC, ACT, fc="x", out="fc"),
    "two nodes apart": net(FC, ACT, SPARE, fc="x", out="fc"),
    "three nodes apart": net(FC, ACT, SPARE, relu("s", name="s"), fc="x", out="fc"),
    "a node apart from one": net(FC, ACT, fc="x"),
    "a node apart in a small graph": net(ACT, inputs=("x",), out="x"),
    "a tensor apart": net(FC, TOKEN, fc="x", out="fc"),
    "a node apart that has to be decided": net(
        FC, named("z", "Linear", in_features="auto", out_features=3), fc="x", out="fc"
    ),
    "a node of an older name apart": net(FC, named("z", "LazyLinear", out_features=3), fc="x", out="fc"),
    "a container apart that has to be decided": net(
        FC, Sequential(id="s", name="s", children=(SPARE, named("z", "LazyLinear", out_features=3))), fc="x", out="fc"
    ),
    "a layer of layers apart that has to be decided": net(
        FC, named("z", "TransformerEncoder", num_layers=1, encoder_layer=OPEN), fc="x", out="fc"
    ),
    "a container apart": net(FC, Sequential(id="s", name="s", children=(SPARE,)), fc="x", out="fc"),
    "a function apart": net(FC, add("add"), fc="x", out="fc"),
    "no outputs and one end": net(FC, fc="x"),
    "no outputs and two ends": net(FC, ACT, fc="x", act="x"),
    "from nowhere, nearly": net(FC, ACT, fc="x", act="fcc", out="act"),
    "from nowhere": net(FC, ACT, fc="x", act="zzzzz", out="act"),
    "from nowhere to the end, nearly": net(FC, ACT, fc="x", act="fc", out="act atc"),
    "from nowhere to the end": net(FC, ACT, fc="x", act="fc", out="zzzzz"),
    "a circle that lacks a wire": net(FC, add("add"), fc="add", add="fc", out="add"),
    "a key by name": net(attention(), m="x key=x", out="m:0"),
    "a circle": net(FC, add("add"), fc="add", add="x fc", out="add"),
    "a view": net(
        call("t", "Tensor.transpose", dim0=0, dim1=1), call("v", "Tensor.view", shape=[-1]), t="x", v="t", out="v"
    ),
    "a view of other elements": net(
        call("t", "Tensor.transpose", dim0=0, dim1=1), call("v", "Tensor.view", shape=[7, 7]), t="x", v="t", out="v"
    ),
    "a view of the unknown": net(ACT, call("v", "Tensor.view", shape=[-1]), v="act", out="v"),
    "two layers that are one": net(FC, linear("b", name="fc2"), fc="x", fc2="fc", out="fc2"),
    "a bias before a norm": net(FC, named("n", "BatchNorm1d", num_features=8), fc="x", n="fc", out="n"),
    "a dim that is not there": net(call("c", "torch.cat", dim=7), c="x x", out="c"),
    "a dim in a list that is not there": net(call("c", "Tensor.permute", dims=[0, 2]), c="x", out="c"),
    "no remedy": net(call("c", "torch.matmul"), c="x x", out="c"),
    "two dims that are not there": net(call("c", "Tensor.transpose", dim0=5, dim1=6), c="x", out="c"),
    "arguments that cannot be, whatever flows in": net(
        add("add"), call("c", "F.hardtanh", min_val=2.0, max_val=1.0), add="x", c="add", out="c"
    ),
    "a call apart": net(FC, Shared(id="u", of="a"), fc="x", out="fc"),
    "a place apart": net(
        Sequential(id="s", name="s", children=(SPARE,)), Shared(id="u", of="q", name="u"), s="x", out="s"
    ),
}
PROBLEMS = table("problems_of_wires.txt")


@pytest.mark.parametrize("case", DOCUMENTS)
def test_what_is_told_of_a_graph(case):
    """Each problem with its place, its hint, the words on the button and the edit behind it, in order."""
    assert told(DOCUMENTS[case]) == PROBLEMS[case]
