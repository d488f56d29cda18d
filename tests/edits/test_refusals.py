"""Every refusal of an edit to the letter: where, what is wrong, and the remedy."""

from __future__ import annotations

import re

import pytest

from builder.document.blocks import (
    Definition,
    Document,
    Graph,
    InitRule,
    Instance,
    Layer,
    Selector,
    Shared,
    TensorBlock,
    TensorPlace,
    Tie,
)
from builder.edits import (
    Connect,
    Define,
    Disconnect,
    Duplicate,
    Edit,
    Insert,
    InsertOnWire,
    Move,
    Remove,
    RemoveDefinition,
    Rename,
    RenameDefinition,
    SetArgument,
    SetCall,
    SetClassName,
    SetDefinitionArgs,
    SetGraphInputs,
    SetHolder,
    SetInit,
    SetKind,
    SetMerge,
    SetOutputs,
    SetPositions,
    SetRepeat,
    SetTensor,
    SetWires,
    Share,
    TieTensors,
    ToGraph,
    ToSequential,
    Unfreeze,
    Unpack,
    UnsetArgument,
    Unshare,
    Untie,
    Unwrap,
    Wrap,
    WriteDefinition,
    apply,
    decode_edit,
)
from builder.errors import EditError
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential
from tests.edits.small_graphs import add

TENSOR = TensorBlock(id="t", name="t", shape=(8,))
GRAPH = Graph(
    id="g",
    nodes=(linear("a", name="fc"), relu("r", name="act"), add("sum"), TENSOR),
    wires={"fc": ("x",), "act": ("fc",), "sum": ("act", "x")},
    outputs=("sum",),
)
PARTS = (
    sequential("s", linear("b"), relu("c"), relu("d"), name="body"),
    parallel("p", linear("e"), relu("f"), relu("h"), merge="stack"),
    repeat("q", sequential("qs", relu("k"), relu("l"))),
    Shared(id="u", of="s"),
    sequential("o", parallel("v", relu("w"), merge="none")),
)
PLAIN = design(GRAPH, *PARTS, ties=(Tie(TensorPlace("b", "bias"), TensorPlace("e", "bias")),))
"""At 0 a graph, at `body` a stack that 3 shares, at 2 a parallel, at 3 a repeat, at 5 a parallel in a stack."""

OWN = "class Own(nn.Module):\n    def forward(self, x):\n        if x.sum() > 0: x = -x\n        return x\n"
CELL = Definition("Cell", args={"width": 8}, root=sequential("cr", linear("ca"), relu("cb"), parallel("cp")))
NET = Definition("Net", root=sequential("nr", Instance(id="ni", definition="Cell")))
USED = Definition("Used", root=sequential("ur", Instance(id="ui", definition="Deep")))
DEEP = Definition("Deep", root=sequential("dr", relu("da")))
OWNED = design(
    sequential("s", Instance(id="i", definition="Cell"), relu("a")),
    Instance(id="j", definition="Cell"),
    Instance(id="w", definition="Own"),
    Instance(id="n", definition="Net"),
    definitions=(CELL, NET, DEEP, USED, Definition("Own", source=OWN)),
)
WHOLE = Document(root=Instance(id="i", definition="Cell"), definitions=(CELL,))
INNER = Graph(id="in", name="in", nodes=(relu("ia", name="ra"), relu("ib", name="rb")), outputs=("x", "x"))
TUPLES = design(Graph(id="g", nodes=(INNER, relu("r", name="act")), wires={"in": ("x",)}, outputs=("in",)))
CHAIN = Graph(
    id="g",
    nodes=(linear("a", name="fc"), relu("r", name="act")),
    wires={"fc": ("x",), "act": ("fc",)},
    outputs=("act",),
)
TWO = Graph(id="g", inputs=("x", "y"), outputs=("x",))

CODED = design(
    Instance(id="i", definition="Own"),
    linear("a"),
    definitions=(
        Definition(
            "Own",
            source="class Own(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
            "        self.l = nn.ReLU()\n        self.p = nn.Parameter(torch.ones(8))\n"
            "    def forward(self, x):\n        return self.l(x) * self.p\n",
        ),
    ),
)

