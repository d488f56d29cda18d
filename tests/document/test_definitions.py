"""Instances are written out as the blocks they stand for, their expressions worked out."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.document.arithmetic import evaluate
from builder.document.blocks import Definition, Document, Instance, Layer, Sequential
from builder.document.definitions import expanded
from builder.document.validation import validate
from builder.errors import DocumentError

LINEAR = Layer(id="a", kind="Linear", args={"in_features": "=width", "out_features": "=width * 2"})
WIDE = Definition(class_name="Wide", args={"width": 4}, root=Sequential(id="r", children=(LINEAR,)))


def network(*instances: Instance, definitions: tuple[Definition, ...] = (WIDE,)) -> Document:
    """Make a document of instances."""
    return Document(root=Sequential(id="root", children=instances), definitions=definitions)


def test_an_instance_becomes_its_definition() -> None:
    """An instance is its definition's root under its own id, with its arguments put in."""
    document = expanded(network(Instance(id="i", definition="Wide", args={"width": 3})))
    layer = Layer(id="i/a", kind="Linear", args={"in_features": 3, "out_features": 6})
    assert document.root.children == (Sequential(id="i", children=(layer,), class_name="Wide"),)


def test_an_instance_inside_a_definition_takes_its_arguments() -> None:
    """Definitions nest; expressions are worked out from the outside in."""
    inner = Instance(id="i", definition="Wide", args={"width": "=size + 1"})
    outer = Definition(class_name="Outer", args={"size": 1}, root=Sequential(id="r", children=(inner,)))
    document = expanded(network(Instance(id="o", definition="Outer", args={"size": 6}), definitions=(WIDE, outer)))
    assert document.root.children[0].children[0].children[0].args == {"in_features": 7, "out_features": 14}


def test_a_document_of_instances_is_valid() -> None:
    """Validation looks at what the instances stand for."""
    validate(network(Instance(id="i", definition="Wide"), Instance(id="j", definition="Wide", args={"width": 8})))


def test_what_an_instance_gives_is_checked() -> None:
    """A width of -1 is refused at the layer that takes it."""
    with pytest.raises(DocumentError, match="in_features is -1"):
        validate(network(Instance(id="i", definition="Wide", args={"width": -1})))


@pytest.mark.parametrize(
    "text", ["=__import__('os')", "=a.b", "=a[0]", "=(lambda: 1)()", "=a**9", "='x'*9", "=f(1)", "=1/0", "=" + "(" * 99]
)
def test_nothing_but_arithmetic_is_worked_out(text: str) -> None:
    """What is no arithmetic is refused."""
    with pytest.raises(DocumentError):
        evaluate(text, {"a": 1})


@given(st.text(max_size=60))
def test_whatever_is_written_is_a_number_or_refused(text: str) -> None:
    """No expression raises anything else, or takes long."""
    with suppress(DocumentError):
        assert isinstance(evaluate(f"={text}", {"a": 3}), int | float)
