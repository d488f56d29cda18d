"""Blocks that share a module inside an object of one's own block: what becomes of them, by hand."""

import pytest

from builder.document.blocks import Definition, Document, Graph, Input, Instance, Layer, Shared, TensorPlace, Tie
from builder.document.tree import places
from builder.edits import Duplicate, Remove, Rename, SetArgument, SetKind, Share, Unpack, Unshare, apply
from builder.errors import EditError
from tests.edits.designs import relu, sequential

LINEAR = Layer(id="fc", kind="Linear", args={"in_features": "=width", "out_features": "=width * 2 - width"})
CELL = Definition(class_name="Cell", args={"width": 6}, root=sequential("root", LINEAR, relu("r")))
OWN = Layer(id="s", kind="Linear", name="first", args={"in_features": 6, "out_features": 6})


def shares():
    """Return a graph: two calls of what is inside `cell`, `cell` itself, and another object of its block."""
    nodes = (
        Shared(id="s", name="first", of="cell/fc"),
        Shared(id="t", name="second", of="cell/fc"),
        Instance(id="cell", name="cell", definition="Cell"),
        Instance(id="other", name="other", definition="Cell"),
    )
    wires = {"first": ("x",), "second": ("first",), "cell": ("second",), "other": ("cell",)}
    root = Graph(id="g", nodes=nodes, wires=wires, outputs=("other",))
    return Document(inputs=(Input(name="X", shape=("N", 6)),), root=root, definitions=(CELL,))


def found(document, *ids):
    """Return blocks of a document, None for each that is not there."""
    known = places(document)
    return [known[id].block if id in known else None for id in ids]


FIRST, SECOND = (Shared(id=id, name=name, of="cell/fc") for id, name in (("s", "first"), ("t", "second")))
KEPT = Shared(id="t", name="second", of="s")


@pytest.mark.parametrize(
    ("edit", "first", "second"),
    [
        (Rename("cell", "body"), FIRST, SECOND),
        (Unshare("s"), OWN, SECOND),
        (Remove(("s",)), None, SECOND),
        (Remove(("cell",)), OWN, KEPT),
        (Remove(("cell", "s")), None, Layer(id="t", kind="Linear", name="second", args=OWN.args)),
        (Remove(("cell/fc",)), OWN, KEPT),
        (Share("cell", "other"), OWN, KEPT),
        (Share("s", "other"), Shared(id="s", of="other"), SECOND),
        (Unpack("other"), FIRST, SECOND),
        (Unpack("cell"), Shared(id="s", name="first", of="fc"), Shared(id="t", name="second", of="fc")),
    ],
)
def test_what_is_shared_stays_a_module(edit, first, second):
    """It goes on sharing that module where it stands then, else the first place becomes its owner."""
    assert found(apply(shares(), edit), "s", "t") == [first, second]


@pytest.mark.parametrize("edit", [SetArgument("s", "bias", False), SetKind("s", "ReLU"), Share("other", "s")])
def test_what_would_change_the_definition_is_refused(edit):
    """The module is that of all objects of the block."""
    with pytest.raises(EditError, match="first: It shares a module inside 'cell', an object of your own block"):
        apply(shares(), edit)


def test_a_copy_shares_it_too():
    """As a copy of any shared block."""
    made = apply(shares(), Duplicate(("s",)))
    assert [block.of for block in made.root.nodes if isinstance(block, Shared)] == ["cell/fc"] * 3


def test_a_tie_follows_what_is_unpacked():
    """With what is shared."""
    tied = (Tie(tensor=TensorPlace("other/fc", "weight"), of=TensorPlace("cell/fc", "weight")),)
    made = apply(Document(inputs=shares().inputs, root=shares().root, definitions=(CELL,), ties=tied), Unpack("cell"))
    assert made.ties == (Tie(tensor=TensorPlace("other/fc", "weight"), of=TensorPlace("fc", "weight")),)