REFUSALS: dict[str, tuple[Document, Edit, str]] = {
    # arguments and kinds
    "arguments of a container": (
        PLAIN,
        SetArgument("p", "bias", 1),
        "2: This parallel block has no arguments. Select a layer.",
    ),
    "no argument": (PLAIN, UnsetArgument("b", "biass"), "body.0: Linear has no argument 'biass'. Did you mean bias?"),
    "no argument of an instance": (
        OWNED,
        UnsetArgument("j", "widht"),
        "1: Cell has no argument 'widht'. Did you mean width?",
    ),
    "no argument of a function": (PLAIN, UnsetArgument("sum", "alhpa"), "0.sum: torch.add has no argument 'alhpa'."),
    "no argument of a call": (
        PLAIN,
        SetCall("b", "need_weights", True),
        "body.0: The call of Linear takes no argument 'need_weights'.",
    ),
    "no such argument of a call": (
        design(Layer(id="m", kind="MultiheadAttention", args={"embed_dim": 8, "num_heads": 2})),
        SetCall("m", "need_weight", True),
        "0: The call of MultiheadAttention takes no argument 'need_weight'. Did you mean need_weights?",
    ),
    "no kind": (PLAIN, SetKind("b", "Linaer"), "body.0: Linear cannot become 'Linaer'. Did you mean Linear?"),
    "no kind of a function": (
        PLAIN,
        SetKind("sum", "torch.mull"),
        "0.sum: torch.add cannot become 'torch.mull'. Did you mean torch.mul or torch.matmul?",
    ),
    "no kind of a container": (
        PLAIN,
        SetKind("p", "Linear"),
        "2: This parallel block cannot become 'Linear'. Did you mean Linear or Bilinear?",
    ),
    "copies of a layer": (PLAIN, SetRepeat("b", count=2), "body.0: Linear is not a repeat. Select another block."),
    "a merge of a stack": (
        PLAIN,
        SetMerge("s", merge="cat"),
        "body: This sequential block is not a parallel. Select another block.",
    ),
    "a class of a repeat": (
        PLAIN,
        SetClassName("q", "A"),
        "3: This repeat block is not a sequential or parallel or graph. Select another block.",
    ),
    "a tensor of a layer": (PLAIN, SetTensor("b", shape=(1,)), "body.0: Linear is not a tensor. Select another block."),
    "a holder of a parallel": (
        PLAIN,
        SetHolder("p", "ModuleList"),
        "2: This parallel block is neither a Sequential nor a repeat. Select another block.",
    ),
    # containers
    "blocks apart": (
        PLAIN,
        Wrap(("b", "d"), "sequential", "new"),
        (
            "body.0: These blocks are not next to each other, so wrapping them would change their order."
            " Select the blocks between them too, or move them together first."
        ),
    ),
    "nodes in a parallel": (
        PLAIN,
        Wrap(("a", "r"), "parallel", "new"),
        "Nodes of a graph cannot be wrapped in a parallel: wires join them. Wrap them in a graph.",
    ),
    "some of what is stacked": (
        PLAIN,
        Wrap(("e", "f"), "graph", "new"),
        "Branches merged by stack cannot be merged in two steps. Select one branch, or all of them.",
    ),
    "nothing to wrap": (PLAIN, Wrap((), "graph", "new"), "No block is selected to wrap. Select a block."),
    "blocks of two containers": (
        PLAIN,
        Wrap(("b", "e"), "graph", "new"),
        "The selected blocks are in different containers. Select blocks in one container.",
    ),
    "an id that is taken": (PLAIN, Wrap(("b",), "graph", "c"), "The id 'c' is already in use. Use a new id."),
    "a root of many": (
        PLAIN,
        Unwrap("root"),
        ("the root block: The root holds 6 blocks, and a network has one root. Leave one block in it first."),
    ),
    "a root of none": (
        design(),
        Unwrap("root"),
        ("the root block: The root holds 0 blocks, and a network has one root. Leave one block in it first."),
    ),
    "a repeat of many": (
        PLAIN,
        Unwrap("qs"),
        "3.0: A repeat has one child, and this holds 2 blocks. Unwrap the repeat first.",
    ),
    "what is shared": (PLAIN, Unwrap("s"), "body: It is also used at '4'. Unshare it there first."),
    "what a graph shares": (
        design(Graph(id="g", nodes=(sequential("s", relu("a"), name="s"), Shared(id="u", of="s")))),
        Unwrap("s"),
        "0.s: It is also used at '0.node_1'. Unshare it there first.",
    ),
    "a layer to unwrap": (
        PLAIN,
        Unwrap("b"),
        "body.0: Linear cannot hold other blocks. Wrap it in a Sequential first.",
    ),
    # conversions
    "a tuple of one": (
        PLAIN,
        ToGraph("v"),
        ("It returns a tuple with one element, which a graph cannot do. Add a branch, or set merge to add."),
    ),
    "a graph to a graph": (
        PLAIN,
        ToGraph("g"),
        "0: This graph block cannot be converted to a graph. Select a Sequential or a parallel.",
    ),
    "a repeat to a graph": (
        PLAIN,
        ToGraph("q"),
        "3: This repeat block cannot be converted to a graph. Select a Sequential or a parallel.",
    ),
    "a layer to a graph": (
        PLAIN,
        ToGraph("b"),
        "body.0: Linear cannot hold other blocks. Wrap it in a Sequential first.",
    ),
    "a stack to a stack": (PLAIN, ToSequential("s"), "body: This sequential block is not a graph. Select a graph."),
    "a graph with two inputs": (
        design(TWO),
        ToSequential("g"),
        "A Sequential has one input and one output. Keep one input and one output in the graph.",
    ),
    "a graph with a function": (
        PLAIN,
        ToSequential("g"),
        (
            "sum is a function; a Sequential can only hold modules."
            " Replace it with a layer such as ReLU or Flatten, or keep the graph."
        ),
    ),
    "a graph with a tensor": (
        design(Graph(id="g", nodes=(TENSOR, relu("r", name="act")), wires={"act": ("t",)}, outputs=("act",))),
        ToSequential("g"),
        (
            "t is a tensor; a Sequential can only hold modules."
            " Replace it with a layer such as ReLU or Flatten, or keep the graph."
        ),
    ),
    "a fork": (
        design(Graph(id="g", nodes=CHAIN.nodes, wires={"fc": ("x",), "act": ("x",)}, outputs=("act",))),
        ToSequential("g"),
        "act does not take exactly what fc returns. Keep the graph.",
    ),
    "nothing returned": (
        design(Graph(id="g", nodes=CHAIN.nodes, wires=CHAIN.wires, outputs=("fc",))),
        ToSequential("g"),
        "The graph does not return act, the last node of the chain. Keep the graph.",
    ),
    # definitions
    "a definition that there is": (
        OWNED,
        Define(("a",), "Cell"),
        "There is already a definition named 'Cell'. Choose another class name.",
    ),
    "a layer as root": (
        Document(root=linear("a")),
        Define(("a",), "Unit"),
        ("the root block: The root block cannot become a block of your own. Wrap it in a Sequential first."),
    ),
    "what is shared from inside": (
        design(sequential("s", sequential("t", relu("a")), Shared(id="b", of="a"))),
        Define(("t",), "Unit"),
        (
            "0.1: '0.0.0' is shared between the inside and the outside of the new block."
            " Select both places, or unshare one."
        ),
    ),
    "no definition": (OWNED, RenameDefinition("Cel", "Unit"), "There is no definition named 'Cel'. Did you mean Cell?"),
    "arguments of no definition": (OWNED, SetDefinitionArgs("Nt", {}), "There is no definition named 'Nt'."),
    "a definition that is used": (
        OWNED,
        RemoveDefinition("Cell"),
        "Cell is used in 3 places, first at '0.0'. Unpack or remove its instances first.",
    ),
    "a definition that the root is": (
        WHOLE,
        RemoveDefinition("Cell"),
        "Cell is used in 1 place, first at 'the root'. Unpack or remove its instances first.",
    ),
    "a definition that another uses": (
        OWNED,
        RemoveDefinition("Deep"),
        "Deep is used in 1 place, first at 'Used'. Unpack or remove its instances first.",
    ),
    "no instance": (OWNED, Unpack("a"), "0.1: ReLU is not a block of your own. Select an instance of one."),
    "what cannot be drawn": (
        OWNED,
        Unpack("w"),
        (
            "line 3, column 9: The forward of Own cannot be drawn as a graph:"
            " This condition depends on the values of tensors."
            " Keep it as code."
        ),
    ),
    "what is written": (
        OWNED,
        Rename("w/a", "x"),
        "Own is written as code, so its blocks cannot be edited one by one. Edit the code of Own.",
    ),
    "blocks of two definitions": (
        OWNED,
        Move(("a",), "j", 0),
        (
            "These blocks are in different definitions, or inside and outside of one."
            " Select blocks of one network, or unpack the instance."
        ),
    ),
    "a definition of a layer": (
        OWNED,
        Unwrap("n/nr"),
        "A definition must be a Sequential, a parallel or a graph. Unpack the instance first.",
    ),
    "an expression outside": (
        OWNED,
        SetArgument("a", "inplace", "=width"),
        (
            "'=width' is an expression; expressions work only inside your own blocks."
            " Enter a plain value, or save the blocks as your own block first."
        ),
    ),
    "a written class of a name that there is": (
        OWNED,
        WriteDefinition(None, OWN),
        "There is already a definition named 'Own'. Choose another class name.",
    ),
    "no written class": (OWNED, WriteDefinition("Onw", OWN), "There is no definition named 'Onw'."),
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
