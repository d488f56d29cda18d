import ast
import keyword

import black
import msgspec
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from builder import templates, to_module, to_source
from builder.catalogue.layers.parametrized import Parametrization
from builder.document.blocks import (
    Document,
    Graph,
    InitRule,
    Input,
    Layer,
    Parallel,
    Repeat,
    Selector,
    Sequential,
    Shared,
    TensorPlace,
    Tie,
)
from builder.document.names import attribute_fault, class_name_fault, key_fault
from builder.expansion.validation import validate
from tests.nightly import NIGHTLY
from tests.targets.laws import holds

X = Input("X", ("N", 4))
TWO = (Input("left", ("N", 4)), Input("right", ("N", 4)))


def layer(id, kind="Linear", name=None, **args):
    """Make a layer; a Linear is 4 to 4 unless said otherwise."""
    if kind == "Linear":
        args = {"in_features": 4, "out_features": 4} | args
    return Layer(id=id, name=name, kind=kind, args=args)


def sequential(id, *children, name=None):
    """Make a sequential."""
    return Sequential(id=id, name=name, children=children)


def parallel(id, *children, **fields):
    """Make a parallel."""
    return Parallel(id=id, children=children, **fields)


def nested(depth, wrap):
    """Wrap a layer so many times."""
    block = layer("inner")
    for i in range(depth):
        block = wrap(i, block)
    return block


