"""Instances are written out as the blocks they stand for, their expressions worked out."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.document.arithmetic import evaluate
from builder.document.blocks import (
    Definition,
    Document,
    Graph,
    Instance,
    Layer,
    Parallel,
    Repeat,
    Sequential,
    TensorBlock,
)
from builder.errors import DocumentError
from builder.expansion.instances import expanded
from builder.expansion.validation import validate

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


def test_ids_are_unique_with_all_instances_written_out() -> None:
    """A block of the network is not to hide one that an instance stands for."""
    hiding = Layer(id="i/a", kind="ReLU")
    with pytest.raises(DocumentError, match="Two blocks have the id 'i/a'"):
        validate(network(Instance(id="i", definition="Wide"), hiding))


def test_what_an_instance_gives_is_checked() -> None:
    """A width of -1 is refused at the layer that takes it."""
    with pytest.raises(DocumentError, match="in_features is -1"):
        validate(network(Instance(id="i", definition="Wide", args={"width": -1})))


@pytest.mark.parametrize(
    "text",
    ["=__import__('os')", "=a.b", "=a[0]", "=(lambda: 1)()", "=a @ 9", "='x'*9", "=f(1)", "=1/0", "=" + "(" * 99],
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


@pytest.mark.parametrize("text", ["=round(1,-9999999)", "=round(1, 0 - 9999999)", "=round(5, a)", "=round(1.5, 9 * 9)"])
def test_digits_are_bounded_before_a_power_of_ten_is_computed(text: str) -> None:
    """`round` is given few digits, however they are written."""
    with pytest.raises(DocumentError, match="rounds to more than 20 digits"):
        evaluate(text, {"a": -(2**62)})


@pytest.mark.parametrize("value", [10**400, -(2**63), float("inf"), float("nan")])
def test_an_argument_is_bounded_as_what_is_written(value: float) -> None:
    """A number that comes from outside lies below 2^63, too."""
    with pytest.raises(DocumentError, match=r"beyond 2\^63"):
        evaluate("=a - a", {"a": value})


def test_round_rounds_as_python_does() -> None:
    """Digits in bounds are left to Python."""
    assert [evaluate(text, {}) for text in ("=round(12345, -2)", "=round(2.345, 2)", "=round(2.5)")] == [12300, 2.35, 2]


TOLD = Definition(
    class_name="Told",
    args={"width": 4, "depth": 2, "names": "step {i}", "std": 0.5},
    root=Graph(
        id="g",
        nodes=(
            TensorBlock(id="t", name="t", shape=("=width", 3), init={"scheme": "normal_", "args": {"std": "=std / 2"}}),
            Repeat(id="r", name="r", child=Layer(id="l", kind="Identity"), count="=depth * 2", names="=names"),
            Parallel(id="p", name="p", children=(Layer(id="k", kind="Identity"),), merge="cat", dim="=0 - depth"),
        ),
    ),
)


def test_expressions_stand_wherever_a_number_does() -> None:
    """Shapes, what initialises a tensor, counts and names of a repeat, and dims are worked out."""
    tensor, repeat, parallel = (
        expanded(network(Instance(id="i", definition="Told", args={"width": 5}), definitions=(TOLD,)))
        .root.children[0]
        .nodes
    )
    assert (tensor.shape, tensor.init) == ((5, 3), {"scheme": "normal_", "args": {"std": 0.25}})
    assert (repeat.count, repeat.names, parallel.dim) == (4, "step {i}", -2)


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        (TensorBlock(id="t", shape=("=width / 8",)), "dim is '0.5', which is not a whole number"),
        (TensorBlock(id="t", shape=("=height",)), "uses 'height', which is not an argument"),
        (TensorBlock(id="t", shape=("3",)), "dim is '3', which is not a whole number"),
        (Repeat(id="t", child=LINEAR, count="=width / 3"), "count is '1.33"),
        (Repeat(id="t", child=LINEAR, count="=0"), "has 0 copies"),
        (Parallel(id="t", children=(LINEAR,), dim="=width * 9"), "dim is 36; it must be -16 to 15"),
    ],
)
def test_what_an_expression_comes_to_is_checked(block: Repeat, problem: str) -> None:
    """It is a whole number within the bounds of its field."""
    root = Graph(id="r", nodes=(block,))
    with pytest.raises(DocumentError, match=problem):
        validate(network(definitions=(Definition(class_name="Bad", args={"width": 4}, root=root),)))


@pytest.mark.parametrize(
    "block", [Repeat(id="t", child=LINEAR, count="=width"), Parallel(id="t", children=(LINEAR,), dim="=width")]
)
def test_an_expression_stands_in_a_definition_only(block: Repeat) -> None:
    """The network itself has no arguments."""
    with pytest.raises(DocumentError, match="work only inside your own blocks"):
        validate(Document(root=Sequential(id="root", children=(block,))))


def test_long_names_and_deep_definitions_are_valid() -> None:
    """What an id comes to when definitions nest is not held to the length of one that is written."""
    layer = Layer(id="a" * 64, kind="ReLU")
    definitions = [Definition(class_name="C" * 60, root=Sequential(id="r", children=(layer,)))]
    for i in range(6):
        inner = Instance(id=f"instance_{i}", definition=definitions[-1].class_name)
        definitions.append(Definition(class_name=f"Level{i}", root=Sequential(id="r", children=(inner,))))
    validate(network(Instance(id="i", definition="Level5"), definitions=tuple(definitions)))


def test_ids_of_a_definition_are_its_own() -> None:
    """Two blocks of one definition have two ids, as in the network."""
    twice = Definition(class_name="Twice", root=Sequential(id="r", children=(LINEAR, LINEAR)))
    with pytest.raises(DocumentError, match="Two blocks have the id 'a'"):
        validate(network(definitions=(twice,)))
