"""The text of a call, evaluated, is the call itself, bit for bit; and it reads as black would have it."""

from __future__ import annotations

import ast
from types import SimpleNamespace
from typing import Any

import black
import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from hypothesis import given
from hypothesis import strategies as st

from builder.catalogue.functions.arithmetic import BINARY
from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kind import TensorSpec
from builder.module.functions import callable_of
from builder.targets.source.calls import call_text
from tests.catalogue.functions.examples import EXAMPLES
from tests.catalogue.functions.oracle import claims, predicted
from tests.catalogue.layers.oracle import REFUSED, Example, quietly, spec

NAMES = ("a", "b", "c", "d")
SYMBOLS = [kind.name for kind in BINARY if kind.symbol]


def taken(kind: str) -> list[Example]:
    """Return some two dozen calls that torch takes, one for each set of arguments."""
    distinct = {(repr(x.args), len(x.inputs)): x for x in claims(kind, EXAMPLES[kind]) if predicted(kind, x) != REFUSED}
    found = list(distinct.values())
    return found[:: len(found) // 24 + 1]


def noise(x: TensorSpec) -> torch.Tensor:
    """Return a sample that tells places apart; 0 and 1 for whole numbers."""
    if x.dtype in ("float32", "float64", "float16", "bfloat16", "complex64"):
        return torch.rand(x.shape, dtype=getattr(torch, x.dtype)) + 0.25
    return torch.randint(0, 2, x.shape).to(getattr(torch, x.dtype))


def evaluated(text: str, tensors: list[torch.Tensor], training: bool) -> Any:
    """Evaluate the text of a call as the emitted file would; only tests evaluate texts, and their own."""
    names: dict[str, Any] = {**dict(zip(NAMES, tensors, strict=False)), "torch": torch, "F": F}
    return eval(text, names | {"self": SimpleNamespace(training=training)})


def seeded(call: Any) -> Any:
    """Return the bytes of what `call` returns under one seed, or that it is refused."""
    torch.manual_seed(0)
    value = quietly(call)
    parts = value if isinstance(value, tuple | list) else [value]
    return [x if isinstance(x, str) else (spec(x), plain_bytes(x)) for x in parts]


def plain_bytes(x: torch.Tensor | int) -> bytes:
    """Return the bits of a tensor, or a number as text."""
    if isinstance(x, int):
        return str(x).encode()
    return np.asarray(x.contiguous().reshape(-1).view(torch.uint8)).tobytes()


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("kind", FUNCTIONS)
def test_text_and_call_agree_bit_for_bit(kind, training):
    """What the emitted file computes is what the live network computes, random draws included."""
    for sample in taken(kind):
        tensors = [noise(x) for x in sample.inputs]
        text = call_text(kind, sample.args, [*NAMES[: len(tensors)]])
        live = callable_of(kind, sample.args)
        ours = seeded(lambda live=live, tensors=tensors: live(*tensors, training=training))
        assert ours == seeded(lambda text=text, tensors=tensors: evaluated(text, tensors, training)), text


@pytest.mark.parametrize("kind", FUNCTIONS)
def test_text_is_black_clean(kind):
    """A call on names stands as black writes it."""
    for sample in taken(kind):
        text = call_text(kind, sample.args, [*NAMES[: len(sample.inputs)]])
        assert black.format_str(text, mode=black.Mode(line_length=400)) == f"{text}\n"


def operation(kind: str, *operands: tuple[str, str]) -> tuple[str, str]:
    """Apply an operator to pairs of a text and the same text with all parentheses there are."""
    symbol = FUNCTIONS[kind].symbol
    texts, full = zip(*operands, strict=True)
    both = f"({symbol}{full[0]})" if len(full) == 1 else f"({full[0]} {symbol} {full[1]})"
    return call_text(kind, {}, [*texts]), both


TREES = st.recursive(
    st.sampled_from(["a", "b.c", "f(a)", "x[0]", "-1", "0.5"]).map(lambda text: (text, f"({text})")),
    lambda inner: (
        st.builds(operation, st.sampled_from(["torch.neg", "torch.bitwise_not"]), inner)
        | st.builds(operation, st.sampled_from(SYMBOLS), inner, inner)
    ),
    max_leaves=6,
)


@given(tree=TREES)
def test_nested_operators_keep_their_order(tree):
    """Parentheses stand wherever Python would read another tree without them."""
    text, full = tree
    assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(full))


