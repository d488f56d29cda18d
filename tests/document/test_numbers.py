"""Numbers of a graph in the arguments of its functions: how they are read, and what a document with them does."""

import json

import pytest
import torch

from builder import Document, analyse, to_module, to_source
from builder.document.numbers import (
    check_numbers,
    filled_in,
    names_of,
    rename_numbers,
    repeats,
    substituted,
    trial,
    with_arguments,
)
from builder.errors import DocumentError


def network(*nodes, wires, outputs=("out",), **more):
    """Return a document of one graph of functions on an image."""
    graph = {"block": "graph", "id": "g", "class_name": "Net", "wires": wires, "outputs": list(outputs)}
    graph["nodes"] = [{"block": "function", "id": name, "name": name, "kind": k, "args": a} for name, k, a in nodes]
    inputs = [{"name": "X", "shape": ["N", 3, 8, 6]}]
    return Document.from_json(json.dumps({"root": graph, "inputs": inputs, **more}))


H, W = ("h", "Tensor.size", {"dim": 2}), ("w", "Tensor.size", {"dim": 3})


def test_names_are_those_of_the_expressions():
    """Of lists and of indices, too; functions are none."""
    assert names_of(["N", "=h // 2", "=min(w, 4)"]) == {"h", "w"}
    assert names_of("=..., :h, 1:w - 1") == {"h", "w"}


def test_an_index_is_worked_out_bound_by_bound():
    """It stays an index."""
    assert filled_in("Tensor.__getitem__", {"index": "=..., :h // 2, None, w - 1"}, {"h": 7, "w": 3}) == {
        "index": "..., :3, None, 2"
    }


def test_an_expression_in_the_place_of_a_name_keeps_its_order():
    """Brackets are set where they are needed."""
    assert substituted("=a - b * c", {"a": "x + 1", "b": "h - w"}) == "x + 1 - (h - w) * c"


def test_what_a_definition_is_given_is_put_in_and_sizes_wait():
    """A size hides an argument of the same name."""
    args = {"shape": ["=h * channels", "=channels * 2", "=w"]}
    assert with_arguments("Tensor.view", args, {"channels": 8, "w": 5}, {"h", "w"}) == {"shape": ["=h * 8", 16, "=w"]}


@pytest.mark.parametrize("given", [True, "relu", [2]], ids=str)
def test_what_is_no_number_is_put_into_no_expression(given):
    """An expression that waits for a size calculates with numbers alone."""
    with pytest.raises(DocumentError, match=r"^'=h \* a' calculates with a, which is '.*'\. Use a number\.$"):
        with_arguments("Tensor.view", {"shape": ["=h * a"]}, {"a": given}, {"h"})


@pytest.mark.parametrize("text", ["=h +", "=h.real", "=h[0]", "=f(h)", "='h'", "=h if h else 1", "=:h"])
def test_what_is_no_expression_is_refused(text):
    """A document holds none that could do more."""
    with pytest.raises(DocumentError, match=r"args\.shape"):
        check_numbers("Tensor.view", {"shape": [text]})


def test_a_network_works_at_every_size():
    """Its shapes are those of the input there is, its file says what the author would."""
    view = ("out", "Tensor.view", {"shape": ["N", -1, "=h * w // 2"]})
    document = network(H, W, view, wires={"h": ["x"], "w": ["x"], "out": ["x", "h=h", "w=w"]})
    assert analyse(document).output.shape == (2, 6, 24)
    assert to_module(document)(torch.rand(3, 3, 4, 6)).shape == (3, 6, 12)
    assert "return x.view(x.size(0), -1, h * w // 2)" in to_source(document)


def test_a_number_can_be_returned_and_handed_on():
    """Beside tensors, in whole networks too."""
    middle = ("middle", "int", {"value": "=h // 2"})
    document = network(H, middle, wires={"h": ["x"], "middle": ["h=h"]}, outputs=("x", "middle"))
    assert to_module(document)(torch.rand(1, 3, 10, 6))[1] == 5


def test_the_batch_goes_through_numbers():
    """What it costs for one sample is asked of a run with one."""
    n = ("n", "Tensor.size", {"dim": 0})
    view = ("out", "Tensor.reshape", {"shape": ["=n * h", -1]})
    document = network(H, n, view, wires={"h": ["x"], "n": ["x"], "out": ["x", "n=n", "h=h"]})
    assert analyse(document).output.shape == (16, 18)


@pytest.mark.parametrize(
    ("sources", "shape", "problem"),
    [
        (["x"], ["=h", -1], "uses h, and no number"),
        (["x", "h=x"], ["=h", -1], "takes a number as h, and x is none"),
        (["x", "h=h"], ["=h // (h - h)", -1], "cannot be evaluated"),
        (["x", "h=h"], ["=h / 3", -1], "shape is 2.66"),
        (["h"], [-1], "takes a tensor and receives the number 8"),
        (["x", "h=h", "w=w"], ["=h", -1], "does not use the number w"),
    ],
)
def test_what_is_wrong_with_numbers_is_said(sources, shape, problem):
    """The document opens, and shows it at the block."""
    view = ("out", "Tensor.reshape", {"shape": shape})
    found = analyse(network(H, W, view, wires={"h": ["x"], "w": ["x"], "out": sources})).problems
    assert any(problem in one.problem for one in found), found


@pytest.mark.parametrize(
    ("args", "twice"),
    [
        ({"shape": ["=h", "=w", "N", 2]}, False),
        ({"shape": ["=h", "=h // 2"]}, True),
        ({"shape": ["=h * h"]}, True),
        ({"dim0": "=h", "dim1": "=h"}, True),
        ({"shape": ["=min(h, 2)", "=min(w, 2)"]}, False),
        ({"index": "=:h, w:"}, False),
        ({"index": "=:h, h:"}, True),
        ({"shape": [2, 2], "dim": 2}, False),
        ({}, False),
    ],
    ids=str,
)
def test_a_name_that_is_used_twice_is_told(args, twice):
    """In one expression or in two; a function is no name."""
    assert repeats(args) is twice


@pytest.mark.parametrize(
    ("kind", "name", "value", "tried"),
    [
        ("Tensor.view", "shape", ["N", "=h", 3, "=w * 2"], ["N", 1, 3, 1]),
        ("F.max_pool2d", "kernel_size", "=h", 1),
        ("F.max_pool2d", "padding", "=h", 1),
        ("F.softmax", "dim", "=h", 1),
        ("torch.add", "other", "=h", 1),
        ("F.dropout", "p", "=h", 1),
        ("Tensor.__getitem__", "index", "=:h", ":"),
        ("Tensor.view", "nothing", "=h", "=h"),
        ("Tensor.nothing", "shape", "=h", "=h"),
        ("F.pad", "mode", "=h", "=h"),
    ],
)
def test_an_argument_is_tried_with_1_in_the_place_of_an_expression(kind, name, value, tried):
    """Where a number may stand, as a number; between brackets all of it."""
    assert trial(kind, {name: value}) == {name: tried}


def test_a_number_is_renamed_wherever_it_stands():
    """In lists, in indices, and not in what only looks like it."""
    args = {"shape": ["N", "=h * hh", "=w", 2], "index": "=:h, h - 1", "mode": "h", "dim": "=h"}
    expected = {"shape": ["N", "=n * hh", "=w", 2], "index": "=:n, n - 1", "mode": "h", "dim": "=n"}
    assert rename_numbers(args, {"h": "n"}) == expected
    assert rename_numbers(args, {"none": "n"}) == args
