from contextlib import suppress
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.catalogue.layers.parametrized import Parametrization
from builder.document.blocks import (
    Definition,
    Document,
    Graph,
    InitRule,
    Instance,
    Layer,
    Parallel,
    Repeat,
    Selector,
    Sequential,
    TensorBlock,
    TensorPlace,
)
from builder.edits import (
    Connect,
    Define,
    Disconnect,
    Duplicate,
    Edit,
    Freeze,
    Insert,
    InsertOnWire,
    Move,
    Remove,
    RemoveDefinition,
    RemoveScheme,
    Rename,
    RenameDefinition,
    SetArgument,
    SetCall,
    SetClassName,
    SetDefinitionArgs,
    SetGraphInputs,
    SetHolder,
    SetInit,
    SetInputs,
    SetKind,
    SetLazy,
    SetMerge,
    SetName,
    SetOutputs,
    SetParametrization,
    SetPositions,
    SetRepeat,
    SetSeed,
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
    WriteScheme,
    apply,
)
from builder.edits.step_name import LONGEST, step_name
from builder.errors import EditError
from tests.edits.random_edits import edits
from tests.strategies import documents

CONV = Layer(id="conv", name="conv1", kind="Conv2d", args={"in_channels": 3, "out_channels": 8, "kernel_size": 3})
RELU = Layer(id="relu", kind="ReLU")
GRAPH = Graph(
    id="graph",
    name="head",
    nodes=(Layer(id="lstm", kind="ReLU", name="left"), TensorBlock(id="token", name="token", shape=(4,))),
    wires={"left": ("x",)},
    outputs=("left",),
)
KIDS = (
    CONV,
    RELU,
    GRAPH,
    Repeat(id="repeat", name="stack", child=Layer(id="tanh", kind="Tanh")),
    Parallel(id="parallel", name="skip"),
    Instance(id="own", definition="Cell"),
)
CELL = Definition(class_name="Cell", args={"width": 8}, root=Sequential(id="cell"))
DOCUMENT = Document(root=Sequential(id="root", children=KIDS), definitions=(CELL,))
WEIGHT = TensorPlace("conv", "weight")
NAMES = [
    (Insert("root", 0, RELU), "Add ReLU"),
    (Remove(("conv",)), "Remove conv1"),
    (Remove(("conv", "relu", "own")), "Remove 3 blocks"),
    (Move(("relu",), "root", 0), "Move ReLU"),
    (Move(("relu", "conv"), "root", 0), "Move 2 blocks"),
    (Duplicate(("own",)), "Duplicate Cell"),
    (Rename("relu", "act"), "Rename ReLU to act"),
    (Rename("conv", None), "Remove the name conv1"),
    (SetArgument("conv", "kernel_size", 5), "Set kernel_size 3 → 5 on conv1"),
    (SetArgument("conv", "padding", "same"), "Set padding 0 → same on conv1"),
    (SetArgument("own", "width", 16), "Set width 8 → 16 on Cell"),
    (SetArgument("gone", "width", 16), "Set width to 16 on a block"),
    (UnsetArgument("conv", "bias"), "Reset bias on conv1"),
    (SetCall("lstm", "need_weights", False), "Call left with need_weights False"),
    (SetParametrization("conv", "weight", Parametrization("weight_norm")), "Set weight_norm on weight of conv1"),
    (SetParametrization("conv", "weight", None), "Remove the parametrization of weight of conv1"),
    (SetKind("relu", "GELU"), "Change ReLU to GELU"),
    (SetRepeat("repeat", 3), "Set the count of stack to 3"),
    (SetRepeat("repeat", names="block{i}"), "Name the copies in stack"),
    (SetMerge("parallel", "cat"), "Set the merge of skip to cat"),
    (SetMerge("parallel", dim=2), "Set the dim of skip to 2"),
    (SetClassName("parallel", "Skip"), "Name the class of skip Skip"),
    (SetClassName("parallel", None), "Remove the class name of skip"),
    (SetHolder("repeat", "ModuleList"), "Make stack a ModuleList"),
    (Connect("graph", "x", "token"), "Connect x to token"),
    (Connect("graph", "left", None), "Connect left to the output"),
    (Disconnect("graph", "left", 0), "Disconnect a wire of left"),
    (SetWires("graph", "left", ("x",)), "Change the wires of left"),
    (SetOutputs("graph", ("left",)), "Change the outputs of head"),
    (SetGraphInputs("graph", ("x", "y")), "Change the inputs of head"),
    (SetPositions("graph", None), "Arrange head"),
    (InsertOnWire("graph", "left", 0, RELU), "Add ReLU"),
    (SetTensor("token", (8,)), "Change the tensor token"),
    (ToGraph("root"), "Convert the network to a graph"),
    (ToSequential("graph"), "Convert head to a Sequential"),
    (Define(("conv", "relu"), "Stem"), "Save Stem as your own block"),
    (WriteDefinition(None, "class Half(nn.Module):\n    pass"), "Write the class Half"),
    (WriteDefinition("Half", "class Third(nn.Module): ..."), "Edit the class Half"),
    (SetDefinitionArgs("Cell", {}), "Change the arguments of Cell"),
    (RenameDefinition("Cell", "Block"), "Rename Cell to Block"),
    (RemoveDefinition("Cell"), "Remove your own block Cell"),
    (Unpack("own"), "Unpack Cell"),
    (Wrap(("conv",), "graph", "new"), "Wrap in Graph"),
    (Unwrap("graph"), "Unwrap head"),
    (Share("relu", "conv"), "Share conv1"),
    (Unshare("relu"), "Unshare ReLU"),
    (TieTensors(WEIGHT, TensorPlace("relu", "w")), "Tie conv1.weight to ReLU.w"),
    (Untie(WEIGHT), "Untie conv1.weight"),
    (Freeze(Selector("conv")), "Freeze conv1"),
    (Unfreeze(Selector(tensor="*.bias")), "Unfreeze *.bias"),
    (SetInputs(batch=8), "Set the sample batch to 8"),
    (SetInputs(()), "Change the inputs"),
    (SetInit((InitRule(Selector(), "zeros_"),)), "Change the init rules"),
    (WriteScheme(None, "def own(w):\n    w *= 2"), "Write the scheme own"),
    (WriteScheme("own", "def own(w):\n    w *= 3"), "Edit the scheme own"),
    (RemoveScheme("own"), "Remove the scheme own"),
    (SetSeed(5), "Set the seed 0 → 5"),
    (SetLazy("keep"), "Keep lazy layers in code"),
    (SetLazy("sizes"), "Write the sizes of lazy layers in code"),
    (SetName("lenet"), "Rename the network to lenet"),
]


