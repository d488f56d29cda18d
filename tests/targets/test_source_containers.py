"""Containers in the emitted file: long names, lists in lists, layers in arguments, weights that are worked out."""

import pytest
from msgspec.structs import replace

from builder.catalogue.layers.parametrized import Parametrization
from builder.document.blocks import (
    Definition,
    Document,
    Function,
    InitRule,
    Input,
    OwnScheme,
    Repeat,
    Selector,
    Sequential,
    Shared,
    TensorBlock,
    TensorPlace,
    Tie,
)
from builder.expansion.validation import validate
from tests.own_schemes import BETWEEN, MASK
from tests.targets.laws import holds
from tests.targets.test_source_cases import layer, parallel, sequential
from tests.targets.test_source_forms import OWN, use, written
from tests.targets.test_source_graphs import graph

LONG = [f"{'a_rather_long_name_of_a_branch' * 2}_{i}" for i in range(2)]


def held(id, *children, holder="ModuleList", **fields):
    """Return a list or dict of modules."""
    return Sequential(id=id, name="m" if id == "m" else None, children=children, holder=holder, **fields)


def encoder(id, width=2, **more):
    """Return a layer that takes a layer."""
    inner = {"kind": "TransformerEncoderLayer", "args": {"d_model": 4, "nhead": width, "batch_first": True, **more}}
    return layer(id, "TransformerEncoder", encoder_layer=inner, num_layers=2)


def normed(id, form="new", tensor="weight", **args):
    """Return a Linear with a tensor that is worked out."""
    return replace(layer(id), parametrizations={tensor: Parametrization("weight_norm", form, args)})


def run(*nodes, wires, out):
    """Return a graph of nodes."""
    return graph(wires, out, *nodes)


BRANCHES = [layer(f"l{i}", name=name) for i, name in enumerate(LONG)]
MERGED = {
    f"long names, {merge}": parallel("p", *BRANCHES, merge=merge, dim=dim)
    for merge, dim in (("add", 1), ("mul", 1), ("cat", -1), ("stack", 0), ("none", 1))
}
ROOTS = {
    **MERGED,
    "layers in arguments": sequential(
        "root",
        parallel("p", encoder("a"), layer("b"), class_name="Pair"),
        parallel("q", encoder("c", 4), layer("d"), class_name="Pair"),
    ),
    "the same layers in arguments": sequential(
        "root",
        parallel("p", encoder("a"), layer("b"), class_name="Pair"),
        parallel("q", encoder("c"), layer("d"), class_name="Pair"),
    ),
    "a dict of copies": run(
        Repeat(id="m", name="m", child=layer("a"), count=2, names="head {i}", holder="ModuleDict"),
        wires="m: x",
        out="m",
    ),
    "a list of copies": run(
        Repeat(id="m", name="m", child=sequential("s", layer("a"), layer("b", "ReLU")), count=2, holder="ModuleList"),
        wires="m: x",
        out="m",
    ),
    "a dict": run(held("m", layer("a", name="x"), layer("b", name="y z"), holder="ModuleDict"), wires="m: x", out="m"),
    "lists that are not alike": run(
        held("m", layer("a"), held("n", layer("b"), layer("c")), held("o", layer("d"), holder="ModuleDict")),
        wires="m: x",
        out="m",
    ),
    "lists that are alike": run(held("m", held("n", layer("b")), held("o", layer("c"))), wires="m: x", out="m"),
    "an empty list": run(held("m"), wires="m: x", out="m"),
    "a list class": run(replace(held("m", layer("a"), layer("b")), class_name="Layers"), wires="m: x", out="m"),
    "a dict class": run(
        replace(held("m", layer("a", name="k"), holder="ModuleDict"), class_name="Heads"), wires="m: x", out="m"
    ),
    "copies of names": Repeat(id="r", count=2, names="layer_{i}", child=layer("a")),
    "copies that share": Repeat(id="r", count=2, child=sequential("s", layer("a"), Shared(id="b", of="a"))),
    "copies that are decided otherwise": Repeat(
        id="r", count=3, child=layer("a", in_features="auto", out_features=5), names="layer {i}"
    ),
    "classes whose copies differ": sequential(
        "root",
        *(
            parallel(
                f"p{n}",
                Repeat(id=f"r{n}", count=2, child=layer(f"a{n}", in_features=n, out_features=n)),
                layer(f"b{n}", in_features=n, out_features=9 - n),
                class_name="Pair",
                merge="none",
            )
            for n in (4, 5)
        ),
    ),
    "classes with as many copies of other names": sequential(
        "root",
        *(
            parallel(f"p{i}", Repeat(id=f"r{i}", count=2, names=name, child=layer(f"a{i}")), class_name="Pair")
            for i, name in enumerate(("a{i}", "b{i}"))
        ),
    ),
    "classes with more copies": sequential(
        "root",
        *(parallel(f"p{n}", Repeat(id=f"r{n}", count=n, child=layer(f"a{n}")), class_name="Pair") for n in (2, 3)),
    ),
    "a class that is called as a variable": sequential(
        "root",
        layer("a"),
        parallel("p", layer("b"), class_name="shared_linear"),
        parallel("q", layer("c"), class_name="make_block"),
        Repeat(id="r", count=2, child=sequential("s", layer("d"), Shared(id="t", of="a"))),
    ),
    "norms of weights": sequential(
        "root", normed("a"), normed("b", "old"), normed("c", "new", "bias", dim=0), normed("d", "old", "weight", dim=1)
    ),
    "long names of a graph": run(
        layer("a", name=LONG[0]),
        TensorBlock(id="t", name=LONG[1], shape=(4,)),
        TensorBlock(id="u", name="a_name_that_is_not_so_long", shape=(4,), role="buffer"),
        Function(id="f", name="f", kind="torch.add"),
        Function(id="g", name="g", kind="torch.mul"),
        wires=f"{LONG[0]}: x, f: {LONG[0]} {LONG[1]}, g: f a_name_that_is_not_so_long",
        out="g",
    ),
}
X = (Input("X", ("N", 4)),)