@given(tree=TREES)
def test_nested_operators_are_black_clean(tree):
    """Black changes nothing in an expression."""
    assert black.format_str(tree[0], mode=black.Mode(line_length=400)) == f"{tree[0]}\n"


@pytest.mark.parametrize(
    ("kind", "args", "operands", "text"),
    [
        ("torch.mul", {"other": 0.5}, ["a + b"], "(a + b) * 0.5"),
        ("torch.sub", {"input": 1}, ["z"], "1 - z"),
        ("torch.sub", {}, ["a", "b - c"], "a - (b - c)"),
        ("torch.sub", {}, ["a - b", "c"], "a - b - c"),
        ("torch.pow", {"exponent": 2}, ["-x"], "(-x) ** 2"),
        ("torch.pow", {"exponent": 2}, ["x"], "x**2"),
        ("torch.pow", {"input": -2}, ["x"], "(-2) ** x"),
        ("torch.neg", {}, ["x**2"], "-(x**2)"),
        ("torch.lt", {}, ["a < b", "c"], "(a < b) < c"),
        ("torch.matmul", {}, ["q", "k.transpose(-2, -1)"], "q @ k.transpose(-2, -1)"),
        ("Tensor.view", {"shape": ["N", -1]}, ["x"], "x.view(x.size(0), -1)"),
        ("Tensor.expand", {"size": ["N", -1, -1]}, ["self.token", "x"], "self.token.expand(x.size(0), -1, -1)"),
        ("Tensor.mean", {"dim": [2, 3]}, ["a + b"], "(a + b).mean(dim=(2, 3))"),
        ("torch.flatten", {"start_dim": 1}, ["x"], "torch.flatten(x, 1)"),
        ("torch.flatten", {"end_dim": 1}, ["x"], "torch.flatten(x, end_dim=1)"),
        ("torch.cat", {"dim": 1}, ["a", "b"], "torch.cat((a, b), dim=1)"),
        ("torch.cat", {}, ["a"], "torch.cat((a,))"),
        ("torch.einsum", {"equation": "ij,jk->ik"}, ["a", "b"], 'torch.einsum("ij,jk->ik", a, b)'),
        ("torch.where", {"other": 0.0}, ["m", "x"], "torch.where(m, x, 0.0)"),
        ("Tensor.masked_fill", {"value": "-inf"}, ["x", "m"], 'x.masked_fill(m, float("-inf"))'),
        ("Tensor.__getitem__", {"index": ":,0"}, ["a + b"], "(a + b)[:, 0]"),
        ("F.dropout", {"p": 0.1}, ["x"], "F.dropout(x, p=0.1, training=self.training)"),
        ("F.interpolate", {}, ["x", "skip"], "F.interpolate(x, size=skip.shape[2:])"),
        ("F.max_pool2d", {"kernel_size": 2, "stride": 2}, ["x"], "F.max_pool2d(x, 2, 2)"),
        ("torch.arange", {"dim": 1}, ["x"], "torch.arange(x.size(1), device=x.device)"),
        ("Tensor.to", {"dtype": "float16"}, ["x"], "x.to(torch.float16)"),
        (
            "F.scaled_dot_product_attention",
            {"dropout_p": 0.1},
            ["q", "k", "v", "m"],
            "F.scaled_dot_product_attention(q, k, v, attn_mask=m, dropout_p=0.1 if self.training else 0.0)",
        ),
    ],
)
def test_calls_read_as_a_person_writes_them(kind, args, operands, text):
    """Each style of call, at its plainest."""
    assert call_text(kind, args, operands) == text


def test_a_wrong_number_of_tensors_is_refused():
    """A constant and a wire cannot both be the second operand."""
    with pytest.raises(TypeError, match=r"torch\.add has too many inputs"):
        callable_of("torch.add", {"other": 1.0})(torch.ones(1), torch.ones(1))
