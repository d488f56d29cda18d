"""Every refusal of a document to the letter: where, what is wrong, and the remedy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from builder.document.blocks import (
    Block,
    Definition,
    Document,
    Function,
    Graph,
    InitRule,
    Input,
    Instance,
    Layer,
    Selector,
    Shared,
    TensorBlock,
    TensorPlace,
    Tie,
)
from builder.document.json import MAX_TEXT, decode
from builder.errors import DocumentError
from builder.expansion.validation import validate
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential


def second(block: Block, **fields: Any) -> Document:
    """Return a design with this block behind another."""
    return design(linear("a"), block, **fields)


def graph(*nodes: Block, **fields: Any) -> Document:
    """Return a design with a graph of these nodes behind another block."""
    return second(Graph(id="g", nodes=nodes, **fields))


def tensor(**fields: Any) -> Document:
    """Return a design with a graph of one tensor behind another block."""
    return graph(TensorBlock(id="t", name="t", **fields))


def takes(*shape: Any, **fields: Any) -> Document:
    """Return a design whose second input has this shape."""
    return design(inputs=(Input("X", ("N",)), Input("Y", shape, **fields)))


def tied(*ties: tuple[str, str, str, str]) -> Document:
    """Return two layers, a repeat of one and a graph with a tensor, tied so."""
    kids = (linear("a"), linear("b"), repeat("r", linear("c")), Graph(id="g", nodes=(TensorBlock(id="t", name="t"),)))
    made = tuple(Tie(TensorPlace(a, b), TensorPlace(c, d)) for a, b, c, d in ties)
    return design(*kids, ties=made)


ZEROS = InitRule(Selector(), "zeros_")
OWN = """class Own(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(8, 8)
        self.scale = nn.Parameter(torch.ones(8))

    def forward(self, x):
        return self.l(x) * self.scale
"""
WRITTEN = {"definitions": (Definition("Own", source=OWN),)}
INSTANCE = Instance(id="i", definition="Own")
TOP = "2147483647"
LONG = "=" + "a" * 99
FINITE = "There is a position for 'act', which is not a node. Remove it."

REFUSALS: dict[str, tuple[Callable[[], Document], str]] = {
    # blocks
    "an id twice": (
        lambda: second(sequential("s", relu("a"))),
        "Two blocks have the id 'a'. Change one of the ids.",
    ),
    "an id of no letters": (
        lambda: second(relu("")),
        "The id '' must be 1 to 64 printable characters. Use a shorter id.",
    ),
    "an id that cannot be seen": (
        lambda: second(relu("a\n")),
        "The id 'a?' must be 1 to 64 printable characters. Use a shorter id.",
    ),
    "an id inside an instance": (
        lambda: design(
            Instance(id="i", definition="D"),
            relu("i/a"),
            definitions=(Definition("D", root=sequential("d", relu("a"))),),
        ),
        "Two blocks have the id 'i/a'. Change one of the ids.",
    ),
    "a kind": (
        lambda: second(Layer(id="b", kind="ReLu")),
        '1: kind: "ReLu" is not a layer. Did you mean ReLU or RReLU?',
    ),
    "a function": (
        lambda: graph(Function(id="f", name="f", kind="F.rel")),
        '1.f: kind: "F.rel" is not a function. Did you mean F.relu or F.rrelu?',
    ),
    "a call": (
        lambda: second(linear("b", call={"x": 1})),
        '1: call.x: The call of Linear has no argument "x". It takes no arguments.',
    ),
    "a function outside": (
        lambda: second(parallel("p", Function(id="f", kind="F.relu"))),
        "1: Functions and tensors work only inside a graph; 'f' is outside of one. Move it into a graph.",
    ),
    "a name twice": (
        lambda: second(sequential("s", relu("b", name="1"), relu("c"))),
        "1: Two blocks here are named '1'. Rename it.",
    ),
    "a name": (
        lambda: second(sequential("s", relu("b", name="a.b"))),
        "1: The name 'a.b' contains a dot, which separates the parts of a path. Rename it.",
    ),
    "a name of a member": (
        lambda: second(sequential("s", relu("b", name="train"))),
        "1: The name 'train' is already a member of nn.Module. Rename it.",
    ),
    "a name of a dict's member": (
        lambda: second(sequential("s", relu("b", name="keys"), holder="ModuleDict")),
        "1: The name 'keys' is already a member of nn.ModuleDict. Rename it.",
    ),
    "a name in a list": (
        lambda: second(sequential("s", relu("b", name="1"), holder="ModuleList")),
        "1: A ModuleList numbers its children, but one is named '1'. Rename it.",
    ),
    "copies in a list": (
        lambda: second(repeat("r", relu("b"), holder="ModuleList", names="b{i}")),
        "1: names: A ModuleList numbers its copies. Set names to {i}, or use a ModuleDict.",
    ),
    "what no class shows": (
        lambda: second(sequential("s", extra_repr="p=1")),
        "1: extra_repr: An extra_repr needs a class name. Set a class name.",
    ),
    "much that a class shows": (
        lambda: second(parallel("s", class_name="A", extra_repr="p" * 4_001)),
        "1: The extra_repr is longer than 4,000 characters. Shorten it.",
    ),
    "a class name": (
        lambda: second(parallel("s", class_name="a-b")),
        "1: The class name 'a-b' is not a Python identifier. Choose another class name.",
    ),
    "a dim": (lambda: second(parallel("p", dim=16)), "1: dim is 16; it must be -16 to 15. Set dim to 1."),
    "a dim that is an expression": (
        lambda: second(parallel("p", dim=LONG)),
        f"1: dim is '{LONG[:64]}', an expression; expressions work only inside your own blocks. Enter a whole number.",
    ),
    "a dim that is no number": (
        lambda: second(parallel("p", dim="a" * 99)),
        f"1: dim is '{'a' * 64}', which is not a whole number. Use a whole number; // divides without a remainder.",
    ),
    "copies that are true": (
        lambda: second(repeat("r", relu("b"), count=True)),
        "count is 'True', which is not a whole number. Use a whole number; // divides without a remainder.",
    ),
    "no copies": (
        lambda: second(repeat("r", relu("b"), count=0)),
        "A repeat has 0 copies; it needs at least 1. Set count to 1.",
    ),
    "copies of one name": (
        lambda: second(repeat("r", relu("b"), count=3, names="x")),
        "1: All 3 copies would be named 'x'. Add {i} to the names, such as 'block {i}'.",
    ),
    "the name of the last copy": (
        lambda: second(repeat("r", relu("b"), count=11, names="x" * 99 + "{i}")),
        "1: A name has at most 100 characters; this one has 101. Use other names, such as 'block {i}'.",
    ),
    "a name of copies": (
        lambda: second(repeat("r", relu("b"), names="a.{i}")),
        "1: The name 'a.1' contains a dot, which separates the parts of a path. Use other names, such as 'block {i}'.",
    ),
    "levels": (
        lambda: Document(root=deep(65)),
        "The blocks are nested deeper than 64 levels. Reduce the nesting.",
    ),
    "blocks": (
        lambda: design(repeat("r", relu("a"), count=20_000)),
        "The document has more than 20,000 blocks, including the copies of repeats."
        " Lower the count of a repeat, or split the network.",
    ),
    "wires of copies": (
        lambda: design(repeat("r", Graph(id="g", outputs=("x",) * 11), count=9_091)),
        "The graphs have more than 100,000 wires, including the copies of repeats."
        " Lower the count of a repeat, or connect fewer sources.",
    ),
    # graphs
    "wires to nothing": (
        lambda: graph(relu("r", name="act"), wires={"rel": ("x",)}),
        "1: wires: Wires lead to 'rel', which is not a node. Remove them.",
    ),
    "a source": (
        lambda: graph(relu("r", name="act"), wires={"act": ("x", "a:b")}),
        "1: wires.act: 'a:b' is not a source. Use a node's name, or lstm:1 for its output 1.",
    ),
    "an output": (
        lambda: graph(outputs=("x", "a=")),
        "1: outputs: 'a=' is not a source. Use a node's name, or lstm:1 for its output 1.",
    ),
    "an output with a name": (
        lambda: graph(outputs=("y=x:1",)),
        "1: outputs: The output 'y=x:1' cannot start with the name of an input. Use 'x:1' instead.",
    ),
    "many wires": (
        lambda: graph(relu("r", name="act"), wires={"act": ("x",) * 257}),
        "1: wires.act: There are 257 wires; at most 256 are allowed. Remove some.",
    ),
    "a place of nothing": (
        lambda: graph(positions={"act": (0.0, 0.0)}),
        f"1: positions: {FINITE}",
    ),
    "a place without end": (
        lambda: graph(relu("r", name="act"), positions={"act": (0.0, float("nan"))}),
        f"1: positions: {FINITE}",
    ),
    "inputs of one name": (
        lambda: graph(inputs=("x", "x")),
        "1: inputs: A graph needs 1 to 256 inputs with different names. Add an input named x.",
    ),
    "an input of a graph": (
        lambda: graph(inputs=("x", "1")),
        "1: inputs: '1' is not a Python identifier, so it cannot be an attribute of a class. Choose a name such as x.",
    ),
    "an input of a graph that the file uses": (
        lambda: graph(inputs=("x", "torch")),
        "1: inputs: The input name 'torch' is reserved in the generated code. Choose a name such as x.",
    ),
    "a node called as an input": (
        lambda: graph(relu("r", name="x")),
        "1: Two blocks here are named 'x'. Rename it.",
    ),
    "a node": (
        lambda: graph(relu("r", name="__x")),
        "1: Python changes the name '__x' inside a class, because it starts with two underscores. Rename it.",
    ),
    # tensors
    "an expression in a shape": (
        lambda: tensor(shape=(1, "=n")),
        "1.t: shape: dim is '=n', an expression; expressions work only inside your own blocks. Enter a whole number.",
    ),
    "a shape": (
        lambda: tensor(shape=(-1, 1)),
        f"1.t: shape: A shape has at most 16 dimensions, each 0 to {TOP}. Set it to [1].",
    ),
    "a parameter's dtype": (
        lambda: tensor(dtype="bool"),
        "1.t: dtype: A parameter cannot have dtype bool. Make it a buffer.",
    ),
    "a parameter that is not saved": (
        lambda: tensor(persistent=False),
        "1.t: persistent: A parameter is always in the state_dict. Make it a buffer.",
    ),
    "an init": (
        lambda: tensor(init={"scheme": "ones_", "value": 1}),
        "1.t: init: A tensor is initialised by a scheme with args, or by a value. Set one of them.",
    ),
    "an init's arguments": (
        lambda: tensor(init={"scheme": "ones_", "args": []}),
        "1.t: init: A tensor is initialised by a scheme with args, or by a value. Set one of them.",
    ),
    "an init without a scheme": (lambda: tensor(init={"args": {}}), "1.t: scheme: torch.nn.init has no scheme ''."),
    "a value": (
        lambda: tensor(init={"value": [1, [2, None]]}),
        "1.t: init.value: A value contains 'None', which is not a number. Use numbers.",
    ),
    "numbers of a value": (
        lambda: tensor(init={"value": [[0] * 5_000, [0] * 5_001]}),
        "1.t: init.value: A value can list at most 10,000 numbers. Use an initialisation scheme.",
    ),
    "numbers of all values": (
        lambda: graph(*(TensorBlock(id=f"t{i}", init={"value": [0] * 10_000}) for i in range(11))),
        "The values of all tensors list more than 100,000 numbers together. Initialise some of them with a scheme.",
    ),
    # what is shared
    "shared of nothing": (
        lambda: second(Shared(id="s", of="b")),
        "1: A shared block points to 'b', which is not a block. Point it to a block.",
    ),
    "shared of a tensor": (
        lambda: graph(TensorBlock(id="t", name="t"), Shared(id="s", of="t")),
        "1.node_1: A shared block points to 't', which is not a module. Point it to a layer or a container.",
    ),
    "shared of a shared one": (
        lambda: second(sequential("s", Shared(id="t", of="a"), Shared(id="u", of="t"))),
        "1.1: A shared block points to the shared block 't'. Point it to 'a'.",
    ),
    "a call of a shared layer": (
        lambda: second(Shared(id="s", of="a", call={"x": 1})),
        '1: call.x: The call of Linear has no argument "x". It takes no arguments.',
    ),
    "a call of a shared container": (
        lambda: design(sequential("s"), Shared(id="t", of="s", call={"x": 1})),
        "1: Only a layer can be called with arguments that are not tensors. Remove call.",
    ),
    "shared of a copy": (
        lambda: design(repeat("r", sequential("s", relu("b"))), Shared(id="t", of="b")),
        "1: A shared block points to '0.0.0', which is separate in each copy of a repeat."
        " Move it into that repeat, or share the whole repeat.",
    ),
    "shared of what a class makes": (
        lambda: design(INSTANCE, Shared(id="s", of="i/l"), **WRITTEN),
        "1: A shared block points to '0.l', which belongs to the class of 'i'. Share 'i' as a whole.",
    ),
    "shared in a circle": (
        lambda: design(
            sequential("s", Shared(id="t", of="u")),
            sequential("u", Shared(id="v", of="d"), Shared(id="w", of="s")),
            relu("d"),
        ),
        "0: The block '0' is shared inside itself. Share a block that does not contain it.",
    ),
    "runs": (
        lambda: design(sequential("s", *(relu(f"a{i}") for i in range(9_999))), Shared(id="t", of="s"), runs_more()),
        "One forward pass would run more than 25,000 blocks, counting shared containers at every place."
        " Nest shared containers less deeply.",
    ),
    # ties and rules
    "a tie of nothing": (
        lambda: tied(("a", "weight", "b", "weight"), ("x", "weight", "b", "weight")),
        "$.ties[1]: A tie uses 'x', which is not a layer. Use the id of a layer.",
    ),
    "a tie to a graph": (
        lambda: tied(("a", "weight", "g", "s")),
        "$.ties[0]: A tie uses 'g', which is not a layer. Use the id of a layer.",
    ),
    "a tie to a module of a class": (
        lambda: second(INSTANCE, ties=(Tie(TensorPlace("a", "weight"), TensorPlace("i", "l")),), **WRITTEN),
        "$.ties[0]: A tie uses 'i', which is not a layer. Use the id of a layer.",
    ),
    "a tie to what is tied": (
        lambda: tied(("a", "bias", "g", "t"), ("b", "bias", "a", "bias")),
        "$.ties[1]: bias of 'a' is itself tied to another tensor. Tie to that tensor.",
    ),
    "a tie to a copy": (
        lambda: tied(("a", "bias", "c", "weight")),
        "$.ties[0]: A tie points into a repeat, whose copies each have their own tensor 'weight'."
        " Tie to a tensor outside the repeat, or within one copy.",
    ),
    "a tie twice": (
        lambda: tied(("a", "bias", "b", "bias"), ("a", "bias", "b", "weight")),
        "$.ties: One tensor is tied twice. Remove one of the two ties.",
    ),
    "a rule for nothing": (
        lambda: design(init=(ZEROS, InitRule(Selector(block="b"), "zeros_"))),
        "$.init[1]: There is no block 'b' to select. Select another block.",
    ),
    "a rule for no kind": (
        lambda: design(init=(ZEROS, InitRule(Selector(kind="b"), "zeros_"))),
        "$.init[1]: There is no kind 'b' in torch.nn. Choose another kind.",
    ),
    "a rule of no scheme": (
        lambda: design(init=(ZEROS, InitRule(Selector(), "zero_"))),
        "$.init[1]: scheme: torch.nn.init has no scheme 'zero_'. Did you mean zeros_?",
    ),
    "what is frozen of nothing": (
        lambda: design(frozen=(Selector(), Selector(tensor=""))),
        "$.frozen[1]: A tensor pattern must have 1 to 200 characters. Use a pattern such as *.bias.",
    ),
    "many rules": (
        lambda: design(init=(ZEROS,) * 1_001),
        "$.init: There are more than 1000 init rules or frozen tensors. Remove some.",
    ),
    # the whole
    "a function as root": (
        lambda: Document(root=Function(id="f", kind="F.relu")),
        "$.root: The root cannot be a shared block, function or tensor. Wrap it in a container.",
    ),
    "a root with a name": (
        lambda: Document(root=relu("a", name="b")),
        "$.root: The root block cannot have a name. Remove its name.",
    ),
    "a title": (
        lambda: design(name="a\nb"),
        "$.name: The document's name must be 1 to 100 printable characters. Choose a shorter name.",
    ),
    "a batch": (lambda: design(batch=0), f"$.batch: The batch is 0; it must be 1 to {TOP}. Set it to 2."),
    "a seed": (lambda: design(seed=-1), "$.seed: The seed is -1; it must be 0 to 2^63 - 1. Set it to 0."),
    "no inputs": (
        lambda: design(inputs=()),
        "$.inputs: A network needs 1 to 64 inputs; this one has 0. Add or remove some.",
    ),
    "an input's name": (
        lambda: design(inputs=(Input("X", ("N",)), Input("1", ("N",)))),
        "$.inputs[1].name: '1' is not a Python identifier, so it cannot be an attribute of a class."
        " Choose a name such as X.",
    ),
    "an input's name that the file uses": (
        lambda: design(inputs=(Input("X", ("N",)), Input("net", ("N",)))),
        "$.inputs[1].name: The input name 'net' is reserved in the generated code. Choose a name such as X.",
    ),
    "two inputs of one name": (
        lambda: design(inputs=(Input("X", ("N",)), Input("X", ("N",)))),
        "$.inputs[1].name: Two inputs are named 'X'. Choose a name such as X.",
    ),
    "an input's dims": (
        lambda: takes(*[1] * 17),
        "$.inputs[1].shape: An input has at most 16 dimensions; this one has 17.",
    ),
    "an input's dim": (
        lambda: takes("N", -1),
        f"$.inputs[1].shape: A dimension is -1; it must be 0 to {TOP}. Set it to 1.",
    ),
    "two batches": (
        lambda: takes("N", "N"),
        "$.inputs[1].shape: The batch dimension N appears more than once in a shape. Keep one of them.",
    ),
    "an empty range": (
        lambda: takes("N", low=3, high=3),
        "$.inputs[1]: The sample range from 3 to 2 is empty. Raise high.",
    ),
    "a wide range": (
        lambda: takes("N", low=-(2**31) - 1),
        "$.inputs[1]: low and high are beyond 32 bits. Choose smaller bounds.",
    ),
}


def deep(levels: int) -> Block:
    """Nest sequentials."""
    block: Block = relu("a")
    for i in range(levels - 1):
        block = sequential(f"s{i}", block)
    return block


def runs_more() -> Block:
    """Return what runs the stack `s` of ten thousand blocks once more."""
    return parallel("p", Shared(id="u", of="s"))


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_to_the_letter(case: str) -> None:
    """Its place, what is wrong there, and what to do."""
    make, words = REFUSALS[case]
    with pytest.raises(DocumentError, match=rf"\A{re.escape(words)}\Z"):
        validate(make())


UNREAD: dict[str, tuple[str | bytes, str]] = {
    "too long": (
        " " * (MAX_TEXT + 1),
        "The text has 16,777,217 characters; at most 16,777,216 are allowed."
        " A document does not contain weights; save them in a separate file.",
    ),
    "as long as may be": (" " * MAX_TEXT, "The file is empty. Open a .json file saved by nnblocks."),
    "cut": (
        '{"root": {',
        "The JSON ends too early: a bracket or a quotation mark is still open. Open a .json file saved by nnblocks.",
    ),
    "no JSON": (
        "x",
        "This is not valid JSON: JSON is malformed: invalid character (byte 0). Open a .json file saved by nnblocks.",
    ),
    "half a character": ('{"name": "\ud800"}', "The text is not UTF-8. Open a .json file saved by nnblocks."),
    "levels": (
        '{"root":' + '{"block":"repeat","id":"a","child":' * 20_000,
        "The blocks are nested deeper than 64 levels. Reduce the nesting.",
    ),
    "a list": ("[]", "$: Expected `object`, got `array`. Use a value of that type."),
    "no root": ("{}", "$: Object missing required field `root`. Add this field."),
    "a field deep inside": (
        '{"root": {"block": "sequential", "id": "s", "children": [{"block": "layer", "id": "a"}]}}',
        "$.root.children[0]: Object missing required field `kind`. Add this field.",
    ),
    "an unknown field": (
        '{"root": {"block": "shared", "id": "s", "of": "a", "colour": 1}}',
        "$.root: Object contains unknown field `colour`. Remove this field.",
    ),
    "a type": (
        '{"root": {"block": "shared", "id": 1, "of": "a"}}',
        "$.root.id: Expected `str`, got `int`. Use a value of that type.",
    ),
    "a block": (
        '{"root": {"block": "lyer", "id": "a"}}',
        "$.root.block: Invalid value 'lyer'."
        " Use one of: layer, sequential, parallel, graph, function, tensor, repeat, shared, instance.",
    ),
    "a merge": (
        '{"root": {"block": "parallel", "id": "a", "merge": "sum"}}',
        "$.root.merge: Invalid enum value 'sum'. Use one of: add, mul, cat, stack, none.",
    ),
    "a role": (
        '{"root": {"block": "tensor", "id": "a", "role": "weight"}}',
        "$.root.role: Invalid enum value 'weight'. Use one of: parameter, buffer.",
    ),
    "a merge that is no text": (
        '{"root": {"block": "parallel", "id": "a", "merge": 1}}',
        "$.root.merge: Expected `str`, got `int`. Use a value of that type.",
    ),
    "a dim": (
        '{"root": {"block": "layer", "id": "a", "kind": "b"}, "inputs": [{"name": "x", "shape": ["B"]}]}',
        "$.inputs[0].shape[0]: Invalid enum value 'B'.",
    ),
}


@pytest.mark.parametrize("case", UNREAD)
def test_what_cannot_be_read_is_refused_to_the_letter(case: str) -> None:
    """Before any rule is looked at."""
    text, words = UNREAD[case]
    with pytest.raises(DocumentError, match=rf"\A{re.escape(words)}\Z"):
        decode(text)