def test_containers_and_layers(golden):
    """Loops where they are alike, line by line where not."""
    texts = [written(name, Document(inputs=X, root=root)) for name, root in ROOTS.items()]
    golden("source-containers.py.txt", "\n\n".join(texts))


IMAGE = (Input("X", ("N", 3, 8, 6)),)
CONV = layer("c", "Conv2d", name="conv", in_channels=3, out_channels=4, kernel_size=1)


def sized(*nodes, wires, out="v"):
    """Return a graph that takes sizes of an image: its height `h` and width `w`."""
    sizes = [call(name, "Tensor.size", dim=dim) for name, dim in (("h", 2), ("w", 3))]
    return graph(f"h: x, w: x, {wires}", out, CONV, *sizes, *nodes)


def call(name, kind, **args):
    """Return a function that is called as its id."""
    return Function(id=name, name=name, kind=kind, args=args)


NUMBERS = {
    "sizes in a view": sized(
        call("v", "Tensor.view", shape=["N", 4, "=h * w"]), wires="conv: x, v: conv h=h w=w", out="v"
    ),
    "a size twice": sized(
        call("v", "Tensor.view", shape=["N", "=h * w", "=h // 2"]), wires="conv: x, v: conv h=h w=w", out="v"
    ),
    "sizes in brackets": sized(
        call("v", "Tensor.__getitem__", index="=..., :h // 2, w - 1:"), wires="conv: x, v: conv h=h w=w", out="v"
    ),
    "a root of a size": sized(call("v", "torch.mul", other="=sqrt(h) + 1"), wires="conv: x, v: conv h=h", out="v"),
    "a size in two functions": sized(
        call("u", "torch.mul", other="=h"),
        call("v", "torch.add", other="=h + w"),
        wires="conv: x, u: conv h=h, v: u h=h w=w",
        out="v",
    ),
    "a size of what is made": sized(
        call("n", "Tensor.size", dim=1),
        call("v", "torch.mul", other="=n"),
        wires="conv: x, n: conv, v: conv n=n",
        out="v",
    ),
    "a size that is taken at once": sized(
        call("n", "Tensor.size", dim=1), call("v", "torch.mul", other="=n"), wires="n: x, v: x n=n", out="v"
    ),
    "a size without a name": graph(
        "conv: x, node_1: x, v: conv h=node_1",
        "v",
        CONV,
        Function(id="s", kind="Tensor.size", args={"dim": 2}),
        call("v", "torch.mul", other="=h"),
    ),
    "a size of a call, without a name": graph(
        "conv: x, node_1: x, node_2: node_1, v: conv h=node_2",
        "v",
        CONV,
        Function(id="r", kind="F.relu"),
        Function(id="s", kind="Tensor.size", args={"dim": 2}),
        call("v", "torch.mul", other="=h * h"),
    ),
    "sizes that are returned": sized(wires="conv: x", out="conv h w"),
}


def test_numbers(golden):
    """Sizes are read where they are taken, or go into a variable."""
    texts = [written(name, Document(inputs=IMAGE, root=root)) for name, root in NUMBERS.items()]
    golden("source-numbers.py.txt", "\n\n".join(texts))


