"""Lazy layers that a document keeps in its file and in what is printed of it."""

import warnings
from typing import Any

import pytest
import torch
from msgspec.structs import replace
from torch import nn

from builder import Document, to_module, to_source
from builder.document.blocks import Block, Definition, InitRule, Input, Instance, Layer, Repeat, Selector, Sequential
from builder.errors import ShapeError
from builder.local import analyse, from_source
from builder.module.local import run_here
from builder.targets.source.rewrite import rewrite, sense
from tests.catalogue.layers.examples import EXAMPLES
from tests.targets.laws import holds
from ui.server.module_repr import module_text

IMAGE = (Input(name="X", shape=("N", 3, 6, 6)),)
CLASS = """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.b, self.a = nn.LazyLinear(3), nn.LazyLinear(5)

    def forward(self, x):
        while x.sum() > 1:
            x = x / 2
        return self.b(self.a(x))"""
LAZY = [kind for kind in EXAMPLES if kind.startswith("Lazy")]


def lazy(id: str, kind: str = "LazyLinear", **args: Any) -> Layer:
    """Return a lazy layer."""
    return Layer(id=id, kind=kind, args=args or ({"out_features": 5} if kind == "LazyLinear" else {}))


def kept(*children: Block, **settings: Any) -> Document:
    """Return a document that keeps its lazy layers."""
    return Document(root=Sequential(id="root", children=children), lazy="keep", **settings)


WRITTEN = (Definition(class_name="Net", source=CLASS),)
CASES = {
    "a chain": kept(
        lazy("a", "LazyConv2d", out_channels=4, kernel_size=3), lazy("b", "LazyBatchNorm2d"),
        Layer(id="f", kind="Flatten"), lazy("c"), lazy("d"), inputs=IMAGE,
    ),
    "copies that decide differently": kept(Repeat(id="r", child=lazy("a"), count=3)),
    "a class that is kept as text": kept(Instance(id="i", definition="Net"), definitions=WRITTEN),
}  # fmt: skip
DECIDED = {
    "a rule": kept(lazy("a"), lazy("b"), init=(InitRule(Selector(), "zeros_"),)),
    "what is frozen": kept(lazy("a"), lazy("b"), frozen=(Selector(block="a"),)),
    "a rule and a class": kept(
        Instance(id="i", definition="Net"), definitions=WRITTEN, init=(InitRule(Selector(), "ones_"),)
    ),
}


@pytest.mark.parametrize("name", [*CASES, *DECIDED])
def test_a_file_with_lazy_layers_builds_the_same_network(name):
    """It draws what the live network draws, and is printed before the first forward as the page prints it."""
    holds({**CASES, **DECIDED}[name])


@pytest.mark.parametrize("name", CASES)
def test_such_a_file_reads_back(name):
    """Its lazy layers are those that stand in it; no forward has decided them."""
    source = to_source(CASES[name])
    assert "net(torch" not in source.partition("def build_net")[2]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the class that is kept
        read = from_source(source)
        assert sense(from_source(to_source(read))) == sense(read)
    assert (read.lazy, to_source(read).count("nn.Lazy") > 0) == ("keep", True)


@pytest.mark.parametrize("name", DECIDED)
def test_what_needs_sizes_is_preceded_by_a_forward(name):
    """Torch fills and freezes no tensor without a shape."""
    source = to_source(DECIDED[name])
    assert "with torch.no_grad():  # decides the lazy layers" in source
    assert "nn.LazyLinear(" in source
    assert "LazyLinear" not in module_text(analyse(DECIDED[name]))


@pytest.mark.parametrize("kind", LAZY)
def test_an_undecided_layer_is_printed_as_torch_prints_it(kind):
    """With 0 for what its first input decides."""
    for example in EXAMPLES[kind]:
        document = kept(Layer(id="a", kind=kind, args=example.args), inputs=(Input("X", example.inputs[0].shape),))
        args = {name: tuple(value) if isinstance(value, list) else value for name, value in example.args.items()}
        args = {name: getattr(torch, value) if name == "dtype" else value for name, value in args.items()}
        assert module_text(analyse(document)) == str(nn.Sequential(getattr(nn, kind)(**args)))


def test_a_text_class_is_printed_decided_where_its_file_decides_it():
    """As `print(build_net())` shows it."""
    document = replace(CASES["a class that is kept as text"], lazy="sizes")
    assert module_text(analyse(document)) == str(to_module(document))


def test_typing_a_lazy_layer_leaves_the_choice_as_it_is():
    """The document says what is done with it, and its other blocks stay the same."""
    document = replace(kept(lazy("a"), lazy("b")), lazy="sizes")
    text = to_source(document).replace("nn.Linear(20, 5)", "nn.LazyLinear(7)")
    changed = rewrite(document, text, run_here)
    assert (changed.lazy, changed.root.children[0].args["out_features"]) == ("sizes", 7)


def test_a_first_forward_that_fails_says_what_the_analysis_says():
    """No raw error of torch."""
    with pytest.raises(ShapeError, match="Linear takes 9 features"):
        to_module(kept(lazy("a"), Layer(id="b", kind="Linear", args={"in_features": 9, "out_features": 2})))
