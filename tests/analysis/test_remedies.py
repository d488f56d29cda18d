"""Each remedy as the edit that a person is offered, and each refusal with its hint: by hand."""

import pytest
from msgspec.structs import replace

from builder import analyse
from builder.analysis.merges import merge_outputs
from builder.analysis.problems import (
    CallWith,
    CutWire,
    DropInput,
    HoldBy,
    LeaveOut,
    Part,
    PutBefore,
    ReturnOnly,
    SetTo,
    Site,
    TakeApart,
    TakeOut,
    UseKind,
    WireAll,
    WireTo,
    WriteAnew,
)
from builder.catalogue.layers.kind import TensorSpec
from builder.document.blocks import Definition, Document, Function, Graph, Input, Instance, Layer, Parallel, Shared
from builder.edits import (
    Connect,
    Disconnect,
    Insert,
    InsertOnWire,
    Remove,
    SetArgument,
    SetCall,
    SetGraphInputs,
    SetHolder,
    SetKind,
    SetOutputs,
    SetWires,
    UnsetArgument,
    Unshare,
    Unwrap,
    WriteDefinition,
    apply,
)
from builder.errors import EditError, ShapeError
from tests.edits.designs import design, linear, relu, sequential
from tests.edits.small_graphs import add

LEAF = relu("a")
STACK = sequential("s", relu("z"), LEAF)
NODE = relu("a", name="act")
GRAPH = Graph(id="g", nodes=(NODE, add("add")), wires={"act": ("x",), "add": ("act", "x")}, outputs=("add", "x"))
INNER = replace(GRAPH, id="inner", inputs=("x", "y"))
IN_STACK, IN_GRAPH, AT_ROOT = Site(LEAF, STACK, 1), Site(NODE, GRAPH, 0), Site(GRAPH, None, 0)
SECOND, INSIDE = Site(GRAPH.nodes[1], GRAPH, 1), Site(INNER, GRAPH, 0)
SHARED = Shared(id="a", of="z")
REMEDIES = {
    "set": (SetTo("inplace", True), IN_STACK, ("Set inplace to true", SetArgument("a", "inplace", True))),
    "set to a number": (SetTo("dim", 1), IN_STACK, ("Set dim to 1", SetArgument("a", "dim", 1))),
    "call": (CallWith("x", False), IN_STACK, ("Set x to false", SetCall("a", "x", False))),
    "call elsewhere": (CallWith("x", 0, "b"), IN_STACK, ("Set x to 0", SetCall("b", "x", 0))),
    "write": (WriteAnew("Take 4", "Own", "text"), IN_STACK, ("Take 4", WriteDefinition("Own", "text"))),
    "leave out": (LeaveOut("p"), IN_STACK, ("Reset p to its default", UnsetArgument("a", "p"))),
    "use": (UseKind("torch.bmm"), IN_GRAPH, ("Use bmm", SetKind("a", "torch.bmm"))),
    "remove": (TakeOut(), IN_STACK, ("Remove it", Remove(("a",)))),
    "remove the root": (TakeOut(), AT_ROOT, None),
    "hold": (HoldBy("Sequential"), Site(STACK, None, 0), ("Convert to Sequential", SetHolder("s", "Sequential"))),
    "hold what is shared": (
        HoldBy("Sequential"),
        Site(SHARED, STACK, 1),
        ("Convert to Sequential", SetHolder("z", "Sequential")),
    ),
    "unwrap": (TakeApart(), IN_STACK, ("Unwrap it", Unwrap("a"))),
    "unwrap the root": (TakeApart(), AT_ROOT, None),
    "part": (Part(), Site(SHARED, STACK, 1), ("Unshare it", Unshare("a"))),
    "part what is not shared": (Part(), IN_STACK, None),
    "wire": (WireTo("y", 1), SECOND, ("Connect y", Connect("g", "y", "add", 1))),
    "return at": (WireTo("y", 1, returned=True), AT_ROOT, ("Return y", Connect("g", "y", None, 1))),
    "wire in a stack": (WireTo("y", 1), IN_STACK, None),
    "wire all": (WireAll(("x", "y"), "Connect both"), SECOND, ("Connect both", SetWires("g", "add", ("x", "y")))),
    "wire all in a stack": (WireAll(("x",), "Connect"), IN_STACK, None),
    "cut": (CutWire(1), SECOND, ("Disconnect x", Disconnect("g", "add", 1))),
    "cut the first": (CutWire(0), SECOND, ("Disconnect act", Disconnect("g", "add", 0))),
    "cut what is returned": (CutWire(1, returned=True), AT_ROOT, ("Disconnect x", Disconnect("g", None, 1))),
    "cut in a stack": (CutWire(0), IN_STACK, None),
    "return": (ReturnOnly(("act", "x")), AT_ROOT, ("Return act, x", SetOutputs("g", ("act", "x")))),
    "drop": (DropInput("x"), INSIDE, ("Remove the input x", SetGraphInputs("inner", ("y",)))),
    "drop the only one": (DropInput("x"), Site(GRAPH, INNER, 0), None),
    "drop the root's": (DropInput("x"), Site(INNER, None, 0), None),
}


@pytest.mark.parametrize("case", REMEDIES)
def test_what_a_remedy_offers(case):
    """The words on the button and the edit; nothing where that edit would be refused."""
    remedy, site, expected = REMEDIES[case]
    fix = remedy.fix(site)
    assert (None if fix is None else (fix.label, fix.edit)) == expected


def test_a_layer_is_put_before_a_block_in_its_stack():
    """With its arguments, at the block's place."""
    edit = PutBefore("Flatten", {"start_dim": 2}).fix(IN_STACK).edit
    assert edit == Insert("s", 1, Layer(id=edit.block.id, kind="Flatten", args={"start_dim": 2}))


