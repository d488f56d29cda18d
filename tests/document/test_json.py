"""Documents as JSON: the round trip, and a clear sentence for whatever is no document."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import BuilderError, Document
from builder.document.json import MAX_TEXT
from tests.strategies import documents

RELU = {"block": "layer", "id": "a", "kind": "ReLU"}


def text(root: Any, **fields: Any) -> str:
    """Write a document around a root block."""
    return json.dumps({"format": 1, "root": root, **fields})


def linear(**args: Any) -> str:
    """Write a document of one Linear layer."""
    return text({"block": "layer", "id": "a", "kind": "Linear", "args": {"in_features": 4, "out_features": 2, **args}})


def inside(*children: Any, block: str = "sequential", **fields: Any) -> str:
    """Write a document of one container."""
    return text({"block": block, "id": "root", "children": list(children), **fields})


def nested(depth: int) -> str:
    """Write sequentials in each other."""
    opening = "".join(f'{{"block":"sequential","id":"s{i}","children":[' for i in range(depth))
    return '{"root":' + opening + json.dumps(RELU) + "]}" * depth + "}"


@given(documents())
def test_a_document_survives_json(document: Document) -> None:
    """JSON -> document -> JSON is the identity."""
    assert Document.from_json(document.to_json()) == document
    assert Document.from_json(document.to_json()).to_json() == document.to_json()


REFUSED = {
    "no JSON": ("not json", "not valid JSON"),
    "empty": ("", "The file is empty"),
    "blank": (b" \n", "The file is empty"),
    "cut short": ('{"format": 1, "root": {', "ends too early"),
    "a list": ("[]", "Expected `object`, got `array`"),
    "not UTF-8": (b"\xff\xfe{}", "not valid JSON"),
    "no root": ('{"format": 1}', "missing required field `root`"),
    "another format": (text(RELU, format=2), "Use one of: 1"),
    "an extra field": (text(RELU | {"colour": "red"}), "unknown field `colour`"),
    "a missing field": (text({"block": "layer", "id": "a"}), "missing required field `kind`"),
    "an unknown block": (text(RELU | {"block": "lyer"}), "Use one of: layer"),
    "an unknown kind": (text(RELU | {"kind": "ReLu"}), "Did you mean ReLU"),
    "an unknown argument": (linear(outfeatures=3), "out_features"),
    "true for an int": (linear(out_features=True), r"args.out_features.*whole number"),
    "text for an int": (linear(out_features="3"), r"args.out_features.*whole number"),
    "a float for an int": (linear(out_features=3.0), r"args.out_features.*whole number"),
    "NaN": (linear(out_features=float("nan")), "not valid JSON"),
    "an infinity": ('{"root":{"block":"layer","id":"a","kind":"GELU","args":{"p":1e999}}}', "out of range"),
    "10^12 features": (linear(out_features=10**12), "out_features is 1000000000000"),
    "0 features": (linear(out_features=0), "out_features is 0"),
    "duplicate ids": (inside(RELU, RELU), "Two blocks have the id 'a'"),
    "an empty id": (text(RELU | {"id": ""}), "printable"),
    "an empty name": (inside(RELU | {"name": ""}), "cannot be empty"),
    "a dot in a name": (inside(RELU | {"name": "a.b"}), "contains a dot"),
    "a control character": (inside(RELU | {"name": "a\nb"}), "invisible character"),
    "an override character": (inside(RELU | {"name": "a\u202eb"}), "invisible character"),
    "a member of nn.Module": (inside(RELU | {"name": "forward"}), "member of nn.Module"),
    "a member of Sequential": (inside(RELU | {"name": "append"}), "member of nn.Module"),
    "a name twice": (inside(RELU, RELU | {"id": "b", "name": "0"}), "Two blocks here are named '0'"),
    "an attribute with a space": (inside(RELU | {"name": "block 0"}, block="parallel"), "not a Python identifier"),
    "an attribute that is a keyword": (inside(RELU | {"name": "class"}, block="parallel"), "not a Python identifier"),
    "an attribute Python folds": (inside(RELU | {"name": "\ufb01"}, block="parallel"), "not a Python identifier"),
    "an attribute Python mangles": (inside(RELU | {"name": "__x"}, block="parallel"), "two underscores"),
    "a class with a dash": (inside(RELU, block="parallel", class_name="My-Net"), "not a Python identifier"),
    "a named child in a list": (
        text({"block": "sequential", "id": "s", "holder": "ModuleList", "children": [{**RELU, "name": "act"}]}),
        "A ModuleList numbers its children",
    ),
    "a name that a dict has": (
        text({"block": "sequential", "id": "s", "holder": "ModuleDict", "children": [{**RELU, "name": "keys"}]}),
        "already a member of nn.ModuleDict",
    ),
    "named copies in a list": (
        text({"block": "repeat", "id": "s", "holder": "ModuleList", "names": "block {i}", "child": RELU}),
        "A ModuleList numbers its copies",
    ),
    "something shown by no class": (inside(RELU, extra_repr="p=1"), "An extra_repr needs a class name"),
    "code as a class": (inside(RELU, block="parallel", class_name="A:\n import os"), "invisible character"),
    "shared of nothing": (inside({"block": "shared", "id": "s", "of": "x"}), "points to 'x', which is not a block"),
    "shared of itself": (inside({"block": "shared", "id": "s", "of": "s"}), "shared block points to the shared"),
    "shared of a function": (
        text(
            {
                "block": "graph",
                "id": "g",
                "nodes": [
                    {"block": "function", "id": "f", "kind": "F.relu"},
                    {"block": "shared", "id": "s", "of": "f"},
                ],
            }
        ),
        "'f', which is not a module",
    ),
    "shared of an ancestor": (inside({"block": "shared", "id": "s", "of": "root"}), "shared inside itself"),
    "a root with a name": (text(RELU | {"name": "net"}), "root block cannot have a name"),
    "no copies": (text({"block": "repeat", "id": "r", "child": RELU, "count": 0}), "at least 1"),
    "10^9 copies": (text({"block": "repeat", "id": "r", "child": RELU, "count": 10**9}), "more than 20,000 blocks"),
    "copies of one name": (text({"block": "repeat", "id": "r", "child": RELU, "names": "x"}), "All 2 copies"),
    "a function outside a graph": (
        inside({"block": "function", "id": "f", "kind": "F.relu"}),
        "work only inside a graph",
    ),
    "a tensor outside a graph": (inside({"block": "tensor", "id": "t"}, block="parallel"), "work only inside a graph"),
    "a tensor as root": (text({"block": "tensor", "id": "t"}), "Wrap it in a container"),
    "a graph without inputs": (text({"block": "graph", "id": "g", "inputs": []}), "1 to 256 inputs"),
    "wires to nowhere": (text({"block": "graph", "id": "g", "wires": {"a": ["x"]}}), "'a', which is not a node"),
    "a source that is none": (text({"block": "graph", "id": "g", "outputs": ["a:b"]}), "'a:b' is not a source"),
    "a node called as an input": (
        text({"block": "graph", "id": "g", "nodes": [RELU | {"name": "x"}]}),
        "Two blocks here are named 'x'",
    ),
    "a huge tensor value": (
        text({"block": "graph", "id": "g", "nodes": [{"block": "tensor", "id": "t", "init": {"value": [0] * 20_000}}]}),
        "at most 10,000 numbers",
    ),
    "an integer parameter": (
        text({"block": "graph", "id": "g", "nodes": [{"block": "tensor", "id": "t", "dtype": "int64"}]}),
        "cannot have dtype",
    ),
    "a class with more than a class": (
        text(RELU, definitions=[{"class_name": "A", "source": "x"}]),
        "Only functions, classes and constants",
    ),
    "an instance of nothing": (
        text({"block": "instance", "id": "i", "definition": "A"}),
        "There is no definition named 'A'",
    ),
    "a definition of itself": (
        text(
            {"block": "instance", "id": "i", "definition": "A"},
            definitions=[
                {
                    "class_name": "A",
                    "root": {
                        "block": "sequential",
                        "id": "r",
                        "children": [{"block": "instance", "id": "j", "definition": "A"}],
                    },
                }
            ],
        ),
        "'A' contains itself",
    ),
    "65 levels": (nested(65), "deeper than 64"),
    "10^5 levels": (nested(100_000), "deeper than 64"),
    "10^5 lists": ('{"root":' + "[" * 100_000, "Expected `object`|deeper than 64"),
    "50 MB": (" " * 50_000_000, f"at most {MAX_TEXT:,}"),
    "no inputs": (text(RELU, inputs=[]), "1 to 64 inputs"),
    "two inputs of one name": (text(RELU, inputs=[{"name": "X", "shape": [1]}] * 2), "Two inputs are named"),
    "an input called by a statement": (text(RELU, inputs=[{"name": "x=1", "shape": [1]}]), "not a Python identifier"),
    "a negative dim": (text(RELU, inputs=[{"name": "X", "shape": [-1]}]), "A dimension is -1"),
    "a dim in words": (text(RELU, inputs=[{"name": "X", "shape": ["B"]}]), "Invalid"),
    "an unknown dtype": (text(RELU, inputs=[{"name": "X", "shape": [1], "dtype": "float8"}]), "Use one of: float32"),
    "a negative seed": (text(RELU, seed=-1), "seed is -1"),
    "a rule for nothing": (text(RELU, init=[{"select": {"block": "x"}, "scheme": "zeros_"}]), "no block 'x' to select"),
    "an unknown scheme": (text(RELU, init=[{"select": {}, "scheme": "xavier"}]), "no scheme 'xavier'"),
    "a scheme without its value": (text(RELU, init=[{"select": {}, "scheme": "constant_"}]), "needs val"),
    "a tie to nothing": (
        text(RELU, ties=[{"tensor": {"block": "a", "tensor": "weight"}, "of": {"block": "z", "tensor": "weight"}}]),
        "uses 'z'",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_document_gets_one_sentence(case: str) -> None:
    """Each bad document is refused with its own sentence, and never with a traceback of another kind."""
    bad, sentence = REFUSED[case]
    with pytest.raises(BuilderError, match=sentence) as caught:
        Document.from_json(bad)
    assert len(str(caught.value)) < 400


def test_20_000_blocks_are_read() -> None:
    """A document at the stated limit opens."""
    kids = [{"block": "layer", "id": f"b{i}", "kind": "ReLU"} for i in range(19_999)]
    assert len(Document.from_json(inside(*kids)).root.children) == 19_999  # type: ignore[union-attr]


def test_64_levels_are_read() -> None:
    """A document at the stated depth opens."""
    assert Document.from_json(nested(63)).root.id == "s0"


_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
_ANY = st.recursive(_SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=8), inner), max_leaves=8)


@given(st.dictionaries(st.sampled_from(["format", "root", "inputs", "name", "ties", "init", "seed", "x"]), _ANY))
def test_whatever_is_sent_is_read_or_refused(fields: dict[str, Any]) -> None:
    """Nothing but a BuilderError comes of a document that is not one."""
    with suppress(BuilderError):
        assert Document.from_json(json.dumps(fields)).root.id
