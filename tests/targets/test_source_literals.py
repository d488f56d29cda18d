"""Values, imports and the head of the emitted file, word for word and by hand."""

import pytest

from builder.catalogue.layers.kinds import CATALOGUE
from builder.document.blocks import Document, Input, Layer, Sequential, Written
from builder.targets.literals import Verbatim, pattern_text, plain, string
from builder.targets.source.head import put_head
from builder.targets.source.layout import Page
from builder.targets.source.nodes import Listing, Symbol
from builder.targets.source.symbols import Unwritable, literal, names_in, symbolic
from builder.targets.source.text_class import imports_of, make_call, written_value

STRINGS = {
    "": '""',
    "a b": '"a b"',
    'say "hi"': "'say \"hi\"'",
    "it's": '"it\'s"',
    "'\"": '"\'\\""',
    "back\\slash": '"back\\\\slash"',
    "two\nlines": '"two\\nlines"',
    "é层": '"é层"',
    "\u200b\x00": '"\\u200b\\x00"',
}


@pytest.mark.parametrize("value", STRINGS)
def test_a_string_is_written_as_black_does(value):
    """And reads back as it was."""
    assert string(value) == plain(value) == STRINGS[value]
    assert eval(string(value)) == value


PLAIN = [
    (None, "None"),
    (True, "True"),
    (3, "3"),
    (-0.5, "-0.5"),
    (1e-05, "1e-05"),
    (1e30, "1e30"),
    (1.5e300, "1.5e300"),
    (Verbatim("h // 2"), "h // 2"),
]


@pytest.mark.parametrize(("value", "written"), PLAIN, ids=[written for _, written in PLAIN])
def test_a_number_is_written_as_black_does(value, written):
    """An expression stands as it is."""
    assert plain(value) == written


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        ("{i}", 'f"{i}"'),
        ("block {i}", 'f"block {i}"'),
        ("{i}{i}", 'f"{i}{i}"'),
        ("{a} {i}}", 'f"{{a}} {i}}}"'),
        ('"{i}"', "f'\"{i}\"'"),
        ("\\{i}", 'f"\\\\{i}"'),
    ],
)
def test_a_pattern_is_an_f_string(pattern, written):
    """Of other braces each is two."""
    assert pattern_text(pattern) == written
    assert eval(written, {"i": 7}) == pattern.replace("{i}", "7")


WRITTEN = [
    (1, "1"),
    ([], "[]"),
    ([1, [True, None]], "[1, [True, None]]"),
    ({"tuple": [1]}, "(1,)"),
    ({"tuple": [1, "a"]}, '(1, "a")'),
    ({"tuple": []}, "()"),
    ({"name": "torch.relu"}, "torch.relu"),
    ({"record": {"a": 1, "b": [2]}}, "SimpleNamespace(a=1, b=[2])"),
    ({"partial": {"name": "nn.Linear"}, "args": {"bias": False}}, "partial(nn.Linear, bias=False)"),
    ({"partial": {"name": "nn.ReLU"}, "args": {}}, "partial(nn.ReLU)"),
    ({"object": "Config", "positional": [1], "args": {"b": 2}}, "Config(1, b=2)"),
    ({"object": "Config"}, "Config()"),
    ({"kind": "Linear", "args": {"in_features": 4, "out_features": 2}}, "nn.Linear(in_features=4, out_features=2)"),
    ({"kind": "Conv1d", "args": {"stride": [3], "dtype": "float64"}}, "nn.Conv1d(stride=(3,), dtype=torch.float64)"),
    ({"kind": "NLLLoss", "args": {"weight": [1.0, 2.0]}}, "nn.NLLLoss(weight=torch.tensor([1.0, 2.0]))"),
    ({"kind": "Linear", "args": {"dtype": None}}, "nn.Linear(dtype=None)"),
    ({"kind": "ReLU"}, "nn.ReLU()"),
    ({"a": {"tuple": [1]}, "b c": 2}, '{"a": (1,), "b c": 2}'),
    ({}, "{}"),
]


