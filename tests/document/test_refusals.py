"""Every refusal of a block to the letter: where, what is wrong, and the remedy."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from builder.document.blocks import (
    Definition,
    Document,
    Function,
    Graph,
    Instance,
    Layer,
    TensorBlock,
)
from builder.errors import DocumentError
from builder.expansion.validation import validate
from tests.document.refused_designs import (
    FINITE,
    LONG,
    TOP,
    deep,
    graph,
    second,
    tensor,
)
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential

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
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_to_the_letter(case: str) -> None:
    """Its place, what is wrong there, and what to do."""
    make, words = REFUSALS[case]
    with pytest.raises(DocumentError, match=rf"\A{re.escape(words)}\Z"):
        validate(make())