RESIDUAL = parallel("p", sequential("s", layer("a"), layer("b", "ReLU")), layer("c", "Identity"))
CASES = {
    "one layer": layer("a"),
    "nothing": sequential("root"),
    "a residual": RESIDUAL,
    "one class for equal structures": sequential(
        "root", RESIDUAL, parallel("q", sequential("t", layer("d"), layer("e", "ReLU")), layer("f", "Identity"))
    ),
    "one class with an argument": sequential(
        "root",
        parallel("p", layer("a", out_features=5), layer("b", out_features=5), class_name="Twice"),
        parallel("q", layer("c", in_features=5), layer("d", in_features=5), class_name="Twice"),
    ),
    "one class for unlike children": sequential(
        "root", RESIDUAL, parallel("q", layer("d", "Tanh"), layer("e", "Identity"))
    ),
    "a class inside one of its name": sequential("root", parallel("outer", RESIDUAL, layer("z", "Identity"))),
    "a class that takes what is shared": sequential(
        "root", layer("a"), parallel("p", Shared(id="b", of="a"), layer("c", "Identity"))
    ),
    "a shared block inside a shared block": sequential(
        "root",
        Shared(id="x", of="outer"),
        sequential("outer", layer("inner"), Shared(id="y", of="inner")),
        Shared(id="z", of="inner"),
    ),
    "sharing inside each copy": Repeat(
        id="r", count=3, names="block {i}", child=sequential("s", layer("a"), Shared(id="b", of="a"))
    ),
    "sharing across copies": sequential(
        "root", layer("a"), Repeat(id="r", count=3, child=sequential("s", layer("b"), Shared(id="c", of="a")))
    ),
    "sharing across nested repeats": Repeat(
        id="r",
        count=2,
        child=sequential(
            "s", layer("a"), Repeat(id="q", count=2, child=sequential("t", layer("b"), Shared(id="c", of="a")))
        ),
    ),
    "a shared repeat": sequential("root", Repeat(id="r", count=2, child=layer("a")), Shared(id="b", of="r")),
    "repeats that differ in a number": sequential(
        "root",
        Repeat(id="r", count=2, child=sequential("s", layer("a"), layer("b", "ReLU"))),
        layer("c", out_features=5),
        Repeat(
            id="q",
            count=3,
            child=sequential("t", layer("d", in_features=5, out_features=5), layer("e", "ReLU")),
        ),
    ),
    "copies that decide differently": Repeat(
        id="r", count=3, child=sequential("s", layer("a", in_features="auto", out_features=7), layer("b", "ReLU"))
    ),
    "copies that decide differently and share": Repeat(
        id="r",
        count=2,
        names="block {i}",
        child=sequential(
            "s",
            layer("a", in_features="auto", out_features=7),
            layer("n", "LayerNorm", normalized_shape=7),
            Shared(id="m", of="n"),
        ),
    ),
    "a lazy layer": sequential("root", layer("a", "LazyLinear", out_features=5)),
    "every merge": sequential(
        "root",
        parallel("p1", layer("a"), layer("b"), merge="mul"),
        parallel("p2", layer("c"), layer("d"), merge="cat"),
        parallel("p3", layer("e", in_features=8), layer("f", in_features=8), merge="stack", dim=0),
        parallel("p4", layer("g"), layer("h"), merge="none"),
    ),
    "one branch": parallel("p", layer("a"), merge="none"),
    "no branch": parallel("p", merge="add"),
    "many branches": parallel("p", *(layer(f"branch{i}", name=f"a_rather_long_name_{i}") for i in range(9))),
    "a layer in an argument": sequential(
        "root",
        layer(
            "a",
            "TransformerEncoder",
            encoder_layer={"kind": "TransformerEncoderLayer", "args": {"d_model": 4, "nhead": 2, "batch_first": True}},
            num_layers=2,
        ),
    ),
    "names of all sorts": sequential(
        "root", layer("a", name="hidden"), layer("b", name="block 0"), layer("c", name='a "quoted" {i} \\ name')
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


WRAPS = {
    "sequential": lambda i, block: sequential(f"s{i}", block, layer(f"r{i}", "ReLU")),
    "named sequential": lambda i, block: sequential(f"s{i}", msgspec.structs.replace(block, name="block 0")),
    "sequential of mixed names": lambda i, block: sequential(
        f"s{i}", msgspec.structs.replace(block, name="block"), layer(f"r{i}", "ReLU", name="block 0")
    ),
    "parallel": lambda i, block: parallel(f"s{i}", block, layer(f"r{i}", "ReLU")),
    "class of its own": lambda i, block: parallel(f"s{i}", block, layer(f"r{i}", "ReLU"), class_name=f"Level{i}"),
    "repeat": lambda i, block: Repeat(id=f"s{i}", child=block, count=1 + (i == 9), names="block {i}"),
}


@pytest.mark.parametrize("wrap", WRAPS)
def test_the_deepest_nesting_is_no_trouble_to_python(wrap):
    """Its parser takes 200 brackets and 100 indents."""
    document = Document(inputs=(X,), root=nested(63, WRAPS[wrap]))
    holds(document)
    source = to_source(document)
    assert source == black.format_str(source, mode=black.Mode())


INIT = (
    InitRule(Selector(), "normal_", {"std": 0.5}),
    InitRule(Selector(block="a"), "xavier_uniform_"),
    InitRule(Selector(block="s"), "constant_", {"val": 2}),
    InitRule(Selector(kind="Linear"), "kaiming_normal_", {"nonlinearity": "relu"}),
    InitRule(Selector(kind="Linear", tensor="bias"), "zeros_"),
    InitRule(Selector(kind="Linear", block="s"), "orthogonal_", {"gain": 2.0}),
    InitRule(Selector(tensor="bias"), "uniform_", {"a": -1.0, "b": 1.0}),
    InitRule(Selector(tensor="*.weight"), "trunc_normal_", {"std": 0.1}),
    InitRule(Selector(tensor="*ei*"), "normal_", {}),
    InitRule(Selector(tensor="?.*"), "normal_", {"mean": 3.0}),
    InitRule(Selector(block="r", tensor="w*t"), "normal_", {"mean": 4.0}),
    InitRule(Selector(block="root", kind="LayerNorm"), "ones_"),
    InitRule(Selector(block="b"), "eye_"),
    InitRule(Selector(block="c", tensor="weight"), "normal_"),
    InitRule(Selector(tensor="*1.1.0.weight"), "normal_", {"mean": 5.0}),
    InitRule(Selector(block="b"), "copy_", of="a"),
    InitRule(Selector(block="b", tensor="bias"), "copy_", of="a"),
)
RULED = sequential(
    "root",
    layer("a"),
    Repeat(
        id="r",
        count=3,
        child=sequential("s", layer("b"), layer("n", "LayerNorm", normalized_shape=4), Shared(id="c", of="a")),
    ),
    layer("d", bias=False),
)
TIES = (
    (),
    (Tie(TensorPlace("d", "weight"), TensorPlace("a", "weight")),),
    (Tie(TensorPlace("b", "weight"), TensorPlace("a", "weight")),),
    (Tie(TensorPlace("n", "bias"), TensorPlace("b", "bias")),),
    (Tie(TensorPlace("a", "weight"), TensorPlace("n", "weight")),)[:0],
)


@pytest.mark.parametrize("ties", TIES)
@pytest.mark.parametrize("rule", range(len(INIT)))
def test_each_rule_fills_and_freezes_the_same_tensors(rule, ties):
    """Alone, and twice, after a tie and frozen by the same selector."""
    init = (INIT[rule], INIT[rule])
    holds(Document(inputs=(X,), root=RULED, init=init, ties=ties, frozen=(INIT[rule].select,)))


def test_a_rule_of_another_kind_than_its_layer_writes_nothing():
    """It fills nothing."""
    rule = InitRule(Selector(block="a", kind="Conv2d"), "ones_")
    assert "init" not in to_source(Document(inputs=(X,), root=sequential("root", layer("a")), init=(rule,))).split()[4:]


@pytest.mark.filterwarnings("ignore:.*deprecated in favor:FutureWarning")
@pytest.mark.parametrize("form", ["new", "old"])
def test_a_rule_fills_the_original_of_a_norm(form):
    """Which is taken off for it, and put on again."""
    norm = {"weight": Parametrization("weight_norm", form)}
    root = sequential("root", msgspec.structs.replace(layer("a"), parametrizations=norm), layer("b"))
    holds(Document(inputs=(X,), root=root, init=(InitRule(Selector(block="a", tensor="weight"), "xavier_normal_"),)))


@pytest.mark.parametrize("length", range(30, 36))
def test_a_sum_of_branches_stands_on_one_line_where_it_fits(length):
    """Up to the last column."""
    kids = (layer("a", name="a" * length), layer("b", name="b" * length))
    source = to_source(Document(inputs=(X,), root=parallel("p", *kids)))
    assert source == black.format_str(source, mode=black.Mode())


def test_objects_of_a_class_may_show_different_words():
    """Each is told its own."""
    kids = [parallel(f"p{i}", layer(f"l{i}"), class_name="Pair", extra_repr=f"number {i}") for i in range(2)]
    document = Document(inputs=(X,), root=sequential("root", *kids))
    holds(document)
    assert to_source(document).count("class Pair") == 1


def test_a_class_takes_the_inputs_of_the_network_by_name():
    """Where all of them reach it side by side."""
    kids = (layer("a", "Bilinear", in1_features=4, in2_features=4, out_features=4), layer("b", "CosineSimilarity"))
    document = Document(inputs=TWO, root=parallel("p", *kids, merge="none"))
    holds(document)
    assert "def forward(self, left, right):" in to_source(document)


def test_a_class_used_with_one_and_with_two_inputs_takes_any():
    """Python's own way to say so."""
    shape = {"class_name": "Pair", "merge": "none"}
    inner = sequential("s", parallel("q", layer("b"), layer("c"), **shape))
    document = Document(inputs=TWO, root=parallel("p", layer("a", "CosineSimilarity"), inner, **shape))
    assert "def forward(self, *inputs):" in to_source(document)


def test_a_class_called_once_more_with_other_inputs_takes_any():
    """Though its block stands at one place."""
    pair = parallel("q", layer("b"), layer("c"), name="q", merge="none")
    wires = {"q": ("left", "right"), "again": ("left",)}
    nodes = (pair, Shared(id="s", name="again", of="q"))
    root = Graph(id="g", inputs=("left", "right"), nodes=nodes, wires=wires, outputs=("q", "again"))
    assert "def forward(self, *inputs):" in to_source(Document(inputs=TWO, root=root))


def names(fault):
    """Draw names that documents may have, strange ones and long ones among them."""
    strange = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=100)
    word = st.from_regex(r"[a-z_][a-zA-Z0-9_]{0,99}", fullmatch=True)
    odd = st.sampled_from(["torch", "nn", "net", "x", "OrderedDict", "print", *keyword.softkwlist, "a" * 100])
    return st.one_of(strange, word, odd).filter(lambda name: fault(name) is None)


@given(st.data())
def test_no_name_can_do_anything_in_the_file(data):
    """It is written so that Python reads it back, and black leaves it."""
    key, other = (data.draw(names(key_fault)) for _ in "ab")
    attribute, skip = (data.draw(names(attribute_fault)) for _ in "ab")
    class_name = data.draw(names(class_name_fault))
    title = data.draw(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=100))
    inner = parallel("p", layer("a", name=attribute), Shared(id="b", name=skip + "_", of="a"), class_name=class_name)
    root = sequential("root", msgspec.structs.replace(inner, name=key), layer("c", name=other + "2"))
    tie = Tie(TensorPlace("c", "weight"), TensorPlace("a", "weight"))
    document = Document(
        name=title, inputs=(X,), root=root, ties=(tie,), init=(InitRule(Selector(tensor=f"{key}.*"), "zeros_"),)
    )
    holds(document)
    source = to_source(document)
    assert source == black.format_str(source, mode=black.Mode())


