"""Values changed by hand, by what plain torch makes of the same line."""

import re

import pytest
import torch

from builder.document.blocks import Document, Input, Layer, Sequential, Shared
from builder.errors import BuilderError
from builder.sentences import say
from builder.weights.carry import materialise
from builder.weights.checkpoint import open_safetensors
from builder.weights.values import acted, change_values, index_of

LINEAR = {"in_features": 4, "out_features": 3}
DOCUMENT = Document(
    inputs=(Input(name="x", shape=("N", 4)),),
    root=Sequential(
        id="root",
        children=(
            Layer(id="a", kind="Linear", args=LINEAR),
            Layer(id="n", kind="BatchNorm1d", args={"num_features": 3}),
            Layer(id="b", kind="Linear", args={"in_features": 3, "out_features": 3}),
            Shared(id="c", of="b"),
        ),
    ),
)


@pytest.fixture
def change(tmp_path):
    """Give a function that changes fresh weights and returns them before and after."""
    before = tmp_path / "before.safetensors"
    materialise(DOCUMENT, before)

    def made(key, where, action, *rows):
        change_values(DOCUMENT, before, tmp_path / "after.safetensors", key, where, action, rows)
        return open_safetensors(before), open_safetensors(tmp_path / "after.safetensors")

    return made


def _set(w):
    w[0, 0] = 42


def _add(w):
    w[:] += 1


def _halve(w):
    w[1:3, ::2] *= 0.5


def _row(w):
    w[-1] = torch.tensor([1.0, 2.0, 3.0, 4.0])


def _block(w):
    w[:2, 1:3] = torch.tensor([[1.0, 2.0], [3.0, 4.0]])


def _clip(w):
    w.clamp_(-0.1, 0.2)


CASES = [
    ("0, 0", "set", [(42.0,)], _set),
    (":", "add", [(1.0,)], _add),
    ("1:3, ::2", "multiply", [(0.5,)], _halve),
    ("-1", "set", [(1.0, 2.0, 3.0, 4.0)], _row),
    ("[:2, 1:3]", "set", [(1.0, 2.0), (3.0, 4.0)], _block),
    ("", "clip", [(-0.1, 0.2)], _clip),
    ("...", "clip", [(-0.1,), (0.2,)], _clip),
]


@pytest.mark.parametrize(("where", "action", "rows", "line"), CASES)
def test_a_change_is_what_the_line_does(change, where, action, rows, line):
    """In that tensor; every other stays bit for bit."""
    before, after = change("0.weight", where, action, *rows)
    wanted = before["0.weight"].clone()
    line(wanted)
    assert torch.equal(after.pop("0.weight"), wanted)
    assert all(torch.equal(before[name], tensor) for name, tensor in after.items())


def test_the_smallest_become_zero(change):
    """A third of twelve: the four of least magnitude."""
    before, after = change("0.weight", "", "zero", (33.0,))
    kept = after["0.weight"] != 0
    assert (~kept).sum() == 4
    assert before["0.weight"][~kept].abs().max() < before["0.weight"][kept].abs().min()


def test_no_percent_changes_nothing(change):
    """It is a percentage too, as is all."""
    before, after = change("0.weight", "", "zero", (0.0,))
    assert torch.equal(before["0.weight"], after["0.weight"])
    assert not change("0.weight", "", "zero", (100.0,))[1]["0.weight"].any()


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
def test_what_is_not_finite_can_be_set(change, number):
    """To see what becomes of it."""
    _, after = change("0.weight", "0, 0", "set", (number,))
    assert torch.allclose(after["0.weight"][0, 0], torch.tensor(number), equal_nan=True)


@pytest.mark.parametrize(
    ("dtype", "action", "numbers", "seen"),
    [
        ("bool", "set", (0.0,), [False, False]),
        ("bool", "add", (1.0,), None),
        ("bool", "clip", (0.0, 1.0), None),
        ("bool", "set", (2.0,), None),
        ("complex64", "add", (1.0,), [2 + 0j, 2 + 0j]),
        ("complex64", "multiply", (0.5,), [0.5 + 0j, 0.5 + 0j]),
        ("complex64", "clip", (0.0, 1.0), None),
        ("int8", "set", (-128.0,), [-128, -128]),
        ("int8", "set", (-129.0,), None),
        ("int8", "set", (1.0, 0.5), None),
        ("float16", "set", (65504.0,), [65504.0, 65504.0]),
        ("float16", "set", (65520.0,), None),
    ],
)
def test_each_dtype_takes_what_it_can_hold(dtype, action, numbers, seen):
    """Anything else is refused; torch would make other numbers of it, or has no such operation."""
    ones = torch.ones(2, dtype=getattr(torch, dtype))
    if seen is None:
        with pytest.raises(BuilderError):
            acted(ones, action, [numbers])
    else:
        assert acted(ones, action, [numbers]).tolist() == seen


def test_a_shared_tensor_changes_at_both_places(change):
    """It is one."""
    _, after = change("2.weight", "0, 0", "set", (7.0,))
    assert after["2.weight"][0, 0] == after["3.weight"][0, 0] == 7


def test_a_buffer_of_whole_numbers_keeps_its_dtype(change):
    """The counter of a batch norm."""
    _, after = change("1.num_batches_tracked", "", "set", (5.0,))
    assert torch.equal(after["1.num_batches_tracked"], torch.tensor(5))


@pytest.mark.parametrize(
    ("key", "where", "action", "rows"),
    [
        ("0.nothing", "", "set", [(1.0,)]),
        ("0.weight", "3, 0", "set", [(1.0,)]),
        ("0.weight", "0, 0, 0", "set", [(1.0,)]),
        ("0.weight", "a", "set", [(1.0,)]),
        ("0.weight", "::-1", "set", [(1.0,)]),
        ("0.weight", "0", "set", [(1.0, 2.0)]),
        ("0.weight", "", "clip", [(1.0,)]),
        ("0.weight", "", "clip", [(2.0, 1.0)]),
        ("0.weight", "", "zero", [(101.0,)]),
        ("0.weight", "5:2", "add", [(1.0,)]),
        ("0.weight", "0, 0", "set", [(1e300,)]),
        ("0.weight", ":2, :3", "set", [(1.0, 2.0), (3.0, 4.0), (5.0, 6.0)]),
        ("1.num_batches_tracked", "", "set", [(0.5,)]),
        ("1.num_batches_tracked", "", "set", [(1e300,)]),
        ("1.num_batches_tracked", "", "clip", [(0.5, 1.5)]),
    ],
)
def test_what_does_not_fit_is_refused(change, key, where, action, rows):
    """In a sentence; nothing is written."""
    with pytest.raises(BuilderError):
        change(key, where, action, *rows)


def test_an_empty_index_is_everything():
    """As `[...]`, which also fits a scalar."""
    assert index_of("") == index_of("[]") == (...,)


@pytest.mark.parametrize(
    ("text", "part"), [("a", "a"), ("0, b, 1", " b"), ("::-1", "::-1"), ("1:2:0", "1:2:0"), ("1.5", "1.5")]
)
def test_a_part_that_is_no_index_is_named(text, part):
    """With what it may be."""
    with pytest.raises(BuilderError, match=re.escape(part)) as caught:
        index_of(f"0, {text}, :")
    assert caught.value.hint == say("weights.values.index.hint")
