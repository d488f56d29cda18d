"""The very text of small designs, which the laws hold for: what is a loop, what has a class, what stands on which line.

Another text may build the same network and be worse to read. The golden files show each; read what has changed there.
"""

import msgspec
import pytest
import torch

from builder import from_source, to_module, to_source
from builder.catalogue.layers.parametrized import Parametrization
from builder.document.blocks import (
    Definition,
    Document,
    Function,
    InitRule,
    Input,
    Instance,
    Layer,
    Repeat,
    Selector,
    Sequential,
    Shared,
    TensorBlock,
)
from builder.module.local import run_here
from builder.targets.source import emit
from tests.targets import test_source_cases as cases
from tests.targets import test_source_definitions as definitions
from tests.targets import test_source_graphs as graphs
from tests.targets.forwards import FORWARDS
from tests.targets.laws import holds
from tests.targets.test_source_cases import layer, parallel, sequential
from tests.targets.test_source_definitions import instances
from tests.targets.test_source_lines import OWN as OWN_TEXT


def written(title, document):
    """Return the code with the imports that not all have.

    Each first line that shows a block says which, and how many lines do.
    """
    source = emit(document, run_here)
    shown = {}
    for id, places in source.lines.items():
        for first, last in places:
            shown.setdefault(first, []).append(id if first == last else f"{id} ({last - first + 1})")
    noted = [
        f"{line}  # {', '.join(shown[number])}" if number in shown else line
        for number, line in enumerate(source.text.split("\n"), 1)
    ]
    imports, _, code = "\n".join(noted).partition('"""\n')[2].partition("\n\n\n")
    more = [line for line in imports.split("\n") if line not in ("", "import torch", "from torch import nn")]
    return "\n".join([f"# {title}", *more, code])


def of(title, root, inputs=(cases.X,), **fields):
    """Return the code of a network of one block."""
    return written(title, Document(inputs=inputs, root=root, **fields))


def test_containers(golden):
    """Classes, functions, loops and shared blocks of containers."""
    golden("source-cases.py.txt", "\n\n".join(of(name, root) for name, root in cases.CASES.items()))


def test_graphs(golden):
    """The forwards of graphs, and the classes of several."""
    small = {name: root for name, root in graphs.CASES.items() if not name.startswith(("long", "many"))}
    golden("source-graphs.py.txt", "\n\n".join(of(name, root, (graphs.X,)) for name, root in small.items()))


def calls(name, kind, **args):
    """Return a function that is called as its id."""
    return Function(id=name, name=name, kind=kind, args=args)