@pytest.mark.parametrize(
    "title", ['"""', "\\", '"', "'''\"", 'a\\"""\nimport os'.replace("\n", " "), "{x}", "\\N{BULLET}"]
)
def test_no_title_ends_the_docstring(title):
    """The file is one docstring, imports and functions, whatever the network is called."""
    tree = ast.parse(to_source(Document(name=title, inputs=(X,), root=layer("a"))))
    assert [type(node).__name__ for node in tree.body] == ["Expr", "Import", "ImportFrom", "FunctionDef"]


SMALL = 30_000_000 if NIGHTLY else 6_000_000
"""Parameters up to which a template's weights are drawn and compared here; `make nightly` takes more."""


def is_small(name):
    """Tell whether the weights of a template are few enough to compare in a test."""
    return sum(p.numel() for p in to_module(templates.load(name), device="meta").parameters()) <= SMALL


@pytest.mark.parametrize("name", [name for name in templates.names() if is_small(name)])
def test_the_laws_hold_for_a_template(name):
    """Laws 1 and 2."""
    holds(templates.load(name))


@pytest.mark.parametrize("name", templates.names())
def test_the_file_of_a_template_builds_the_same_network(name):
    """Its text, and keys, shapes and dtypes in order; on the meta device, which takes the largest too."""
    namespace = {}
    exec(to_source(templates.load(name)), namespace)
    with torch.device("meta"):
        theirs = namespace["build_net"]()
    ours = to_module(templates.load(name), device="meta")
    assert str(theirs) == str(ours)
    assert _facts(theirs) == _facts(ours)


READ = [
    "block_factory", "residual_cnn", "inception_cell", "next_token", "shared_layer",
    "resnet50", "unet", "gpt2", "vit_b_16", "lstm_classifier", "siamese", "vae", "seq2seq",
]  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_the_file_reads_well(name, golden):
    """As the golden file shows; read what has changed there."""
    golden(f"{name}.py.txt", to_source(templates.load(name)))


def _facts(network):
    return [(key, tensor.shape, tensor.dtype) for key, tensor in network.state_dict().items()]
