import ast

import black
import msgspec
import pytest

from builder import to_source
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
    Shared,
    TensorBlock,
    TensorPlace,
    Tie,
)
from builder.errors import DocumentError, ShapeError
from builder.expansion.validation import validate
from tests.targets.laws import holds

X = Input("X", ("N", 5, 4))
TWO = (Input("left", ("N", 5, 4)), Input("right", ("N", 5, 4)))


def layer(name, kind="Linear", **args):
    """Make a layer; a Linear is 4 to 4 unless said otherwise."""
    if kind == "Linear":
        args = {"in_features": 4, "out_features": 4} | args
    return Layer(id=name[:60], name=name, kind=kind, args=args)


def function(name, kind, **args):
    """Make a call."""
    return Function(id=name[:60], name=name, kind=kind, args=args)


def call(id, of):
    """Make a second call of a module, a node without a name."""
    return Shared(id=id, of=of)


def tensor(name, *shape, **fields):
    """Make a tensor of the graph's own."""
    return TensorBlock(id=name[:60], name=name, shape=shape, **fields)


def graph(wires, outputs, *nodes, id="root", **fields):
    """Make a graph from wires written as `a: x, b: a`."""
    pairs = [pair.split(": ") for pair in wires.split(", ")] if wires else []
    made = {name: tuple(sources.split(" ")) for name, sources in pairs}
    return Graph(id=id, nodes=nodes, wires=made, outputs=tuple(outputs.split(" ")), **fields)


def forward(root, inputs=(X,), **fields):
    """Return the statements of the last forward in the file of a document, which the laws hold for."""
    document = Document(inputs=inputs, root=root, **fields)
    validate(document)
    holds(document)
    source = to_source(document)
    assert source == black.format_str(source, mode=black.Mode())
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return [ast.unparse(line) for line in [node for node in functions if node.name == "forward"][-1].body]


def test_a_residual_block_reads_as_one_writes_it():
    """A short chain in one line, then the sum."""
    nodes = (layer("fc1"), layer("relu", "ReLU"), layer("fc2"), function("add", "torch.add"), call("again", "relu"))
    wires = "fc1: x, relu: fc1, fc2: relu, add: fc2 x, node_4: add"
    assert forward(graph(wires, "node_4", *nodes)) == [
        "out = self.fc2(self.relu(self.fc1(x)))",
        "return self.relu(out + x)",
    ]


def test_a_tuple_is_taken_apart():
    """An LSTM's states by the names torch gives them, what is unused by an underscore."""
    lstm = layer("lstm", "LSTM", input_size=4, hidden_size=3, batch_first=True)
    assert forward(graph("lstm: x", "lstm:0 lstm:1:1", lstm)) == [
        "output, (_, cell) = self.lstm(x)",
        "return (output, cell)",
    ]


def test_attention_reads_as_it_is_drawn():
    """Named functions keep their names, `qkv` falls apart into its letters."""
    nodes = (
        layer("to_qkv", out_features=12),
        function("qkv", "Tensor.chunk", chunks=3, dim=-1),
        function("transposed", "Tensor.transpose", dim0=-2, dim1=-1),
        function("scores", "torch.matmul"),
        function("scaled", "torch.div", other=2.0),
        function("weights", "F.softmax", dim=-1),
        function("matmul", "torch.matmul"),
    )
    wires = "qkv: to_qkv, to_qkv: x, transposed: qkv:1, scores: qkv:0 transposed, scaled: scores, weights: scaled"
    assert forward(graph(f"{wires}, matmul: weights qkv:2", "matmul", *nodes)) == [
        "q, k, v = self.to_qkv(x).chunk(3, dim=-1)",
        "transposed = k.transpose(-2, -1)",
        "scores = q @ transposed",
        "scaled = scores / 2.0",
        "weights = F.softmax(scaled, dim=-1)",
        "return weights @ v",
    ]


def test_a_module_is_called_twice():
    """A siamese network has one encoder."""
    nodes = (layer("encoder"), call("again", "encoder"), function("sub", "torch.sub"))
    root = graph("encoder: left, node_1: right, sub: encoder node_1", "sub", *nodes, inputs=("left", "right"))
    assert forward(root, TWO) == ["return self.encoder(left) - self.encoder(right)"]


def test_skips_keep_the_names_of_their_nodes():
    """As in a U-Net."""
    nodes = (layer("down"), layer("bottom"), function("join", "torch.cat", dim=-1), layer("up", in_features=8))
    assert forward(graph("down: x, bottom: down, join: down bottom, up: join", "up", *nodes)) == [
        "down = self.down(x)",
        "join = torch.cat((down, self.bottom(down)), dim=-1)",
        "return self.up(join)",
    ]


