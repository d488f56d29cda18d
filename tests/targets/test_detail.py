"""The few letters on a card, and Python's literals, name by name and by hand."""

import pytest

from builder.targets.detail import detail
from builder.targets.literals import pattern_text, plain, string
from builder.targets.source.identifiers import Namer, is_variable, snake

DETAILS = {
    "features": ("Linear", {"in_features": 20, "out_features": 32}, {}, "20 → 32"),
    "what the shape decides": ("Linear", {"in_features": "auto", "out_features": 32}, {"in_features": 20}, "20 → 32"),
    "what is not decided": ("LazyLinear", {"out_features": 32}, {}, "32"),
    "a default": ("Linear", {"in_features": 2, "out_features": 3, "bias": True}, {}, "2 → 3"),
    "a switch": ("Linear", {"in_features": 2, "out_features": 3, "bias": False}, {}, "2 → 3, bias off"),
    "a square": ("Conv2d", {"in_channels": 3, "out_channels": 8, "kernel_size": 3}, {}, "3 → 8, 3×3"),
    "no square": ("Conv1d", {"in_channels": 3, "out_channels": 8, "kernel_size": 3}, {}, "3 → 8, 3"),
    "a window": ("Conv2d", {"in_channels": 3, "out_channels": 8, "kernel_size": [3, 5]}, {}, "3 → 8, 3×5"),
    "a stride": (
        "Conv2d",
        {"in_channels": 3, "out_channels": 8, "kernel_size": 3, "stride": 2, "padding": "same"},
        {},
        "3 → 8, 3×3, stride 2, padding same",
    ),
    "words": ("Embedding", {"num_embeddings": 100, "embedding_dim": 16}, {}, "100 × 16"),
    "hidden": ("LSTM", {"input_size": 8, "hidden_size": 4, "num_layers": 2}, {}, "8 → 4, num_layers 2"),
    "a probability": ("Dropout", {"p": 0.25}, {}, "0.25"),
    "the default probability": ("Dropout", {"p": 0.5}, {}, ""),
    "a shape": ("LayerNorm", {"normalized_shape": [4, 8]}, {}, "4×8"),
    "a dim": ("Softmax", {"dim": -1}, {}, "-1"),
    "a small number": ("BatchNorm1d", {"num_features": 8, "eps": 1e-6}, {}, "8, eps 1e-06"),
    "a function's number": ("torch.mul", {"other": 0.5}, {}, "0.5"),
    "a function's shape": ("Tensor.view", {"shape": [2, -1]}, {}, "2, -1"),
    "a function's dims": ("Tensor.transpose", {"dim0": 1, "dim1": 2}, {}, "1, 2"),
    "a switch that is on": (
        "LSTM",
        {"input_size": 8, "hidden_size": 4, "bidirectional": True},
        {},
        "8 → 4, bidirectional on",
    ),
    "a pooled square": ("AdaptiveAvgPool2d", {"output_size": 1}, {}, "1×1"),
    "a pooled line": ("AdaptiveAvgPool1d", {"output_size": 1}, {}, "1"),
    "a pooled square that is open": ("AdaptiveAvgPool2d", {"output_size": [None, 2]}, {}, "None×2"),
    "a window and more": ("MaxPool2d", {"kernel_size": 3, "padding": 1}, {}, "3×3, padding 1"),
    "a layer of layers": (
        "TransformerEncoder",
        {"encoder_layer": {"kind": "TransformerEncoderLayer", "args": {}}, "num_layers": 2},
        {},
        "TransformerEncoderLayer, num_layers 2",
    ),
    "what must be given": ("Unflatten", {"dim": 1, "unflattened_size": [2, 4]}, {}, "1, unflattened_size 2×4"),
    "a function's name before its number": ("Tensor.sum", {"dim": 1, "keepdim": True}, {}, "1, keepdim on"),
    "a function's number on the left": ("torch.pow", {"input": 2.0}, {}, "input 2"),
    "just not too long": ("Tensor.view", {"shape": [100, *[1] * 19]}, {}, "100" + ", 1" * 19),
    "just too long": ("Tensor.view", {"shape": [1] * 21}, {}, "1" + ", 1" * 19 + ",…"),
    "a long one": (
        "Conv2d",
        {
            "in_channels": 1000,
            "out_channels": 1000,
            "kernel_size": [11, 11],
            "stride": [11, 11],
            "padding": [11, 11],
            "dilation": [11, 11],
        },
        {},
        "1000 → 1000, 11×11, stride 11×11, padding 11×11, dilation 1…",
    ),
}


@pytest.mark.parametrize("case", DETAILS)
def test_the_letters_on_a_card(case):
    """What matters, in at most 60 of them."""
    kind, args, resolved, expected = DETAILS[case]
    assert detail(kind, args, resolved) == expected


LITERALS = {
    "block 0": '"block 0"',
    'a "b"': "'a \"b\"'",
    "it's": '"it\'s"',
    "a 'b' \"c\"": '"a \'b\' \\"c\\""',
    "back\\slash": '"back\\\\slash"',
    "two\nlines": '"two\\nlines"',
    "\u2028": '"\\u2028"',
    "ü": '"ü"',
}


@pytest.mark.parametrize("text", LITERALS)
def test_a_string_is_written_as_black_writes_it(text):
    """And Python reads it back."""
    assert string(text) == LITERALS[text]
    assert eval(string(text)) == text


PATTERNS = {"{i}": 'f"{i}"', "block {i}": 'f"block {i}"', "{a}{i}": 'f"{{a}}{i}"', "{i}'{i}": 'f"{i}\'{i}"'}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_is_an_f_string(pattern):
    """Other braces are doubled."""
    assert pattern_text(pattern) == PATTERNS[pattern]
    assert eval(pattern_text(pattern), {"i": 7}) == pattern.replace("{i}", "7")


VALUES = {"None": None, "True": True, "1": 1, "1.0": 1.0, "1e-05": 1e-5, "1e16": 1e16, "-2": -2, '"same"': "same"}


@pytest.mark.parametrize("text", VALUES)
def test_a_value_is_written_as_what_it_is(text):
    """1 is neither True nor 1.0."""
    assert plain(VALUES[text]) == text


VARIABLES = {
    "x1": True,
    "_x": True,
    "a" * 30: True,
    "a" * 31: False,
    "ü": False,
    "1": False,
    "a b": False,
    "class": False,
    "match": False,
    "print": False,
    "__x": False,
}


@pytest.mark.parametrize("name", VARIABLES)
def test_what_can_be_a_variable(name):
    """It hides nothing and is read by everyone."""
    assert is_variable(name) is VARIABLES[name]


def test_a_name_is_given_once():
    """Numbered from two, past those that are taken; what can be none is a block."""
    namer = Namer(["b_2"])
    assert [namer.name(wish) for wish in ("a", "a", "a", "b", "b", "class", "x", "net")] == [
        "a",
        "a_2",
        "a_3",
        "b",
        "b_3",
        "block",
        "x_2",
        "net_2",
    ]


SNAKES = {"TransformerEncoderLayer": "transformer_encoder_layer", "Conv2d": "conv2d", "LSTMCell": "lstm_cell", "A": "a"}


@pytest.mark.parametrize("name", SNAKES)
def test_a_class_becomes_a_variable(name):
    """Words are parted where a capital begins one."""
    assert snake(name) == SNAKES[name]
