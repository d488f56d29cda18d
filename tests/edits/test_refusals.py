"""Every refusal of an edit of a block to the letter: where, what is wrong, and the remedy."""

from __future__ import annotations

import re

import pytest

from builder.document.blocks import (
    Document,
    Graph,
    Layer,
    Shared,
)
from builder.edits import (
    Define,
    Edit,
    Move,
    RemoveDefinition,
    Rename,
    RenameDefinition,
    SetArgument,
    SetCall,
    SetClassName,
    SetDefinitionArgs,
    SetHolder,
    SetKind,
    SetMerge,
    SetRepeat,
    SetTensor,
    ToGraph,
    ToSequential,
    Unpack,
    UnsetArgument,
    Unwrap,
    Wrap,
    WriteDefinition,
    apply,
)
from builder.errors import EditError
from tests.edits.designs import design, linear, relu, sequential
from tests.edits.refused_designs import (
    CHAIN,
    OWN,
    OWNED,
    PLAIN,
    TENSOR,
    TWO,
    WHOLE,
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
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_to_the_letter(case: str) -> None:
    """Its place, what is wrong there, and what to do."""
    document, edit, words = REFUSALS[case]
    with pytest.raises(EditError, match=rf"\A{re.escape(words)}\Z"):
        apply(document, edit)