@pytest.mark.parametrize(("edit", "name"), NAMES)
def test_an_edit_has_a_name(edit, name):
    """It says what a person did, to which block."""
    assert step_name([edit], DOCUMENT) == name


def test_no_edit_lacks_a_name():
    """The table above has each of them."""
    assert {type(edit) for edit, _ in NAMES} == set(get_args(Edit))


@pytest.mark.parametrize(
    ("edits", "name"),
    [
        ((Wrap(("conv",), "sequential", "new"), Insert("new", 1, RELU)), "Add ReLU"),
        ((Insert("root", 0, RELU), Insert("root", 1, CONV)), "Add 2 blocks"),
        ((Insert("graph", 0, RELU), SetWires("graph", "relu", ("x",))), "Add ReLU"),
        ((SetPositions("graph", {}), Disconnect("graph", "left", 0)), "Disconnect a wire of left"),
    ],
)
def test_a_step_of_several_edits_is_called_by_its_purpose(edits, name):
    """What only comes along is not named."""
    assert step_name(edits, DOCUMENT) == name


@settings(max_examples=60)
@given(documents(), st.data())
def test_whatever_can_be_made_has_a_short_name(document, data):
    """A name stands in one line, whatever blocks are called."""
    edit = data.draw(edits(document))
    with suppress(EditError):
        apply(document, edit)
        assert 0 < len(step_name([edit], document)) <= LONGEST