def test_what_draws_numbers_stays_in_its_order():
    """The first dropout runs before the second, whichever is taken first."""
    nodes = (layer("first", "Dropout"), function("second", "F.dropout"), function("sub", "torch.sub"))
    lines = forward(graph("first: x, second: x, sub: second first", "sub", *nodes))
    assert lines[0] == "first = self.first(x)"


CASES = {
    "no node": graph("", "x"),
    "an input twice": graph("add: x x", "add", function("add", "torch.add")),
    "functions alone": graph("relu: x", "relu", function("relu", "F.relu")),
    "several outputs": graph("a: x, b: x", "b a x", layer("a"), layer("b")),
    "a result that nothing takes": graph(
        "a: x, b: x, c: x", "c", layer("a", "Dropout"), function("b", "torch.neg"), layer("c")
    ),
    "a module that is only kept": graph("b: x", "b", layer("a"), layer("b")),
    "a call of an inner module": graph(
        "s: x, node_1: s", "node_1", Sequential(id="s", name="s", children=(layer("a"), layer("b"))), call("c", "b")
    ),
    "a graph in a repeat": Repeat(
        id="r", count=3, child=graph("a: x, add: a x", "add", layer("a"), function("add", "torch.add"), id="g")
    ),
    "a graph that shares with its copies": Sequential(
        id="root",
        children=(
            layer("a"),
            Repeat(
                id="r",
                count=2,
                child=graph("b: x, c: b", "c", layer("b"), Shared(id="c", name="c", of="a"), id="g"),
            ),
        ),
    ),
    "classes of unlike children that draw": Sequential(
        id="root",
        children=(
            graph(
                "m: x w, a: m",
                "a",
                tensor("w", 4, init={"scheme": "normal_"}),
                function("m", "torch.mul"),
                layer("a"),
                id="g",
            ),
            graph(
                "m: x w, a: m",
                "a",
                TensorBlock(id="w2", name="w", shape=(4,), init={"scheme": "normal_"}),
                Function(id="m2", name="m", kind="torch.mul"),
                Layer(id="a2", name="a", kind="LayerNorm", args={"normalized_shape": 4}),
                id="h",
            ),
        ),
    ),
    "several values into a parallel": graph(
        "p: x x",
        "p",
        Parallel(
            id="p",
            name="p",
            children=(Layer(id="b", kind="Bilinear", args={"in1_features": 4, "in2_features": 4, "out_features": 3}),),
        ),
    ),
    "tensors of all sorts": graph(
        "a: x p1, b: a p2, c: b b1, d: c b2, e: d b3",
        "e b4",
        *(function(name, "torch.add") for name in "abcde"),
        tensor("p1", 5, 4, init={"scheme": "trunc_normal_", "args": {"std": 0.02}}),
        tensor("p2", init={"value": 3}),
        tensor("b1", 4, role="buffer", init={"value": [1, 2, 3, 4]}),
        tensor("b2", 1, 4, role="buffer", dtype="int64", init={"value": 1}),
        tensor("b3", 5, 4, role="buffer", init={"scheme": "eye_"}),
        tensor("b4", 2, 2, role="buffer", dtype="bool", init={"value": [[True, False], [False, True]]}),
    ),
    "hostile names": graph(
        "torch: x, nn: torch, F: nn, max: F, input: max, out: input, naïve: out, match: naïve, _: match",
        "_",
        *(function(n, "F.relu") for n in ("torch", "F", "max", "naïve", "_")),
        *(layer(n) for n in ("nn", "input", "out", "match")),
    ),
    "long names": graph(
        f"{'a' * 90}: x {'t' * 90}, {'b' * 90}: {'a' * 90}, {'c' * 90}: {'b' * 90} {'a' * 90}",
        "c" * 90,
        tensor("t" * 90, 4, init={"scheme": "uniform_"}),
        function("a" * 90, "torch.add"),
        layer("b" * 90),
        function("c" * 90, "torch.sub"),
    ),
    "long calls": graph(
        f"{', '.join(f'fully_connected_{i}: x' for i in range(12))}, "
        f"cat: {' '.join(f'fully_connected_{i}' for i in range(12))}",
        "cat",
        *(layer(f"fully_connected_{i}") for i in range(12)),
        function("cat", "torch.cat", dim=1),
    ),
    "many outputs": graph(
        ", ".join(f"fully_connected_{i}: x" for i in range(12)),
        " ".join(f"fully_connected_{i}" for i in range(12)),
        *(layer(f"fully_connected_{i}") for i in range(12)),
    ),
    "a sequential of its own class": Sequential(
        id="root", class_name="Block", children=(layer("a"), Sequential(id="s", class_name="Inner", children=()))
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_laws_hold_by_hand(case):
    """Laws 1 and 2, and black has nothing to change."""
    document = Document(inputs=(X,), root=CASES[case])
    validate(document)
    holds(document)
    source = to_source(document)
    assert source == black.format_str(source, mode=black.Mode())


def scaled(id, shape, child):
    """Make a graph that takes a product with a tensor and then runs a module."""
    nodes = (TensorBlock(id=f"{id}w", name="w", shape=shape, init={"scheme": "normal_"}), child)
    product = Function(id=f"{id}m", name="m", kind="torch.matmul")
    return graph("m: x w, a: m", "a", *nodes, product, id=id, class_name="Scaled")


def test_one_class_makes_tensors_of_several_sizes():
    """It takes the sizes that differ."""
    first, second = (msgspec.structs.replace(layer("a", "ReLU"), id=id) for id in "ab")
    root = Sequential(id="root", children=(scaled("g", (4, 6), first), scaled("h", (6, 4), second)))
    document = Document(inputs=(X,), root=root)
    holds(document)
    assert "def __init__(self, rows, columns):" in to_source(document)


def test_one_class_takes_tensors_of_several_sizes_with_unlike_children():
    """They are drawn before the children, as in the live network."""
    first, second = layer("a", in_features=6), Layer(id="b", name="a", kind="ReLU")
    root = Sequential(id="root", children=(scaled("g", (4, 6), first), scaled("h", (4, 6), second)))
    holds(Document(inputs=(X,), root=root))
    root = Sequential(id="root", children=(scaled("g", (4, 6), first), scaled("h", (4, 3), second)))
    holds(Document(inputs=(X,), root=root))


RULES = (
    InitRule(Selector(tensor="token"), "normal_"),
    InitRule(Selector(block="token"), "uniform_"),
    InitRule(Selector(block="g", tensor="token"), "normal_", {"std": 2.0}),
    InitRule(Selector(tensor="*.token"), "normal_", {"std": 3.0}),
    InitRule(Selector(block="add"), "ones_"),
    InitRule(Selector(block="g"), "zeros_"),
    InitRule(Selector(block="again"), "normal_"),
    InitRule(Selector(kind="Linear", tensor="*e*"), "ones_"),
)
RULED = Repeat(
    id="root",
    count=2,
    child=graph(
        "add: x token, a: add, node_3: a",
        "node_3",
        tensor("token", 1, 4, init={"scheme": "normal_"}),
        function("add", "torch.add"),
        layer("a"),
        call("again", "a"),
        id="g",
    ),
)


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_rules_reach_what_a_graph_owns(rule):
    """Its tensors by name, by their own block and with all of the graph; also what takes no gradient."""
    holds(Document(inputs=(X,), root=RULED, init=(rule,)))
    holds(Document(inputs=(X,), root=RULED, frozen=(rule.select,)))


def test_a_graphs_tensor_is_tied():
    """To that of a layer, in every copy."""
    tie = Tie(TensorPlace("g", "token"), TensorPlace("a", "weight"))
    root = msgspec.structs.replace(
        RULED, child=msgspec.structs.replace(RULED.child, nodes=(tensor("token", 4, 4), *RULED.child.nodes[1:]))
    )
    holds(Document(inputs=(Input("X", ("N", 4, 4)),), root=root, ties=(tie,)))


@pytest.mark.parametrize(
    ("root", "problem"),
    [
        (graph("a: b, b: a", "b", layer("a"), layer("b")), "a depends on itself: a → b → a"),
        (graph("", "a", Sequential(id="a", name="a", children=(layer("b"),), holder="ModuleList")), "has 0 wires"),
        (graph("a: nobody", "a", layer("a")), "connected to 'nobody'"),
        (Graph(id="root", nodes=(layer("a"),), wires={"a": ("x",)}), "no outputs"),
    ],
)
def test_a_graph_that_cannot_run_has_no_source(root, problem):
    """As it has no live network."""
    with pytest.raises(DocumentError, match=problem):
        to_source(Document(inputs=(X,), root=root))


def test_a_function_with_too_few_inputs_has_no_source():
    """It could not be written."""
    with pytest.raises(ShapeError, match="receives 1"):
        to_source(Document(inputs=(X,), root=graph("m: x", "m", function("m", "torch.matmul"))))
