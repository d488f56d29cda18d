"""`print(net)` of pasted code reads as plain Python gives it, whatever road the network took."""

import warnings

import pytest
import torch

from builder import Document, from_source, to_module, to_source
from builder.document.blocks import Graph, Sequential
from tests.interpreter.module_lists import LISTED
from tests.symbols.class_reprs import HEAD, SHOWN

TEXTS = SHOWN | LISTED
pytestmark = pytest.mark.filterwarnings("ignore:.*:UserWarning")


def run(text, name="net"):
    """Return what Python itself binds to a name, which only a test may ask."""
    names = {"__name__": "text"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(text, names)
    return names[name]() if name == "build_net" else (names[name], names.get("X"))


@pytest.fixture(params=TEXTS.values(), ids=TEXTS)
def roads(request):
    """Give a network as Python makes it, an input, and that of each road."""
    text = HEAD + request.param
    document = from_source(text)
    source = to_source(document)
    networks = {
        "module": to_module(document),
        "json": to_module(Document.from_json(document.to_json())),
        "source": run(source, "build_net"),
        "source again": to_module(from_source(source)),
    }
    return *run(text), networks


def test_it_prints_as_written(roads):
    """Class names, lists that fold, what classes show of themselves: all of it is there."""
    network, _, networks = roads
    assert {road: str(made) for road, made in networks.items()} == dict.fromkeys(networks, str(network))


def test_it_has_the_keys_and_outputs_of_the_text(roads):
    """The same weights give bit-equal outputs."""
    network, x, networks = roads
    expected = network.eval()(x)
    for made in networks.values():
        made.load_state_dict(network.state_dict())
        assert list(made.state_dict()) == list(network.state_dict())
        assert torch.equal(made.eval()(x), expected)


def forward(text):
    """Return the forward of the last class in the file of a text."""
    source = to_source(from_source(HEAD + TEXTS[text]))
    return source.rpartition("    def forward")[2].partition("\n\n")[0].splitlines()[1:]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("module list plain chain", ["for layer in self.layers:", "    x = layer(x)", "return self.out(x)"]),
        ("module list chain", ["for layer in self.layers:", "    x = F.relu(layer(x))", "return self.out(x)"]),
        ("nested lists", ["for stage in self.stages:", "    for layer in stage:", "        x = layer(x)", "return x"]),
        (
            "list of pairs",
            ["for layer in self.layers:", "    x = layer[0](x) + x", "    x = layer[1](x) + x", "return x"],
        ),
    ],
)
def test_what_is_regular_is_written_as_a_loop(text, lines):
    """One statement for all children of a list, as a person writes it."""
    assert [line[8:] for line in forward(text)] == lines


def test_classes_of_one_name_are_told_apart_in_the_file_alone():
    """Each has a name of its own there, and says what it is called."""
    source = to_source(from_source(HEAD + TEXTS["residual down"]))
    assert "class Residual2(nn.Module):" in source
    assert 'return "Residual"' in source


def test_a_list_is_held_as_a_list():
    """A list in the text is one in the document, and what flows through it is one wire."""
    root = from_source(HEAD + TEXTS["module list plain chain"]).root
    assert isinstance(root, Graph)
    layers = root.nodes[0]
    assert isinstance(layers, Sequential)
    assert (layers.holder, root.wires["layers"]) == ("ModuleList", ("x",))