PLACE = TensorPlace
DEEP = Repeat(
    id="r",
    count=2,
    child=sequential("s", layer("a", name=LONG[0]), Repeat(id="q", count=2, child=normed("n"), names="part {i}")),
)
FILLED = ((LONG[0][:30], "xavier_uniform_"), (LONG[0][:30], "eye_"), ("bias", "ones_"))
WEIGHTS = {
    "the original of a norm": {
        "root": sequential("root", normed("a")),
        "init": [("a", "weight", "xavier_normal_", {})],
    },
    "the original of an old norm": {
        "root": sequential("root", normed("a", "old", "bias")),
        "init": [("a", "bias", "constant_", {"val": 2})],
    },
    "originals in copies": {"root": DEEP, "init": [("n", "weight", "zeros_", {}), ("a", "bias", "ones_", {})]},
    "a scheme of one's own": {
        "root": sequential("root", layer("a"), layer("b")),
        "init": [("a", "weight", "my_init", {}), (None, None, "between", {"low": -2}), ("b", None, "zeros_", {})],
        "schemes": (MASK, BETWEEN),
    },
    "a scheme that is called as a function": {
        "root": Repeat(id="r", count=2, child=sequential("s", layer("a"), Shared(id="b", of="a"))),
        "init": [(None, None, "make_block", {})],
        "schemes": (OwnScheme("make_block", "def make_block(w):\n    w *= 2\n"),),
    },
    "a long condition": {
        "root": Repeat(
            id="r",
            count=2,
            child=graph(
                f"add: x {LONG[0][:30]}, a: add, node_3: a",
                "node_3",
                TensorBlock(id="t", name=LONG[0][:30], shape=(4, 4)),
                call("add", "torch.matmul"),
                layer("a", name="a"),
                Shared(id="u", of="a"),
                id="g",
            ),
        ),
        "init": [
            ("g", LONG[0][:30], "xavier_uniform_", {}),
            ("g", LONG[0][:30], "eye_", {}),
            ("g", "bias", "ones_", {}),
        ],
    },
    "a tie in copies to one outside": {
        "root": sequential("root", layer("o"), DEEP),
        "ties": (Tie(PLACE("a", "weight"), PLACE("o", "weight")), Tie(PLACE("a", "bias"), PLACE("o", "bias"))),
    },
    "a copy in copies": {
        "root": sequential("root", layer("o"), DEEP),
        "init": [("a", None, "copy_", "o"), ("a", "weight", "copy_", "o")],
    },
    "rows": {
        "root": layer("e", "Embedding", num_embeddings=5, embedding_dim=4),
        "init": [("e", "weight", "zeros_", (1, 3))],
    },
}


def weighted(root, init=(), **fields):
    """Return a document with rules, each a block, a tensor, a scheme and what that takes."""
    rules = []
    for block, tensor, scheme, more in init:
        given = {"args": more} if isinstance(more, dict) else {"of": more} if scheme == "copy_" else {"rows": more}
        rules.append(InitRule(Selector(block=block, tensor=tensor), scheme, **given))
    dtype = {"dtype": "int64", "high": 5} if root.id == "e" else {}
    return Document(inputs=(Input("X", ("N", 4), **dtype),), root=root, init=tuple(rules), **fields)


def test_weights(golden):
    """What fills, ties and copies them, and the schemes that it needs."""
    golden("source-weights.py.txt", "\n\n".join(written(name, weighted(**what)) for name, what in WEIGHTS.items()))


def paired(objects):
    """Return parallels of one class, with an object in each."""
    return [parallel(f"p{i}", each, layer(f"l{i}"), class_name="Pair") for i, each in enumerate(objects)]


def test_objects_inside_classes(golden):
    """Of classes as text and of definitions: what differs between two of them is what the class around takes."""
    own = [use(f"o{i}", "Own", width=4, height=4, depth=i + 1) for i in range(2)]
    cell = Definition("Cell", {"n": 2}, sequential("s", layer("a"), layer("n", "Dropout", p="=1 / n"), layer("z")))
    cells = [use(f"c{n}", "Cell", n=n) for n in (2, 3)]
    auto = Definition("Auto", {"n": 5}, sequential("s", layer("a", in_features="auto", out_features="=n")))
    copies = Definition("Copies", {"n": 2}, sequential("s", Repeat(id="r", count="=n", child=layer("a"))))
    outer = Definition(
        "Outer", {"n": 2}, sequential("s", use("c", "Copies", n="=n"), layer("d", "Dropout", p="=1 / n"))
    )
    loss = layer("l", "CrossEntropyLoss", weight=["=n", 1.0, 1.0, 1.0], ignore_index=-1)
    weighed = Definition("Weighed", {"n": 2.0}, sequential("s", layer("a"), loss))
    autos = [use(f"a{n}", "Auto", n=n) for n in (3, 5)]
    documents = {
        "objects of a class as text": (sequential("root", *paired(own)), (OWN,)),
        "objects of a definition": (sequential("root", *paired(cells)), (cell,)),
        "a definition around one that cannot take its number": (
            sequential("root", *(use(f"o{n}", "Outer", n=n) for n in (2, 3))),
            (copies, outer),
        ),
        "a number in a tensor": (sequential("root", *(use(f"w{n}", "Weighed", n=n) for n in (2, 3))), (weighed,)),
        "an object whose part is shared": (sequential("root", *cells, Shared(id="z", of="c2/a")), (cell,)),
        "objects that shapes decide": (sequential("root", *autos), (auto,)),
    }
    texts = [written(name, Document(inputs=X, root=root, definitions=made)) for name, (root, made) in documents.items()]
    golden("source-objects.py.txt", "\n\n".join(texts))


@pytest.mark.nightly
@pytest.mark.filterwarnings("ignore:.*deprecated in favor:FutureWarning")
@pytest.mark.parametrize("name", [*ROOTS, *WEIGHTS])
def test_the_laws_hold_for_what_is_shown(name):
    """Laws 1 and 2."""
    document = weighted(**WEIGHTS[name]) if name in WEIGHTS else Document(inputs=X, root=ROOTS[name])
    validate(document)
    holds(document)
