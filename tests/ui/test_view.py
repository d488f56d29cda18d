import json

import msgspec
import pytest
from hypothesis import given

from builder import from_source, templates
from builder.document.blocks import Definition, Document, Instance, Layer, Repeat, Sequential, TensorPlace, Tie
from builder.document.tree import places
from builder.module import to_module
from builder.targets.detail import detail
from tests.interpreter.module_lists import LISTED
from tests.strategies import documents
from tests.symbols.class_reprs import HEAD, SHOWN
from tests.ui.readings import Reading
from ui.server.module_repr import module_text
from ui.server.pane import pane, tree_text
from ui.server.view import build_view, tree


def every(node):
    """List a node and all below it."""
    return [node, *(inner for child in node.get("children", ()) for inner in every(child))]


@pytest.mark.parametrize("name", templates.names())
def test_the_pane_prints_what_torch_prints(name):
    """print(net) is str(net), though no network is built."""
    document = templates.load(name)
    assert module_text(Reading(document).analysis) == str(to_module(document, device="meta"))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("text", (LISTED | SHOWN).values(), ids=(LISTED | SHOWN))
def test_the_pane_prints_pasted_code_as_torch_does(text):
    """Lists fold, and classes show what they say of themselves."""
    document = from_source(HEAD + text)
    assert module_text(Reading(document).analysis) == str(to_module(document))


@given(documents())
def test_any_document_has_a_view(document):
    """Whatever is wrong with it, every block is on the canvas, and all of it is JSON."""
    reading = Reading(document)
    nodes = every(tree(reading))
    assert [node["id"] for node in nodes] == list(places(reading.analysis.expanded))
    json.dumps(nodes, allow_nan=False)


@given(documents())
def test_any_document_has_every_tab(document):
    """No tab of the pane fails, whatever the problems."""
    reading = Reading(document)
    assert all(pane(reading, tab)["text"] for tab in ("code", "print", "tree"))


@pytest.mark.parametrize("name", templates.names())
def test_what_is_typed_reaches_the_block(name):
    """`access` is Python: walked on the live network it gives the module at `path`."""
    document = templates.load(name)
    modules = dict(to_module(document, device="meta").named_modules(remove_duplicate=False))
    for node in every(tree(Reading(document))):
        here = modules[""]
        if node["path"] in modules:  # a function is no module, and a second call has no place of its own
            for word in node["access"].removeprefix("net").replace("[", ".[").split(".")[1:]:
                here = here[int(word[1:-1])] if word.startswith("[") else getattr(here, word)
            assert here is modules[node["path"]]


def test_shared_places_wear_one_letter():
    """The block and the place that uses it again are of one group."""
    groups = [node.get("group") for node in every(tree(Reading(templates.load("shared_layer"))))]
    assert groups.count("A") == 2


def test_a_decided_argument_is_shown_beside_auto():
    """The inspector shows what the incoming shape has decided."""
    node = every(tree(Reading(templates.load("mlp"))))[1]
    assert (node["args"]["in_features"], node["resolved"]) == ("auto", {"in_features": 20})


def test_a_repeat_that_is_long_does_not_make_a_long_text():
    """What a browser cannot show is cut, and says so."""
    layer = Layer(id="a", kind="ReLU")
    document = Document(root=Sequential(id="root", children=(Repeat(id="r", child=layer, count=9_000),)))
    assert module_text(Reading(document).analysis).endswith("only the first 4,000 lines are shown.")


def test_the_tree_ends_with_the_total():
    """Counts in a column, the total below."""
    assert tree_text(Reading(templates.load("mlp"))).endswith("Parameters: 7,946")


def test_a_view_is_drawn_without_the_text_of_any_tab(live):
    """No edit waits for the text: it has a route of its own."""
    build_view(live)
    assert "source" not in vars(live.reading)


def test_a_view_holds_only_what_the_canvas_does_not_know(live):
    """What the canvas holds is named; a base that is not known any more is none."""
    first = build_view(live)
    assert build_view(live, first["token"])["tree"] == live.document.root.id
    assert build_view(live, first["token"])["problems"] is None
    assert build_view(live, "forgotten")["tree"] == first["tree"]


def test_an_answer_with_the_whole_view_says_what_the_view_does(live):
    """Its large parts are JSON already."""
    answer = msgspec.json.encode(build_view(live, is_answer=True))
    assert msgspec.json.decode(answer) == msgspec.json.decode(msgspec.json.encode(build_view(live)))


def test_the_whole_view_of_a_revision_is_written_once(live):
    """All who ask for it without a base get the same bytes."""
    first = build_view(live, is_answer=True)["tree"]
    assert build_view(live, "forgotten", is_answer=True)["tree"] is first


@pytest.mark.parametrize(
    ("kind", "args", "text"),
    [
        ("Conv2d", {"in_channels": 3, "out_channels": 16, "kernel_size": 5}, "3 → 16, 5×5"),
        ("MaxPool2d", {"kernel_size": 2, "stride": [2, 1]}, "2×2, stride 2×1"),
        ("Linear", {"in_features": 4, "out_features": 2, "bias": False}, "4 → 2, bias off"),
        ("ReLU", {}, ""),
    ],
)
def test_a_card_says_what_matters(kind, args, text):
    """The arguments in as few letters as say them."""
    assert detail(kind, args, {}) == text


def test_a_tie_is_told_at_both_ends_and_whose_tensor_it_is():
    """A copy of both is tied the same way round."""
    root = Sequential(id="r", children=tuple(Layer(id=id, kind="ReLU") for id in "ab"))
    tie = Tie(TensorPlace("b", "weight"), TensorPlace("a", "weight"))
    first, second = tree(Reading(Document(root=root, ties=(tie,))))["children"]
    assert first["tied"] == [{"tensor": "weight", "with": "1.weight"}]
    assert second["tied"] == [{"tensor": "weight", "with": "0.weight", "to": {"block": "a", "tensor": "weight"}}]


def test_arguments_of_an_instance_in_an_instance_are_told_worked_out_too():
    """Copied out of the definition it has no `n` any more."""
    inner = Definition(class_name="Inner", args={"m": 1}, root=Sequential(id="r"))
    held = Instance(id="i", definition="Inner", args={"m": "=n * 2"})
    outer = Definition(class_name="Outer", args={"n": 3}, root=Sequential(id="r", children=(held,)))
    root = Sequential(id="root", children=(Instance(id="o", definition="Outer", args={"n": 5}),))
    (shown,) = tree(Reading(Document(root=root, definitions=(inner, outer))))["children"][0]["children"]
    assert (shown["definition_args"], shown["definition_resolved"]) == ({"m": "=n * 2"}, {"m": 10})
