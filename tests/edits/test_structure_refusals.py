"""Every refusal of an edit of the structure to the letter, and of what is no edit."""

from __future__ import annotations

import re

import pytest

from builder.document.blocks import (
    Document,
    InitRule,
    Selector,
    TensorPlace,
)
from builder.edits import (
    Connect,
    Disconnect,
    Duplicate,
    Edit,
    Insert,
    InsertOnWire,
    Move,
    Remove,
    Rename,
    SetGraphInputs,
    SetInit,
    SetOutputs,
    SetPositions,
    SetWires,
    Share,
    TieTensors,
    Unfreeze,
    Unshare,
    Untie,
    Unwrap,
    Wrap,
    apply,
    decode_edit,
)
from builder.errors import EditError
from tests.edits.designs import design, relu, sequential
from tests.edits.refused_designs import (
    CODED,
    PLAIN,
    TUPLES,
)

REFUSALS: dict[str, tuple[Document, Edit, str]] = {
    # sharing and ties
    "the root shared": (
        PLAIN,
        Share("root", "b"),
        "the root block: The root block cannot be shared. Select a block inside it.",
    ),
    "one module already": (PLAIN, Share("u", "s"), "4: These are already one module. Choose another block."),
    "one inside the other": (
        PLAIN,
        Share("s", "b"),
        "body: One of these blocks is inside the other. Choose blocks that are not nested.",
    ),
    "the other inside": (
        PLAIN,
        Share("b", "s"),
        "body.0: One of these blocks is inside the other. Choose blocks that are not nested.",
    ),
    "what is not shared": (PLAIN, Unshare("b"), "body.0: Linear is not shared. Select a shared block."),
    "one tensor already": (
        PLAIN,
        TieTensors(TensorPlace("e", "bias"), TensorPlace("b", "bias")),
        "2.branch_0: These are already one tensor. Choose another tensor.",
    ),
    "no tensors": (
        PLAIN,
        TieTensors(TensorPlace("b", "bias"), TensorPlace("p", "bias")),
        "2: This parallel block has no tensors of its own. Choose a layer inside it.",
    ),
    "no tensor of a class": (
        CODED,
        TieTensors(TensorPlace("i", "l"), TensorPlace("a", "bias")),
        "0: This written block has no tensors of its own. Choose a layer inside it.",
    ),
    "no tensor of a graph": (
        PLAIN,
        TieTensors(TensorPlace("g", "act"), TensorPlace("b", "bias")),
        "0: This graph block has no tensors of its own. Choose a layer inside it.",
    ),
    "what is not tied": (PLAIN, Untie(TensorPlace("b", "weight")), "body.0: weight is not tied to another tensor."),
    "what another is tied to": (
        PLAIN,
        Untie(TensorPlace("e", "bias")),
        "2.branch_0: bias is not tied to another tensor. Untie bias of 'body.0' instead.",
    ),
    "what is not frozen": (
        PLAIN,
        Unfreeze(Selector(block="b")),
        "b: This selection is not frozen on its own. Unfreeze the selection that contains it.",
    ),
    # structure
    "a name of a new branch": (
        PLAIN,
        Insert("p", 0, relu("n", name="a b")),
        (
            "2: 'a b' is not a Python identifier, so it cannot be an attribute of a class."
            " Use a name such as left, or none."
        ),
    ),
    "a place in a container": (
        PLAIN,
        Insert("s", 4, relu("n")),
        "body: There is no position 4 here, only 0 to 3. Choose another position.",
    ),
    "a place in a graph": (
        PLAIN,
        Move(("a",), "g", 4),
        "0: There is no position 4 here, only 0 to 3. Choose another position.",
    ),
    "a move into itself": (
        PLAIN,
        Move(("o",), "v", 0),
        "5.0: A block cannot move into itself. Choose a place outside it.",
    ),
    "children of a layer": (
        PLAIN,
        Insert("b", 0, relu("n")),
        "body.0: Linear cannot hold other blocks. Wrap it in a Sequential first.",
    ),
    "children of an instance": (
        design(),
        Insert("gone", 0, relu("n")),
        "There is no block 'gone'. It may have been removed in the meantime.",
    ),
    "an id of a new block": (
        PLAIN,
        Insert("s", 0, sequential("n", relu("b"))),
        "The id 'b' is already in use. Use a new id.",
    ),
    "no block to remove": (PLAIN, Remove(()), "No block is selected to remove. Select a block."),
    "no block to move": (PLAIN, Move((), "s", 0), "No block is selected to move. Select a block."),
    "no block to copy": (PLAIN, Duplicate(()), "No block is selected to duplicate. Select a block."),
    "a root to remove": (
        PLAIN,
        Remove(("b", "root")),
        "the root block: The root block cannot be removed. Select a block inside it.",
    ),
    "a root to move": (
        PLAIN,
        Move(("root",), "s", 0),
        "the root block: The root block cannot be moved. Select a block inside it.",
    ),
    "a root to copy": (
        PLAIN,
        Duplicate(("root",)),
        "the root block: The root block cannot be duplicated. Select a block inside it.",
    ),
    "the name of a root": (
        PLAIN,
        Rename("root", "n"),
        "the root block: The root block cannot have a name. Rename the network instead.",
    ),
    "the name of a copy": (
        PLAIN,
        Rename("qs", "n"),
        ("3.0: The copies of a repeat take their names from it. Set the names of the repeat, such as 'block {i}'."),
    ),
    "a name that is taken": (
        PLAIN,
        Rename("r", "x"),
        "0.act: Another node or input is already named 'x'. Choose another name.",
    ),
    # graphs
    "a node between": (
        PLAIN,
        Wrap(("a", "sum"), "graph", "new"),
        "act is between the selected nodes. Select act as well.",
    ),
    "a whole tuple": (TUPLES, Unwrap("in"), "The tuple it returns is used as a whole. Wire its parts one by one."),
    "wires of a stack": (PLAIN, SetWires("s", "b", ()), "body: This sequential block has no wires. Select a graph."),
    "no node": (PLAIN, SetWires("g", "acts", ("x",)), "0: The graph has no node 'acts'. Did you mean act?"),
    "no node to start at": (PLAIN, SetOutputs("g", ("acts",)), "0: The graph has no node 'acts'. Did you mean act?"),
    "no source": (
        PLAIN,
        Connect("g", "a:b", "sum"),
        "0: 'a:b' is not a source. Use a node's name, such as lstm or lstm:1.",
    ),
    "no wire": (PLAIN, Disconnect("g", "sum", 2), "0: sum has 2 wires, and none at position 2. Choose another wire."),
    "no wire of none": (
        PLAIN,
        Disconnect("g", "t", 0),
        "0: t has 0 wires, and none at position 0. Choose another wire.",
    ),
    "no output": (
        PLAIN,
        InsertOnWire("g", None, 1, relu("n")),
        "0: The graph has 1 output, and none at position 1. Choose another wire.",
    ),
    "an id on a wire": (PLAIN, InsertOnWire("g", None, 0, relu("b")), "The id 'b' is already in use. Use a new id."),
    "a cycle": (
        PLAIN,
        Connect("g", "sum", "fc"),
        "0: This wire would create a cycle: fc → act → sum → fc. Start it at another node.",
    ),
    "a gap": (
        PLAIN,
        Connect("g", "x", "sum", 3),
        "0: There are 2 wires, so none can be added at position 3. Connect the earlier inputs first.",
    ),
    "positions of no node": (
        PLAIN,
        SetPositions("g", {"acts": (1.0, 2.0)}),
        "0: The graph has no node 'acts'. Did you mean act?",
    ),
    "an input of a node's name": (PLAIN, SetGraphInputs("g", ("fc",)), "0: Two blocks here are named 'fc'. Rename it."),
    # what comes out
    "a rule": (
        PLAIN,
        SetInit((InitRule(Selector(), "zero_"),)),
        "$.init[0]: scheme: torch.nn.init has no scheme 'zero_'. Did you mean zeros_?",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_to_the_letter(case: str) -> None:
    """Its place, what is wrong there, and what to do."""
    document, edit, words = REFUSALS[case]
    with pytest.raises(EditError, match=rf"\A{re.escape(words)}\Z"):
        apply(document, edit)


UNREAD: dict[str, tuple[bytes | str | dict[str, object], str]] = {
    "too long": (
        " " * (16 * 2**20 + 1),
        "$: The edit has 16,777,217 characters; the limit is 16,777,216. Insert fewer blocks at once.",
    ),
    "as long as may be": (" " * 16 * 2**20, "$: This edit is not valid: Input data was truncated. Reload the page."),
    "an unknown one": (
        {"edit": "explode"},
        "$.edit: This edit is not valid: Invalid value 'explode'. Reload the page.",
    ),
    "a field": (
        b'{"edit": "remove", "ids": ["a", 1]}',
        "$.ids[1]: This edit is not valid: Expected `str`, got `int`. Reload the page.",
    ),
    "a missing field": (
        {"edit": "remove"},
        "$: This edit is not valid: Object missing required field `ids`. Reload the page.",
    ),
    "half a character": (
        {"edit": "set_name", "name": "\ud800"},
        "$: This edit is not valid: it is nested too deeply, or holds half a character. Reload the page.",
    ),
}


@pytest.mark.parametrize("case", UNREAD)
def test_what_is_no_edit_is_refused_to_the_letter(case: str) -> None:
    """With the place in what was sent."""
    text, words = UNREAD[case]
    with pytest.raises(EditError, match=rf"\A{re.escape(words)}\Z"):
        decode_edit(text)
