"""How a step calls blocks, tensors and values, and where a long word is cut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from builder.catalogue.layers.kind import REQUIRED
from builder.catalogue.layers.parametrized import Parametrization
from builder.document.blocks import (
    Block,
    Definition,
    Function,
    Graph,
    Input,
    Instance,
    Layer,
    Selector,
    Shared,
    TensorBlock,
    TensorPlace,
)
from builder.edits import (
    Connect,
    Define,
    Edit,
    Freeze,
    Insert,
    Remove,
    RemoveDefinition,
    Rename,
    RenameDefinition,
    SetArgument,
    SetCall,
    SetClassName,
    SetDefinitionArgs,
    SetInputs,
    SetKind,
    SetName,
    SetParametrization,
    SetPositions,
    SetWires,
    Unfreeze,
    UnsetArgument,
    Wrap,
    WriteDefinition,
)
from builder.edits.step_name import step_name
from builder.edits.step_words import block_of, block_words, former, node, selector_words, tensor, title, value_words
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential

GRAPH = Graph(
    id="g",
    nodes=(linear("n", name="fc"), relu("m"), Function(id="f", kind="torch.cat", args={"dim": 1})),
    wires={"fc": ("x",)},
)
CELL = Definition("Cell", args={"width": 8}, root=sequential("c", linear("l", name="head"), relu("k")))
DOCUMENT = design(
    linear("a", name="stem"),
    relu("b"),
    GRAPH,
    Shared(id="s", of="b"),
    Shared(id="t", of="b", name="own"),
    Instance(id="i", definition="Cell", args={"width": 4}),
    Instance(id="j", definition="Cell"),
    Shared(id="u", of="a"),
    parallel("p", class_name="Skip"),
    repeat("r", relu("e")),
    definitions=(CELL,),
)
TITLES: dict[str, tuple[Block, str]] = {
    "its name": (linear("a", name="stem"), "stem"),
    "a layer's kind": (relu("b"), "ReLU"),
    "a function's kind": (Function(id="f", kind="torch.cat"), "torch.cat"),
    "a definition": (Instance(id="i", definition="Cell"), "Cell"),
    "a class": (parallel("p", class_name="Skip"), "Skip"),
    "a container": (repeat("r", relu("e")), "Repeat"),
    "a tensor": (TensorBlock(id="t"), "TensorBlock"),
    "what is shared": (Shared(id="s", of="b"), "ReLU"),
    "what is shared and has a name": (Shared(id="u", of="a"), "stem"),
    "a shared name": (Shared(id="t", of="b", name="own"), "own"),
    "what shares a shared one": (Shared(id="s", of="t"), "Shared"),
    "what shares nothing": (Shared(id="s", of="gone"), "a block"),
    "24 letters": (relu("a", name="n" * 24), "n" * 24),
    "25 letters": (relu("a", name="n" * 25), "n" * 23 + "…"),
    "a long kind": (Layer(id="a", kind="K" * 25), "K" * 23 + "…"),
    "a long definition": (Instance(id="a", definition="D" * 25), "D" * 23 + "…"),
    "a long class": (parallel("p", class_name="C" * 25), "C" * 23 + "…"),
}


@pytest.mark.parametrize("case", TITLES)
def test_what_a_block_is_called(case: str) -> None:
    """By its own name, or else what it is."""
    block, words = TITLES[case]
    assert title(block, DOCUMENT) == words


def test_a_shared_block_alone_is_only_that() -> None:
    """Without a document nobody knows what it shares."""
    assert title(Shared(id="s", of="b")) == "Shared"


CALLED = {
    **{"root": "the network", "b": "ReLU", "i": "Cell", "i/l": "head", "j/k": "ReLU", "gone": "a block"},
    None: "a block",
}


@pytest.mark.parametrize("id", CALLED)
def test_a_block_of_the_document_is_called(id: str | None) -> None:
    """Inside an instance too; the root is the network."""
    assert block_words(DOCUMENT, id) == CALLED[id]


def test_a_block_is_found_by_its_id() -> None:
    """The very block; there is none of no id."""
    assert block_of(DOCUMENT, "b") is DOCUMENT.root.children[1]
    assert (block_of(DOCUMENT, None), block_of(DOCUMENT, "gone")) == (None, None)


NODES = {"fc": "fc", "node_1": "ReLU", "node_2": "torch.cat", "x": "x", "n" * 25: "n" * 23 + "…", None: "the output"}


@pytest.mark.parametrize("name", NODES)
def test_a_node_is_called_as_its_block(name: str | None) -> None:
    """What is no node by what the edit says."""
    assert node(DOCUMENT, "g", name) == NODES[name]


def test_nodes_of_what_is_no_graph_are_called_as_the_edit_does() -> None:
    """Whatever becomes of it."""
    assert [node(DOCUMENT, id, "fc") for id in ("a", "gone")] == ["fc", "fc"]


FORMER: dict[str, tuple[str, str, Any]] = {
    "what is given": ("a", "in_features", 8),
    "a default": ("a", "bias", True),
    "what has none": ("b", "in_features", REQUIRED),
    "that of a shared layer": ("u", "in_features", 8),
    "a function's": ("f", "dim", 1),
    "a function's default": ("f", "tensors", REQUIRED),
    "an instance's": ("i", "width", 4),
    "a definition's": ("j", "width", 8),
    "no argument of a definition": ("j", "height", REQUIRED),
    "that of a container": ("p", "dim", REQUIRED),
    "that of nothing": ("gone", "dim", REQUIRED),
    "that of a block in an instance": ("i/l", "out_features", 8),
}


@pytest.mark.parametrize("case", FORMER)
def test_what_an_argument_was(case: str) -> None:
    """Given, by default, or nothing yet."""
    id, argument, value = FORMER[case]
    assert former(DOCUMENT, id, argument) == value


SHOWN: dict[str, tuple[Any, str]] = {
    "text": ("same", "same"),
    "a number": (0.5, "0.5"),
    "nothing": (None, "None"),
    "truth": (True, "True"),
    "a pair": ([3, "a"], "(3, a)"),
    "a pair of pairs": (([1, 2], [3, 4]), "((1, 2), (3, 4))"),
    "a layer": ({"kind": "GELU"}, '{"kind": "GELU"}'),
    "24 letters": ("a" * 24, "a" * 24),
    "25 letters": ("a" * 25, "a" * 23 + "…"),
    "a long list": (list(range(20)), "(0, 1, 2, 3, 4, 5, 6, 7…"),
    "a layer in a list": ([{"kind": "A"}], '({"kind": "A"})'),
}


@pytest.mark.parametrize("case", SHOWN)
def test_a_value_is_shown(case: str) -> None:
    """Short, as a person would write it."""
    value, words = SHOWN[case]
    assert value_words(value) == words


SELECTED = {
    "a block": (Selector(block="a", kind="Linear"), "stem"),
    "a block that is gone": (Selector(block="gone"), "a block"),
    "a kind": (Selector(kind="Linear", tensor="bias"), "Linear"),
    "a pattern": (Selector(tensor="*.bias"), "*.bias"),
    "all": (Selector(), "all tensors"),
    "a long pattern": (Selector(tensor="a" * 25), "a" * 23 + "…"),
}


@pytest.mark.parametrize("case", SELECTED)
def test_a_selection_is_called(case: str) -> None:
    """By its block, or by what of it is given first."""
    select, words = SELECTED[case]
    assert selector_words(DOCUMENT, select) == words


def test_a_tensor_is_called_by_its_block() -> None:
    """And cut like any word."""
    assert tensor(DOCUMENT, TensorPlace("b", "weight")) == "ReLU.weight"
    assert tensor(DOCUMENT, TensorPlace("a", "w" * 20)) == "stem." + "w" * 18 + "…"


CUT: dict[str, Callable[[str], Edit]] = {
    "rename": lambda text: Rename("b", text),
    "set argument": lambda text: SetArgument("b", text, 1),
    "unset argument": lambda text: UnsetArgument("b", text),
    "set call": lambda text: SetCall("b", text, 1),
    "parametrize": lambda text: SetParametrization("b", text, Parametrization("weight_norm")),
    "set kind": lambda text: SetKind("b", text),
    "class name": lambda text: SetClassName("p", text),
    "connect": lambda text: Connect("g", text, None),
    "define": lambda text: Define(("a",), text),
    "write": lambda text: WriteDefinition(text, ""),
    "write a class": lambda text: WriteDefinition(None, f"class {text}: ..."),
    "definition's arguments": lambda text: SetDefinitionArgs(text, {}),
    "rename a definition": lambda text: RenameDefinition(text, "A"),
    "rename a definition so": lambda text: RenameDefinition("A", text),
    "remove a definition": lambda text: RemoveDefinition(text),
}


@pytest.mark.parametrize("case", CUT)
def test_a_word_of_24_letters_stays_whole(case: str) -> None:
    """One more is cut."""
    names = [step_name([CUT[case]("w" * n)], DOCUMENT) for n in (24, 25)]
    assert "w" * 24 in names[0]
    assert "w" * 23 + "…" in names[1]


def test_the_name_of_a_network_may_be_longer() -> None:
    """There is nothing else in that step."""
    names = [step_name([SetName("w" * n)], DOCUMENT) for n in (40, 41)]
    assert names == ["Rename the network to " + "w" * 40, "Rename the network to " + "w" * 39 + "…"]


def test_a_step_has_79_letters_at_most() -> None:
    """Whatever is long in it."""
    name = step_name([SetArgument("a", "b" * 24, "c" * 24)], design(linear("a", name="d" * 24)))
    assert name == f"Set {'b' * 24} to {'c' * 24} on {'d' * 18}…"


FREEZE = Freeze(Selector("b"))
CODE = "class A(nn.Module):\n    pass\nclass  B(nn.Module):\n    class C: pass\n"
STEPS: dict[str, tuple[list[Edit], str]] = {
    "two that have no word for many": ([FREEZE, Unfreeze(Selector("a"))], "Freeze ReLU"),
    "two alike that have none": ([FREEZE, Freeze(Selector("a"))], "Freeze ReLU"),
    "what comes along first": ([SetWires("g", "fc", ()), FREEZE], "Freeze ReLU"),
    "what comes along last": ([FREEZE, SetPositions("g", {})], "Freeze ReLU"),
    "what it is for last": ([FREEZE, Insert("root", 0, relu("n"))], "Add ReLU"),
    "several removed at once and one alone": ([Remove(("a", "b")), Remove(("g",))], "Remove 3 blocks"),
    "nothing removed": ([Remove(())], "Remove a block"),
    "a class inside the last": ([WriteDefinition(None, CODE)], "Write the class B"),
    "no class": ([WriteDefinition(None, "x = 1")], "Write the class "),
    "a repeat around": ([Wrap(("a",), "repeat", "w")], "Wrap in Repeat"),
    "inputs": ([SetInputs((Input("X", ("N",)),), 3)], "Change the inputs"),
}


@pytest.mark.parametrize("case", STEPS)
def test_a_step_is_called_by_what_it_is_for(case: str) -> None:
    """Of several edits the first that says it."""
    edits, name = STEPS[case]
    assert step_name(edits, DOCUMENT) == name