@pytest.mark.parametrize(("value", "written"), WRITTEN, ids=[written for _, written in WRITTEN])
def test_what_a_class_as_text_is_given_is_written_as_python(value, written):
    """With the names that its file has."""
    assert written_value(value) == written


HEAD = """
from __future__ import annotations

import math
from typing import Optional

import torch
from torch import nn


def helper(x):
    return math.sqrt(x)


class Own(nn.Module):
    def __init__(self, {parameters}):
        super().__init__()
        self.f = nn.Linear(4, 4)

    def forward(self, x: Optional[torch.Tensor]):
        return self.f(x) * helper(4) if x.sum() > 0 else x
"""
CALLS = [
    ("a, b, c", {"a": 1, "b": 2, "c": 3}, "Own(1, 2, c=3)"),
    ("a, b=2", {"a": 1, "b": 3}, "Own(1, b=3)"),
    ("a=1, b=2", {"a": 3}, "Own(a=3)"),
    ("a, b=2, *, c", {"a": 1, "c": 3}, "Own(1, c=3)"),
    ("a, *, b", {"a": 1, "b": 3}, "Own(1, b=3)"),
    ("a, *rest", {"a": 1, "rest": [2, 3]}, "Own(1, 2, 3)"),
    ("a, b, c, *rest", {"a": 1, "b": 2, "c": 3, "rest": [4]}, "Own(1, 2, 3, 4)"),
    ("a=1, *rest", {"rest": [4]}, "Own(1, 4)"),
    ("a=1, *rest", {"a": 2}, "Own(a=2)"),
    ("a, *rest, b=1", {"a": 1, "rest": [2], "b": 3}, "Own(1, 2, b=3)"),
    ("a, **more", {"a": 1, "more": {"x": 2, "y": [3]}}, "Own(1, x=2, y=[3])"),
    ("*rest, **more", {"rest": [1], "more": {"x": 2}}, "Own(1, x=2)"),
    ("a=1", {}, "Own()"),
]


@pytest.mark.parametrize(("parameters", "args", "written"), CALLS, ids=[f"{one[0]}: {one[2]}" for one in CALLS])
def test_an_object_is_made_as_its_class_takes_it(parameters, args, written):
    """Two by position at most, unless more follow that have no name."""
    source = HEAD.replace("{parameters}", parameters)
    made = make_call(Written(id="w", class_name="Own", source=source, args=args), ("w",), {})
    items = [value if name.startswith("*") else f"{name}={value}" for name, value in made.given]
    assert (f"{made.class_name}({', '.join(items)})", made.ids) == (written, ("w",))


@pytest.mark.parametrize(
    ("args", "more"),
    [
        ({}, []),
        ({"a": {"record": {"b": 1}}}, ["from types import SimpleNamespace"]),
        ({"a": [{"partial": {"name": "nn.ReLU"}, "args": {}}]}, ["from functools import partial"]),
        ({"a": {"tuple": [{"record": {}}]}}, ["from types import SimpleNamespace"]),
    ],
)
def test_imports_are_those_of_the_text_and_of_what_it_is_given(args, more):
    """Without those that every file has."""
    block = Written(id="w", class_name="Own", source=HEAD.replace("{parameters}", "a=1"), args=args)
    found = imports_of(Sequential(id="s", children=(block, block)))
    assert found == [
        "from __future__ import annotations",
        "import math",
        "from typing import Optional",
        "import torch",
        "from torch import nn",
        *more,
    ]


FLOATS, WIDTH = CATALOGUE["Linear"], {"w": "width", "k": "kernel"}
ARGUMENT = {argument.name: argument for argument in CATALOGUE["Conv2d"].arguments}
SYMBOLS = [
    ("kernel_size", "=k", Symbol("kernel")),
    ("kernel_size", ["=k", 3], Symbol("(kernel, 3)")),
    ("kernel_size", ["=k + 1"], Symbol("(kernel + 1,)")),
    ("out_channels", "=w * other", Symbol("width * other")),
    ("out_channels", 4, None),
    ("kernel_size", [3, 3], None),
]


