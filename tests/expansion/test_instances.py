"""What instances stand for is worked out once for each document, in whatever thread, and taken over by the next."""

import sys
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from builder.document.blocks import Definition, Document, Instance, Layer, Sequential
from builder.edits import Remove, SetDefinitionArgs, apply
from builder.expansion.instances import expanded
from tests.call_counts import calls

LINEAR = Layer(id="a", kind="Linear", args={"in_features": "=width", "out_features": 2})
INNER = Definition(class_name="Inner", args={"width": 4}, root=Sequential(id="r", children=(LINEAR,)))
INSTANCE = Instance(id="i", definition="Inner")
OUTER = Definition(class_name="Outer", root=Sequential(id="r", children=(INSTANCE,)))
OTHER = msgspec.structs.replace(INNER, class_name="Other")


def network(*instances: Instance) -> Document:
    """Make a document of instances."""
    return Document(root=Sequential(id="root", children=instances), definitions=(INNER, OUTER, OTHER))


def made(document: Document, before: Document | None = None) -> tuple:
    """Return the blocks that the instances of a document became."""
    return expanded(document, before).root.children


@pytest.fixture
def hurried():
    """Let threads take turns at every step."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_many_threads_ask_at_once(hurried):
    """Each gets what its own document stands for."""
    documents = [network(Instance(id=f"i{i}", definition="Inner")) for i in range(4_000)]
    with ThreadPoolExecutor(8) as pool:
        wholes = pool.map(expanded, documents)
        assert [whole.root.children[0].id for whole in wholes] == [f"i{i}" for i in range(4_000)]


def test_threads_that_ask_about_one_document_get_one_answer(hurried):
    """What the first has found is everybody's."""
    document = network(*(Instance(id=f"i{i}", definition="Outer") for i in range(200)))
    with ThreadPoolExecutor(8) as pool:
        assert len({id(whole) for whole in pool.map(expanded, [document] * 32)}) == 1


def test_what_a_document_stands_for_is_no_part_of_it():
    """A document that was looked at says and is the same as one that was not."""
    document, fresh = network(INSTANCE), network(INSTANCE)
    expanded(document)
    assert (document, document.to_json()) == (fresh, fresh.to_json())


def test_an_instance_that_stays_stands_for_the_same_blocks():
    """So whatever is known of them is known after an edit elsewhere."""
    document = network(INSTANCE, Instance(id="j", definition="Outer"))
    first, _ = made(document)
    assert made(apply(document, Remove(("j",)))) == (first,)
    assert made(apply(document, Remove(("j",))))[0] is first


def test_another_definition_is_written_out_anew_wherever_it_is_inside():
    """What is made of others stays."""
    document = network(INSTANCE, Instance(id="j", definition="Outer"), Instance(id="k", definition="Other"))
    before = made(document)
    after = made(apply(document, SetDefinitionArgs("Inner", {"width": 6})))
    assert [new is old for new, old in zip(after, before, strict=True)] == [False, False, True]
    assert after[1].children[0].children[0].args["in_features"] == 6


def test_a_changed_instance_is_written_out_anew():
    """Its id alone says nothing."""
    document = network(INSTANCE)
    expanded(document)
    assert made(network(Instance(id="i", definition="Other")), document)[0].class_name == "Other"


def test_an_edit_leaves_thousands_of_instances_as_they_are():
    """Nothing is written out again, however many there are."""
    document = network(*(Instance(id=f"i{i}", definition="Outer") for i in range(1_500)))
    whole = calls(lambda: expanded(document))
    assert calls(lambda: expanded(msgspec.structs.replace(document, name="another"), document)) < whole / 2
