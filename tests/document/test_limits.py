"""Each limit by two documents: one that just keeps it, and one that is a step beyond."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from builder.document.blocks import (
    Document,
    Function,
    Graph,
    InitRule,
    Input,
    Layer,
    Parallel,
    Repeat,
    Selector,
    Sequential,
    TensorBlock,
    TensorPlace,
    Tie,
)
from builder.errors import DocumentError
from builder.expansion.validation import validate

TOP = 2**31 - 1


def relu(id: str = "a", **fields: Any) -> Layer:
    """Make a leaf."""
    return Layer(id=id, kind="ReLU", **fields)


def one(**fields: Any) -> Document:
    """Make a document of one leaf."""
    return Document(**{"root": Sequential(id="root", children=(relu(),)), **fields})


def named(name: str) -> Document:
    """Make a document with a named leaf."""
    return Document(root=Sequential(id="root", children=(relu(name=name),)))


def takes(*shape: Any, **fields: Any) -> Document:
    """Make a document with one input."""
    return one(inputs=(Input(name="X", shape=shape, **fields),))


def graph(**fields: Any) -> Document:
    """Make a graph of one addition."""
    add = Function(id="add", name="add", kind="torch.add")
    return Document(root=Graph(**{"id": "root", "nodes": (add,), **fields}))


def tensor(**fields: Any) -> Document:
    """Make a graph of one tensor."""
    return Document(root=Graph(id="root", nodes=(TensorBlock(id="t", name="t", **fields),)))


def deep(levels: int) -> Document:
    """Nest sequentials, a leaf at the bottom."""
    block: Any = relu()
    for i in range(levels - 1):
        block = Sequential(id=f"s{i}", children=(block,))
    return Document(root=block)


def wired(outputs: int) -> Document:
    """Make 9,999 copies of a graph of ten outputs, inside one of so many."""
    copies = Repeat(id="r", name="r", child=Graph(id="g", outputs=("x",) * 10), count=9_999)
    return graph(nodes=(copies,), outputs=("x",) * outputs)


def ruled(count: int, **fields: Any) -> Document:
    """Make a document of many rules."""
    return one(init=tuple(InitRule(Selector(), "zeros_") for _ in range(count)), **fields)


def rows(*of: int) -> InitRule:
    """Make a rule for rows of a tensor."""
    return InitRule(Selector(), "zeros_", rows=of)


def tied(count: int) -> Document:
    """Tie as many tensors to one."""
    kids = tuple(Layer(id=f"l{i}", kind="Linear", args={"in_features": 1, "out_features": 1}) for i in range(count + 1))
    ties = tuple(Tie(TensorPlace(f"l{i}", "weight"), TensorPlace(f"l{count}", "weight")) for i in range(count))
    return Document(root=Sequential(id="root", children=kids), ties=ties)


LIMITS: dict[str, tuple[Callable[[Any], Document], Any, Any, str]] = {
    "letters of a name": (lambda n: named("a" * n), 100, 101, "at most 100 characters; this one has 101"),
    "letters of an id": (lambda n: Document(root=relu("a" * n)), 64, 65, "must be 1 to 64 printable characters"),
    "letters of a title": (lambda n: one(name="a" * n), 100, 101, "name must be 1 to 100 printable characters"),
    "batch": (lambda n: one(batch=n), 1, 0, "The batch is 0;"),
    "a large batch": (lambda n: one(batch=n), TOP, TOP + 1, "The batch is 2147483648;"),
    "seed": (lambda n: one(seed=n), 0, -1, "The seed is -1;"),
    "a large seed": (lambda n: one(seed=n), 2**63 - 1, 2**63, "The seed is 9223372036854775808;"),
    "inputs": (
        lambda n: one(inputs=tuple(Input(f"x{i}", ("N",)) for i in range(n))),
        64,
        65,
        "1 to 64 inputs; this one has 65",
    ),
    "any input": (
        lambda n: one(inputs=tuple(Input(f"x{i}", ("N",)) for i in range(n))),
        1,
        0,
        "1 to 64 inputs; this one has 0",
    ),
    "dims": (lambda n: takes(*[1] * n), 16, 17, "at most 16 dimensions; this one has 17"),
    "an empty dim": (lambda n: takes("N", n), 0, -1, "A dimension is -1;"),
    "a large dim": (lambda n: takes("N", n), TOP, TOP + 1, "A dimension is 2147483648;"),
    "batches in a shape": (lambda n: takes(*["N"] * n), 1, 2, "N appears more than once"),
    "ids in a range": (lambda n: takes("N", low=0, high=n), 1, 0, "from 0 to -1 is empty"),
    "the lowest id": (lambda n: takes("N", low=n, high=1), -(2**31), -(2**31) - 1, "beyond 32 bits"),
    "the highest id": (lambda n: takes("N", low=0, high=n), 2**31, 2**31 + 1, "beyond 32 bits"),
    "inputs of a graph": (lambda n: graph(inputs=tuple(f"x{i}" for i in range(n))), 256, 257, "1 to 256 inputs"),
    "wires": (lambda n: graph(wires={"add": ("x",) * n}), 256, 257, "There are 257 wires; at most 256"),
    "outputs": (lambda n: graph(outputs=("x",) * n), 256, 257, "There are 257 wires; at most 256"),
    "dims of a tensor": (lambda n: tensor(shape=(1,) * n), 16, 17, "at most 16 dimensions, each 0 to 2147483647"),
    "an empty dim of a tensor": (lambda n: tensor(shape=(n,)), 0, -1, "at most 16 dimensions, each 0 to 2147483647"),
    "a large dim of a tensor": (
        lambda n: tensor(shape=(n,)),
        TOP,
        TOP + 1,
        "at most 16 dimensions, each 0 to 2147483647",
    ),
    "the lowest dim of a parallel": (lambda n: Document(root=Parallel(id="p", dim=n)), -16, -17, "dim is -17"),
    "the highest dim of a parallel": (lambda n: Document(root=Parallel(id="p", dim=n)), 15, 16, "dim is 16"),
    "levels": (deep, 64, 65, "deeper than 64 levels"),
    "copies": (lambda n: Document(root=Repeat(id="r", child=relu(), count=n)), 1, 0, "at least 1"),
    "many copies": (lambda n: Document(root=Repeat(id="r", child=relu(), count=n)), 19_999, 20_000, "20,000 blocks"),
    "copies of one name": (
        lambda n: Document(root=Repeat(id="r", child=relu(), count=n, names="x")),
        1,
        2,
        "All 2 copies",
    ),
    "wires of all copies": (wired, 10, 11, "The graphs have more than 100,000 wires"),
    "rules": (ruled, 1_000, 1_001, "more than 1000 init rules"),
    "frozen": (lambda n: one(frozen=(Selector(),) * n), 1_000, 1_001, "more than 1000 init rules or frozen"),
    "ties": (tied, 1_000, 1_001, "There are 1001 ties; at most 1000"),
    "letters of a pattern": (lambda n: one(frozen=(Selector(tensor="a" * n),)), 200, 201, "1 to 200 characters"),
    "any letter of a pattern": (lambda n: one(frozen=(Selector(tensor="a" * n),)), 1, 0, "1 to 200 characters"),
    "the first row of a rule": (lambda n: one(init=(rows(n, 2),)), 0, -1, "'rows' are a start and an end"),
    "a row of a rule": (lambda n: one(init=(rows(1, n),)), 2, 1, "'rows' are a start and an end"),
    "the last row of a rule": (lambda n: one(init=(rows(0, n),)), TOP, TOP + 1, "'rows' are a start and an end"),
    "what a class shows": (
        lambda n: Document(root=Sequential(id="s", class_name="A", extra_repr="x" * n)),
        4_000,
        4_001,
        "4,000",
    ),
}


@pytest.mark.parametrize("case", LIMITS)
def test_what_keeps_a_limit_is_taken(case: str) -> None:
    """To the last one."""
    make, most, _, _ = LIMITS[case]
    validate(make(most))


@pytest.mark.parametrize("case", LIMITS)
def test_what_is_beyond_a_limit_is_refused(case: str) -> None:
    """By one."""
    make, _, beyond, words = LIMITS[case]
    with pytest.raises(DocumentError, match=words):
        validate(make(beyond))


LINEAR = Layer(id="l", kind="Linear", args={"in_features": 1, "out_features": 1})
GRAPH = Graph(id="g", nodes=(TensorBlock(id="t", name="t"), relu("r", name="act")))


def copy(id: str, of: str, tensor: str | None = None) -> InitRule:
    """Make a rule by which a block, or a tensor of it, begins as another."""
    return InitRule(Selector(block=id, tensor=tensor), "copy_", of=of)


def ties(*pairs: tuple[str, str, str, str], **fields: Any) -> Document:
    """Tie tensors in a document of two layers, a graph, and a repeat."""
    other = Layer(id="m", kind="Linear", args=LINEAR.args)
    copy = Layer(id="c", kind="Linear", args=LINEAR.args)
    kids = (LINEAR, other, GRAPH, Repeat(id="rep", child=copy))
    made = tuple(Tie(TensorPlace(a, b), TensorPlace(c, d)) for a, b, c, d in pairs)
    return Document(root=Sequential(id="root", children=kids), ties=made, **fields)


TAKEN = {
    "a layer's tensor to another's": ties(("l", "weight", "m", "weight")),
    "a graph's tensor to a layer's": ties(("g", "t", "m", "weight")),
    "a copy's tensor to one outside": ties(("c", "weight", "l", "weight")),
    "two to one": ties(("l", "weight", "m", "weight"), ("l", "bias", "m", "weight")),
    "a block's tensors": ties(frozen=(Selector(block="g"), Selector(kind="Linear"))),
    "a block as a copy": ties(init=(copy("l", "m"),)),
    "a tensor as a copy": ties(init=(copy("l", "m", "weight"), copy("c", "l", "bias"))),
    "an empty document": Document(root=Sequential(id="root")),
    "a name that is a number in a graph": Document(root=Graph(id="g", nodes=(relu(name="12345"),))),
    "children of one name elsewhere": Document(
        root=Sequential(id="root", children=(Sequential(id="a", children=(relu("b"),)), relu("c")))
    ),
}
REFUSED = {
    "a tensor of a container": (ties(("root", "weight", "l", "weight")), "'root', which is not a layer"),
    "a tensor of what is none": (ties(("x", "weight", "l", "weight")), "'x', which is not a layer"),
    "what a graph has no tensor of": (ties(("g", "act", "l", "weight")), "'g', which is not a layer"),
    "one tied twice": (ties(("l", "weight", "m", "weight"), ("l", "weight", "m", "bias")), "One tensor is tied twice"),
    "a chain of ties": (
        ties(("l", "weight", "m", "weight"), ("m", "weight", "c", "weight")),
        "weight of 'm' is itself tied",
    ),
    "one outside to a copy's": (ties(("l", "weight", "c", "weight")), "points into a repeat"),
    "a rule for what is none": (
        ties(init=(InitRule(Selector(block="x"), "zeros_"),)),
        "There is no block 'x' to select",
    ),
    "a rule for no kind": (ties(init=(InitRule(Selector(kind="Linea"), "zeros_"),)), "no kind 'Linea'"),
    "a rule of no scheme": (ties(init=(InitRule(Selector(), "zeroes_"),)), "no scheme 'zeroes_'"),
    "a copy of itself": (ties(init=(copy("l", "l"),)), "'l'"),
    "a copy of what is around it": (ties(init=(copy("l", "root"),)), "'root'"),
    "a tensor that one of both has not": (ties(init=(copy("g", "l", "t2"),)), "'g', which is not a layer"),
    "a copy of a copy's inside": (ties(init=(copy("l", "c"),)), "is in a repeat"),
    "a copy with a number": (
        ties(init=(replace(copy("l", "m"), args={"val": 1}),)),
        "with the scheme copy_ alone, without arguments, and not with copy_",
    ),
    "what is a copy by another scheme": (
        ties(init=(replace(copy("l", "m"), scheme="ones_"),)),
        "and not with ones_",
    ),
    "a copy of tensors by a pattern": (ties(init=(copy("l", "m", "w*"),)), "needs two blocks"),
    "a copy of tensors by a letter": (ties(init=(copy("l", "m", "?eight"),)), "needs two blocks"),
    "a copy of a kind": (
        ties(init=(InitRule(Selector(block="l", kind="Linear"), "copy_", of="m"),)),
        "needs two blocks",
    ),
    "a copy of everything": (ties(init=(InitRule(Selector(), "copy_", of="m"),)), "needs two blocks"),
    "a copy of nothing": (ties(init=(InitRule(Selector(block="l"), "copy_"),)), "needs two blocks"),
    "a copy of what is none": (ties(init=(copy("l", "x"),)), "There is no block 'x' to select"),
    "a tensor as a copy of a layer": (ties(init=(copy("t", "l"),)), "'l'"),
    "rows of a scheme for whole tensors": (
        ties(init=(InitRule(Selector(), "normal_", rows=(0, 1)),)),
        "with constant_, zeros_, ones_, and not with normal_",
    ),
    "frozen of what is none": (ties(frozen=(Selector(block="x"),)), "There is no block 'x' to select"),
    "a number of six digits": (
        Document(root=Graph(id="g", nodes=(relu(name="123456"),))),
        "'123456' is not a Python identifier",
    ),
    "a tensor called by a number": (
        Document(root=Graph(id="g", nodes=(TensorBlock(id="t", name="1"),))),
        "'1' is not a Python identifier",
    ),
    "a branch called by a number": (
        Document(root=Parallel(id="p", children=(relu(name="1"),))),
        "'1' is not a Python identifier",
    ),
    "two inputs of one name": (one(inputs=(Input("x", ("N",)), Input("x", ("N",)))), "Two inputs are named 'x'"),
    "an input called torch": (one(inputs=(Input("torch", ("N",)),)), "'torch' is reserved"),
    "a graph's input called self": (graph(inputs=("self",)), "'self' is reserved"),
    "two inputs of a graph of one name": (graph(inputs=("x", "x")), "inputs with different names"),
    "an output with a name": (graph(outputs=("y=x",)), "'y=x' cannot start with the name of an input. Use 'x' instead"),
    "a place that is no number": (graph(positions={"add": (0.0, float("inf"))}), "position for 'add'"),
    "a place of no node": (graph(positions={"sub": (0.0, 0.0)}), "position for 'sub'"),
    "a parameter that is not persistent": (tensor(persistent=False), "always in the state_dict"),
    "an init that is none": (tensor(init={"scheme": "zeros_", "value": 1}), "by a scheme with args, or by a value"),
    "a value that is text": (tensor(init={"value": ["a"]}), "contains 'a', which is not a number"),
    "a title of spaces": (one(name="  "), "must be 1 to 100 printable"),
    "a title of two lines": (one(name="a\nb"), "must be 1 to 100 printable"),
}


@pytest.mark.parametrize("case", TAKEN)
def test_what_may_be_said_is_taken(case: str) -> None:
    """A rule refuses no more than it says."""
    validate(TAKEN[case])


@pytest.mark.parametrize("case", REFUSED)
def test_what_may_not_be_said_is_refused(case: str) -> None:
    """With a sentence that names it, and the remedy."""
    document, words = REFUSED[case]
    with pytest.raises(DocumentError, match=words) as caught:
        validate(document)
    assert caught.value.hint


PLACES = {
    "batch": ("$.batch", "Set it to 2."),
    "seed": ("$.seed", "Set it to 0."),
    "any input": ("$.inputs", "Add or remove some."),
    "letters of a title": ("$.name", "Choose a shorter name."),
    "an empty dim": ("$.inputs[0].shape", "Set it to 1."),
    "many copies": (None, "Lower the count of a repeat, or split the network."),
    "ties": ("$.ties", "Remove some."),
    "rules": ("$.init", "Remove some."),
}


@pytest.mark.parametrize("case", PLACES)
def test_a_refusal_has_its_place_and_remedy(case: str) -> None:
    """Each where it belongs."""
    make, _, beyond, _ = LIMITS[case]
    with pytest.raises(DocumentError, match=r".") as caught:
        validate(make(beyond))
    assert (caught.value.path, caught.value.hint) == PLACES[case]


@pytest.mark.parametrize("fields", [{"class_name": "a-b"}, {"extra_repr": "x" * 4_001, "class_name": "A"}], ids=repr)
def test_a_container_that_changed_is_looked_at_again(fields: dict[str, Any]) -> None:
    """Though the children in it are those that were checked before."""
    before = Document(root=Sequential(id="root", children=(relu(),)))
    validate(before)
    with pytest.raises(DocumentError, match=r"identifier|longer than"):
        validate(replace(before, root=replace(before.root, **fields)), before)
