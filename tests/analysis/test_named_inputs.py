"""Layers that are given inputs by name and more than tensors: what analysis says, and what torch does."""

import itertools

import pytest
import torch

from builder import analyse, to_source
from builder.document.blocks import Document, Function, Graph, Input, Layer, TensorBlock
from builder.edits import apply
from builder.errors import DocumentError
from builder.module import to_module

MASKS = {"attn_mask": (5, 5), "key_padding_mask": (2, 5), "src_mask": (5, 5), "src_key_padding_mask": (2, 5)}
ATTENTION = {"embed_dim": "auto", "num_heads": 2, "batch_first": True}
ENCODER = {"d_model": "auto", "nhead": 2, "dim_feedforward": 4, "batch_first": True}


def wired(kind, args, sources, call=None, **masks):
    """Return a graph of one layer, with a buffer of zeros for each mask."""
    tensors = [TensorBlock(id=name, name=name, shape=shape, role="buffer") for name, shape in masks.items()]
    layer = Layer(id="layer", name="layer", kind=kind, args=args, call=call or {})
    root = Graph(id="root", nodes=(*tensors, layer), wires={"layer": tuple(sources)}, outputs=("layer",))
    return Document(inputs=(Input(name="X", shape=("N", 5, 4)),), root=root)


def returned(document):
    """Return the shapes of what torch returns; None where it refuses."""
    try:
        out = to_module(document)(torch.zeros(2, 5, 4))
    except (RuntimeError, AssertionError, TypeError):
        return None
    parts = out if isinstance(out, tuple) else (out,)
    return tuple(tuple(part.shape) for part in parts if part is not None)


OPTIONS = [{}, {"need_weights": False}, {"average_attn_weights": False}, {"is_causal": True}]


@pytest.mark.parametrize(
    ("call", "named"), [*itertools.product(OPTIONS, [(), ("attn_mask",), ("attn_mask", "key_padding_mask")])]
)
def test_attention_returns_what_torch_returns_for_its_call(call, named):
    """Masks by name, weights left out or one of each head, and a hint that torch refuses without a mask."""
    sources = ("x", "x", "x", *(f"{name}={name}" for name in named))
    document = wired("MultiheadAttention", ATTENTION, sources, call, **{name: MASKS[name] for name in named})
    analysis = analyse(document)
    assert (None if analysis.errors else analysis.output_shapes) == returned(document)


@pytest.mark.parametrize("named", [("src_mask",), ("src_key_padding_mask",), ("src_key_padding_mask", "src_mask")])
def test_an_encoder_layer_takes_its_masks_by_name(named):
    """A padding mask stands without the mask before it, in any order."""
    document = wired(
        "TransformerEncoderLayer", ENCODER, ("x", *(f"{n}={n}" for n in named)), **{n: MASKS[n] for n in named}
    )
    assert analyse(document).errors == ()
    assert returned(document) == ((2, 5, 4),)


@pytest.mark.parametrize(
    ("sources", "problem", "after"),
    [
        (("x",), "takes 3 to 5 inputs and has 1 wire", ("x", "x", "x")),
        (("x", "x"), "takes 3 to 5 inputs and has 2 wires", ("x", "x", "x")),
        ((), "takes 3 to 5 inputs and has 0 wires", ("x", "x", "x")),
        (("x", "x", "x", "mask=x"), "has no input named mask", ("x", "x", "x")),
        (("x", "x", "x", "query=x"), "receives query twice", ("x", "x", "x")),
        (("x", "attn_mask=x"), "takes 3 to 5 inputs and has 2 wires", ("x", "x", "x", "attn_mask=x")),
    ],
)
def test_wires_of_attention_that_do_not_fit_have_a_fix(sources, problem, after):
    """One wire becomes query, key and value; a name that is not there is disconnected."""
    document = wired("MultiheadAttention", ATTENTION, sources)
    (found,) = [one for one in analyse(document).errors if "MultiheadAttention" in one.problem]
    assert problem in found.problem
    assert apply(document, found.fix.edit).root.wires["layer"] == after


def test_weights_that_are_not_returned_are_asked_for_where_they_are_wired():
    """The fix sets need_weights at the layer, wherever the wire ends."""
    document = wired("MultiheadAttention", ATTENTION, ("x", "x", "x"), {"need_weights": False})
    graph = document.root
    document = Document(
        inputs=document.inputs,
        root=Graph(id="root", nodes=graph.nodes, wires=graph.wires, outputs=("layer:1",)),
    )
    (problem,) = analyse(document).errors
    assert "does not return attention weights" in problem.problem
    assert analyse(apply(document, problem.fix.edit)).output_shapes == ((2, 5, 5),)


def test_a_mask_that_does_not_fit_hides_nothing_behind_it():
    """What follows is shown as if the mask were left out."""
    document = wired("MultiheadAttention", ATTENTION, ("x", "x", "x", "attn_mask=m"), m=(3, 3))
    analysis = analyse(document)
    assert len(analysis.errors) == 1
    assert analysis.output_shapes == ((2, 5, 4), (2, 5, 5))


def test_a_function_takes_nothing_by_name():
    """The fix disconnects what has a name; functions tell their wires apart by order."""
    node = Function(id="a", name="a", kind="torch.add")
    root = Graph(id="root", nodes=(node,), wires={"a": ("x", "x", "attn_mask=x")}, outputs=("a",))
    document = Document(inputs=(Input(name="X", shape=("N", 4)),), root=root)
    (problem,) = analyse(document).errors
    assert problem.problem == "torch.add has no input named attn_mask."
    assert analyse(apply(document, problem.fix.edit)).errors == ()
    for written in (to_module, to_source):
        with pytest.raises(DocumentError, match="a has no input named attn_mask"):
            written(document)
