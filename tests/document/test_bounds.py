"""What a document may hold and how long it is looked at: counted, never timed."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest

from builder.document.arithmetic import MAX_TEXT
from builder.document.blocks import Block, Definition, Document, Graph, Instance, Layer, Sequential, Shared, TensorBlock
from builder.document.tree import all_places
from builder.edits import SetArgument, SetTensor, apply
from builder.errors import DocumentError, EditError
from builder.expansion.validation import validate
from tests.call_counts import growth


def defined(name: str, *children: Block) -> Definition:
    """Return a definition of a sequential."""
    return Definition(class_name=name, root=Sequential(id="r", children=children))


def instance(id: str, definition: str) -> Instance:
    """Return an instance."""
    return Instance(id=id, definition=definition)


def alone(*definitions: Definition) -> Document:
    """Return a document that holds definitions and one instance of the last."""
    return Document(root=instance("root", definitions[-1].class_name), definitions=definitions)


def doubled(depth: int) -> tuple[Definition, ...]:
    """Return definitions of which each holds two instances of the one before it."""
    first = defined("D0", Layer(id="a", kind="ReLU"))
    return first, *(defined(f"D{i}", instance("i", f"D{i - 1}"), instance("j", f"D{i - 1}")) for i in range(1, depth))


def checked(document: Document) -> Callable[[], object]:
    """Return what checks a document."""
    return lambda: validate(document)


def nested(depth: int) -> list[object]:
    """Return lists inside each other."""
    value: list[object] = []
    for _ in range(depth):
        value = [value]
    return value


def test_definitions_are_checked_in_a_time_that_grows_with_their_number() -> None:
    """Twice as many definitions take twice the calls."""
    empty = [defined(f"D{i}") for i in range(200)]
    assert growth(lambda n: checked(alone(*empty[:n])), 100) < 3


def test_definitions_that_double_are_refused_before_they_are_written_out() -> None:
    """Each holds the one before it twice: 2^60 blocks."""
    with pytest.raises(DocumentError, match="more than 20,000 blocks"):
        validate(alone(*doubled(60)))


def test_a_long_chain_of_definitions_is_refused() -> None:
    """Definitions nest as blocks do."""
    chain = [defined(f"D{i}", *[instance("i", f"D{i - 1}")] * (i > 0)) for i in range(2000)]
    with pytest.raises(DocumentError, match="nested deeper than 64 levels"):
        validate(alone(*reversed(chain)))


def test_all_definitions_together_are_bounded() -> None:
    """Each may be looked at with its defaults, so what is in them counts, used or not."""
    large = defined("Large", *(Layer(id=f"l{i}", kind="ReLU") for i in range(1000)))
    with pytest.raises(DocumentError, match="The definitions together have more than 20,000 blocks"):
        validate(alone(large, *(defined(f"D{i}", instance("i", "Large")) for i in range(30))))


def test_runs_of_shared_containers_are_counted() -> None:
    """A container that is used twice inside one that is used twice, and so on: 2^40 runs."""
    block: Block = Sequential(id="d0", children=(Layer(id="a", kind="ReLU"),))
    for i in range(1, 40):
        block = Sequential(id=f"d{i}", children=(block, Shared(id=f"s{i}", of=block.id)))
    with pytest.raises(DocumentError, match="would run more than 25,000 blocks"):
        validate(Document(root=block))


def test_wires_of_all_graphs_are_counted() -> None:
    """256 wires into each of 400 nodes are too many together."""
    cat = [Layer(id=f"n{i}", name=f"n{i}", kind="Identity") for i in range(400)]
    graph = Graph(id="g", nodes=tuple(cat), wires={node.name or "": ("x",) * 256 for node in cat}, outputs=("n0",))
    with pytest.raises(DocumentError, match="more than 100,000 wires"):
        validate(Document(root=graph))


def test_expressions_are_counted_before_they_are_worked_out() -> None:
    """Each is short, and all together are not."""
    text = "=" + "+1" * (MAX_TEXT // 2 - 1)
    layers = [Layer(id=f"l{i}", kind="Linear", args={"in_features": 1, "out_features": text}) for i in range(1100)]
    with pytest.raises(DocumentError, match="more than 200,000 characters of expressions"):
        validate(alone(defined("D", *layers)))


@pytest.mark.parametrize(
    ("value", "problem"),
    [([0] * 30_000, "more than 20,000 values"), (nested(800), "nested deeper than 32 levels")],
    ids=["long", "deep"],
)
def test_what_an_instance_is_given_is_bounded(value: list[object], problem: str) -> None:
    """A definition's argument may be anything, of some size."""
    definition = Definition(class_name="D", args={"a": value}, root=Sequential(id="r"))
    with pytest.raises(DocumentError, match=problem):
        validate(alone(definition))