RELU = Layer(id="r", name="r", kind="ReLU")
SIZES = {"g": (4, 6), "h": (6, 4)}
NORMED = msgspec.structs.replace(layer("a"), parametrizations={"weight": Parametrization("weight_norm", "new")})
PARTS = tuple(
    calls(name, kind, **args)
    for name, kind, args in (
        ("chunk", "Tensor.chunk", {"chunks": 2, "dim": -1}),
        ("gate", "torch.sigmoid", {}),
        ("scores", "F.relu", {}),
        ("mul", "torch.mul", {}),
        ("total", "torch.add", {}),
    )
)
TAKEN = "chunk: x, gate: chunk:1, scores: chunk:0"
MORE = {
    "repeats that differ in what they share": sequential(
        "root",
        Repeat(id="r", count=2, child=sequential("s", layer("a"), Shared(id="b", of="a"))),
        layer("c", out_features=5),
        Repeat(
            id="q",
            count=3,
            child=sequential("t", layer("d", in_features=5, out_features=5), Shared(id="e", of="d")),
        ),
    ),
    "repeats that differ in a parametrization": sequential(
        "root",
        Repeat(id="r", count=2, child=sequential("s", NORMED, layer("b", "ReLU"))),
        Repeat(id="q", count=3, child=sequential("t", layer("c"), layer("d", "ReLU"))),
    ),
    "classes whose parts are called otherwise": sequential(
        "root",
        parallel("p", sequential("s", layer("a", name="x"), layer("b", "ReLU")), layer("c", "Identity")),
        parallel("q", sequential("t", layer("d", name="y"), layer("e", "ReLU")), layer("f", "Identity")),
    ),
    "a class that is called as what the file has": sequential(
        "root", parallel("p", layer("a"), class_name="OrderedDict"), layer("b", name="x y")
    ),
    "words of a class": sequential(
        "root", parallel("p", layer("a"), extra_repr='say "hi"'), graphs.graph("r: x", "r", RELU, extra_repr="g")
    ),
    "words that differ": sequential(
        "root", *(parallel(f"p{i}", layer(f"a{i}"), class_name="Pair", extra_repr=f"number {i}") for i in range(2))
    ),
    "words of one of two": sequential(
        "root",
        parallel("p", layer("a"), class_name="Pair", extra_repr="first"),
        parallel("q", layer("b"), class_name="Pair"),
    ),
    "words beside a child of that name": sequential(
        "root",
        *(
            parallel(f"p{i}", layer(f"a{i}", name="description"), class_name="Pair", extra_repr=f"{i}")
            for i in range(2)
        ),
    ),
    "words beside unlike children": sequential(
        "root",
        parallel("p", layer("a"), class_name="Pair", extra_repr="first"),
        parallel("q", layer("b", "ReLU"), class_name="Pair", extra_repr="second"),
    ),
    "words of a sequential": sequential(
        "root",
        *(Sequential(id=f"s{i}", class_name="Own", children=(layer(f"a{i}"),), extra_repr=f"{i}") for i in range(2)),
    ),
    "sizes that differ": sequential(
        "root", *(graphs.scaled(id, shape, layer(f"{id}a", "ReLU", name="a")) for id, shape in SIZES.items())
    ),
    "sizes that differ, and children": sequential(
        "root",
        graphs.scaled("g", (4, 6), layer("b", name="a", in_features=6)),
        graphs.scaled("h", (4, 3), layer("c", "ReLU", name="a")),
    ),
    "the same sizes": sequential(
        "root", *(graphs.scaled(id, (4, 4), layer(f"{id}a", "ReLU", name="a")) for id in SIZES)
    ),
    "a row that differs": sequential(
        "root",
        *(
            graphs.graph(
                "m: x w",
                "m",
                TensorBlock(id=f"w{n}", name="w", shape=(n,)),
                Function(id=f"m{n}", name="m", kind="torch.mul"),
                id=f"g{n}",
                class_name="Row",
            )
            for n in (4, 1)
        ),
    ),
    "parts that go on": graphs.graph(f"{TAKEN}, mul: scores gate", "mul", *PARTS[:4]),
    "a part that two take": graphs.graph(f"{TAKEN}, mul: scores gate, total: mul chunk:1", "total", *PARTS),
    "parts that one takes": graphs.graph("chunk: x, total: chunk:0 chunk:1", "total", PARTS[0], PARTS[4]),
    "a list that runs once more by another name": graphs.graph(
        "m: x, again: m",
        "again",
        Sequential(id="m", name="m", holder="ModuleList", children=(layer("a"), layer("b"))),
        Shared(id="u", name="again", of="m"),
    ),
    "a call of the only module in a list": graphs.graph(
        "node_1: x",
        "node_1",
        Sequential(id="m", name="m", holder="ModuleList", children=(layer("a"),)),
        Shared(id="u", of="a"),
    ),
    "a call of a module in a graph": graphs.graph(
        "g: x, node_1: g",
        "node_1",
        graphs.graph("r: x, fc: r", "fc", RELU, layer("fc", name="fc"), id="g", name="g"),
        Shared(id="u", of="fc"),
    ),
    "a part that is returned alone": graphs.graph("chunk: x, scores: chunk:0", "scores chunk:1", PARTS[0], PARTS[2]),
    "a part that is taken and returned": graphs.graph(TAKEN, "scores gate chunk:1", *PARTS[:3]),
}


def test_more(golden):
    """What two uses have in common, and in which variable a part goes on."""
    golden("source-more.py.txt", "\n\n".join(of(name, root) for name, root in MORE.items()))


def test_deep_nesting(golden):
    """What lies deeper than Python's parser goes is made by functions."""
    deep = {name: cases.nested(20, wrap) for name, wrap in cases.WRAPS.items()}
    golden("source-nested.py.txt", "\n\n".join(of(name, root) for name, root in deep.items()))


def use(id, definition, **args):
    """Return an object of a definition."""
    return Instance(id=id, definition=definition, args=args)