def test_a_layer_is_put_on_the_one_wire_of_a_node():
    """Of two wires none is meant more than the other."""
    edit = PutBefore("Flatten").fix(IN_GRAPH).edit
    assert edit == InsertOnWire("g", "act", 0, Layer(id=edit.block.id, kind="Flatten"))
    assert PutBefore("Flatten").fix(SECOND) is None
    assert PutBefore("Flatten").fix(Site(LEAF, Parallel(id="p"), 0)) is None


def layer(kind, **args):
    """Make a layer."""
    return Layer(id="a", kind=kind, args=args)


def takes(*shape, dtype="float32"):
    """Make one input."""
    return (Input(name="X", shape=shape, dtype=dtype),)


IMAGE = takes("N", 3, 8, 8)
IDS = takes("N", 8, dtype="int64")
REFUSALS = {
    "a width": (design(layer("Linear", in_features=9, out_features=4)), "Set in_features", ("SetArgument",)),
    "ids": (design(linear("a"), inputs=IDS), "Insert an Embedding before it", None),
    "doubles": (design(linear("a"), inputs=takes("N", 8, dtype="float64")), "float64", ("SetArgument",)),
    "an image that fits flat": (
        design(layer("Linear", in_features=192, out_features=4), inputs=IMAGE),
        "Flatten all dims but the batch first",
        ("Insert",),
    ),
    "an image that does not": (
        design(layer("Linear", in_features=99, out_features=4), inputs=IMAGE),
        "set in_features to 8",
        ("Insert",),
    ),
    "three dims that do not": (
        design(layer("Linear", in_features=99, out_features=4), inputs=takes("N", 3, 8)),
        "Set in_features",
        ("SetArgument",),
    ),
    "three dims that fit flat": (
        design(layer("Linear", in_features=24, out_features=4), inputs=takes("N", 3, 8)),
        "Flatten",
        ("Insert",),
    ),
    "another kind": (design(layer("BatchNorm1d", num_features=3), inputs=IMAGE), "Use BatchNorm2d for 4 dims", None),
    "no tensor": (design(layer("GRU", input_size=8, hidden_size=8), linear("b")), "", None),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_a_refused_layer_hints_at(case):
    """And the kind of the edit, where there is one."""
    document, hint, edit = REFUSALS[case]
    (problem,) = analyse(document).errors
    assert hint.lower() in (problem.hint or "").lower()
    assert (problem.fix and (type(problem.fix.edit).__name__,)) == edit


MERGES = {
    "add": ("add", 1, ((2, 8), (2, 5)), "Cannot add .*[2, 8] and [2, 5]", "set merge to cat"),
    "mul": ("mul", 1, ((2, 8), (2, 5)), "Cannot multiply .*[2, 8] and [2, 5]", "set merge to cat"),
    "cat": ("cat", 1, ((2, 8), (3, 5)), "Cannot concatenate .*[2, 8] and [3, 5] along dim 1", "only in dim 1"),
    "cat of dims": ("cat", 1, ((2, 8), (2, 8, 1)), "along dim 1", "only in dim 1"),
    "cat beyond": ("cat", 2, ((2, 8), (2, 5)), "along dim 2: there are 2 dims", "between -2 and 1"),
    "cat before": ("cat", -3, ((2, 8), (2, 5)), "along dim -3: there are 2 dims", "between -2 and 1"),
    "cat of a scalar": ("cat", 0, ((), (2,)), "Scalars cannot", "stack, with dim 0"),
    "cat with a scalar": ("cat", 0, ((2,), ()), "Scalars cannot", "stack, with dim 0"),
    "stack": ("stack", 1, ((2, 8), (2, 5)), "Cannot stack .*[2, 8] and [2, 5]", "the same shape"),
    "stack beyond": ("stack", 3, ((2, 8), (2, 8)), "along dim 3: there are 3 dims", "between -3 and 2"),
}


@pytest.mark.parametrize("case", MERGES)
def test_a_merge_that_is_refused_has_a_remedy(case):
    """With the shapes that do not go together, or the dims that there are."""
    merge, dim, shapes, problem, hint = MERGES[case]
    with pytest.raises(ShapeError, match=problem.replace("[", r"\[")) as caught:
        merge_outputs(Parallel(id="p", merge=merge, dim=dim), tuple(map(TensorSpec, shapes)))
    assert hint in caught.value.hint


TIMES = Document(
    inputs=(Input(name="X", shape=("N",), dtype="int64"),),
    root=Graph(
        id="g",
        nodes=(Function(id="f", name="f", kind="torch.mul", args={"other": 1}),),
        wires={"f": ("x",)},
        outputs=("f",),
    ),
)


@pytest.mark.parametrize("numbers", [(1, 1.0), (1.0, 1)], ids=repr)
def test_1_is_remembered_apart_from_1_point_0(numbers):
    """They are equal in Python, and torch returns another dtype for each."""
    made = [TIMES]
    for number in numbers:
        made.append(apply(made[-1], SetArgument("f", "other", number)))
    expected = [{int: "int64", float: "float32"}[type(number)] for number in numbers]
    assert [analyse(document).output.dtype for document in made[1:]] == expected


OWN = Definition(
    class_name="Own",
    args={"n": True},
    root=sequential("r", Layer(id="l", kind="Linear", args={"in_features": 8, "out_features": 8, "bias": "=n"})),
)


def test_1_is_remembered_apart_from_true():
    """They are equal in Python, and a bias of 1 is none."""
    document = design(Instance(id="i", definition="Own", args={"n": True}), definitions=(OWN,))
    assert analyse(document).parameters == 72
    with pytest.raises(EditError, match=r"bias is 1"):
        apply(document, SetArgument("i", "n", 1))