@pytest.mark.parametrize(("name", "value", "written"), SYMBOLS)
def test_an_expression_is_written_over_the_arguments_of_its_class(name, value, written):
    """By their names in the file; None where there is no expression."""
    assert symbolic(ARGUMENT[name], value, WIDTH) == written


@pytest.mark.parametrize(
    ("name", "value"),
    [("dtype", "=w"), ("kernel_size", [["=k"], 3]), ("out_channels", f"={'w + ' * 99}w"), (None, {"a": "=w"})],
)
def test_what_is_no_number_is_not_written_as_an_expression(name, value):
    """Such a class takes what differs in its objects."""
    with pytest.raises(Unwritable):
        symbolic(ARGUMENT.get(name), value, WIDTH)


@pytest.mark.parametrize(("value", "written"), [(3, "3"), ("a", '"a"'), ([1, 2.5], Listing("(", ("1", "2.5"), ")"))])
def test_a_default_is_written(value, written):
    """As Python has it."""
    assert literal(value) == written


@pytest.mark.parametrize("value", [{"kind": "ReLU"}, "=w", [[1]], [{"a": 1}], ["=w"]], ids=str)
def test_a_default_that_is_more_is_not_written(value):
    """Nor one that hangs on others."""
    with pytest.raises(Unwritable):
        literal(value)


def test_names_are_found_wherever_an_expression_stands():
    """In lists and dicts."""
    assert names_in({"a": ["=w", "w", 2], "b": {"c": "=k + n"}, "d": None}) == {"w", "k", "n"}


INPUTS = (
    Input("x", ("N", 3)),
    Input("ids", ("N",), dtype="int64", high=9),
    Input("low", (2,), dtype="int64", low=2, high=9),
    Input("mask", ("N", 1), dtype="bool"),
    Input("z", (), dtype="complex64"),
    Input("half", (), dtype="float32"),
    Input("small", ("N",), dtype="int8", low=0, high=5),
    Input("double", (1,), dtype="float64"),
)
SAMPLES = [
    "torch.randn(2, 3)",
    "torch.randint(9, (2,))",
    "torch.randint(2, 9, (2,))",
    "torch.randint(2, (2, 1), dtype=torch.bool)",
    "torch.randn((), dtype=torch.complex64)",
    "torch.randn(())",
    "torch.randint(5, (2,), dtype=torch.int8)",
    "torch.randn(1, dtype=torch.float64)",
]


def head(*inputs, name="net", imports=(), **fields):
    """Return the lines of a head."""
    page = Page()
    put_head(page, Document(name=name, inputs=inputs, root=Layer(id="r", kind="ReLU"), **fields), imports)
    return page.lines


@pytest.mark.parametrize(("entry", "sample"), [*zip(INPUTS, SAMPLES, strict=True)], ids=SAMPLES)
def test_an_input_is_shown_with_a_sample(entry, sample):
    """Of its dtype and shape."""
    lines = head(entry)
    assert f"    output = net({sample})" in lines
    assert f"Input {entry.name}: shape ({', '.join(map(str, entry.shape))}), {entry.dtype}." in lines


def test_the_head_says_what_the_network_is():
    """Name, inputs, how it is used, and what is imported, a group for each sort."""
    imports = ["import math", "from torch import Tensor", "from __future__ import annotations", "import math"]
    assert head(INPUTS[0], name=' a "b" \\c ', imports=[*imports, "import torch"], batch=5) == [
        '"""a \'b\' /c',
        "",
        "Input x: shape (N, 3), float32.",
        "",
        "    net = build_net()",
        "    output = net(torch.randn(5, 3))",
        '    net.load_state_dict(torch.load("weights.pt", weights_only=True))',
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "import math",
        "",
        "import torch",
        "from torch import nn",
        "from torch import Tensor",
    ]


def test_samples_that_do_not_fit_have_a_line_each():
    """And then a call that names them."""
    example = head(*INPUTS)[10:-5]
    names = [entry.name for entry in INPUTS]
    assert example == [
        "",
        "    net = build_net()",
        *(f"    {name} = {sample}" for name, sample in zip(names, SAMPLES, strict=True)),
        "    output = net(",
        *(f"        {name}," for name in names),
        "    )",
    ]
