"""Wires that a layer takes by name keep their name, whatever is done around them."""

import pytest

from builder import analyse, to_source
from builder.document.blocks import Document, Function, Graph, Input, Layer, Shared, TensorBlock
from builder.edits import (
    Connect,
    Disconnect,
    Duplicate,
    InsertOnWire,
    Remove,
    Rename,
    SetCall,
    SetKind,
    Share,
    Unshare,
    Unwrap,
    Wrap,
    apply,
)
from builder.errors import EditError

MASKED = ("x", "x", "x", "attn_mask=mask")
ARGS = {"embed_dim": 4, "num_heads": 2, "batch_first": True}
NODES = (
    TensorBlock(id="m", name="mask", shape=(5, 5), role="buffer"),
    Layer(id="a", name="attn", kind="MultiheadAttention", args=ARGS, call={"need_weights": False}),
)
DESIGN = Document(
    inputs=(Input(name="X", shape=("N", 5, 4)),),
    root=Graph(id="root", nodes=NODES, wires={"attn": MASKED}, outputs=("attn:0",)),
)


@pytest.mark.parametrize(
    ("edit", "wires"),
    [
        (Rename("m", "causal"), {"attn": ("x", "x", "x", "attn_mask=causal")}),
        (Remove(("m",)), {"attn": ("x", "x", "x")}),
        (Disconnect("root", "attn", 3), {"attn": ("x", "x", "x")}),
        (Connect("root", "x", "attn", 3), {"attn": ("x", "x", "x", "attn_mask=x")}),
        (Connect("root", "key_padding_mask=x", "attn"), {"attn": (*MASKED, "key_padding_mask=x")}),
        (Connect("root", "attn_mask=x", "attn"), {"attn": ("x", "x", "x", "attn_mask=x")}),
        (Duplicate(("a",)), {"attn": MASKED, "multihead_attention": MASKED}),
        (
            InsertOnWire("root", "attn", 3, Function(id="n", name="neg", kind="torch.neg")),
            {"attn": ("x", "x", "x", "attn_mask=neg"), "neg": ("mask",)},
        ),
    ],
)
def test_an_edit_keeps_what_a_wire_is_for(edit, wires):
    """The source changes, the name before it stays."""
    assert apply(DESIGN, edit).root.wires == wires


def test_a_masked_layer_goes_into_a_graph_and_comes_back():
    """Inside, the name stands before the new graph's own input."""
    inside = apply(DESIGN, Wrap(("a",), "graph", "w"))
    assert inside.root.nodes[1].wires == {"attn": MASKED}
    assert analyse(inside).errors == ()
    assert apply(inside, Unwrap("w")).root.wires == {"attn": MASKED}


def test_what_a_layer_is_called_with_is_set_and_left_out_at_its_default():
    """The document holds only what differs."""
    assert apply(DESIGN, SetCall("a", "need_weights", True)).root.nodes[1].call == {}
    with pytest.raises(EditError, match="takes no argument 'bias'"):
        apply(DESIGN, SetCall("a", "bias", True))
    with pytest.raises(EditError, match=r"call\.is_causal: is_causal is 3"):
        apply(DESIGN, SetCall("a", "is_causal", 3))


def test_a_second_call_is_called_in_its_own_way():
    """Each place has a call of its own, and keeps it when it becomes a module of its own."""
    graph = DESIGN.root
    nodes = (*graph.nodes, Shared(id="s", of="a"))
    wires = {**graph.wires, "node_2": ("attn:0", "x", "x")}
    document = Document(inputs=DESIGN.inputs, root=Graph(id="root", nodes=nodes, wires=wires, outputs=("node_2:1",)))
    assert "need_weights" not in to_source(document).split("attn_mask=self.mask")[1].partition(")")[2]
    assert apply(document, Unshare("s")).root.nodes[2].call == {}
    own = apply(document, Unshare("s"))
    assert apply(own, Share("s", "a")).root.nodes[2].call == {}


def test_a_function_becomes_another_kind():
    """Arguments that both take stay; a layer does not become a function."""
    view = Function(id="v", name="v", kind="Tensor.view", args={"shape": ["N", -1]})
    document = Document(root=Graph(id="root", nodes=(view,), wires={"v": ("x",)}, outputs=("v",)))
    assert apply(document, SetKind("v", "Tensor.reshape")).root.nodes[0].args == {"shape": ["N", -1]}
    assert apply(document, SetKind("v", "F.relu")).root.nodes[0].args == {}
    with pytest.raises(EditError, match="cannot become 'Linear'"):
        apply(document, SetKind("v", "Linear"))