BOTTLENECK = definitions.BOTTLENECK
STAGE = Definition(
    "Stage",
    {"width": 8, "unused": 1},
    sequential(
        "s",
        use("i", "Bottleneck", in_channels=4, channels="=width // 2"),
        Repeat(id="r", count=2, child=sequential("q", layer("l", out_features="=width - 4"))),
    ),
)
SHAPES = {"kernel_size": ["=k", "=k - 2"], "padding": ["=p", 0]}
CONV = Layer(id="c", kind="Conv2d", args={"in_channels": 4, "out_channels": 4, **SHAPES})
PADDED = Definition("Padded", {"p": 1, "k": 3}, sequential("s", CONV))
TOKEN = Definition(
    "Token",
    {"n": 4, "class": 2},
    graphs.graph("add: x t", "add", TensorBlock(id="t", name="t", shape=(1, "=n")), calls("add", "torch.add"), id="g"),
)
OWN = Definition(class_name="Own", source=OWN_TEXT)
DEFINED = {
    "arguments with and without defaults": (
        (use("u", "Bottleneck", in_channels=4), use("v", "Bottleneck", in_channels=4, channels=4)),
        (BOTTLENECK,),
    ),
    "one object alone": ((use("u", "Bottleneck"),), (BOTTLENECK,)),
    "one inside another": ((use("u", "Stage"), use("v", "Stage", width=8)), (BOTTLENECK, STAGE)),
    "sizes in lists": ((use("u", "Padded", p=0, k=3), use("v", "Padded")), (PADDED,)),
    "a tensor of its own": ((use("u", "Token"), use("v", "Token", n=1)), (TOKEN,)),
    "classes as text": (
        tuple(
            use(f"u{i}", "Own", width=4, height=4, **more) for i, more in enumerate([{}, {"depth": 3}, {"bias": False}])
        ),
        (OWN,),
    ),
    "a class as text in copies": ((Repeat(id="r", count=2, child=use("u", "Own", width=4, height=4)),), (OWN,)),
}


def test_definitions(golden):
    """Their arguments, handed over as values and as expressions."""
    uses = [definitions.Instance(id=f"u{n}", definition="Cell", args={"n": n}) for n in (2, 3)]
    texts = []
    for name, inner in definitions.DIFFERENT.items():
        root = Sequential(id="s", children=(inner, definitions.layer("z")))
        cell = definitions.Definition("Cell", {"n": 2}, root)
        texts.append(written(name, instances(*uses, definitions=(cell,))))
    texts += [written(name, instances(*uses, definitions=made)) for name, (uses, made) in DEFINED.items()]
    golden("source-definitions.py.txt", "\n\n".join(texts))


def ruled(rule, root, inputs, ties=()):
    """Return what is written for one rule, and for what it selects being frozen."""
    document = Document(inputs=inputs, root=root, init=(rule,), ties=ties, frozen=(rule.select,))
    filling, _, building = emit(document, run_here).text.rpartition("\n\n\n")
    filled = filling.partition('what comes later wins."""\n')[2]
    plain = emit(msgspec.structs.replace(document, init=(), frozen=()), run_here).text.rpartition("\n\n\n")[2]
    frozen = building.removeprefix(plain.removesuffix("    return net\n")).removesuffix("    return net\n")
    return f"{filled or '    # nothing'}\n    # in build_net\n{frozen}"


@pytest.mark.parametrize("ties", [0, 2])
def test_rules(golden, ties):
    """A call, a loop over a kind, one over names, or keys: and `done` only where a loop meets a tensor twice."""
    texts = [
        f"# {rule.scheme} of {described(rule.select)}\n" + ruled(rule, cases.RULED, (cases.X,), cases.TIES[ties])
        for rule in (*cases.INIT, InitRule(Selector(tensor="*.weight"), "xavier_uniform_"))
    ]
    golden(f"source-rules-{ties}.py.txt", "\n".join(texts))


