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


PLACE = TensorPlace
DEEP = Repeat(
    id="r",
    count=2,
    child=sequential("s", layer("a", name=LONG[0]), Repeat(id="q", count=2, child=normed("n"), names="part {i}")),
)
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
    autos = [use(f"a{n}", "Auto", n=n) for n in (3, 5)]
    documents = {
        "objects of a class as text": (sequential("root", *paired(own)), (OWN,)),
        "objects of a definition": (sequential("root", *paired(cells)), (cell,)),
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