def looping(name: str, width: int, steps: int) -> Definition:
    """Return a written class whose `__init__` counts for nothing."""
    source = f"""class {name}(nn.Module):
    def __init__(self, width):
        super().__init__()
        for i in range({steps}): pass
        self.a = nn.Linear(width, width)
    def forward(self, x):
        return self.a(x)
"""
    return Definition(class_name=name, args={"width": width}, source=source)


def test_objects_of_written_classes_are_made_in_few_steps_together() -> None:
    """Each may take many steps, and there may be many, but not both."""
    texts = [looping(f"W{i}", 4, 30_000) for i in range(20)]
    with pytest.raises(DocumentError, match="takes more than 400,000 steps"):
        validate(alone(*texts))


def test_equal_objects_of_a_written_class_are_made_once() -> None:
    """Their steps count once, since what the first is made of is remembered."""
    root = Sequential(id="root", children=tuple(instance(f"i{i}", "W") for i in range(20)))
    validate(Document(root=root, definitions=(looping("W", 20, 30_000),)))


def test_objects_with_arguments_of_their_own_count_each() -> None:
    """What a definition gives to a written class inside it is worked out first."""
    inner = Instance(id="i", definition="W", args={"width": "=w"})
    outer = Definition(class_name="Outer", args={"w": 1}, root=Sequential(id="r", children=(inner,)))
    kids = tuple(Instance(id=f"o{i}", definition="Outer", args={"w": i + 1}) for i in range(20))
    with pytest.raises(DocumentError, match="takes more than 400,000 steps"):
        validate(Document(root=Sequential(id="root", children=kids), definitions=(looping("W", 20, 30_000), outer)))


def test_the_texts_of_written_classes_are_bounded_together() -> None:
    """They are counted before any is read."""
    texts = [Definition(class_name=f"W{i}", source="#" * 100_000) for i in range(6)]
    with pytest.raises(DocumentError, match="more than 500,000 characters in total"):
        validate(alone(*texts))


def test_blocks_cost_the_garbage_collector_nothing() -> None:
    """It stops every thread while it looks at what may be part of a cycle, and blocks never are."""
    layer = Layer(id="a", kind="Linear", args={"in_features": 1, "out_features": [1]})
    assert not gc.is_tracked(layer)
    assert not gc.is_tracked(Sequential(id="s", children=(layer,)))


def test_an_edit_of_one_argument_looks_at_no_other_block() -> None:
    """A document of twice the blocks takes nearly the same calls."""

    def edited(n: int) -> Callable[[], object]:
        kids = tuple(Layer(id=f"a{i}", kind="Linear", args={"in_features": 4, "out_features": 4}) for i in range(n))
        document = Document(root=Sequential(id="root", children=kids))
        all_places(document)
        return lambda: apply(document, SetArgument("a0", "out_features", 5))

    assert growth(edited, 1_000) < 1.1


def tensors(*lengths: int) -> Document:
    """Return a graph of tensors, each with a value of so many numbers."""
    nodes = tuple(
        TensorBlock(id=f"t{i}", name=f"t{i}", shape=(n,), init={"value": [0] * n}) for i, n in enumerate(lengths)
    )
    return Document(root=Graph(id="root", nodes=nodes, outputs=("x",)))


def test_the_numbers_of_all_tensors_are_bounded_together() -> None:
    """Each is written into the file and onto the canvas."""
    with pytest.raises(DocumentError, match="list more than 100,000 numbers together"):
        validate(tensors(*[9_000] * 12))


def test_as_many_numbers_as_all_tensors_may_list_are_taken() -> None:
    """Up to the bound a document is valid."""
    validate(tensors(*[5_000] * 20))


def test_the_numbers_of_a_tensor_that_changed_are_counted_with_the_others() -> None:
    """An edit of one tensor looks at all of them."""
    with pytest.raises(EditError, match="list more than 100,000 numbers together"):
        apply(tensors(*[5_000] * 20), SetTensor("t0", init={"value": [0] * 5_001}))