LSTM = layer("lstm", "LSTM", input_size=4, hidden_size=4)
ENCODER = layer("e", "TransformerEncoderLayer", d_model=4, nhead=2, dim_feedforward=3)
OTHERS = {
    "others": (
        sequential("root", LSTM, layer("p", "PReLU"), layer("n", "BatchNorm1d", num_features=4)),
        [
            Selector(kind="LSTM"),
            Selector(kind="LSTM", tensor="bias_hh_l0"),
            Selector(kind="LSTM", tensor="weight*"),
            Selector(kind="PReLU"),
            Selector(block="lstm"),
            Selector(block="lstm", tensor="*hh*"),
            Selector(block="lstm", kind="LSTM"),
            Selector(block="lstm", kind="Linear"),
            Selector(kind="BatchNorm1d"),
            Selector(tensor="bias*"),
        ],
    ),
    "composites": (
        sequential("root", layer("a"), ENCODER),
        [
            Selector(kind="Linear"),
            Selector(kind="Linear", tensor="weight"),
            Selector(kind="Linear", tensor="*"),
            Selector(tensor="**"),
            Selector(kind="LayerNorm"),
            Selector(kind="MultiheadAttention"),
            Selector(kind="TransformerEncoderLayer"),
            Selector(block="e"),
            Selector(block="e", kind="Linear"),
            Selector(block="e", tensor="bias"),
            Selector(block="e", tensor="*norm1*"),
            Selector(kind="Linear", tensor="*linear?.*"),
        ],
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_rules_of_other_layers(golden, name):
    """Those with tensors of other names, and those with layers inside; they fill what the network's rules fill."""
    root, selects = OTHERS[name]
    rules = [InitRule(select, "constant_", {"val": 0.25}) for select in selects]
    golden(
        f"source-rules-{name}.py.txt",
        "\n".join(f"# {described(rule.select)}\n" + ruled(rule, root, (cases.X,)) for rule in rules),
    )
    for rule in rules:
        document, made = Document(inputs=(cases.X,), root=root, init=(rule,), frozen=(rule.select,)), {}
        exec(emit(document, run_here).text, made)
        ours, theirs = to_module(document), made["build_net"]()
        assert [p.requires_grad for p in ours.parameters()] == [p.requires_grad for p in theirs.parameters()]
        assert all(map(torch.equal, ours.state_dict().values(), theirs.state_dict().values()))


def test_rules_of_graphs(golden):
    """What a graph owns is reached by its name in the class."""
    texts = [
        f"# {rule.scheme} of {described(rule.select)}\n" + ruled(rule, graphs.RULED, (graphs.X,))
        for rule in graphs.RULES
    ]
    golden("source-rules-graphs.py.txt", "\n".join(texts))


def described(select: Selector) -> str:
    """Return what a selector names."""
    named = {"block": select.block, "kind": select.kind, "tensor": select.tensor}
    return ", ".join(f"{what} {value}" for what, value in named.items() if value) or "all"


def forward_of(document: Document) -> str:
    """Return the statements of the last forward in a network's file."""
    forward = emit(document, run_here).text.rpartition("    def forward(self, ")[2].partition("\n\n")[0]
    return "\n".join(line.removeprefix("        ") for line in forward.split("\n")[1:])


def test_forwards(golden):
    """Operators bind as they did, values are named where a line gets long, and what can be short is."""
    texts = [f"# {name}\n{forward_of(from_source(FORWARDS[name]))}\n" for name in FORWARDS]
    golden("source-forwards.py.txt", "\n".join(texts))


@pytest.mark.nightly
@pytest.mark.parametrize("name", FORWARDS)
def test_each_forward_does_what_its_author_s_does(name):
    """Both as Python runs them, with the same weights."""
    theirs, ours, x = {}, {}, torch.rand(2, 4)
    exec(FORWARDS[name], theirs)
    exec(to_source(from_source(FORWARDS[name])), ours)
    net = ours["build_net"]().eval()
    net.load_state_dict(theirs["net"].state_dict())
    expected, found = theirs["net"].eval()(x), net(x)
    assert all(map(torch.equal, *(each if isinstance(each, tuple) else (each,) for each in (expected, found))))


@pytest.mark.nightly
@pytest.mark.parametrize("name", [*MORE, *DEFINED])
def test_the_laws_hold_for_what_is_shown(name):
    """Laws 1 and 2."""
    uses, made = DEFINED.get(name, ((), ()))
    inputs = (Input("X", ("N", 4, 4, 4)),)
    holds(Document(inputs=inputs, root=MORE.get(name) or Sequential(id="root", children=uses), definitions=made))
